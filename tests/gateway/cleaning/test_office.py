import io
import zipfile

import pytest

from gateway.cleaning import office
from gateway.cleaning.office import clean_office
from gateway.cleaning.verdicts import DAMAGED, DANGEROUS, TOO_LARGE, UNSUPPORTED, Unacceptable
from rules.attachments import MediaType
from tests.gateway.cleaning import files


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def refusal(data: bytes) -> str:
    with pytest.raises(Unacceptable) as refused:
        clean_office(data)
    return refused.value.code


@pytest.mark.parametrize(
    ("data", "kind"),
    [(files.docx(), MediaType.DOCX), (files.xlsx(), MediaType.XLSX), (files.odt(), MediaType.ODT)],
)
def test_nobody_is_named_in_any_part(data: bytes, kind: MediaType) -> None:
    assert any(files.SECRET_BYTES in part for part in parts_of(data).values())
    cleaned, found = clean_office(data)
    assert found is kind
    assert [name for name, part in parts_of(cleaned).items() if files.SECRET_BYTES in part] == []


def test_the_words_the_pictures_and_the_links_stay() -> None:
    parts = parts_of(clean_office(files.docx())[0])
    assert b"Jalan rusak" in parts["word/document.xml"]
    assert b'w:author=""' in parts["word/document.xml"]
    assert b"https://lapor.go.id" in parts["word/_rels/document.xml.rels"]
    assert parts["word/media/image1.jpeg"].startswith(b"\xff\xd8")
    assert b"Normal.dotm" in parts["word/_rels/document.xml.rels"]


def test_nothing_points_at_a_part_that_was_dropped() -> None:
    parts = parts_of(clean_office(files.docx())[0])
    assert not [name for name in parts if name.startswith(("customXml", "docProps/thumbnail"))]
    for part in parts.values():
        assert b"customXml" not in part
        assert b"thumbnail" not in part
    sheets = parts_of(clean_office(files.xlsx())[0])
    assert b"rId1" not in sheets["xl/worksheets/sheet1.xml"] + sheets["xl/worksheets/_rels/sheet1.xml.rels"]
    texts = parts_of(clean_office(files.odt())[0])
    assert b"Thumbnails" not in texts["META-INF/manifest.xml"]
    assert b"content.xml" in texts["META-INF/manifest.xml"]


def test_an_open_document_begins_with_its_type() -> None:
    cleaned, _ = clean_office(files.odt())
    assert cleaned[30:38] == b"mimetype"
    assert cleaned[38:77] == b"application/vnd.oasis.opendocument.text"


def test_a_sheet_inside_a_letter_is_cleaned_too() -> None:
    cleaned, _ = clean_office(files.docx(word__embeddings__Lembar_dot_xlsx=files.xlsx()))
    inner = parts_of(parts_of(cleaned)["word/embeddings/Lembar.xlsx"])
    assert not any(files.SECRET_BYTES in part for part in inner.values())


def test_a_letter_inside_a_sheet_inside_a_letter_is_refused() -> None:
    nested = files.docx(word__embeddings__a_dot_docx=files.xlsx())
    assert refusal(files.docx(word__embeddings__b_dot_docx=nested)) == TOO_LARGE


@pytest.mark.parametrize(
    "data",
    [
        files.docx(word__vbaProject_dot_bin=b"macro"),
        files.docx(word__activeX__activeX1_dot_xml=b"<x/>"),
        files.odt(Basic__Standard__Module1=b"<script/>"),
        files.docx(word__embeddings__oleObject1_dot_bin=b"\xd0\xcf"),
        files.docx(word__bantuan_dot_exe=b"MZ"),
        files.docx(
            word___rels__settings_dot_xml_dot_rels=files.relations(
                files.relation("oleObject", "http://jahat.test/x", external=True)
            )
        ),
        files.docx(
            word___rels__footer_dot_xml_dot_rels=files.relations(
                files.relation("image", "http://pelacak.test/i.png", external=True)
            )
        ),
        files.odt(manifest__x=b"", **{"META-INF__manifest.xml": b"<manifest:encryption-data/>"}),
    ],
)
def test_what_acts_or_cannot_be_looked_into_is_refused(data: bytes) -> None:
    assert refusal(data) == DANGEROUS


def test_a_macro_document_under_another_name_is_refused() -> None:
    types = b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    assert refusal(files.archive({"[Content_Types].xml": types})) == DANGEROUS


def test_other_archives_are_refused() -> None:
    assert refusal(files.archive({"a.txt": b"x"})) == UNSUPPORTED


def test_a_locked_archive_is_refused() -> None:
    data = bytearray(files.docx())
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    assert refusal(bytes(data)) == DANGEROUS


def test_external_written_in_another_way_is_refused() -> None:
    hidden = files.relations(files.relation("image", "http://x.test", external=True)).replace(
        b"External", b"&#69;xternal"
    )
    assert refusal(files.docx(word___rels__a_dot_xml_dot_rels=hidden)) == DAMAGED


@pytest.mark.parametrize(
    "part",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>',
        "<x author='a'/>".encode("utf-16"),
    ],
)
def test_xml_that_defines_its_own_words_is_refused(part: bytes) -> None:
    assert refusal(files.docx(word__styles_dot_xml=part)) == DAMAGED


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "word\\..\\..\\x"])
def test_a_part_that_climbs_out_is_refused(name: str) -> None:
    assert refusal(files.archive({**files.docx_parts(), name: b"x"})) == DAMAGED


def test_two_parts_of_one_name_are_refused() -> None:
    target = io.BytesIO(files.docx())
    with zipfile.ZipFile(target, "a") as packed, pytest.warns(UserWarning, match="Duplicate"):
        packed.writestr("word/document.xml", b"<w:document/>")
    assert refusal(target.getvalue()) == DAMAGED


@pytest.mark.parametrize("part", [0.3, 0.8, 0.99])
def test_a_truncated_document_is_refused(part: float) -> None:
    data = files.docx()
    assert refusal(data[: int(len(data) * part)]) == DAMAGED


def test_a_flipped_byte_is_noticed() -> None:
    data = bytearray(files.archive(files.docx_parts(), stored=("word/document.xml",)))
    at = data.index(b"Jalan rusak")
    data[at] ^= 1
    assert refusal(bytes(data)) == DAMAGED


def test_a_bomb_is_stopped_by_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MAX_UNFOLDED", 1_000_000)
    assert refusal(files.docx(word__media__image9_dot_bmp=bytes(2_000_000))) == TOO_LARGE


def test_a_bomb_that_lies_about_its_size_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MAX_UNFOLDED", 1_000_000)
    data = bytearray(files.docx(word__media__image9_dot_bmp=bytes(5_000_000)))
    size = (5_000_000).to_bytes(4, "little")
    assert data.count(size) == 2
    data = bytearray(bytes(data).replace(size, (10).to_bytes(4, "little")))
    assert refusal(bytes(data)) in (TOO_LARGE, DAMAGED)


def test_many_small_parts_are_a_bomb_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MAX_PARTS", 50)
    assert refusal(files.archive({**files.docx_parts(), **{f"word/{n}.xml": b"" for n in range(50)}})) == TOO_LARGE


def test_parts_that_only_together_are_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MAX_UNFOLDED", 1_000_000)
    many = {f"word/media/{n}.bmp": bytes(300_000) for n in range(4)}
    assert refusal(files.archive({**files.docx_parts(), **many})) == TOO_LARGE
