"""Into which sums a tally goes, and that sums of changes are the sums of what there is."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rules.measures import COLUMNS, NUMBER
from rules.rollups import Cell, Difference, Sums, keys_of
from rules.statistic_questions import Grain, Group
from rules.tallies import Entry, Tally

_DAY = date(2026, 2, 17)
_RECEIVED, _RATING = NUMBER["received"], NUMBER["rating_sum"]


def a_tally(*entries: Entry, kind: str | None = "ASPIRASI", topic: int | None = 7) -> Tally:
    return Tally(3, kind, "WEB", "HIGH", topic, "0001", entries)


def test_by_day_undivided_and_by_month_in_five_ways() -> None:
    sums = Sums()
    sums.add(a_tally(Entry(_DAY, _RECEIVED, 1), Entry(date(2026, 2, 28), _RATING, 4)))
    month = date(2026, 2, 1)
    assert list(sums.rows()) == [
        (Cell("DAY", "ALL", _DAY, ""), {"received": 1}),
        (Cell("DAY", "ALL", date(2026, 2, 28), ""), {"rating_sum": 4}),
        (Cell("MONTH", "ALL", month, ""), {"received": 1, "rating_sum": 4}),
        (Cell("MONTH", "CHANNEL", month, "WEB"), {"received": 1, "rating_sum": 4}),
        (Cell("MONTH", "KIND", month, "ASPIRASI"), {"received": 1, "rating_sum": 4}),
        (Cell("MONTH", "PRIORITY", month, "HIGH"), {"received": 1, "rating_sum": 4}),
        (Cell("MONTH", "TOPIC", month, "7"), {"received": 1, "rating_sum": 4}),
    ]


def test_what_has_not_the_property_has_a_key_of_its_own() -> None:
    passed = Tally(0, None, None, None, None, None, ())
    assert keys_of(passed) == tuple((group, "") for group in Group)
    assert dict(keys_of(a_tally(topic=0)))[Group.TOPIC] == "0"


_TALLIES = st.builds(
    lambda days, number, amount, kind, topic: a_tally(
        *(Entry(date(2026, month, day), number, amount) for month, day in days), kind=kind, topic=topic
    ),
    st.lists(st.tuples(st.integers(1, 3), st.integers(1, 28)), max_size=4),
    st.sampled_from([_RECEIVED, _RATING, len(COLUMNS) - 1]),
    st.integers(-3, 3),
    st.sampled_from(["ASPIRASI", None]),
    st.sampled_from([1, None]),
)


@given(before=st.lists(_TALLIES, max_size=4), after=st.lists(_TALLIES, max_size=4))
def test_sums_that_were_changed_are_the_sums_of_what_there_is(before: list[Tally], after: list[Tally]) -> None:
    changed, anew = Sums(), Sums()
    for one in before:
        changed.add(one)
    for one in after:
        changed.add(one)
        anew.add(one)
    for one in reversed(before):
        changed.add(one, -1)
    assert list(changed.rows()) == list(anew.rows())
    assert list(anew.differences(changed)) == []


def test_where_sums_differ() -> None:
    ours, stored = Sums(), Sums()
    ours.add(a_tally(Entry(_DAY, _RECEIVED, 2)))
    for cell, _ in ours.rows():
        stored.put(cell, _RECEIVED, 2)
    day, gone = Cell(Grain.DAY, Group.ALL, _DAY, ""), Cell(Grain.DAY, Group.ALL, date(2026, 1, 1), "")
    stored.put(day, _RECEIVED, 1)
    stored.put(gone, _RATING, 5)
    assert list(ours.differences(stored)) == [
        Difference(gone, "rating_sum", 5, 0),
        Difference(day, "received", 3, 2),
    ]
    assert ours.of(gone) == {}
    assert day in ours.cells()
