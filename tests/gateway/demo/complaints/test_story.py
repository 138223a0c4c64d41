"""Stories are legal: folded through rules.course, step by step, each ends where it says that it ends."""

from gateway.demo.complaints.story import Story
from rules.complaint_states import Move, Status
from rules.roles import Role
from tests.gateway.demo.complaints.folding import fold, paths
from tests.gateway.demo.crowd import crowd, demo_offices


def test_every_step_of_every_story_is_legal_and_the_case_ends_as_told() -> None:
    for story in crowd():
        case = fold(story)
        assert case.status is story.status
        assert case.outcome is story.outcome
        assert case.closed_by is story.closed_by
        assert case.kind is story.kind
        assert case.unit_path == paths(story.tenant)[story.unit]
        assert case.handlings_open == 0 or story.status in (Status.DISPOSED, Status.IN_PROGRESS)


def test_whoever_acts_has_a_position_there() -> None:
    for story in crowd():
        for step in story.steps:
            if step.actor_unit is None:
                assert step.role in (Role.PELAPOR, Role.PUBLIK, Role.SISTEM, Role.INTEGRASI)
            else:
                assert demo_offices()[step.tenant].desk(step.actor_unit, step.role) is not None, (story.key, step.move)


def test_units_that_are_named_exist_in_the_pemda_that_names_them() -> None:
    for story in crowd():
        for step in story.steps:
            assert step.to_unit is None or demo_offices()[step.tenant].has(step.to_unit)
            assert demo_offices()[step.tenant_after].has(step.unit_after)
            assert step.to_tenant is None or step.to_tenant == step.tenant_after


def test_a_merged_complaint_names_an_earlier_one_of_the_same_pemda() -> None:
    earlier: dict[str | None, Story] = {}
    merged = 0
    for story in crowd():
        for step in story.steps:
            if step.move is Move.MERGE:
                parent = earlier[step.parent]
                merged += 1
                assert parent.tenant == story.tenant
                assert parent.frame == story.frame
                assert parent.place == story.place
                assert parent.received_at < story.received_at
                assert parent.body != story.body
        earlier[story.key] = story
    assert merged > 10


def test_every_move_that_speaks_has_words() -> None:
    silent = {Move.SUBMIT, Move.RATE}
    for story in crowd():
        for step in story.steps:
            assert (not step.text) == (step.move in silent), (story.key, step.move)
