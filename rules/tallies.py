"""What does one complaint count as, on which day? A pure function of its events; nothing else is ever counted.

Days may lie ahead: what is open now leaves its band of age on a known day and is overdue on the day after its
deadline. The next event makes another tally, so the sum of all entries until a day is what lay there on it.

A complaint counts where it is now, from the day it was received, with what was done since it came there: another
pemda's work and lateness are not this one's. What ended in LAPOR! has no day of its end: it counts on the day it was
received, and is in no cohort until something but an import happens to it here.

What cannot raise a score, because its day is fixed and only a standing, useful answer in time counts:
- closing or answering NOT_SOLVED: it moves no day, and is neither followed up, nor in time, nor prompt;
- archiving or merging what was late or answered already: it stays in the cohorts;
- more time for what is in delay, another kind for what was late: what has passed has passed;
- returning, archiving and restoring, merging and parting: another clock does not replace the first deadline;
- passing on what was late or answered already: the pemda that let it be late keeps it in its cohorts (`left_behind`);
- an answer that was objected to, reopened, or replied to and not answered again in time: no longer in time.

What is not closed; each has a measure of its own to be seen by:
- archiving or merging before anything is late (ARCHIVED, MERGED; the parent is judged), and parting again;
- passing on to the nation before anything is late: the next pemda begins anew (PASSED_ON);
- more time (EXTENDED) for what is not in delay just then, and another kind (the kind) before anything is late;
- an empty progress (it is FOLLOWED_UP and PROMPT, but not IN_TIME), and NOT_OUR_AUTHORITY (an outcome of its own);
- never disposing (no deadline of completion; OVERDUE, and not FOLLOWED_UP).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, Final, NamedTuple

from rules.calendars import FIRST, Edition
from rules.complaint_states import OPEN, Move, Status
from rules.day_counts import DayCounts, Entry
from rules.deadlines import Timetable
from rules.identifiers import NATION
from rules.measures import AGES, BACKLOG, NUMBER, OPEN_BY_AGE, Measure, Step, band, band_column, minutes_column
from rules.missed_deadlines import Delays
from rules.roles import Role
from rules.vocabulary import Closer, Outcome, Priority

__all__ = ["Entry", "Tally", "Told", "left_behind", "passed_on", "tally"]


class Told(NamedTuple):
    """What a tally needs of an event."""

    seq: int
    move: Move
    actor_role: Role
    actor_tenant: int
    at: datetime
    changes: Mapping[str, Any]
    data: Mapping[str, Any]

    @classmethod
    def read(cls, seq: int, move: str, role: str, *rest: Any) -> "Told":
        """As a row of the database tells it, which knows moves and roles by their names alone."""
        return cls(seq, Move(move), Role(role), *rest)


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


_N: Final = {measure: NUMBER[measure.lower()] for measure in Measure}
_AGES: Final = tuple(
    (first, last, _N[measure]) for first, last, measure in zip(AGES, (*AGES[1:], None), OPEN_BY_AGE, strict=True)
)
_OPEN: Final = frozenset(str(status) for status in OPEN)
_ARCHIVED: Final = str(Status.ARCHIVED)
_NOT_SOLVED: Final = str(Outcome.NOT_SOLVED)
_CLOSED_BY: Final = {str(closer): NUMBER[f"closed_by_{closer.lower()}"] for closer in Closer}
_OUTCOMES: Final = {str(outcome): NUMBER[outcome.lower()] for outcome in Outcome}
_MINUTES: Final = {step: NUMBER[minutes_column(step)] for step in Step}
_BANDS: Final = {step: NUMBER[band_column(step, 0)] for step in Step}
_ENDS: Final = {
    Step.VERIFICATION: _N[Measure.VERIFIED],
    Step.DISPOSITION: _N[Measure.DISPOSED],
    Step.FIRST_RESPONSE: _N[Measure.RESPONDED],
    Step.ANSWER: _N[Measure.ANSWERED],
}
_LYING: Final = frozenset(_N[measure] for measure in BACKLOG)
_ADMIN_ACTS: Final = _N[Measure.ADMIN_ACTS]
_PROMPT: Final = _N[Measure.PROMPT]
_PING_PONG_AT: Final = 2


class _Meaning(NamedTuple):
    """What a move counts as: in which column each time, which steps it ends the first time."""

    each: int | None = None
    ends: tuple[Step, ...] = ()
    is_final: bool = False
    turns: bool = False
    is_import: bool = False


_NOTHING: Final = _Meaning()
_FINAL: Final = _Meaning(ends=(Step.FIRST_RESPONSE, Step.ANSWER), is_final=True)
_MEANINGS: Final = {
    Move.VERIFY: _Meaning(ends=(Step.VERIFICATION,)),
    Move.DISPOSE: _Meaning(ends=(Step.DISPOSITION,)),
    Move.REFER: _Meaning(ends=(Step.DISPOSITION,)),
    Move.PROGRESS: _Meaning(ends=(Step.FIRST_RESPONSE,)),
    Move.ANSWER: _FINAL,
    Move.ANSWER_DIRECTLY: _FINAL,
    Move.SHARE_ANSWER: _FINAL,
    Move.OBJECT: _Meaning(each=_N[Measure.OBJECTED], turns=True),
    Move.REOPEN: _Meaning(each=_N[Measure.REOPENED], turns=True),
    Move.ESCALATE: _Meaning(each=_N[Measure.ESCALATED]),
    Move.HAND_OVER: _Meaning(each=_N[Measure.HANDED_OVER]),
    Move.EXTEND: _Meaning(each=_N[Measure.EXTENDED]),
    Move.IMPORT: _Meaning(is_import=True),
    Move.IMPORT_CHANGE: _Meaning(is_import=True),
}


def tally(events: Sequence[Told], timetable: Timetable) -> Tally:
    """What a complaint with these events counts as. `timetable` is of the pemda that holds it; at least one event."""
    life = _life(events, timetable)
    now = life.now
    return Tally(
        events[-1].seq,
        now["kind"],
        now["channel"],
        now.get("priority", Priority.NORMAL.value),
        now.get("topic_id"),
        now.get("unit_path", ""),
        life.counted().entries(),
    )


def left_behind(events: Sequence[Told], timetable: Timetable, at: datetime) -> tuple[Entry, ...]:
    """What a pemda keeps of a complaint when it passes it on: all that it did, once it was late or had answered.

    Nothing of what it may be excused from; nor the nation's desk, which answers nothing and is there to pass on.
    """
    life = _life(events, timetable)
    return () if life.now["tenant_id"] == NATION else life.left_behind(at)


def passed_on(at: datetime, zone: tzinfo, left: Iterable[Entry] = ()) -> Tally:
    """What the record of a transfer counts as, in the pemda that passed the complaint on and left this behind."""
    counts = DayCounts()
    counts.add(at.astimezone(zone).toordinal(), _N[Measure.PASSED_ON])
    for day, number, amount in left:
        counts.add(day.toordinal(), number, amount)
    return Tally(0, None, None, None, None, None, counts.entries())


def _life(events: Sequence[Told], timetable: Timetable) -> "_Life":
    first = events[0]
    told = first.data.get("received_at")
    life = _Life(first.at if told is None else datetime.fromisoformat(told), timetable)
    for event in events:
        life.take(event)
    return life


class _Stay:
    """What happens to a complaint in one pemda: all that is forgotten when it goes to another."""

    __slots__ = (
        "answer", "arrived", "counts", "delays", "edition", "is_excused", "is_handled", "merged", "rated", "steps",
    )  # fmt: skip

    def __init__(self, arrived: int, zone: tzinfo) -> None:
        self.arrived = arrived
        self.counts = DayCounts()
        self.delays = Delays(zone, self.counts)
        self.steps: set[Step] = set()
        self.edition: Sequence[int] | None = None
        self.answer: str | None = None  # what came of it by the last final answer, standing or not
        self.merged = arrived
        self.rated: tuple[int, int] | None = None
        self.is_handled = False
        self.is_excused = False

    @property
    def may_be_excused(self) -> bool:
        """May it leave the cohorts? Not once it was late, or was answered and is to be judged by that."""
        return self.answer is None and not self.delays.late

    def rate(self, counts: DayCounts) -> None:
        """What the reporter thought of it last."""
        if self.rated is not None:
            counts.add(self.rated[0], _N[Measure.RATED])
            counts.add(self.rated[0], _N[Measure.RATING_SUM], self.rated[1])


class _Life:
    """The events of a complaint, taken one by one."""

    __slots__ = ("backlog", "born", "ended", "ended_day", "now", "open_since", "received", "stay", "timetable", "zone")

    def __init__(self, received: datetime, timetable: Timetable) -> None:
        self.received, self.timetable, self.zone = received, timetable, timetable.zone
        self.born = self._day(received)
        self.now: dict[str, Any] = {}
        self.backlog = DayCounts()
        self.stay = _Stay(self.born, self.zone)
        self.open_since: int | None = None
        self.ended: datetime | None = None  # None: before it came here
        self.ended_day = self.born

    def _day(self, moment: datetime) -> int:
        return moment.astimezone(self.zone).toordinal()

    def take(self, event: Told) -> None:
        """One more event."""
        changes, day, is_first = event.changes, self._day(event.at), not self.now
        if "tenant_id" in changes and not is_first:
            self.stay = _Stay(day, self.zone)
        stay = self.stay
        stay.delays.until(event.at)
        meaning = _MEANINGS.get(event.move, _NOTHING)
        self.now.update(changes)
        if not meaning.is_import and (self.open_since is not None or self.now["status"] in _OPEN):
            stay.is_handled = True
        if is_first:
            self._begin()
        elif "status" in changes:
            self._stand(event.at, day)
        if event.move == Move.MERGE:
            stay.is_excused, stay.merged = stay.may_be_excused, day
        if changes.get("rating") is not None:
            stay.rated = self.born if is_first else day, changes["rating"]
        self._count(event, meaning, day)
        if "open_clocks" in changes:
            clocks = changes["open_clocks"]
            if stay.edition is None and clocks:
                stay.edition = clocks[0]["edition"]
            stay.delays.run(clocks, event.move, event.at, day)

    def _begin(self) -> None:
        """It lies here since it was received; what had ended elsewhere never did."""
        if self.now["status"] in _OPEN:
            self.open_since = self.born

    def _stand(self, at: datetime, day: int) -> None:
        """It lies here, or no longer."""
        status, stay = self.now["status"], self.stay
        if status in _OPEN:
            if self.open_since is None:
                self.open_since = day
            return
        self._lain(day)
        self.open_since, self.ended, self.ended_day = None, at, day
        if status == _ARCHIVED:
            stay.is_excused = stay.may_be_excused

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
            self.backlog.lie(start, stop, number)

    def _count(self, event: Told, meaning: _Meaning, day: int) -> None:
        stay, returns = self.stay, event.changes.get("returns")
        if event.actor_role == Role.INSTANSI and event.actor_tenant == self.now["tenant_id"]:
            stay.counts.add(day, _ADMIN_ACTS)
        if meaning.each is not None:
            stay.counts.add(day, meaning.each)
        if returns:
            stay.counts.add(day, _N[Measure.RETURNED])
            if returns == _PING_PONG_AT:
                stay.counts.add(day, _N[Measure.PING_PONG])
        if meaning.is_final:
            stay.answer = self.now["outcome"]
            if stay.answer != _NOT_SOLVED:
                stay.delays.completed(day)
        elif meaning.turns:
            stay.delays.failed = True
        if meaning.ends and (event.move != Move.VERIFY or self.now["verified"]):
            self._end(meaning.ends, event.at, day)

    def _end(self, steps: tuple[Step, ...], at: datetime, day: int) -> None:
        """Steps are done, for the first time."""
        stay = self.stay
        for step in steps:
            if step in stay.steps:
                continue
            stay.steps.add(step)
            stay.counts.add(day, _ENDS[step])
            self._took(step, at, day)
            if step is Step.FIRST_RESPONSE and stay.answer != _NOT_SOLVED and self._is_prompt(day):
                stay.counts.add(day, _PROMPT)

    def _took(self, step: Step, at: datetime, day: int) -> None:
        minutes = max(0, int((at - self.received).total_seconds()) // 60)
        self.stay.counts.add(day, _MINUTES[step], minutes)
        self.stay.counts.add(day, _BANDS[step] + band(minutes))

    def _is_prompt(self, day: int) -> bool:
        """Within one working day of the day on which it came here, by the calendar that its first clock goes by."""
        following = self.stay.arrived + 1
        if day <= following:
            return True
        edition = self.stay.edition
        calendar = self.timetable.calendar.edition(FIRST if edition is None else Edition(*edition))
        return not any(calendar.is_working_day(date.fromordinal(one)) for one in range(following, day))

    def counted(self) -> DayCounts:
        """Everything, as it stands after the last event."""
        self._lain(None)
        stay, now = self.stay, self.now
        stay.delays.finish()
        counts = stay.counts
        for key, amount in self.backlog.items():
            counts[key] = counts.get(key, 0) + amount
        counts.add(self.born, _N[Measure.RECEIVED])
        stay.rate(counts)
        if now["status"] not in _OPEN:
            self._over(counts)
        is_merged = now.get("merged_into") is not None
        if is_merged:
            counts.add(stay.merged, _N[Measure.MERGED])
        if stay.is_handled and not (stay.is_excused and (is_merged or now["status"] == _ARCHIVED)):
            self._judge(counts)
        return counts

    def left_behind(self, at: datetime) -> tuple[Entry, ...]:
        """What stays with the pemda that passes it on at this moment."""
        stay, counts = self.stay, DayCounts()
        stay.delays.leave(at, self._day(at))
        if stay.may_be_excused:
            return ()
        for day, number, amount in stay.counts.entries():
            if number not in _LYING:
                counts.add(day.toordinal(), number, amount)
        stay.rate(counts)
        self._judge(counts)
        return counts.entries()

    def _over(self, counts: DayCounts) -> None:
        """How it ended, and that it still has."""
        day, now = self.ended_day, self.now
        if now["status"] == _ARCHIVED:
            counts.add(day, _N[Measure.ARCHIVED])
            return
        if now.get("closed_by") is not None:
            counts.add(day, _CLOSED_BY[now["closed_by"]])
        if now.get("outcome") is not None:
            counts.add(day, _OUTCOMES[now["outcome"]])
        if self.ended is not None:
            self._took(Step.CLOSING, self.ended, day)

    def _judge(self, counts: DayCounts) -> None:
        """The cohorts: on the day it was received, and on the day that decided whether it was in time."""
        stay, delays = self.stay, self.stay.delays
        counts.add(self.born, _N[Measure.COUNTABLE])
        if Step.FIRST_RESPONSE in stay.steps and stay.answer != _NOT_SOLVED:
            counts.add(self.born, _N[Measure.FOLLOWED_UP])
        if delays.decided is None:
            return
        counts.add(delays.decided, _N[Measure.DECIDED])
        if not delays.failed:
            counts.add(delays.decided, _N[Measure.IN_TIME])
