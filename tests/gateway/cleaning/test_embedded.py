import io

import pytest
from PIL import Image, ImageChops

from gateway.cleaning.embedded import NotAPicture, without_metadata
from tests.gateway.cleaning import files


def same_pixels(first: bytes, second: bytes) -> bool:
    one, two = Image.open(io.BytesIO(first)), Image.open(io.BytesIO(second))
    return one.size == two.size and ImageChops.difference(one.convert("RGB"), two.convert("RGB")).getbbox() is None


@pytest.mark.parametrize("data", [files.jpeg(), files.jpeg(progressive=True), files.png(), files.png("P")])
def test_the_pixels_stay_and_the_stories_go(data: bytes) -> None:
    bare = without_metadata(data)
    assert files.SECRET_BYTES not in bare
    assert same_pixels(data, bare)
    assert dict(Image.open(io.BytesIO(bare)).getexif()) == {}
    assert without_metadata(bare) == bare


@pytest.mark.parametrize("data", [files.jpeg(), files.png()])
def test_what_follows_the_end_is_dropped(data: bytes) -> None:
    assert without_metadata(data + files.docx()) == without_metadata(data)


@pytest.mark.parametrize("data", [files.jpeg(), files.png()])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_a_picture_without_its_end_is_none(data: bytes, part: float) -> None:
    with pytest.raises(NotAPicture):
        without_metadata(data[: int(len(data) * part)])


@pytest.mark.parametrize("data", [b"\xff\xd8\x00\x00", b"\xff\xd8\xff\xe1\x00\x01", b"\xff\xd8\xff", b"\xff\xd8"])
def test_segments_that_do_not_add_up(data: bytes) -> None:
    with pytest.raises(NotAPicture):
        without_metadata(data)


def test_other_pictures_stay_as_they_are() -> None:
    assert without_metadata(b"GIF89a...") == b"GIF89a..."
