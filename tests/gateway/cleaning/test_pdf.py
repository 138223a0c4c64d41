import io
import zlib

import pikepdf
import pytest
from PIL import Image, ImageChops

from gateway.cleaning.pdf import clean_pdf
from gateway.cleaning.verdicts import DAMAGED, DANGEROUS, TOO_LARGE, Unacceptable
from tests.gateway.cleaning import files


def everything(data: bytes) -> bytes:
    """All objects and all unfolded streams of a PDF in one text: nothing can hide in compression."""
    with pikepdf.open(io.BytesIO(data)) as document:
        target = io.BytesIO()
        document.save(
            target,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.specialized,
            compress_streams=False,
        )
        return target.getvalue()


def test_no_maker_no_program_and_no_file_inside_is_left() -> None:
    before, after = everything(files.pdf()), everything(clean_pdf(files.pdf()))
    for word in (files.SECRET_BYTES, b"/JavaScript", b"/Launch", b"/OpenAction", b"/EmbeddedFile", b"/XFA", b"Exif"):
        assert word in before
        assert word not in after
    for word in (b"/Metadata", b"/Info ", b"/AA", b"/FileAttachment", b"xmpmeta"):
        assert word not in after


def test_the_page_stays() -> None:
    with pikepdf.open(io.BytesIO(files.pdf())) as before, pikepdf.open(io.BytesIO(clean_pdf(files.pdf()))) as after:
        assert len(after.pages) == 1
        assert after.pages[0].Contents.read_bytes() == before.pages[0].Contents.read_bytes()
        pictures = [
            Image.open(io.BytesIO(document.pages[0].Resources.XObject.Foto.read_raw_bytes()))
            for document in (before, after)
        ]
        assert ImageChops.difference(*pictures).getbbox() is None
        links = [note for note in after.pages[0].Annots if "/A" in note]
        assert [str(link.A.URI) for link in links] == ["https://lapor.go.id"]
        assert str(after.pages[0].Annots[0].Contents) == "catatan"


def test_what_stood_around_it_is_gone() -> None:
    cleaned = clean_pdf(files.pdf() + b"\n<script>alert(1)</script>")
    assert b"<script>" not in cleaned
    assert cleaned.startswith(b"%PDF-")


def test_two_cleanings_of_one_file_share_no_identity() -> None:
    with pikepdf.open(io.BytesIO(files.pdf())) as document:
        before = bytes(document.trailer.ID[0])
    with pikepdf.open(io.BytesIO(clean_pdf(files.pdf()))) as document:
        assert "/ID" not in document.trailer or bytes(document.trailer.ID[0]) != before


@pytest.mark.parametrize("part", [0.2, 0.7, 0.95])
def test_a_truncated_pdf_is_refused(part: float) -> None:
    data = files.pdf()
    with pytest.raises(Unacceptable) as refused:
        clean_pdf(data[: int(len(data) * part)])
    assert refused.value.code == DAMAGED


@pytest.mark.parametrize("data", [b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n" + b"[" * 5000 + b"\n%%EOF"])
def test_a_pdf_without_pages_is_refused(data: bytes) -> None:
    with pytest.raises(Unacceptable) as refused:
        clean_pdf(data)
    assert refused.value.code == DAMAGED


def test_a_locked_pdf_is_refused_with_advice() -> None:
    with pytest.raises(Unacceptable) as refused:
        clean_pdf(files.pdf(password="rahasia"))
    assert refused.value.code == DANGEROUS
    assert "kata sandi" in refused.value.id


def test_a_deeply_nested_object_is_refused() -> None:
    nested = pikepdf.Array()
    for _ in range(300):
        nested = pikepdf.Array([nested])
    document = pikepdf.new()
    document.add_blank_page()
    document.Root.Sarang = nested
    target = io.BytesIO()
    document.save(target)
    with pytest.raises(Unacceptable) as refused:
        clean_pdf(target.getvalue())
    assert refused.value.code in (DAMAGED, TOO_LARGE)


def folded(blanks: int) -> bytes:
    """A PDF whose catalogue lies in a compressed stream that ends in so many blanks."""
    catalogue = b"<</Type/Catalog/Pages 10 0 R>>".ljust(40)
    folder = zlib.compressobj(9)
    stream = folder.compress(b"9 0 10 40 " + catalogue + b"<</Type/Pages/Kids[11 0 R]/Count 1>>")
    stream += folder.compress(b" " * blanks) + folder.flush()
    body = b"%PDF-1.7\n"
    first = len(body)
    body += b"1 0 obj\n<</Type/ObjStm/N 2/First 10/Filter/FlateDecode/Length %d>>\nstream\n" % len(stream)
    body += stream + b"\nendstream\nendobj\n"
    page = len(body)
    body += b"11 0 obj\n<</Type/Page/Parent 10 0 R/MediaBox[0 0 9 9]>>\nendobj\n"
    index = len(body)
    entries = ((1, first, 0), (1, index, 0), (2, 1, 0), (2, 1, 1), (1, page, 0))
    rows = b"".join(bytes([kind]) + at.to_bytes(4, "big") + bytes([number]) for kind, at, number in entries)
    body += b"2 0 obj\n<</Type/XRef/Size 12/W[1 4 1]/Index[1 2 9 3]/Root 9 0 R/Length %d>>\nstream\n" % len(rows)
    return body + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % index


def test_a_stream_that_unfolds_without_end_is_refused() -> None:
    assert clean_pdf(folded(1000))
    bomb = folded(250_000_000)
    assert len(bomb) < 300_000
    with pytest.raises(Unacceptable) as refused:
        clean_pdf(bomb)
    assert refused.value.code == DAMAGED
