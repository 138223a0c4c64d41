"""A photo as it looks, without what it tells about where, when, by whom and with what it was taken."""

import io
import warnings
from typing import Any, Final

from PIL import Image, ImageCms, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from gateway.cleaning.verdicts import damaged, too_large
from rules.attachments import MediaType

MAX_PIXELS: Final = 52_000_000
"""A photo of 50 megapixels is examined; more would need more memory than one upload may take."""
_FORMATS: Final = {
    MediaType.JPEG: JpegImagePlugin.JpegImageFile.format,
    MediaType.PNG: PngImagePlugin.PngImageFile.format,
    MediaType.WEBP: WebPImagePlugin.WebPImageFile.format,
}
_QUALITY: Final = 90
_ORIENTATION: Final = 0x0112
_PNG_MODES: Final = frozenset({"1", "L", "LA", "P", "RGB", "RGBA", "I;16"})
_COLOURED: Final = frozenset({"RGB", "RGBA"})
_JPEG_TABLES: Final = 2


def clean_image(data: bytes, media_type: MediaType) -> bytes:
    """The pixels, upright and in sRGB, coded anew in the same format; of an animation the first picture.

    Coding anew also takes apart files that are a picture and something else at once. Raises Unacceptable.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=[_FORMATS[media_type]])
            if image.width * image.height > MAX_PIXELS:
                raise too_large()
            image.load()
            options = _OPTIONS[media_type](image, data)
            return _encode(_bare(image, media_type), _FORMATS[media_type], options)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise too_large() from None
    except (OSError, SyntaxError, ValueError, TypeError, ArithmeticError, LookupError, EOFError):
        # Pillow's readers raise any of these over bytes that are not what they promise.
        raise damaged() from None


def _bare(image: Image.Image, media_type: MediaType) -> Image.Image:
    """The picture with its orientation and colour profile applied, and nothing else in it."""
    upright = _upright(image)
    pixels = _in_srgb(upright, image.info.get("icc_profile"))
    if media_type is MediaType.JPEG and pixels.mode not in ("L", "RGB"):
        pixels = pixels.convert("RGB")
    elif media_type is MediaType.WEBP and pixels.mode not in _COLOURED:
        pixels = pixels.convert("RGBA" if "A" in pixels.mode or "transparency" in image.info else "RGB")
    elif media_type is MediaType.PNG and pixels.mode not in _PNG_MODES:
        pixels = pixels.convert("RGB")
    transparency = image.info.get("transparency") if pixels.mode == image.mode else None
    pixels.info = {} if transparency is None or media_type is not MediaType.PNG else {"transparency": transparency}
    return pixels


def _upright(image: Image.Image) -> Image.Image:
    try:
        turned = image.getexif().get(_ORIENTATION, 1) in range(2, 9)
    except (OSError, SyntaxError, ValueError, TypeError, ArithmeticError, LookupError):
        turned = False  # its EXIF is broken: the picture is not, and EXIF goes anyway
    return ImageOps.exif_transpose(image) if turned else image.copy()


def _in_srgb(image: Image.Image, profile: object) -> Image.Image:
    """Profiles of screens name their device and its serial number: the colours are converted, the profile goes."""
    if not isinstance(profile, bytes) or image.mode not in _COLOURED:
        return image
    try:
        converted = ImageCms.profileToProfile(
            image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode=image.mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
    return converted or image


def _encode(image: Image.Image, format_: str | None, options: dict[str, Any]) -> bytes:
    target = io.BytesIO()
    try:
        image.save(target, format_, **options)
    except (ValueError, TypeError):
        if "qtables" not in options:
            raise
        target = io.BytesIO()
        image.save(target, format_, quality=_QUALITY)
    return target.getvalue()


def _jpeg_options(image: Image.Image, _: bytes) -> dict[str, Any]:
    """The tables it was made with: coding it with them again changes next to nothing."""
    tables = getattr(image, "quantization", None)
    if image.mode not in ("L", "RGB") or not tables or len(tables) > _JPEG_TABLES:
        return {"quality": _QUALITY}
    sampling = JpegImagePlugin.get_sampling(image)
    return {
        "qtables": tables,
        "progressive": bool(image.info.get("progressive")),
        **({"subsampling": sampling} if sampling >= 0 else {}),
    }


def _png_options(_: Image.Image, __: bytes) -> dict[str, Any]:
    return {}


def _webp_options(_: Image.Image, data: bytes) -> dict[str, Any]:
    """Lossless when it was: the chunk says so."""
    return {"lossless": True} if _has_chunk(data, b"VP8L") else {"quality": _QUALITY}


def _has_chunk(data: bytes, name: bytes) -> bool:
    at = 12
    while at + 8 <= len(data):
        if data[at : at + 4] == name:
            return True
        at += 8 + int.from_bytes(data[at + 4 : at + 8], "little") + (data[at + 4] & 1)
    return False


_OPTIONS: Final = {
    MediaType.JPEG: _jpeg_options,
    MediaType.PNG: _png_options,
    MediaType.WEBP: _webp_options,
}
