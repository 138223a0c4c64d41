"""The nation's days off: Lebaran with its cuti bersama, nothing estimated, and one first version that stays."""

from datetime import date

import psycopg
import pytest

from rules.calendars import CalendarBook, DayOffKind, Edition
from rules.time_zones import WIB
from tenants.database import Database
from tenants.national_days import YEARS_BACK, load_national_days, national_days
from tests.tenancy import TODAY

HOLIDAY, LEAVE = DayOffKind.NATIONAL_HOLIDAY, DayOffKind.CUTI_BERSAMA
LEBARAN = [(18, LEAVE), (19, HOLIDAY), (20, LEAVE), (21, HOLIDAY), (22, HOLIDAY), (23, LEAVE), (24, LEAVE)]
"""Nyepi and Idulfitri 1447 with their cuti bersama (SKB of three ministers for 2026)."""


def test_lebaran_with_its_cuti_bersama() -> None:
    march = [(one.day.day, one.kind) for one in national_days(2026) if one.day.month == 3]
    assert march == LEBARAN


def test_names_are_indonesian_and_say_nothing_of_estimates() -> None:
    names = {one.day: one.name for year in (2026, 2027) for one in national_days(year)}
    assert names[date(2026, 8, 17)] == "Hari Kemerdekaan Republik Indonesia"
    assert not [name for name in names.values() if "perkiraan" in name]


def test_of_a_year_without_a_decree_only_what_is_certain_is_taken() -> None:
    far = national_days(2033)
    assert {one.kind for one in far} == {HOLIDAY}
    assert {date(2033, 1, 1), date(2033, 8, 17), date(2033, 12, 25)} <= {one.day for one in far}
    assert not [one for one in far if "Idul" in one.name]


@pytest.mark.parametrize(("year", "known"), [(2026, True), (2033, False)])
def test_a_year_is_published_with_its_cuti_bersama(year: int, *, known: bool) -> None:
    book = CalendarBook(WIB, national_days(year), newest=Edition(1, 1))
    assert book.knows(year) is known


def test_the_first_version_is_made_once(database: Database) -> None:
    expected = [one.day for year in range(TODAY.year - YEARS_BACK, TODAY.year + 2) for one in national_days(year)]
    assert load_national_days(database.owner_url, date(2030, 1, 1)) == 0
    with psycopg.connect(database.owner_url) as owner:
        days = owner.execute("SELECT day FROM tuntas.day_off WHERE tenant_id = 0 AND since = 1 ORDER BY day").fetchall()
        versions = owner.execute(
            "SELECT version, set_by_title FROM tuntas.calendar_version WHERE tenant_id = 0 ORDER BY 1 LIMIT 1"
        ).fetchall()
    assert [day for (day,) in days] == expected
    assert versions == [(1, "Tuntas")]
