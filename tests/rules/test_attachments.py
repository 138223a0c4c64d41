import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.attachments import EXTENSIONS, MAX_NAME, MediaType, clean_name, name_for
from rules.errors import BAD_USER_INPUT, Refusal


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("foto.jpg", "foto.jpg"),
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\Budi\Desktop\bukti jalan.pdf", "bukti jalan.pdf"),
        ("a\x00b\x07c.txt", "abc.txt"),
        ("baris\nbaru\t.txt", "baris baru.txt"),
        ("gambar\u202egnp.exe", "gambargnp.exe"),
        ("nol\u200bl\ufeffebar.png", "nollebar.png"),
        ("  .htaccess. ", "htaccess"),
        ('apa?*<ini>:"|".pdf', "apa_ini_.pdf"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("", "lampiran"),
        ("/", "lampiran"),
        ("...", "lampiran"),
        ("\u202e", "lampiran"),
        ("cafe\u0301.png", "café.png"),
        ("Laporan No. 5", "Laporan No. 5"),
    ],
)
def test_a_name_keeps_what_a_person_reads_and_nothing_else(sent: str, kept: str) -> None:
    assert clean_name(sent) == kept


@pytest.mark.parametrize(
    ("sent", "media_type", "kept"),
    [
        ("foto.jpg", MediaType.JPEG, "foto.jpg"),
        ("FOTO.JPEG", MediaType.JPEG, "FOTO.JPEG"),
        ("foto.exe", MediaType.JPEG, "foto.jpg"),
        ("faktur.pdf.exe", MediaType.PDF, "faktur.pdf.pdf"),
        ("surat", MediaType.DOCX, "surat.docx"),
        ("Laporan No. 5", MediaType.PDF, "Laporan No. 5.pdf"),
        (".png", MediaType.JPEG, "png.jpg"),
        ("data.csv", MediaType.TEXT, "data.csv"),
        ("", MediaType.MP4, "lampiran.mp4"),
    ],
)
def test_the_extension_follows_the_bytes(sent: str, media_type: MediaType, kept: str) -> None:
    assert name_for(sent, media_type) == kept


def test_a_long_name_keeps_its_extension() -> None:
    assert clean_name("a" * 500 + ".pdf") == "a" * (MAX_NAME - 4) + ".pdf"
    assert len(clean_name("界" * 500 + ".pdf").encode()) <= 200


def test_a_flood_is_no_name() -> None:
    with pytest.raises(Refusal) as refused:
        clean_name("a" * 1001)
    assert (refused.value.code, refused.value.field) == (BAD_USER_INPUT, "name")


@given(st.text(max_size=300), st.sampled_from(MediaType))
def test_every_name_is_safe_and_stays_as_it_is(sent: str, media_type: MediaType) -> None:
    kept = name_for(sent, media_type)
    assert kept
    assert kept == name_for(kept, media_type)
    assert not set(kept) & set('/\\<>:"|?*')
    assert not any(unicodedata.category(char).startswith("C") for char in kept)
    assert len(kept) <= MAX_NAME
    assert len(kept.encode()) <= 200
    assert kept.lower().endswith(EXTENSIONS[media_type])
    assert not kept.startswith((".", " "))


def test_every_type_has_extensions_of_its_own() -> None:
    every = [extension for extensions in EXTENSIONS.values() for extension in extensions]
    assert set(EXTENSIONS) == set(MediaType)
    assert len(every) == len(set(every))
