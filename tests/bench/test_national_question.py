"""The question of the benchmark: twelve whole months, and where its figures stand in the service's own statement."""

from datetime import date

from bench.national_question import COUNTED, asked, months


def test_the_twelve_whole_months_before_a_day() -> None:
    assert months(date(2026, 11, 23)) == (date(2025, 11, 1), date(2026, 10, 31))
    assert months(date(2026, 1, 1)) == (date(2025, 1, 1), date(2025, 12, 31))


def test_the_service_asks_it_of_the_sums_alone() -> None:
    sql, params, places = asked(date(2026, 11, 23))
    assert "complaint_rollup" in sql
    assert "complaint_event" not in sql
    assert "complaint_tally" not in sql
    assert params["lo"] == 0
    assert places == [7, 8, 9, 10, 11][: len(COUNTED)]
