"""Which deadlines are missed, and what is completed in time, told by the clocks of single events."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from rules.clocks import Extension, OpenClock, written
from rules.complaint_states import Clock, Move
from rules.day_counts import DayCounts
from rules.measures import COLUMNS
from rules.missed_deadlines import Delays
from rules.vocabulary import Kind
from tests.rules.walks import NOW, TIMETABLE

KIND = Kind.PENGADUAN_TIDAK_BERKADAR
DAYS = timedelta(days=1)
MONDAY = NOW.date().toordinal()


class Telling:
    """Events at so many days after a Monday morning, each with the clocks that run from then on."""

    def __init__(self) -> None:
        self.counts = DayCounts()
        self.delays = Delays(TIMETABLE.zone, self.counts)

    def at(self, days: float, *clocks: OpenClock, move: Move = Move.NOTE) -> "Telling":
        moment = NOW + days * DAYS
        self.delays.until(moment)
        told: list[dict[str, Any]] = [written(clock) for clock in clocks]
        self.delays.run(told, move, moment, MONDAY + int(days))
        return self

    def finished(self) -> dict[str, list[tuple[int, int]]]:
        """By column: days after that Monday, and amounts."""
        self.delays.finish()
        found: dict[str, list[tuple[int, int]]] = {}
        for day, number, amount in self.counts.entries():
            found.setdefault(COLUMNS[number], []).append((day.toordinal() - MONDAY, amount))
        return found


def clock(kind: Clock, days: float = 0, handling: UUID | None = None) -> OpenClock:
    return TIMETABLE.start(kind, KIND, NOW + days * DAYS, handling)


VERIFICATION, COMPLETION = clock(Clock.INSTANSI_VERIFICATION), clock(Clock.COMPLETION)


def due_day(one: OpenClock) -> int:
    assert one.due is not None
    return one.due.astimezone(TIMETABLE.zone).toordinal() - MONDAY


def test_the_deadlines_of_these_tests() -> None:
    assert (due_day(VERIFICATION), due_day(COMPLETION)) == (3, 18)


def test_what_runs_on_is_missed_on_the_day_after() -> None:
    telling = Telling().at(0, VERIFICATION)
    assert telling.finished() == {"overdue": [(4, 1)], "open_overdue": [(4, 1)]}
    assert not telling.delays.late


def test_what_stops_in_time_is_not_missed_and_on_its_last_second_neither() -> None:
    assert VERIFICATION.due is not None
    last = (VERIFICATION.due - NOW) / DAYS
    assert Telling().at(0, VERIFICATION).at(last).finished() == {}
    assert Telling().at(0, VERIFICATION).at(4).finished() == {"overdue": [(4, 1)]}


def test_the_same_deadline_is_missed_once_whatever_is_told_of_it() -> None:
    rung = replace(VERIFICATION, warned=True, rung=2)
    told = Telling().at(0, VERIFICATION).at(5, replace(VERIFICATION, warned=True)).at(6, rung).at(9)
    assert told.finished() == {"overdue": [(4, 1)], "open_overdue": [(4, 1), (9, -1)]}


def test_another_deadline_that_had_passed_meanwhile_is_no_new_delay() -> None:
    response = clock(Clock.FIRST_RESPONSE)
    told = Telling().at(0, response, COMPLETION).at(20, COMPLETION)
    assert told.finished() == {"overdue": [(due_day(response) + 1, 1)], "open_overdue": [(due_day(response) + 1, 1)]}


def test_the_reporters_time_a_pause_and_a_parallel_handling_are_no_delay() -> None:
    reporter, parallel = clock(Clock.REPORTER_REACTION), clock(Clock.COMPLETION, handling=UUID(int=1))
    told = Telling().at(0, reporter, parallel, VERIFICATION.paused(NOW)).at(90)
    assert told.finished() == {}
    assert (told.delays.decided, told.delays.late) == (None, False)


def test_completed_in_time_is_decided_on_that_day() -> None:
    told = Telling().at(0, COMPLETION)
    told.delays.until(NOW + 2 * DAYS)
    told.delays.completed(MONDAY + 2)
    told.at(2).finished()
    assert (told.delays.decided, told.delays.failed) == (MONDAY + 2, False)


def test_completed_late_is_decided_on_the_day_after_the_deadline() -> None:
    told = Telling().at(0, COMPLETION)
    told.delays.until(NOW + 30 * DAYS)
    told.delays.completed(MONDAY + 30)
    told.at(30).finished()
    assert (told.delays.decided, told.delays.failed, told.delays.late) == (MONDAY + 19, True, True)


def test_a_clock_that_starts_again_does_not_replace_the_first_deadline() -> None:
    later = clock(Clock.COMPLETION, days=7)
    told = Telling().at(0, COMPLETION).at(3).at(7, later)
    told.finished()
    assert told.delays.decided == MONDAY + 19


def test_more_time_in_time_replaces_it_and_after_it_does_not() -> None:
    calendar = TIMETABLE.calendar_of(COMPLETION)

    def decided(at: float) -> int | None:
        moment: datetime = NOW + at * DAYS
        longer = COMPLETION.extended(Extension(5, moment, "Kepala", "Material."), calendar)
        told = Telling().at(0, COMPLETION).at(at, longer, move=Move.EXTEND)
        told.finished()
        return None if told.delays.decided is None else told.delays.decided - MONDAY

    assert (decided(10), decided(19)) == (26, 19)


def test_a_shorter_limit_that_has_passed_counts_from_the_day_it_was_known() -> None:
    long = TIMETABLE.start(Clock.COMPLETION, Kind.PENGADUAN_BERKADAR, NOW)
    told = Telling().at(0, long).at(40, COMPLETION, move=Move.CLASSIFY)
    assert told.finished() == {"overdue": [(40, 1)], "open_overdue": [(40, 1)]}
    assert told.delays.decided == MONDAY + 40


def test_an_answer_that_was_replied_to_is_not_in_time_when_the_case_goes_elsewhere() -> None:
    """Passing it on before the new deadline does not make the answer stand."""
    case = Telling().at(0, COMPLETION)
    case.delays.completed(MONDAY + 2)
    replied = case.at(3, clock(Clock.COMPLETION, 3))
    replied.delays.leave(NOW + 4 * DAYS, MONDAY + 4)
    assert (replied.delays.decided, replied.delays.failed) == (MONDAY + 2, True)


def test_an_answer_that_stands_goes_elsewhere_in_time() -> None:
    case = Telling().at(0, COMPLETION)
    case.delays.completed(MONDAY + 2)
    case.delays.leave(NOW + 4 * DAYS, MONDAY + 4)
    assert (case.delays.decided, case.delays.failed) == (MONDAY + 2, False)
