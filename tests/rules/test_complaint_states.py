"""The state table, said a second time in letters and compared square by square."""

import pytest

from rules.complaint_states import HANDLED, LABELS, OPEN, TRANSITIONS, Clock, Move, Status, Turn, transition
from rules.errors import MOVE_REFUSED, Refusal
from rules.roles import Role

LETTERS = dict(zip("RWDPACX", Status, strict=True))

# move: from which statuses, to which (a dot: it stays), as design 5 and the fourteen and five duties say.
TABLE = """
SUBMIT              -       R
VERIFY              R       .
CLASSIFY            RDP     .
FLAG                RWDPA   .
REQUEST_COMPLETION  R       W
SUPPLEMENT          W       R
LAPSE_COMPLETION    W       X
TRANSFER            R       R
RETURN_TO_NATION    R       R
DISPOSE             RDP     D
REFER               R       D
ANSWER_DIRECTLY     R       A
ARCHIVE             RW      X
RESTORE             X       R
PROGRESS            DP      P
ANSWER              DP      A
RETURN              DP      RD
RULE                RD      D
REQUEST_EXTENSION   DP      .
EXTEND              DP      .
REFUSE_EXTENSION    DP      .
ADD_TEMBUSAN        RDPA    .
REMOVE_TEMBUSAN     RDPA    .
ADD_HANDLING        DP      .
ANSWER_HANDLING     DP      .
RETURN_HANDLING     DP      .
MERGE               RDP     P
SHARE_ANSWER        P       A
UNMERGE             P       R
ACCEPT              A       C
OBJECT              A       P
CLOSE               A       C
LAPSE_REACTION      A       C
REOPEN              C       P
RATE                C       .
COMMENT             RDP     .
REPLY               A       P
NOTE                RWDPA   .
DRAFT               DP      .
EDIT_TEXT           RWDPAC  .
PUBLISH             RDPAC   .
UNPUBLISH           RWDPAC  .
OPEN_IDENTITY       RWDPA   .
RAISE_DESK          RWDPA   .
LOWER_DESK          RWDPA   .
WARN                RWDPA   .
ESCALATE            RDP     .
HAND_OVER           RDP     .
OMBUDSMAN_DECISION  RWDPACX .
IMPORT              -       RCX
IMPORT_CHANGE       R       CX
"""


def told() -> dict[Move, tuple[frozenset[Status], tuple[Status, ...]]]:
    rows = [line.split() for line in TABLE.strip().splitlines()]
    return {
        Move(move): (
            frozenset(LETTERS[letter] for letter in froms if letter != "-"),
            tuple(LETTERS[letter] for letter in tos if letter != "."),
        )
        for move, froms, tos in rows
    }


TOLD = told()
SQUARES = [(status, move) for move in Move for status in (None, *Status)]


def test_every_move_has_its_row() -> None:
    assert set(TOLD) == set(Move) == set(TRANSITIONS)


def legal(status: Status | None, move: Move) -> bool:
    froms, _ = TOLD[move]
    return status in froms if froms else status is None


@pytest.mark.parametrize(("status", "move"), [square for square in SQUARES if legal(*square)])
def test_a_legal_move_leads_where_the_table_says(status: Status | None, move: Move) -> None:
    row = transition(status, move)
    assert row is TRANSITIONS[move]
    assert row.targets == TOLD[move][1]
    assert row.recorders
    assert row.duty


@pytest.mark.parametrize(("status", "move"), [square for square in SQUARES if not legal(*square)])
def test_an_illegal_move_is_refused_with_its_row(status: Status | None, move: Move) -> None:
    with pytest.raises(Refusal) as refused:
        transition(status, move)
    assert refused.value.code == MOVE_REFUSED
    assert refused.value.rule is not None
    assert refused.value.rule.startswith(f"state table: {move} from ")
    assert str(move) in refused.value.en
    assert str(move) in refused.value.id
    assert (LABELS[status] if status else "—") in refused.value.id


