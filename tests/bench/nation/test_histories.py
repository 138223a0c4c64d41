"""Made-up lives: every step is the rules' own, and the case is what its events tell."""

import pytest

from bench.nation.histories import HORIZON, MONDAY, PROVINCE, REGENCY, History, lives, taken_over
from rules.complaint_states import Move, Status
from rules.event_chain import rebuild
from rules.measures import NUMBER
from rules.time_zones import WIB, WIT

TOPICS = [101, 102, 201]


@pytest.fixture(scope="module")
def many() -> list[History]:
    return lives(3, WIB, REGENCY, 2, 120, TOPICS)


def test_the_case_is_what_its_events_tell(many: list[History]) -> None:
    for life in many:
        assert rebuild(life.events) == life.cases[-1]
        assert [event.seq for event in life.events] == list(range(1, len(life.events) + 1))
        assert life.received.astimezone(WIB).date().weekday() == 2
        assert list(life.events) == sorted(life.events, key=lambda event: event.at)


def test_there_is_everything_that_happens(many: list[History]) -> None:
    moves = {event.move for life in many for event in life.events}
    assert moves >= {
        Move.SUBMIT, Move.VERIFY, Move.DISPOSE, Move.PROGRESS, Move.ANSWER, Move.ANSWER_DIRECTLY, Move.ACCEPT,
        Move.RATE, Move.CLOSE, Move.LAPSE_REACTION, Move.ARCHIVE, Move.WARN, Move.ESCALATE, Move.RETURN, Move.OBJECT,
    }  # fmt: skip
    assert {life.cases[-1].status for life in many} >= {Status.CLOSED, Status.ARCHIVED}


def test_the_same_seed_gives_the_same_lives(many: list[History]) -> None:
    assert lives(3, WIB, REGENCY, 2, 3, TOPICS) == many[:3]
    assert lives(4, WIB, REGENCY, 2, 3, TOPICS) != many[:3]


def test_what_had_happened_by_a_time_is_a_beginning(many: list[History]) -> None:
    life = max(many, key=lambda one: len(one.events))
    assert life.until(life.received + HORIZON) == len(life.events)
    assert life.until(life.events[3].at) == 4
    assert life.tally(4).seq == 4


def test_what_came_over_is_one_event_and_counts_on_the_day_it_was_received() -> None:
    for life in taken_over(3, WIT, PROVINCE, 0, 20, TOPICS):
        (event,) = life.events
        assert event.move is Move.IMPORT
        assert rebuild(life.events) == life.cases[-1]
        received = [entry for entry in life.tally(1).entries if entry.number == NUMBER["received"]]
        assert [entry.day for entry in received] == [MONDAY]
