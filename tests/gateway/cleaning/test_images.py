import io
import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image, ImageCms

from gateway.cleaning import images
from gateway.cleaning.images import clean_image
from gateway.cleaning.verdicts import DAMAGED, TOO_LARGE, Unacceptable
from rules.attachments import MediaType
from tests.gateway.cleaning import files

RED, BLUE = (200, 30, 30), (30, 30, 200)


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def near(pixel: object, colour: object) -> bool:
    assert isinstance(pixel, tuple)
    assert isinstance(colour, tuple)
    return all(abs(a - b) < 12 for a, b in zip(pixel, colour, strict=False))


def bare(image: Image.Image) -> bool:
    return not dict(image.getexif()) and not set(image.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density",
                                                                "progressive", "progression", "loop", "background",
                                                                "timestamp", "duration", "transparency"}  # fmt: skip


PHOTOS = [
    (files.jpeg(), MediaType.JPEG),
    (files.jpeg(progressive=True), MediaType.JPEG),
    (files.png(), MediaType.PNG),
    (files.png("RGBA"), MediaType.PNG),
    (files.png("P"), MediaType.PNG),
    (files.png("L"), MediaType.PNG),
    (files.webp(), MediaType.WEBP),
    (files.webp(lossless=True), MediaType.WEBP),
]


@pytest.mark.parametrize(("data", "media_type"), PHOTOS)
def test_no_place_and_no_name_is_left(data: bytes, media_type: MediaType) -> None:
    assert files.SECRET_BYTES in data
    cleaned = clean_image(data, media_type)
    image = opened(cleaned)
    assert bare(image)
    assert files.SECRET_BYTES not in cleaned
    assert image.format == opened(data).format
    assert image.size == (64, 40)
    before, after = opened(data).convert("RGB"), image.convert("RGB")
    for place in ((5, 5), (60, 35)):
        assert near(after.getpixel(place), before.getpixel(place))


@pytest.mark.parametrize(
    ("make", "media_type"),
    [(files.jpeg, MediaType.JPEG), (lambda o: files.png(orientation=o), MediaType.PNG),
     (lambda o: files.webp(orientation=o), MediaType.WEBP)],
)  # fmt: skip
def test_the_orientation_is_applied(make: Callable[[int], bytes], media_type: MediaType) -> None:
    quarter = opened(clean_image(make(6), media_type)).convert("RGB")
    assert quarter.size == (40, 64)
    assert near(quarter.getpixel((20, 5)), RED)
    assert near(quarter.getpixel((20, 60)), BLUE)
    half = opened(clean_image(make(3), media_type)).convert("RGB")
    assert near(half.getpixel((5, 5)), BLUE)


def test_a_jpeg_keeps_its_quality() -> None:
    data = files.jpeg()
    assert opened(clean_image(data, MediaType.JPEG)).quantization == opened(data).quantization  # type: ignore[attr-defined]


def test_transparency_stays() -> None:
    target = io.BytesIO()
    image = files.picture(mode="P")
    image.save(target, "PNG", transparency=0)
    assert "transparency" in opened(clean_image(target.getvalue(), MediaType.PNG)).info


def test_a_profile_is_applied_and_goes() -> None:
    target = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    files.picture().save(target, "PNG", icc_profile=profile)
    image = opened(clean_image(target.getvalue(), MediaType.PNG))
    assert "icc_profile" not in image.info
    assert near(image.getpixel((5, 5)), RED)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_a_broken_profile_and_broken_exif_do_no_harm() -> None:
    target = io.BytesIO()
    files.picture().save(target, "JPEG", icc_profile=b"no profile", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff")
    assert bare(opened(clean_image(target.getvalue(), MediaType.JPEG)))


def test_printers_colours_become_screens() -> None:
    target = io.BytesIO()
    files.picture(mode="CMYK").save(target, "JPEG")
    assert opened(clean_image(target.getvalue(), MediaType.JPEG)).mode == "RGB"


@pytest.mark.parametrize(("data", "media_type"), PHOTOS)
def test_a_polyglot_is_only_a_picture_afterwards(data: bytes, media_type: MediaType) -> None:
    cleaned = clean_image(data + files.docx() + b"<script>alert(1)</script>", media_type)
    assert b"PK\x03\x04" not in cleaned
    assert b"<script>" not in cleaned


@pytest.mark.parametrize(("data", "media_type"), PHOTOS)
def test_a_truncated_picture_is_refused(data: bytes, media_type: MediaType) -> None:
    with pytest.raises(Unacceptable) as refused:
        clean_image(data[: len(data) * 2 // 3], media_type)
    assert refused.value.code == DAMAGED


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def test_a_small_file_that_unfolds_into_a_giant_is_refused_before_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image.Image, "load", lambda _: pytest.fail("it was unfolded"))
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )
    with pytest.raises(Unacceptable) as refused:
        clean_image(bomb, MediaType.PNG)
    assert refused.value.code == TOO_LARGE


def test_the_limit_is_counted_in_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_PIXELS", 64 * 40 - 1)
    with pytest.raises(Unacceptable) as refused:
        clean_image(files.jpeg(), MediaType.JPEG)
    assert refused.value.code == TOO_LARGE


def test_of_an_animation_the_first_picture_stays() -> None:
    target = io.BytesIO()
    files.picture().save(target, "WEBP", save_all=True, append_images=[Image.new("RGB", (64, 40))])
    image = opened(clean_image(target.getvalue(), MediaType.WEBP))
    assert getattr(image, "n_frames", 1) == 1
