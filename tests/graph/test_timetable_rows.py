"""A timetable's row is the pemda's, on the nation's days, in the pemda's own zone."""

from datetime import date

import pytest

from graph.timetable_rows import TimetableRow
from rules.time_zones import WIB, WITA
from tenants.calendar_rows import StoredCalendar

AT = "2026-03-04T02:00:00+00:00"
VERSION = {
    "version": 1, "week": None, "note": "Banjir", "set_by_title": "Admin", "at": AT, "settles_at": AT, "settled": False,
}  # fmt: skip


@pytest.mark.parametrize(("tenant", "zone"), [(0, WIB), (5101, WITA)])
def test_it_shows_what_was_just_set(tenant: int, zone: object) -> None:
    nation = StoredCalendar(0, [VERSION], [["2026-03-09", "NATIONAL_HOLIDAY", "Libur", 1, None]], [])
    own = nation if tenant == 0 else StoredCalendar(tenant, [], [], [])
    row = TimetableRow(nation, own, 2026)
    assert (row.tenant_id, row.clocks.zone) == (tenant, zone)
    assert not row.clocks.is_working_day(date(2026, 3, 9)), "it has not settled, and is shown"
