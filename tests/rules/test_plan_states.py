"""The six steps of table 1: in order, by the office and then by its head, with what each needs."""

from itertools import product
from uuid import UUID, uuid4

import pytest

from rules.errors import Refusal
from rules.plan_states import (
    DRAFTS,
    IN_FORCE,
    LABELS,
    OFFICE_MOVES,
    STEPS,
    PlanFacts,
    PlanMove,
    PlanStatus,
    Seat,
    Taken,
    check_another_person,
    check_draft,
    next_status,
    office_move,
)
from rules.roles import Role

READY = PlanFacts(
    seats=frozenset(Seat), assessed=True, nodes=3, indicators=2, introduced=True, reason="Anggaran belum jelas."
)
WAY = [
    PlanMove.APPOINT_TEAM, PlanMove.ASSESS, PlanMove.DRAFT, PlanMove.WRITE, PlanMove.APPROVE, PlanMove.ENACT,
    PlanMove.SUPERSEDE,
]  # fmt: skip


def test_the_way_through_is_that_of_the_document() -> None:
    status, said = PlanStatus.TEAM, []
    for move in WAY:
        said.append(LABELS[status])
        status = next_status(status, move, READY)
    assert status is PlanStatus.SUPERSEDED
    assert said == [
        "Penetapan tim", "Pelaksanaan asesmen", "Penyusunan rencana aksi", "Penulisan rencana aksi",
        "Persetujuan rencana aksi", "Pengesahan rencana aksi", "Disahkan",
    ]  # fmt: skip
    assert [STEPS[move].role for move in WAY] == [Role.INSTANSI] * 4 + [Role.PIMPINAN] * 3
    assert DRAFTS | IN_FORCE | {PlanStatus.APPROVAL, PlanStatus.ENACTMENT} == set(PlanStatus)


@pytest.mark.parametrize(("status", "move"), [*product(PlanStatus, PlanMove)])
def test_every_other_step_is_refused(status: PlanStatus, move: PlanMove) -> None:
    if status in STEPS[move].from_status:
        assert next_status(status, move, READY) is STEPS[move].to_status
        return
    with pytest.raises(Refusal) as refused:
        next_status(status, move, READY)
    assert refused.value.code == "CONFLICT"


@pytest.mark.parametrize(
    ("status", "move", "facts", "field"),
    [
        (PlanStatus.TEAM, PlanMove.APPOINT_TEAM, PlanFacts(seats=frozenset(Seat) - {Seat.KETUA}), "parties"),
        (PlanStatus.ASSESSMENT, PlanMove.ASSESS, PlanFacts(), "plan"),
        (PlanStatus.DRAFTING, PlanMove.DRAFT, PlanFacts(nodes=1), "plan"),
        (PlanStatus.DRAFTING, PlanMove.DRAFT, PlanFacts(indicators=1), "plan"),
        (PlanStatus.WRITING, PlanMove.WRITE, PlanFacts(nodes=1, indicators=1), "plan"),
        (PlanStatus.WRITING, PlanMove.WRITE, PlanFacts(introduced=True), "plan"),
        (PlanStatus.APPROVAL, PlanMove.RETURN, PlanFacts(), "reason"),
    ],
)
def test_what_is_missing_is_named(status: PlanStatus, move: PlanMove, facts: PlanFacts, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        next_status(status, move, facts)
    assert (refused.value.code, refused.value.field) == ("BAD_USER_INPUT", field)


def test_the_office_has_four_steps_and_may_change_only_drafts() -> None:
    assert [office_move(status) for status in PlanStatus if status in DRAFTS] == list(OFFICE_MOVES)
    for status in PlanStatus:
        if status in DRAFTS:
            check_draft(status)
            continue
        for asked in (check_draft, office_move):
            with pytest.raises(Refusal) as refused:
                asked(status)
            assert refused.value.code == "CONFLICT"


def test_a_work_plan_of_a_year_needs_neither_assessment_nor_indicators() -> None:
    facts = PlanFacts(strategic=False, nodes=5)
    assert next_status(PlanStatus.ASSESSMENT, PlanMove.ASSESS, facts) is PlanStatus.DRAFTING
    assert next_status(PlanStatus.DRAFTING, PlanMove.DRAFT, facts) is PlanStatus.WRITING
    with pytest.raises(Refusal):
        next_status(PlanStatus.DRAFTING, PlanMove.DRAFT, PlanFacts(strategic=False, indicators=1))


A, B, C = uuid4(), uuid4(), uuid4()


@pytest.mark.parametrize(
    ("move", "person", "taken", "rule"),
    [
        (PlanMove.APPROVE, A, [(PlanMove.WRITE, A)], "plan: somebody else approves"),
        (PlanMove.APPROVE, C, [(PlanMove.WRITE, A)], "plan: somebody else approves"),
        (PlanMove.APPROVE, B, [(PlanMove.WRITE, A)], None),
        (PlanMove.APPROVE, B, [(PlanMove.WRITE, None)], None),
        (PlanMove.ENACT, B, [(PlanMove.WRITE, A), (PlanMove.APPROVE, B)], "plan: somebody else enacts"),
        (PlanMove.ENACT, A, [(PlanMove.WRITE, A), (PlanMove.APPROVE, B)], None),
        (PlanMove.ENACT, B, [(PlanMove.APPROVE, B), (PlanMove.RETURN, B), (PlanMove.APPROVE, A)], None),
        (PlanMove.ENACT, A, [(PlanMove.APPROVE, B), (PlanMove.RETURN, B), (PlanMove.APPROVE, A)],
         "plan: somebody else enacts"),
        (PlanMove.RETURN, A, [(PlanMove.WRITE, A)], None),
    ],
)  # fmt: skip
def test_four_eyes(move: PlanMove, person: UUID, taken: list[tuple[PlanMove, UUID | None]], rule: str | None) -> None:
    steps = [Taken(*one) for one in taken]
    if rule is None:
        check_another_person(move, person, drafters={C}, taken=steps)
        return
    with pytest.raises(Refusal) as refused:
        check_another_person(move, person, drafters={C}, taken=steps)
    assert (refused.value.code, refused.value.rule) == ("MOVE_REFUSED", rule)


def test_a_program_is_nobody() -> None:
    with pytest.raises(Refusal) as refused:
        check_another_person(PlanMove.APPROVE, None, drafters=set(), taken=[])
    assert refused.value.code == "FORBIDDEN"
