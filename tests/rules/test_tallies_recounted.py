"""Every measure of random histories against a recount that is written differently, and whether a score can be gamed."""

from collections import Counter
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.measures import BACKLOG, COLUMNS
from rules.tallies import tally
from tests.rules.histories import random_history
from tests.rules.naive_recount import Recount

LYING = {measure.lower() for measure in BACKLOG}


@settings(max_examples=400)
@given(seed=st.integers(0, 2**32))
def test_a_tally_is_what_a_recount_finds(seed: int) -> None:
    history = random_history(seed)
    told = tally(history.events, history.timetable)
    recount = Recount(history.events, history.timetable)
    assert told.entries == tuple(sorted(told.entries))
    assert all(entry.amount for entry in told.entries)
    assert len({(entry.day, entry.number) for entry in told.entries}) == len(told.entries)
    flows = Counter({(one.day, COLUMNS[one.number]): one.amount for one in told.entries})
    assert {key: amount for key, amount in flows.items() if key[1] not in LYING} == recount.counted()
    day, lying = recount.born - timedelta(days=1), Counter[str]()
    end = max([recount.all[-1].day, *(entry.day for entry in told.entries)])
    while day <= end:
        for column in LYING:
            lying[column] += flows[day, column]
        assert {column for column, amount in lying.items() if amount} == recount.lies(day)
        assert set(lying.values()) <= {0, 1}
        day += timedelta(days=1)
