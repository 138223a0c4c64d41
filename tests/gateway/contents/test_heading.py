"""Who writes is the pemda by its name, with what it set; without that, a form to fill in."""

from datetime import UTC, datetime

import pytest

from gateway.contents.heading import author, government
from tests.gateway.contents.told import HEAD

AT = datetime(2026, 2, 2, 20, tzinfo=UTC)


def test_place_and_date_are_local() -> None:
    by = author(HEAD, AT)
    assert by.where == "Uji, 3 Februari 2026"
    assert by.moment(AT) == "3 Februari 2026 pukul 05.00 WIT"
    assert (by.letterhead.government, by.letterhead.office) == ("Pemerintah Kabupaten Uji", "Dinas Kominfo")
    assert by.signatures.signers[0].number == "NIP 1"


def test_what_was_not_set_is_left_to_a_pen() -> None:
    by = author({**HEAD, "letterhead": None, "pemda": {**HEAD["pemda"], "timeZone": None}}, AT)
    assert by.where == "....................., 3 Februari 2026".replace(".....................", "." * 20)
    assert by.signature.title == "Pejabat yang berwenang pada Kabupaten Uji"
    assert by.letterhead.office == ""


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("Provinsi Kepulauan Riau", "PROVINSI", "Pemerintah Provinsi Kepulauan Riau"),
        ("Kota Batam", "KOTA", "Pemerintah Kota Batam"),
        ("Nasional", "NASIONAL", "Nasional"),
    ],
)
def test_governments_have_their_names(name: str, level: str, expected: str) -> None:
    assert government(name, level) == expected
