import pytest

from rules.complaint_states import TRANSITIONS, Move
from rules.timeline import AUDIENCE
from rules.vocabulary import Audience


def test_every_move_has_its_audience() -> None:
    assert set(AUDIENCE) == set(Move)


@pytest.mark.parametrize("move", [move for move, row in TRANSITIONS.items() if row.targets])
def test_a_change_of_status_is_no_secret_to_the_reporter_unless_the_accused_would_read_it(move: Move) -> None:
    assert (AUDIENCE[move] is Audience.OFFICES) is (move is Move.REFER)


@pytest.mark.parametrize("move", [Move.NOTE, Move.DRAFT, Move.REFER, Move.VERIFY, Move.ADD_HANDLING])
def test_what_offices_say_among_themselves_stays_inside(move: Move) -> None:
    assert AUDIENCE[move] is Audience.OFFICES


@pytest.mark.parametrize("move", [Move.OPEN_IDENTITY, Move.FLAG, Move.REQUEST_COMPLETION, Move.COMMENT])
def test_what_is_between_the_reporter_and_the_offices_is_not_the_publics(move: Move) -> None:
    """Whoever opens the sealed identity is shown to the reporter (design 5)."""
    assert AUDIENCE[move] is Audience.REPORTER


@pytest.mark.parametrize(
    "move", [Move.SUBMIT, Move.DISPOSE, Move.RETURN, Move.RULE, Move.ANSWER, Move.CLOSE, Move.EXTEND]
)
def test_the_public_sees_whose_turn_it_was(move: Move) -> None:
    assert AUDIENCE[move] is Audience.PUBLIC
