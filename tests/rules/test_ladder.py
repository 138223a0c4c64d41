from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from rules.clocks import OpenClock
from rules.complaint_states import Clock
from rules.deadlines import Timetable
from rules.ladder import Act, done, due_step, level_of, next_step, remembered, rungs, told
from rules.limits import DEFAULT_LADDER, Level, RuleBook, RuleVersion
from rules.time_zones import WIB
from rules.vocabulary import Kind

BINTAN, KEPRI, NATION = 2101, 2100, 0
KIND = Kind.PENGADUAN_TIDAK_BERKADAR
TIMETABLE = Timetable.simple(WIB)
MONDAY = datetime(2026, 1, 5, 9, 0, tzinfo=WIB)
H, I, P, N, O = Level  # noqa: E741 - the five letters of the ladder


def started(clock: Clock = Clock.COMPLETION, kind: Kind = KIND) -> OpenClock:
    return TIMETABLE.start(clock, kind, MONDAY)


@pytest.mark.parametrize(
    ("clock", "tenant", "kind", "levels"),
    [
        (Clock.COMPLETION, BINTAN, KIND, (H, I, P, N, O)),
        (Clock.FIRST_RESPONSE, BINTAN, KIND, (H, I, P, N, O)),
        (Clock.RULING, BINTAN, KIND, (H, I, P, N, O)),
        (Clock.INSTANSI_VERIFICATION, BINTAN, KIND, (H, P, N, O)),
        (Clock.COMPLETION, KEPRI, KIND, (H, I, N, O)),
        (Clock.INSTANSI_VERIFICATION, KEPRI, KIND, (H, N, O)),
        (Clock.NATIONAL_VERIFICATION, NATION, KIND, (H, O)),
        (Clock.COMPLETION, NATION, KIND, (H, O)),
        (Clock.COMPLETION, BINTAN, Kind.ASPIRASI, (H, I, P, N)),
        (Clock.COMPLETION, BINTAN, Kind.PERMINTAAN_INFORMASI, (H, I, P, N, O)),
    ],
)
def test_who_is_told(clock: Clock, tenant: int, kind: Kind, levels: tuple[Level, ...]) -> None:
    """SOP Batam, step 5: complaints and requests for information go to the Ombudsman; aspirations do not."""
    assert rungs(clock, tenant, kind) == levels


def climb(clock: OpenClock, tenant: int = BINTAN, kind: Kind = KIND) -> list[tuple[Act, Level | None, date, int]]:
    """Every step of a clock that nobody stops."""
    found = []
    while (step := next_step(clock, TIMETABLE, tenant, kind, handed_over=False)) is not None:
        found.append((step.act, step.level, step.at.astimezone(WIB).date(), step.at.astimezone(WIB).hour))
        if step.act is Act.LAPSE:
            return found
        clock = done(step, tenant, kind)
    return found


def test_a_missed_completion_climbs_to_the_ombudsman() -> None:
    """Fourteen working days from Monday 5 January end on Friday the 23rd."""
    assert climb(started()) == [
        (Act.WARN, None, date(2026, 1, 22), 0),
        (Act.ESCALATE, H, date(2026, 1, 23), 23),
        (Act.ESCALATE, I, date(2026, 1, 26), 23),
        (Act.ESCALATE, P, date(2026, 1, 28), 23),
        (Act.ESCALATE, N, date(2026, 1, 30), 23),
        (Act.HAND_OVER, O, date(2026, 2, 3), 23),
    ]


def test_a_reporter_is_warned_and_then_lapses() -> None:
    assert climb(started(Clock.REPORTER_REACTION)) == [
        (Act.WARN, None, date(2026, 1, 16), 0),
        (Act.LAPSE, None, date(2026, 1, 19), 23),
    ]


def test_a_limit_of_one_day_warns_in_its_morning_and_never_before_its_start() -> None:
    short = replace(started(), limit=started().limit._replace(amount=1)).timed(TIMETABLE.calendar.today)
    step = next_step(short, TIMETABLE, BINTAN, KIND, handed_over=False)
    assert step is not None
    assert (step.act, step.at) == (Act.WARN, datetime(2026, 1, 6, 0, 0, tzinfo=WIB))
    late = replace(short, started=datetime(2026, 1, 6, 1, 0, tzinfo=WIB))
    assert next_step(late, TIMETABLE, BINTAN, KIND, handed_over=False) == step._replace(at=late.started, clock=late)


def test_a_paused_clock_asks_for_nothing() -> None:
    assert next_step(started().paused(MONDAY), TIMETABLE, BINTAN, KIND, handed_over=False) is None


def test_a_case_is_handed_over_once() -> None:
    last = replace(started(), warned=True, rung=4)
    assert next_step(last, TIMETABLE, BINTAN, KIND, handed_over=True) is None
    step = next_step(last, TIMETABLE, BINTAN, KIND, handed_over=False)
    assert step is not None
    assert step.act is Act.HAND_OVER


def test_a_pemda_may_tell_sooner() -> None:
    quick = RuleVersion(1, date(2026, 1, 1), ladder={**DEFAULT_LADDER, I: 0})
    timetable = Timetable(TIMETABLE.calendar, RuleBook.of([quick]))
    clock = replace(timetable.start(Clock.COMPLETION, KIND, MONDAY), warned=True, rung=1)
    step = next_step(clock, timetable, BINTAN, KIND, handed_over=False)
    assert step is not None
    assert (step.level, step.at) == (I, clock.due)


@pytest.mark.parametrize(
    ("rung", "vacant", "levels"),
    [
        (0, set(), (H,)),
        (0, {H}, (H, I)),
        (0, {H, I}, (H, I, P)),
        (1, {I}, (I, P)),
        (1, {P}, (I,)),
        (3, {N}, (N,)),
        (0, {H, I, P, N}, (H, I, P, N)),
    ],
)
def test_an_empty_level_is_climbed_over_but_not_to_the_ombudsman(
    rung: int, vacant: set[Level], levels: tuple[Level, ...]
) -> None:
    before = replace(started(), warned=True, rung=rung)
    step = next_step(before, TIMETABLE, BINTAN, KIND, handed_over=False)
    assert step is not None
    after = done(step, BINTAN, KIND, frozenset(vacant))
    assert told(before, after, BINTAN, KIND) == levels
    assert level_of([after], BINTAN, KIND) is levels[-1]
    now = step.at + timedelta(minutes=2)
    data = remembered(step, BINTAN, KIND, now, frozenset(vacant))
    assert data == {
        "clock": "COMPLETION",
        "handling": None,
        "due": before.due and before.due.isoformat(),
        "since": step.at.isoformat(),
        "late_seconds": 120,
        "levels": [level.value for level in levels],
        "vacant": [level.value for level in levels if level in vacant],
    }


def test_of_several_clocks_the_earliest_step_comes_first() -> None:
    response, completion = started(Clock.FIRST_RESPONSE), started()
    step = due_step([completion, response], TIMETABLE, BINTAN, KIND)
    assert step is not None
    assert step.clock is response
    assert due_step([], TIMETABLE, BINTAN, KIND) is None
    assert level_of([], BINTAN, KIND) is None
    assert level_of([replace(response, rung=3), replace(completion, rung=1)], BINTAN, KIND) is P


def test_what_climbed_higher_than_its_ladder_reaches_stands_at_its_top() -> None:
    """It was classified as an aspirasi after the Ombudsman had been told."""
    assert level_of([replace(started(), rung=5)], BINTAN, Kind.ASPIRASI) is N
    assert level_of([replace(started(), rung=5)], BINTAN, KIND) is O
