from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from rules.case import Case
from rules.clocks import Extension
from rules.complaint_states import Move, Status
from rules.course import advance
from rules.errors import Refusal
from rules.extensions import MAX_EXTENSION, completion_of
from rules.unit_paths import ROOT
from tests.rules.walks import BATAM, BIDANG, BINTAN, DINAS, EXTENSION, NOW, TIMETABLE, case, facts


def asked(days: int = 5, **other: Any) -> Case:
    return case(Status.IN_PROGRESS, extension_asked=days, **other)


def given(amount: int) -> Extension:
    return EXTENSION._replace(amount=amount)


def test_the_superior_gives_what_was_asked_or_less() -> None:
    before = asked(5)
    for amount in (1, 5):
        after = advance(before, Move.EXTEND, facts(granted=given(amount)))
        assert after.extension_asked == 0
        assert [one.amount for one in after.open_clocks[0].extensions] == [amount]
        assert after.due_at is not None
        assert before.due_at is not None
        assert after.due_at > before.due_at


def test_a_refusal_leaves_the_deadline_as_it_is() -> None:
    before = asked(5)
    after = advance(before, Move.REFUSE_EXTENSION, facts())
    assert (after.extension_asked, after.open_clocks, after.due_at) == (0, before.open_clocks, before.due_at)


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ({"actor_path": ROOT, "actor_tenant": BINTAN}, True),
        ({"actor_path": DINAS, "actor_tenant": BINTAN}, False),
        ({"actor_path": BIDANG, "actor_tenant": BINTAN}, False),
        ({"actor_path": ROOT, "actor_tenant": 2100}, False),
        ({"actor_path": ROOT, "actor_tenant": 0}, False),
    ],
)
@pytest.mark.parametrize("move", [Move.EXTEND, Move.REFUSE_EXTENSION])
def test_the_level_above_decides(move: Move, who: dict[str, Any], allowed: bool) -> None:  # noqa: FBT001 - a table
    told = facts(granted=given(5), **who)
    if allowed:
        assert advance(asked(5), move, told).extension_asked == 0
        return
    with pytest.raises(Refusal) as refused:
        advance(asked(5), move, told)
    assert refused.value.rule == "the level above decides"


def test_the_desk_of_the_instansi_asks_its_province() -> None:
    at_root = asked(5, unit_path=ROOT, desk_path=ROOT)
    with pytest.raises(Refusal, match="the level above decides"):
        advance(at_root, Move.EXTEND, facts(granted=given(5), actor_path=ROOT, actor_tenant=BINTAN))
    assert BATAM != BINTAN
    advance(at_root, Move.EXTEND, facts(granted=given(5), actor_path=ROOT, actor_tenant=2100))


@pytest.mark.parametrize(
    ("before", "move", "told", "names"),
    [
        (case(Status.IN_PROGRESS), Move.EXTEND, {"granted": given(1)}, "asked, then decided"),
        (case(Status.IN_PROGRESS), Move.REFUSE_EXTENSION, {}, "asked, then decided"),
        (asked(5), Move.EXTEND, {"granted": given(6)}, "amount"),
        (asked(5), Move.EXTEND, {"granted": given(0)}, "amount"),
        (asked(5), Move.EXTEND, {}, "amount"),
        (asked(5), Move.REQUEST_EXTENSION, {"days": 3}, "ask once"),
        (case(Status.IN_PROGRESS), Move.REQUEST_EXTENSION, {"days": 0}, "amount"),
        (case(Status.IN_PROGRESS), Move.REQUEST_EXTENSION, {"days": MAX_EXTENSION + 1}, "amount"),
        (
            case(Status.IN_PROGRESS),
            Move.REQUEST_EXTENSION,
            {"days": 3, "now": NOW + timedelta(days=40)},
            "more time is asked for before the deadline",
        ),
        (
            case(Status.IN_PROGRESS, open_clocks=()),
            Move.REQUEST_EXTENSION,
            {"days": 3},
            "more time is asked for before the deadline",
        ),
    ],
)
def test_what_is_refused(before: Case, move: Move, told: dict[str, Any], names: str) -> None:
    with pytest.raises(Refusal) as refused:
        advance(before, move, facts(**told))
    assert names in (refused.value.field, refused.value.rule)


def test_extensions_end_somewhere() -> None:
    before = case(Status.IN_PROGRESS)
    (clock,) = before.open_clocks
    much = replace(before, open_clocks=(clock.extended(given(MAX_EXTENSION - 2), TIMETABLE.calendar.today),))
    assert advance(much, Move.REQUEST_EXTENSION, facts(days=2)).extension_asked == 2
    with pytest.raises(Refusal) as refused:
        advance(much, Move.REQUEST_EXTENSION, facts(days=3))
    assert refused.value.field == "amount"
    assert completion_of(before) is clock
    assert completion_of(case()) is None
