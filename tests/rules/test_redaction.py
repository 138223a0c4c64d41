import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.redaction import MASK, redact


@pytest.mark.parametrize(
    "secret",
    [
        "budi.santoso+lapor@mail.go.id",
        "a@b.co",
        "2101234567890001",
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "+62 812 3456 7890",
        "+6281234567890",
        "6281234567890",
        "62-812-3456-7890",
        "0853.1234.5678",
        "08123456789",
        "0812345678901",
        "198501012010011001",
        "19850101 201001 1 001",
        "BP 1234 XY",
        "B 1 A",
        "BP1234XY",
    ],
)
def test_what_identifies_a_person_is_masked(secret: str) -> None:
    for text in (secret, f"Hubungi {secret}.", f"({secret})", f"Pelapor: {secret}, alamat di Kijang"):
        assert redact(text) == text.replace(secret, MASK)


@pytest.mark.parametrize(
    "text",
    [
        "Jalan Merdeka No. 12 RT 03 RW 05 Kelurahan Kijang Kota rusak sejak 12 Januari 2026",
        "Biaya Rp 1.250.000 dan Rp12.500.000,00 diminta petugas",
        "Sudah 3 kali lapor, tiket 6340753 dan 1916449",
        "Perbup Nomor 53 Tahun 2021 Pasal 5 ayat (3)",
        "Puskesmas Tanjung Uban buka pukul 08.00-14.00 WIB",
        "RSUD, PDAM, PLN dan BPJS Kesehatan",
        "telepon kantor (0771) 21234",
        "koordinat 1.0456, 104.0305",
        "JALAN RUSAK DI KM 12 DAN RT 3 RW 5",
        "",
    ],
)
def test_what_does_not_stays(text: str) -> None:
    assert redact(text) == text


TEXTS = st.text(st.sampled_from("0123456789 +62-.@abBPX,\n8"), max_size=80)


@given(TEXTS)
def test_masking_twice_is_masking_once(text: str) -> None:
    assert redact(redact(text)) == redact(text)


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_nik_is_never_left(before: str, after: str) -> None:
    masked = redact(f"{before} 2101234567890001 {after}")
    assert not re.search(r"(?<!\d)2101234567890001(?!\d)", masked)


@given(st.text(max_size=300))
def test_nothing_is_added_but_masks(text: str) -> None:
    parts = redact(text).split(MASK)
    at = 0
    for part in parts:
        at = text.index(part, at) + len(part)
