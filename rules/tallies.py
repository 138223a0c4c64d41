"""What does one complaint count as, on which day? A pure function of its events; nothing else is ever counted.

Days may lie ahead: what is open now leaves its band of age on a known day and is overdue on the day after its
deadline. The next event makes another tally, so the sum of all entries until a day is what lay there on it.

A complaint counts where it is now, from the day it was received, with what was done since it came there: another
pemda's work and lateness are not this one's. What ended in LAPOR! has no day of its end: it counts on the day it was
received, and is in no cohort until something but an import happens to it here.

What cannot raise a score, because the day is fixed and only a standing, useful answer in time counts:
- closing or answering NOT_SOLVED: it moves no day, and is neither followed up, nor in time, nor prompt;
- archiving or merging what was late already: it stays in the cohorts; only what was in time is excused;
- more time or another kind after the deadline: what has passed has passed;
- returning, archiving and restoring, merging and parting: a new clock does not replace the deadline that was given,
  only more time granted and another kind do, while it lasts;
- an answer that was objected to, reopened, or replied to and not answered again in time: no longer in time.
What is not closed, and is told by a measure of its own: archiving in time (ARCHIVED), passing on (PASSED_ON), more time
in time (EXTENDED), another kind in time (the kind), an empty progress (FOLLOWED_UP, but not DECIDED), never disposing
(OVERDUE, and not FOLLOWED_UP), NOT_OUR_AUTHORITY (an outcome of its own), merging what is not late yet (MERGED).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, Final, NamedTuple

from rules.calendars import FIRST, Edition
from rules.complaint_states import OPEN, Clock, Move, Status
from rules.deadlines import Timetable
from rules.ladder import REPORTERS
from rules.measures import AGES, NUMBER, OPEN_BY_AGE, Measure, Step, band, band_column, minutes_column
from rules.roles import Role
from rules.vocabulary import Closer, Outcome, Priority


class Told(NamedTuple):
    """What a tally needs of an event."""

    seq: int
    move: Move
    actor_role: Role
    actor_tenant: int
    at: datetime
    changes: Mapping[str, Any]
    data: Mapping[str, Any]


class Entry(NamedTuple):
    """So much of a column (rules.measures.NUMBER) on a day."""

    day: date
    number: int
    amount: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What a complaint counts as, in the order of days and columns, and what it is now. Without a kind: passed on."""

    seq: int
    kind: str | None
    channel: str | None
    priority: str | None
    topic_id: int | None
    unit_path: str | None
    entries: tuple[Entry, ...]


_PLACES: Final = 1024
"""More than there are columns: day and column are one number while a tally is made."""
_N: Final = {measure: NUMBER[measure.lower()] for measure in Measure}
_AGES: Final = tuple(
    (first, last, _N[measure]) for first, last, measure in zip(AGES, (*AGES[1:], None), OPEN_BY_AGE, strict=True)
)
_OPEN: Final = frozenset(str(status) for status in OPEN)
_ARCHIVED: Final = str(Status.ARCHIVED)
_ANSWERED: Final = frozenset({str(Status.ANSWERED), str(Status.CLOSED)})
_WAITING: Final = frozenset(str(clock) for clock in REPORTERS)
_COMPLETION: Final = str(Clock.COMPLETION)
_IMPORTS: Final = frozenset({Move.IMPORT, Move.IMPORT_CHANGE})
_FINAL: Final = frozenset({Move.ANSWER, Move.ANSWER_DIRECTLY, Move.SHARE_ANSWER})
_EACH: Final = {
    Move.OBJECT: _N[Measure.OBJECTED],
    Move.REOPEN: _N[Measure.REOPENED],
    Move.ESCALATE: _N[Measure.ESCALATED],
    Move.HAND_OVER: _N[Measure.HANDED_OVER],
    Move.EXTEND: _N[Measure.EXTENDED],
}
_ENDS: Final = {
    Step.VERIFICATION: _N[Measure.VERIFIED],
    Step.DISPOSITION: _N[Measure.DISPOSED],
    Step.FIRST_RESPONSE: _N[Measure.RESPONDED],
    Step.ANSWER: _N[Measure.ANSWERED],
}
_STEPS: Final = {
    Move.DISPOSE: (Step.DISPOSITION,),
    Move.REFER: (Step.DISPOSITION,),
    Move.PROGRESS: (Step.FIRST_RESPONSE,),
    **dict.fromkeys(_FINAL, (Step.FIRST_RESPONSE, Step.ANSWER)),
}
_TURNED: Final = frozenset({Move.OBJECT, Move.REOPEN})
_CLOSED_BY: Final = {str(closer): NUMBER[f"closed_by_{closer.lower()}"] for closer in Closer}
_OUTCOMES: Final = {str(outcome): NUMBER[outcome.lower()] for outcome in Outcome}
_ADMIN_ACTS: Final = _N[Measure.ADMIN_ACTS]
_RETURNED: Final = _N[Measure.RETURNED]
_PING_PONG_AT: Final = 2
_LONGEST_BREAK: Final = 366
"""Who answers later than this was not prompt, however many days off there were."""
_MINUTES: Final = {step: NUMBER[minutes_column(step)] for step in Step}
_BANDS: Final = {step: NUMBER[band_column(step, 0)] for step in Step}
_NOT_SOLVED: Final = str(Outcome.NOT_SOLVED)


