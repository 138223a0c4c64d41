import random
import re

import pytest

from gateway.demo.complaints.frames import frames, stray
from gateway.demo.complaints.official import manner, pick
from gateway.demo.complaints.scenes import official_wording, wording
from rules.complaint_states import Move
from rules.vocabulary import Outcome
from tests.gateway.demo.crowd import crowd, demo_offices

LEFT_OVER = re.compile(r"[{}\[\]|]")


OTHERWISE_KEYED = {"archives", "openings", "closings", "letter", "sms", "ratings"}


def texts(move: Move) -> list[str]:
    return [step.text for story in crowd() for step in story.steps if step.move is move]


def test_no_official_text_is_left_unfilled() -> None:
    for story in crowd():
        for step in story.steps:
            assert not LEFT_OVER.search(step.text + step.body + step.title), (story.key, step.move)
            assert len(step.text) < 900
            assert "  " not in step.text


@pytest.mark.parametrize(
    ("move", "distinct"),
    [(Move.ANSWER, 2500), (Move.PROGRESS, 1500), (Move.RETURN, 300), (Move.OBJECT, 30), (Move.RULE, 20)],
)
def test_what_offices_write_varies(move: Move, distinct: int) -> None:
    assert len(set(texts(move))) >= distinct


def test_what_was_solved_is_proved() -> None:
    for story in crowd():
        for step in story.steps:
            if step.move is Move.ANSWER and step.outcome is Outcome.SOLVED:
                assert step.body, story.key


def test_a_return_names_who_returns_it_or_who_should_have_it() -> None:
    for story in crowd():
        for step in story.steps:
            if step.move is Move.RETURN:
                office = demo_offices()[step.tenant]
                names = {office.unit(step.actor_unit or "").full_name, office.unit(step.to_unit or "").full_name}
                assert any(name in step.text for name in names)


def test_no_action_is_claimed_for_a_day_after_the_answer() -> None:
    for story in crowd():
        for step in story.steps:
            if step.move is Move.ANSWER:
                assert str(step.at.year + 1) not in step.text


def test_every_archive_reason_is_explained_by_the_report_or_by_a_phrase() -> None:
    archived = [(story, story.steps[-1]) for story in crowd() if story.steps[-1].move is Move.ARCHIVE]
    used = {step.reason for _, step in archived}
    assert len(used) >= 5
    for story, step in archived:
        assert step.reason is not None
        own = stray(step.reason)
        assert story.frame == own.id if own else step.reason.value in official_wording()["archives"]
        assert step.text


def test_manners_are_known_to_the_phrases() -> None:
    known = {"any", "field", "service", "told", "oversight", "done", "answered", "refused"}
    assert {manner(frame) for frame in frames()} == {"field", "service", "told", "oversight"}
    for turns in (official_wording(), wording()):
        for key, phrases in turns.items():
            if isinstance(phrases, dict) and key not in OTHERWISE_KEYED:
                assert set(phrases) <= known, key


def test_a_phrase_is_picked_for_its_manner() -> None:
    rng = random.Random(1)
    phrases = {"any": ["a"], "field": ["b"], "told": ["c"]}
    assert {pick(rng, phrases, ("field",)) for _ in range(30)} == {"a", "b"}
    assert pick(rng, "satu", ()) == "satu"
    assert pick(rng, ["dua"], ("field",)) == "dua"
