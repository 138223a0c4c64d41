"""Dates and times are written as LAPOR! does, where the pemda lies, and read again."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from rules.lapor_dates import written
from rules.lapor_rows import day_of, time_of

WIT = ZoneInfo("Asia/Jayapura")


def test_a_moment_is_written_locally() -> None:
    assert written(datetime(2025, 8, 16, 22, 5, 3, tzinfo=UTC), WIT) == ("17 Agu 2025", "07:05:03")
    assert written(None, WIT) == ("", "")


@given(st.datetimes(datetime(2011, 1, 1), datetime(2099, 1, 1)))  # noqa: DTZ001 - the zone is the next line's
def test_what_is_written_is_read_again(naive: datetime) -> None:
    local = naive.replace(tzinfo=WIT, microsecond=0)
    day, moment = written(local.astimezone(UTC), WIT)
    assert (day_of(day), time_of(moment)) == (local.date(), local.time())
