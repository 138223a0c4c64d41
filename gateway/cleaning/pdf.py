"""A PDF as it prints, without what it tells about its makers and without anything that acts."""

import io
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from gateway.cleaning.embedded import NotAPicture, without_metadata
from gateway.cleaning.verdicts import damaged, dangerous, too_large

MAX_UNFOLDED: Final = 200 * 1024 * 1024
"""Bytes that one compressed stream may unfold into."""
_END_WITHIN: Final = 2048
_MAX_DEPTH: Final = 200
_GOES: Final = frozenset(
    {"/Metadata", "/PieceInfo", "/LastModified", "/AA", "/AF", "/EF", "/OpenAction", "/JavaScript", "/EmbeddedFiles"}
    | {"/XFA", "/Perms", "/Legal", "/SpiderInfo", "/Collection"}
)
"""Keys that hold descriptions of makers, programs that run, or files inside the file, wherever they stand."""
_ACTS: Final = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/GoToR", "/Rendition", "/Sound", "/Movie"}
    | {"/RichMediaExecute"}
)
_NO_PAPER: Final = frozenset({"/FileAttachment", "/Screen", "/Movie", "/Sound", "/RichMedia", "/3D"})
"""Annotations that play or carry something; notes, links, stamps and form fields stay."""
_OF_A_PERSON: Final = ("/T", "/CreationDate", "/M", "/NM")

pikepdf.settings.set_qpdf_limits(
    flate_max_memory=MAX_UNFOLDED,
    png_max_memory=MAX_UNFOLDED,
    run_length_max_memory=MAX_UNFOLDED,
    tiff_max_memory=MAX_UNFOLDED,
    dct_max_memory=MAX_UNFOLDED,
    doc_max_warnings=1000,
)


def clean_pdf(data: bytes) -> bytes:
    """The pages written anew: what no page needs is gone, and so is what stood before, behind and between.

    Electronic signatures end with it, since they sign the bytes; the page still shows them. Raises Unacceptable.
    """
    if b"%%EOF" not in data[-_END_WITHIN:]:
        raise damaged()
    try:
        with Pdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            _scrub(pdf)
            target = io.BytesIO()
            pdf.save(target, encryption=False, fix_metadata_version=False)
            return target.getvalue()
    except pikepdf.PasswordError:
        raise dangerous(
            "This PDF is locked by a password: send it without.",
            "PDF ini terkunci kata sandi: kirim tanpa kata sandi.",
        ) from None
    except (MemoryError, RecursionError):
        raise too_large() from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError):
        # pikepdf raises any of these over objects that are not what a PDF says they are.
        raise damaged() from None


def _scrub(pdf: Pdf) -> None:
    if not len(pdf.pages):
        raise damaged()
    for key in ("/Info", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    for page in pdf.pages:
        _scrub_annotations(page.obj)
    for thing in pdf.objects:
        for part in _parts(thing):
            _scrub_dictionary(part)
        if isinstance(thing, Stream):
            _scrub_picture(thing)


def _parts(thing: Object, depth: int = 0) -> Iterator[Object]:
    """The dictionaries inside one numbered object; what it refers to is an object of its own."""
    if depth > _MAX_DEPTH:
        raise damaged()
    inside: list[Any] = []
    if isinstance(thing, Dictionary | Stream):
        yield thing
        inside = [thing[key] for key in list(thing.keys())]
    elif isinstance(thing, Array):
        inside = list(thing)
    for value in inside:
        if isinstance(value, Dictionary | Array) and not value.is_indirect:
            yield from _parts(value, depth + 1)


def _scrub_dictionary(part: Object) -> None:
    for key in list(part.keys()):
        value = part[key]
        # An action hangs on a key of any name: /A, /Next, /D in a rendition ...
        acts = isinstance(value, Dictionary) and str(value.get("/S", "")) in _ACTS
        if key in _GOES or acts:
            del part[key]
    if str(part.get("/FT", "")) == "/Sig" and "/V" in part:
        del part["/V"]
    if str(part.get("/S", "")) in _ACTS and ("/JS" in part or "/F" in part or "/Win" in part):
        for key in ("/JS", "/F", "/Win", "/Mac", "/Unix"):
            if key in part:
                del part[key]
        part["/S"] = Name("/Named")
        part["/N"] = Name("/FirstPage")


def _scrub_annotations(page: Object) -> None:
    if not isinstance(page.get("/Annots"), Array):
        return
    kept = [
        note
        for note in page["/Annots"]
        if isinstance(note, Dictionary) and str(note.get("/Subtype", "")) not in _NO_PAPER
    ]
    for note in kept:
        if str(note.get("/Subtype", "")) != "/Widget":
            for key in _OF_A_PERSON:
                if key in note:
                    del note[key]
    page["/Annots"] = Array(kept)


def _scrub_picture(picture: Stream) -> None:
    """A photo inside the PDF carries the EXIF of its camera: it goes, the pixels stay."""
    filters = picture.get("/Filter")
    names = [str(filters)] if isinstance(filters, Name) else [str(each) for each in filters or []]
    if names != ["/DCTDecode"]:
        return
    try:
        bare = without_metadata(picture.read_raw_bytes())
    except NotAPicture:
        raise damaged() from None
    parameters = picture.get("/DecodeParms")
    kept = parameters if isinstance(parameters, Dictionary | Array) else None
    picture.write(bare, filter=Name("/DCTDecode"), decode_parms=kept)
