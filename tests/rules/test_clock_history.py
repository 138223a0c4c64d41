import json
from datetime import timedelta
from typing import Any

from rules.case import Case, changes
from rules.clock_history import history
from rules.complaint_states import Clock, Move
from rules.course import advance
from rules.unit_paths import ROOT
from rules.vocabulary import Outcome
from tests.rules.test_course import received
from tests.rules.walks import BINTAN, DINAS, NOW, facts, place


def course(*moves: tuple[Move, dict[str, Any]]) -> tuple[Case, list[tuple[int, Any, dict[str, Any]]]]:
    """A case after some moves, a day apart, and its events as the database has them."""
    current = received(verified=True)
    events = [(1, NOW, json.loads(json.dumps(changes(None, current))))]
    for day, (move, told) in enumerate(moves, 1):
        at = NOW + timedelta(days=day)
        after = advance(current, move, facts(now=at, **told))
        events.append((after.version, at, json.loads(json.dumps(changes(current, after)))))
        current = after
    return current, events


def test_every_clock_is_told_with_its_end() -> None:
    current, events = course(
        (Move.REQUEST_COMPLETION, {}),
        (Move.SUPPLEMENT, {}),
        (Move.DISPOSE, {"place": place(DINAS)}),
        (Move.PROGRESS, {}),
        (Move.ANSWER, {"outcome": Outcome.SOLVED}),
    )
    runs = history(events)
    days = {run.clock.clock: (run.clock.started - NOW).days for run in runs}
    assert days == {
        Clock.INSTANSI_VERIFICATION: 0,
        Clock.REPORTER_COMPLETION: 1,
        Clock.FIRST_RESPONSE: 3,
        Clock.COMPLETION: 3,
        Clock.REPORTER_REACTION: 5,
    }
    stopped = {run.clock.clock: run.stopped_at and (run.stopped_at - NOW).days for run in runs}
    assert stopped == {
        Clock.INSTANSI_VERIFICATION: 3,
        Clock.REPORTER_COMPLETION: 2,
        Clock.FIRST_RESPONSE: 4,
        Clock.COMPLETION: 5,
        Clock.REPORTER_REACTION: None,
    }
    verification = runs[0]
    assert [(pause.since - NOW).days for pause in verification.clock.pauses] == [1]
    assert (verification.was_met, verification.stopped_by) == (True, 4)
    (open_,) = [run for run in runs if run.stopped_at is None]
    assert (open_.clock,) == current.open_clocks
    assert open_.was_met is None


def test_a_clock_that_stopped_too_late_was_not_met() -> None:
    late = NOW + timedelta(days=30)
    current, events = course()
    after = advance(current, Move.DISPOSE, facts(now=late, place=place(DINAS)))
    events.append((2, late, json.loads(json.dumps(changes(current, after)))))
    assert [run.was_met for run in history(events)] == [False, None, None]


def test_no_events_no_clocks() -> None:
    assert history([]) == []
    assert history([(1, NOW, {"title": "x"})]) == []


def test_a_clock_knows_whose_calendar_it_goes_by() -> None:
    current, events = course()
    at = NOW + timedelta(days=1)
    after = advance(current, Move.RETURN_TO_NATION, facts(now=at, place=place(ROOT), tenant=0))
    events.append((2, at, json.loads(json.dumps(changes(current, after)))))
    assert [(run.tenant, run.clock.clock) for run in history(events)] == [
        (BINTAN, Clock.INSTANSI_VERIFICATION),
        (0, Clock.NATIONAL_VERIFICATION),
    ]