def test_the_table_has_as_many_legal_squares_as_it_is_told_to_have() -> None:
    assert sum(legal(*square) for square in SQUARES) == 2 + sum(len(froms) for froms, _ in TOLD.values())
    assert len(SQUARES) == len(Move) * 8


def reachable(start: set[Status]) -> set[Status]:
    found, before = set(start), set[Status]()
    while found != before:
        before = set(found)
        for froms, tos in TOLD.values():
            if froms & found:
                found |= set(tos)
    return found


def test_every_status_is_reached_from_the_first() -> None:
    assert reachable({Status.RECEIVED}) == set(Status)


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_way_out_and_can_come_to_an_end(status: Status) -> None:
    """Even the last ones: who is not content reopens, the admin restores."""
    assert reachable({status}) - {status}
    assert Status.CLOSED in reachable({status})


def test_open_statuses_are_those_in_which_somebody_must_act() -> None:
    assert set(Status) - OPEN == {Status.CLOSED, Status.ARCHIVED}
    assert {Status.DISPOSED, Status.IN_PROGRESS} == HANDLED
    assert set(LABELS) == set(Status)


def test_nobody_moves_alone_who_only_reads() -> None:
    recorders = frozenset().union(*(row.recorders for row in TRANSITIONS.values()))
    assert set(Role) - recorders == {Role.PIMPINAN}


def test_only_the_system_moves_what_nobody_asked_for() -> None:
    alone = {move for move, row in TRANSITIONS.items() if Role.SISTEM in row.recorders}
    assert alone == {
        Move.LAPSE_COMPLETION,
        Move.LAPSE_REACTION,
        Move.RAISE_DESK,
        Move.LOWER_DESK,
        Move.WARN,
        Move.ESCALATE,
        Move.HAND_OVER,
    }
    assert all(TRANSITIONS[move].recorders == {Role.SISTEM} for move in alone)


def test_the_reporters_own_moves() -> None:
    assert {move for move, row in TRANSITIONS.items() if Role.PELAPOR in row.recorders} == {
        Move.SUBMIT,
        Move.SUPPLEMENT,
        Move.ACCEPT,
        Move.OBJECT,
        Move.REOPEN,
        Move.RATE,
        Move.COMMENT,
        Move.REPLY,
    }


def test_who_returns_does_not_close() -> None:
    """A unit that hands back has no closing move at all."""
    assert not TRANSITIONS[Move.RETURN].recorders & TRANSITIONS[Move.CLOSE].recorders


def test_every_duty_of_the_regulation_has_its_move() -> None:
    """Perbup Bintan 53/2021, 2.1.1: fourteen of the admin, five of the penghubung."""
    told_duties = " ".join(row.duty for row in TRANSITIONS.values())

    def numbers(of: str) -> set[int]:
        found: set[int] = set()
        for row in TRANSITIONS.values():
            for part in row.duty.split(";"):
                if part.strip().startswith(of):
                    listed = part.strip().removeprefix(of).split(":")[0]
                    found |= {int(number) for number in listed.replace(" ", "").split(",")}
        return found

    assert "admin" in told_duties
    assert numbers("admin") == set(range(1, 15))
    assert numbers("penghubung") == set(range(1, 6))


STAYING = {Turn.KEEP, Turn.EXTEND, Turn.RECLASSIFY, Turn.START_PARALLEL, Turn.STOP_PARALLEL, Turn.STEP}


def test_a_move_that_ends_the_work_stops_the_clock_and_one_that_keeps_the_status_does_not_restart_it() -> None:
    for move, row in TRANSITIONS.items():
        if row.sources and set(row.targets) & {Status.CLOSED, Status.ARCHIVED}:  # an import begins, it ends nothing
            assert row.turn is Turn.STOP, move
        if not row.targets:
            assert row.turn in STAYING, move
        if row.targets and not set(row.targets) & {Status.CLOSED, Status.ARCHIVED}:
            assert row.turn not in (Turn.KEEP, Turn.STOP), move
    assert len(Clock) == 7
