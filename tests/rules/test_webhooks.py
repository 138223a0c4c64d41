"""What is told, and how long a message that does not arrive is tried."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.complaint_states import Move
from rules.timeline import AUDIENCE
from rules.vocabulary import Audience
from rules.webhooks import GIVE_UP_AFTER, TOLD, message, next_attempt, pause

NOW = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)


def delays(chance: float) -> list[float]:
    """The seconds between attempts of a message that never arrives."""
    at = NOW
    found: list[float] = []
    while True:
        then = next_attempt(len(found) + 1, NOW, at, chance)
        if then is None:
            return found
        found.append((then - at).total_seconds())
        at = then


def test_the_ladder_of_attempts() -> None:
    assert delays(1.0)[:8] == [10, 30, 90, 270, 810, 2430, 7290, 21600]
    assert delays(0.0)[:3] == [5, 15, 45]
    assert len(delays(1.0)) == 18
    assert sum(delays(1.0)) <= GIVE_UP_AFTER.total_seconds()


@given(st.integers(min_value=0, max_value=10**6), st.floats(min_value=0, max_value=1), st.integers(0, 80))
def test_it_ends_after_three_days(failures: int, chance: float, hours: int) -> None:
    now = NOW + timedelta(hours=hours)
    at = next_attempt(failures, NOW, now, chance)
    assert at is None or now < at <= NOW + GIVE_UP_AFTER
    if hours > 72:
        assert at is None


@given(st.integers(min_value=1, max_value=10**6), st.floats(min_value=0, max_value=1))
def test_a_receiver_is_left_alone_for_a_quarter_of_an_hour_at_most(failures: int, chance: float) -> None:
    assert timedelta(seconds=5) <= pause(failures, NOW, chance) - NOW <= timedelta(minutes=15)


def test_only_the_public_timeline_is_told() -> None:
    assert {move for move in Move if AUDIENCE[move] is Audience.PUBLIC} == TOLD
    silent = {Move.NOTE, Move.DRAFT, Move.REFER, Move.OPEN_IDENTITY, Move.FLAG, Move.COMMENT, Move.EDIT_TEXT}
    assert not silent & TOLD
    assert {Move.SUBMIT, Move.DISPOSE, Move.PROGRESS, Move.ANSWER, Move.CLOSE, Move.REOPEN, Move.TRANSFER} <= TOLD


def test_a_message_names_its_move() -> None:
    assert message(Move.ANSWER, {"status": "ANSWERED"}, NOW) == {
        "type": "complaint.answer",
        "timestamp": "2026-03-04T02:00:00+00:00",
        "data": {"status": "ANSWERED"},
    }