def tally(events: Sequence[Told], timetable: Timetable) -> Tally:
    """What a complaint with these events counts as. `timetable` is of the pemda that holds it; at least one event."""
    first = events[0]
    told = first.data.get("received_at")
    received = first.at if told is None else datetime.fromisoformat(told)
    life = _Life(received, timetable)
    for event in events:
        life.take(event)
    now = life.now
    return Tally(
        events[-1].seq,
        now["kind"],
        now["channel"],
        now.get("priority", Priority.NORMAL.value),
        now.get("topic_id"),
        now.get("unit_path", ""),
        _entries(life.counted()),
    )


def passed_on(at: datetime, zone: tzinfo) -> Tally:
    """What the record of a transfer counts as, in the pemda that passed the complaint on."""
    day = at.astimezone(zone).toordinal()
    return Tally(0, None, None, None, None, None, _entries({day * _PLACES + _N[Measure.PASSED_ON]: 1}))


def _entries(counts: Mapping[int, int]) -> tuple[Entry, ...]:
    return tuple(
        Entry(date.fromordinal(key // _PLACES), key % _PLACES, amount)
        for key, amount in sorted(counts.items())
        if amount
    )


class _Counts(dict[int, int]):
    """Amounts by day and column."""

    __slots__ = ()

    def add(self, day: int, number: int, amount: int = 1) -> None:
        key = day * _PLACES + number
        self[key] = self.get(key, 0) + amount

    def between(self, start: int, stop: int | None, number: int) -> None:
        """It lies there from one day until another (None: still)."""
        if stop is None or start < stop:
            self.add(start, number)
            if stop is not None:
                self.add(stop, number, -1)


class _Due(NamedTuple):
    """A deadline: until when, by which clock, and from which day on it is missed."""

    at: datetime
    clock: tuple[str, str]
    day: int


class _Stay:
    """What happens to a complaint in one pemda: all that is forgotten when it goes to another."""

    __slots__ = (
        "answer", "arrived", "bound", "counts", "decided", "due", "edition", "excused", "failed", "handled", "in_delay",
        "late", "merged", "missed", "rated", "since", "steps",
    )  # fmt: skip

    def __init__(self, arrived: int) -> None:
        self.arrived = arrived
        self.counts = _Counts()
        self.steps: set[Step] = set()
        self.edition: Sequence[int] | None = None
        self.due: _Due | None = None  # of the most urgent clock of the office
        self.since: datetime | None = None  # since when it is that one
        self.in_delay = False
        self.missed: set[_Due] = set()
        self.late = False
        self.bound: _Due | None = None  # of completion, as first given
        self.decided: int | None = None
        self.failed = False
        self.excused = False
        self.handled = False
        self.answer: str | None = None  # what came of it by the last final answer, standing or not
        self.merged = arrived
        self.rated: tuple[int, int] | None = None

    def pass_time(self, at: datetime) -> None:
        """Until an event: what ran out before it, ran out."""
        if self.due is not None and at > self.due.at:
            self.late = True
        if self.bound is not None and at > self.bound.at:
            self.late = True
            self._fail()

    def _fail(self) -> None:
        assert self.bound is not None  # noqa: S101 - asked by the caller
        if self.decided is None:
            self.decided = self.bound.day
        self.failed, self.bound = True, None

    def answered(self, day: int, outcome: str) -> None:
        """A final answer; one that solves nothing decides nothing."""
        self.answer = outcome
        if self.bound is not None and outcome != _NOT_SOLVED:
            if self.decided is None:
                self.decided = day
            self.bound = None

    def run(self, clocks: Iterable[Mapping[str, Any]], event: Told, day: int, zone: tzinfo) -> None:
        """The clocks run like this from now on."""
        urgent: _Due | None = None
        for clock in clocks:
            if self.edition is None:
                self.edition = clock["edition"]
            if clock["handling"] is not None or clock["clock"] in _WAITING or clock["due"] is None:
                continue
            at = datetime.fromisoformat(clock["due"])
            due = _Due(at, (clock["clock"], clock["started"]), max(at.astimezone(zone).toordinal() + 1, day))
            if urgent is None or due.at < urgent.at:
                urgent = due
            if clock["clock"] == _COMPLETION:
                self._bind(due, event.move)
        self._settle(event.at, day)
        self.due, self.since = urgent, event.at

    def _bind(self, due: _Due, move: Move) -> None:
        bound = self.bound
        if self.failed:
            return
        if bound is None or due.clock == bound.clock or due.at < bound.at or move is Move.EXTEND:
            self.bound = bound if bound is not None and due.at == bound.at else due

    def _settle(self, at: datetime | None, day: int | None) -> None:
        """Until this event (None: still) the deadline was the one that we know; count it when it was missed."""
        due, was_in_delay = self.due, self.in_delay
        self.in_delay = due is not None and (at is None or at > due.at)
        if due is None or not self.in_delay:
            return
        known = due._replace(day=0)
        if known not in self.missed:
            self.missed.add(known)
            if not (was_in_delay and self.since is not None and due.at < self.since):
                self.counts.add(due.day, _N[Measure.OVERDUE])
        self.counts.between(due.day, day, _N[Measure.OPEN_OVERDUE])

    def finish(self) -> None:
        """No event follows."""
        if self.bound is not None:
            self._fail()
        self._settle(None, None)


class _Life:
    """The events of a complaint, taken one by one."""

    __slots__ = ("backlog", "born", "ended", "ended_day", "now", "open_since", "received", "stay", "timetable", "zone")

    def __init__(self, received: datetime, timetable: Timetable) -> None:
        self.received, self.timetable, self.zone = received, timetable, timetable.zone
        self.born = self._day(received)
        self.now: dict[str, Any] = {}
        self.backlog = _Counts()
        self.stay = _Stay(self.born)
        self.open_since: int | None = None
        self.ended: datetime | None = None  # None: before it came here
        self.ended_day = 0

    def _day(self, moment: datetime) -> int:
        return moment.astimezone(self.zone).toordinal()

    def take(self, event: Told) -> None:
        """One more event."""
        changes, day = event.changes, self._day(event.at)
        if "tenant_id" in changes and self.now:
            self.stay = _Stay(day)
        else:
            self.stay.pass_time(event.at)
        is_first = not self.now
        self.now.update(changes)
        if "status" in changes or event.move is Move.MERGE:
            self._stand(event, day, is_first=is_first)
        if changes.get("rating") is not None:
            self.stay.rated = self.born if is_first else day, changes["rating"]
        self._count(event, day)
        if "open_clocks" in changes:
            self.stay.run(changes["open_clocks"], event, day, self.zone)

    def _stand(self, event: Told, day: int, *, is_first: bool) -> None:
        """It begins or ceases to lie here, or goes with another."""
        status, stay = self.now["status"], self.stay
        if status not in _OPEN:
            self._lain(day)
            self.open_since, self.ended, self.ended_day = None, None if is_first else event.at, day
            if is_first:
                self.ended_day = self.born
        elif self.open_since is None:
            self.open_since = self.born if is_first else day
        if status == _ARCHIVED or event.move is Move.MERGE:
            stay.excused, stay.merged = not stay.late, day

    def _lain(self, until: int | None) -> None:
        """It lay here, open, until this day (None: still), older every day."""
        if self.open_since is None:
            return
        for first, last, number in _AGES:
            start = max(self.open_since, self.born + first)
            if until is not None and start >= until:
                return
            stop = until
            if last is not None and (until is None or self.born + last < until):
                stop = self.born + last
            self.backlog.between(start, stop, number)

    def _count(self, event: Told, day: int) -> None:
        move, stay, changes = event.move, self.stay, event.changes
        if move not in _IMPORTS:
            stay.handled = True
        if event.actor_role is Role.INSTANSI and event.actor_tenant == self.now["tenant_id"]:
            stay.counts.add(day, _ADMIN_ACTS)
        if move in _EACH:
            stay.counts.add(day, _EACH[move])
        if changes.get("returns"):
            stay.counts.add(day, _RETURNED)
            if changes["returns"] == _PING_PONG_AT:
                stay.counts.add(day, _N[Measure.PING_PONG])
        if move in _FINAL:
            stay.answered(day, self.now["outcome"])
        elif move in _TURNED:
            stay.failed = True
        if move is Move.VERIFY and changes.get("verified"):
            self._end(Step.VERIFICATION, event, day)
        for step in _STEPS.get(move, ()):
            self._end(step, event, day)

    def _end(self, step: Step, event: Told, day: int) -> None:
        """A step is done, for the first time."""
        stay = self.stay
        if step in stay.steps:
            return
        stay.steps.add(step)
        stay.counts.add(day, _ENDS[step])
        self._took(step, event.at, day)
        if step is Step.FIRST_RESPONSE and stay.answer != _NOT_SOLVED and self._was_prompt(day):
            stay.counts.add(day, _N[Measure.PROMPT])

    def _took(self, step: Step, at: datetime, day: int) -> None:
        minutes = max(0, int((at - self.received).total_seconds()) // 60)
        self.stay.counts.add(day, _MINUTES[step], minutes)
        self.stay.counts.add(day, _BANDS[step] + band(minutes))

    def _was_prompt(self, day: int) -> bool:
        """Within one working day of the day on which it came here, by the calendar that its first clock goes by."""
        arrived, edition = self.stay.arrived, self.stay.edition
        if day <= arrived + 1:
            return True
        calendar = self.timetable.calendar.edition(FIRST if edition is None else Edition(*edition))
        between = range(arrived + 1, min(day, arrived + _LONGEST_BREAK))
        return not any(calendar.is_working_day(date.fromordinal(one)) for one in between)

    def counted(self) -> _Counts:
        """Everything, as it stands after the last event."""
        self._lain(None)
        stay, now = self.stay, self.now
        stay.finish()
        counts = stay.counts
        for key, amount in self.backlog.items():
            counts[key] = counts.get(key, 0) + amount
        counts.add(self.born, _N[Measure.RECEIVED])
        if stay.rated is not None:
            counts.add(stay.rated[0], _N[Measure.RATED])
            counts.add(stay.rated[0], _N[Measure.RATING_SUM], stay.rated[1])
        if now["status"] not in _OPEN:
            self._over()
        is_merged = now.get("merged_into") is not None
        if is_merged:
            counts.add(stay.merged, _N[Measure.MERGED])
        is_excused = stay.excused and (is_merged or now["status"] == _ARCHIVED)
        if stay.handled and not is_excused:
            self._judge(counts)
        return counts

    def _over(self) -> None:
        """How it ended, and that it still has."""
        counts, day, now = self.stay.counts, self.ended_day, self.now
        if now["status"] == _ARCHIVED:
            counts.add(day, _N[Measure.ARCHIVED])
            return
        if now.get("closed_by") is not None:
            counts.add(day, _CLOSED_BY[now["closed_by"]])
        if now.get("outcome") is not None:
            counts.add(day, _OUTCOMES[now["outcome"]])
        if self.ended is not None:
            self._took(Step.CLOSING, self.ended, day)

    def _judge(self, counts: _Counts) -> None:
        """The cohorts: on the day it was received, and on the day that decided whether it was in time."""
        stay = self.stay
        counts.add(self.born, _N[Measure.COUNTABLE])
        is_useful = stay.answer != _NOT_SOLVED
        if Step.FIRST_RESPONSE in stay.steps and is_useful:
            counts.add(self.born, _N[Measure.FOLLOWED_UP])
        if stay.decided is None:
            return
        counts.add(stay.decided, _N[Measure.DECIDED])
        if not stay.failed and is_useful and self.now["status"] in _ANSWERED:
            counts.add(stay.decided, _N[Measure.IN_TIME])
