"""A table of days off: both spellings of a date, Indonesian words, mistakes named by their line."""

from datetime import date

import pytest

from rules.calendars import DayOffKind
from rules.day_lists import KINDS, LONGEST_SPAN, MOST_LISTED, ListedDay, days_of_csv
from rules.errors import BAD_USER_INPUT, Refusal

TABLE = """tanggal;nama;sampai;jenis
02/05/2026;Hari jadi;;libur daerah

2026-05-04;"Banjir; besar";2026-05-05;Darurat
2026-05-20;Tanpa jenis;;
"""


def test_a_table_of_an_office() -> None:
    assert days_of_csv("\ufeff" + TABLE) == [
        ListedDay(2, date(2026, 5, 2), "Hari jadi", DayOffKind.LOCAL_HOLIDAY),
        ListedDay(4, date(2026, 5, 4), "Banjir; besar", DayOffKind.EMERGENCY),
        ListedDay(4, date(2026, 5, 5), "Banjir; besar", DayOffKind.EMERGENCY),
        ListedDay(5, date(2026, 5, 20), "Tanpa jenis", None),
    ]


def test_english_columns_in_another_order() -> None:
    (day,) = days_of_csv("kind,name,date\nLOCAL_HOLIDAY,Founding day,2026-05-02\n")
    assert day == ListedDay(2, date(2026, 5, 2), "Founding day", DayOffKind.LOCAL_HOLIDAY)


def test_every_kind_has_its_words() -> None:
    assert set(KINDS.values()) == set(DayOffKind)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("nama\nHari jadi", 1, "kolomnya"),
        ("tanggal,tanggal,nama\n", 1, "kolomnya"),
        ("tanggal,nama\n2026-02-30,Salah", 2, "bukan tanggal"),
        ("tanggal,nama\n30/02/2026,Salah", 2, "bukan tanggal"),
        ("tanggal,nama\n1/2,Salah", 2, "bukan tanggal"),
        ("tanggal,nama\n,Salah", 2, "bukan tanggal"),
        ("tanggal,nama\n2026-05-02,Benar\n20260502,Salah", 3, "bukan tanggal"),
        ("tanggal,nama,jenis\n2026-05-02,Salah,liburan", 2, "bukan jenis"),
        ("tanggal,nama,sampai\n2026-05-02,Salah,2026-05-01", 2, "bukan rentang"),
        ("tanggal,nama,sampai\n2026-05-02,Salah,2026-07-01", 2, "bukan rentang"),
        ('tanggal,nama\n2026-05-02,"Salah', 2, "bukan CSV"),
    ],
)
def test_a_mistake_is_named_by_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        days_of_csv(text)
    assert (refused.value.code, refused.value.field) == (BAD_USER_INPUT, "content")
    assert refused.value.id.startswith(f"Baris {line}: ")
    assert reason in refused.value.id


def test_a_table_has_its_limits() -> None:
    whole = "2026-05-01,Banjir,2026-05-31\n"
    assert len(days_of_csv("tanggal,nama,sampai\n" + whole * 12)) == 12 * LONGEST_SPAN
    with pytest.raises(Refusal) as refused:
        days_of_csv("tanggal,nama,sampai\n" + whole * 14)
    assert f"Baris 14: lebih dari {MOST_LISTED}" in refused.value.id


def test_nothing_lists_nothing() -> None:
    assert days_of_csv("") == []
