"""How does a packet prove its deadlines? Every clock with all that its sum needs, so that anybody can do it again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

from rules.calendars import Calendar, DayOff, DayOffKind, Hours
from rules.clock_history import RunClock, history
from rules.clocks import OpenClock, StripDay, clocks_of, due, strip, written
from rules.complaint_states import Clock
from rules.deadlines import Timetable
from rules.event_chain import Event
from rules.identifiers import NATION
from rules.limits import Term, term_of
from rules.packets import CLOCKS, PacketBroken, moment
from rules.time_zones import ZONES
from rules.vocabulary import Kind

TERM_LABELS: Final[Mapping[Term, str]] = {
    Term.NATIONAL_VERIFICATION: "Verifikasi oleh admin nasional",
    Term.INSTANSI_VERIFICATION: "Verifikasi oleh admin instansi",
    Term.FIRST_RESPONSE: "Tanggapan pertama",
    Term.COMPLETION_INFORMATION: "Penyelesaian permintaan informasi",
    Term.COMPLETION_ASPIRATION: "Penyelesaian aspirasi",
    Term.COMPLETION_WITHOUT_OVERSIGHT: "Penyelesaian pengaduan tidak berkadar pengawasan",
    Term.COMPLETION_WITH_OVERSIGHT: "Penyelesaian pengaduan berkadar pengawasan",
    Term.REPORTER_COMPLETION: "Kelengkapan oleh pelapor",
    Term.REPORTER_REACTION: "Tanggapan pelapor atas jawaban",
    Term.RULING: "Putusan atasan bersama",
}


_Key = tuple[Clock, UUID | None, datetime]
"""What stays the same about a clock while it runs."""


@dataclass(frozen=True, slots=True)
class Run:
    """One clock as the events tell it, in which pemda and by which event it started, of what kind the case was."""

    told: RunClock
    tenant: int
    started_by: int
    kind: Kind

    @property
    def clock(self) -> OpenClock:
        """The clock as it was last."""
        return self.told.clock

    @property
    def stopped(self) -> str | None:
        """When it stopped."""
        return None if self.told.stopped_at is None else moment(self.told.stopped_at)


def runs(events: Sequence[Event]) -> list[Run]:
    """Every clock that these events started, in the order of their starts, and in which pemda it ran."""
    begun: dict[_Key, tuple[int, int]] = {}
    kinds: dict[_Key, Kind] = {}
    tenant, kind = NATION, Kind.PENGADUAN_TIDAK_BERKADAR
    for event in events:
        tenant = event.changes.get("tenant_id", tenant)
        kind = Kind(event.changes.get("kind", kind))
        for clock in clocks_of(event.changes.get("open_clocks", ())):
            begun.setdefault(_key(clock), (tenant, event.seq))
            kinds[_key(clock)] = kind
    told = history((event.seq, event.at, event.changes) for event in events)
    return [Run(one, *begun[_key(one.clock)], kinds[_key(one.clock)]) for one in told]


def _key(clock: OpenClock) -> _Key:
    return clock.clock, clock.handling, clock.started


def proof(run: Run, timetable: Timetable) -> dict[str, Any]:
    """Everything that the sum of one clock needs, and the sum."""
    clock = run.clock
    calendar, rule = timetable.calendar_of(clock), timetable.rules.number(clock.rule)
    days = strip(clock, calendar)
    span = range(days[0].day.toordinal(), days[-1].day.toordinal() + 1)
    term = term_of(clock.clock, run.kind)
    return {
        "clock": written(clock),
        "tenant": run.tenant,
        "started_by": run.started_by,
        "stopped_by": run.told.stopped_by,
        "stopped": run.stopped,
        "rule": {
            "number": rule.number,
            "from": rule.from_date.isoformat(),
            "source": rule.source,
            "text": f"{TERM_LABELS[term]}: {clock.limit}",
        },
        "zone": str(calendar.zone),
        "week": {str(day): [_hour(hours.opens), _hour(hours.closes)] for day, hours in sorted(calendar.week.items())},
        "days_off": [
            [day.isoformat(), off.kind.value, off.name]
            for day, off in sorted(calendar.days_off.items())
            if day.toordinal() in span
        ],
        "strip": _strip_written(days),
        "due": None if clock.due is None else moment(clock.due),
    }


def recount(documents: Sequence[Mapping[str, Any]], events: Sequence[Event]) -> int:
    """Do every sum again, from these documents alone; returns how many. Raises PacketBroken at the first that differs.

    The clocks must also be those that the events started, paused, extended and stopped, no more and no fewer.
    """
    told = runs(events)
    if len(told) != len(documents):
        raise PacketBroken(CLOCKS, f"the events tell of {len(told)} clocks, the proof of {len(documents)}")
    for number, (run, document) in enumerate(zip(told, documents, strict=True), 1):
        try:
            wrong = _difference(run, document)
        except (ArithmeticError, AttributeError, AssertionError, LookupError, TypeError, ValueError):
            wrong = "it lacks what a proof has"
        if wrong is not None:
            raise PacketBroken(CLOCKS, f"clock {number} ({run.clock.clock}): {wrong}")
    return len(told)


def _difference(run: Run, document: Mapping[str, Any]) -> str | None:
    if document["clock"] != written(run.clock):
        return "it is not the clock that the events tell of"
    facts = (run.tenant, run.started_by, run.told.stopped_by, run.stopped)
    if facts != tuple(document[name] for name in ("tenant", "started_by", "stopped_by", "stopped")):
        return "it was not started or stopped by the events that are named"
    calendar, clock = _calendar(document), run.clock
    if document["strip"] != _strip_written(strip(clock, calendar)):
        return "the days do not follow from its limit and its calendar"
    reckoned = None if clock.is_paused else due(clock, calendar)
    if reckoned != clock.due or document["due"] != (None if reckoned is None else moment(reckoned)):
        return "the deadline does not follow from its days"
    return None


def _calendar(document: Mapping[str, Any]) -> Calendar:
    off = {
        date.fromisoformat(day): DayOff(date.fromisoformat(day), DayOffKind(kind), name)
        for day, kind, name in document["days_off"]
    }
    week = {
        int(day): Hours(time.fromisoformat(opens), time.fromisoformat(closes))
        for day, (opens, closes) in document["week"].items()
    }
    return Calendar(ZONES[document["zone"]], off, week)


def _strip_written(days: Iterable[StripDay]) -> list[list[Any]]:
    return [[one.day.isoformat(), one.counted, one.reason.value, one.note] for one in days]


def _hour(local: time) -> str:
    return local.isoformat(timespec="minutes")
