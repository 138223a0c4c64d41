"""A year of one pemda, lived in minutes: citizens and offices act when they like, the worker is killed at random.

    TUNTAS_YEAR=10000 pytest tests/gateway/worker/test_sweeping.py

What Tuntas did by itself is then compared with a recount that shares no code with it: working days are counted one by
one on a list of dates, and a step is expected at the first look that was finished after it fell due.
"""

import asyncio
import heapq
import itertools
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

import holidays
import psycopg

from gateway.worker.sweeping import Sweep
from rules.errors import Refusal
from tenants.database import Database
from tests.casework import PASSED, Case, answer, submitted
from tests.offices import Asking, Office

BEGIN: Final = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
DAYS: Final = 365
LONG: Final = "Alasan yang cukup panjang untuk dicatat."
LADDER: Final = {"WARN", "ESCALATE", "HAND_OVER", "LAPSE_COMPLETION", "LAPSE_REACTION"}
UNITS: Final = ("dinkes", "perkim")
Act = Callable[[Case], Awaitable[Any]]


@dataclass
class Year:
    """One pemda's year. `looks` are the times of the sweeps that came to their end."""

    ask: Asking
    office: Office
    random: Random
    cases: list[Case] = field(default_factory=list)
    looks: list[datetime] = field(default_factory=list)
    killed: int = 0
    _plan: list[tuple[datetime, int, Any]] = field(default_factory=list)
    _count: Iterator[int] = field(default_factory=itertools.count)

    def at(self, now: datetime) -> Asking:
        return replace(self.ask, now=now)

    def later(self, now: datetime, days: float, act: Any) -> None:
        heapq.heappush(self._plan, (now + timedelta(days=days), next(self._count), act))

    async def lived(self, complaints: int, sweep: Callable[[datetime], Sweep]) -> None:
        """Let everything happen in its order: complaints, what follows from them, and the worker's looks."""
        for _ in range(complaints):
            self.later(BEGIN, self.random.uniform(0, DAYS - 60), self._submit)
        for look in self._looks():
            self.later(look, 0, partial(self._look, sweep))
        while self._plan:
            now, _, act = heapq.heappop(self._plan)
            await act(now)
        await self._whole(BEGIN + timedelta(days=DAYS), sweep)

    def _looks(self) -> Iterator[datetime]:
        """About twice a day; once for three days not at all; once with the machine's clock set back."""
        now, end = BEGIN, BEGIN + timedelta(days=DAYS)
        outage = BEGIN + timedelta(days=self.random.uniform(40, 200))
        while now < end:
            now += timedelta(hours=self.random.uniform(2, 22))
            if outage < now < outage + timedelta(days=3):
                continue
            yield now

    async def _look(self, sweep: Callable[[datetime], Sweep], now: datetime) -> None:
        """Sometimes the worker dies in the middle, sometimes the machine's clock is wrong."""
        chosen = self.random.random()
        if chosen < 0.02:
            await sweep(now - timedelta(days=2))()
        elif chosen < 0.25:
            task = asyncio.create_task(sweep(now)())
            await asyncio.sleep(self.random.uniform(0, 0.05))
            if not task.done():
                self.killed += 1
                task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        else:
            await self._whole(now, sweep)

    async def _whole(self, now: datetime, sweep: Callable[[datetime], Sweep]) -> None:
        """A look that comes to its end, sometimes by two workers at once."""
        swept = await asyncio.gather(*(sweep(now)() for _ in range(2 if self.random.random() < 0.2 else 1)))
        assert sum(one.failed for one in swept) == 0
        self.looks.append(now)

    async def _submit(self, now: datetime) -> None:
        kinds = ["PENGADUAN_TIDAK_BERKADAR", "PERMINTAAN_INFORMASI", "ASPIRASI"]
        case = await submitted(self.at(now), self.office, kind=self.random.choice(kinds))
        self.cases.append(case)
        chosen = self.random.random()
        if chosen < 0.15:
            self._then(case, now, 8, self._ask_reporter)
        elif chosen < 0.95:
            self._then(case, now, 6, self._dispose)

    def _then(self, case: Case, now: datetime, most: float, act: Any) -> None:
        """Something that may follow within so many days."""

        async def happens(then: datetime) -> None:
            if await self._tried(act(replace(case, ask=self.at(then)), then)):
                return

        self.later(now, self.random.uniform(0.05, most), happens)

    async def _tried(self, acting: Awaitable[Any]) -> bool:
        """People come too late sometimes: what the system closed before is refused to them."""
        try:
            await acting
        except (Refusal, AssertionError) as error:
            if isinstance(error, AssertionError) and not _is_refusal(error):
                raise
            return False
        return True

    async def _ask_reporter(self, case: Case, now: datetime) -> None:
        await case.move(self.office.admin, "requestCompletion", request=LONG)
        if self.random.random() < 0.5:
            self._then(case, now, 18, self._supplement)

    async def _supplement(self, case: Case, now: datetime) -> None:
        await case.move(case.reporter, "supplementComplaint", body=LONG)
        self._then(case, now, 6, self._dispose)

    async def _dispose(self, case: Case, now: datetime) -> None:
        await case.move(self.office.admin, "verifyComplaint", **PASSED)
        unit = self.random.choice(UNITS)
        await case.move(self.office.admin, "disposeComplaint", unit=self.office.unit(unit))
        if self.random.random() < 0.2:
            self._then(case, now, 10, lambda one, then: self._return(one, then, unit))
        if self.random.random() < 0.9:
            self._then(case, now, 12, lambda one, then: self._progress(one, then, unit))

    async def _return(self, case: Case, now: datetime, unit: str) -> None:
        """Not theirs, they say: the instansi gives it to the other one, and nobody's time begins anew."""
        await case.move(self.office.by(unit), "returnComplaint", reason=LONG)
        other = next(name for name in UNITS if name != unit)
        if self.random.random() < 0.9:
            self._then(case, now, 8, lambda one, then: self._dispose_again(one, then, other))

    async def _dispose_again(self, case: Case, now: datetime, unit: str) -> None:
        await case.move(self.office.admin, "disposeComplaint", unit=self.office.unit(unit))
        self._then(case, now, 20, lambda one, then: self._progress(one, then, unit))

    async def _progress(self, case: Case, now: datetime, unit: str) -> None:
        await case.move(self.office.by(unit), "reportProgress", body=LONG)
        if self.random.random() < 0.2:
            self._then(case, now, 5, lambda one, then: self._extend(one, then, unit))
        if self.random.random() < 0.9:
            self._then(case, now, 40, lambda one, then: self._answer(one, then, unit))

    async def _extend(self, case: Case, _: datetime, unit: str) -> None:
        await case.move(self.office.by(unit), "requestExtension", amount=self.random.randint(1, 9), reason=LONG)
        await case.move(self.office.admin, "grantExtension", amount=1, reason=LONG)

    async def _answer(self, case: Case, now: datetime, unit: str) -> None:
        await case.move(self.office.by(unit), "answerComplaint", **answer())
        chosen = self.random.random()
        if chosen < 0.3:
            self._then(case, now, 18, self._accept)
        elif chosen < 0.45:
            self._then(case, now, 18, lambda one, then: self._object(one, then, unit))

    async def _accept(self, case: Case, _: datetime) -> None:
        await case.move(case.reporter, "acceptAnswer")

    async def _object(self, case: Case, now: datetime, unit: str) -> None:
        await case.move(case.reporter, "objectToAnswer", reason=LONG)
        self._then(case, now, 30, lambda one, then: self._answer(one, then, unit))


def _is_refusal(error: AssertionError) -> bool:
    return "MOVE_REFUSED" in str(error) or "FORBIDDEN" in str(error) or "NOT_FOUND" in str(error)


# --- the recount ---------------------------------------------------------------------------------------------------

DAYS_OF = {
    "INSTANSI_VERIFICATION": 3, "FIRST_RESPONSE": 5, "REPORTER_COMPLETION": 10, "REPORTER_REACTION": 10,
    "PENGADUAN_TIDAK_BERKADAR": 14, "PERMINTAAN_INFORMASI": 5, "ASPIRASI": 5,
}  # fmt: skip
TELLS = {"HEAD": 0, "INSTANSI": 1, "PROVINCE": 3, "NATION": 5, "OMBUDSMAN": 7}
STARTS = {
    "SUBMIT": ["INSTANSI_VERIFICATION"],
    "REQUEST_COMPLETION": ["REPORTER_COMPLETION"],
    "DISPOSE": ["FIRST_RESPONSE", "COMPLETION"],
    "RETURN": ["INSTANSI_VERIFICATION"],
    "ANSWER": ["REPORTER_REACTION"],
    "OBJECT": ["COMPLETION"],
}
STOPS = {
    "SUPPLEMENT": ["REPORTER_COMPLETION"],
    "DISPOSE": ["INSTANSI_VERIFICATION"],
    "RETURN": ["FIRST_RESPONSE"],
    "PROGRESS": ["FIRST_RESPONSE"],
    "ANSWER": ["FIRST_RESPONSE", "COMPLETION"],
    "ACCEPT": ["REPORTER_REACTION"],
    "OBJECT": ["REPORTER_REACTION"],
    "LAPSE_COMPLETION": ["REPORTER_COMPLETION", "INSTANSI_VERIFICATION"],
    "LAPSE_REACTION": ["REPORTER_REACTION"],
}


@dataclass
class Happened:
    """One event of a complaint, as it lies in the database."""

    move: str
    at: datetime
    data: dict[str, Any]


@dataclass
class Ran:
    """A piece of a clock: since when it ran without a change, until when, and what it adds up."""

    clock: str
    began: datetime
    since: datetime
    pauses: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    more: int = 0
    until: datetime | None = None
    due: datetime | None = None


def since_of(one: Happened) -> datetime:
    """Since when a step was due, as its event says."""
    return datetime.fromisoformat(one.data["since"])


def _was_done(events: list[Happened], clock: str, act: str, at: datetime) -> bool:
    steps = (one for one in events if one.move in LADDER)
    return any((one.move, one.data["clock"], since_of(one)) == (act, clock, at) for one in steps)


@dataclass
class Recount:
    """Says what should have been done. `working` are the pemda's working days, sorted."""

    zone: ZoneInfo
    working: list[date]
    looks: list[datetime]
    vacant: frozenset[str]

    def faults(self, kind: str, events: list[Happened]) -> list[str]:
        """What is missing, doubled or early on one complaint."""
        steps = [one for one in events if one.move in LADDER]
        done = Counter((one.data["clock"], one.move, since_of(one)) for one in steps)
        early = [f"early: {one}" for one in steps if one.at < since_of(one)]
        wanted = Counter(set(self._wanted(kind, events)))
        return early + [f"missing: {step}" for step in wanted - done] + [f"too much: {step}" for step in done - wanted]

    def _wanted(self, kind: str, events: list[Happened]) -> Iterator[tuple[str, str, datetime]]:
        found = []
        for ran in self._clocks(kind, events):
            for act, at in self._steps(ran, kind):
                if not self._must(ran, at) and not _was_done(events, ran.clock, act, at):
                    break  # somebody was faster than the next finished look; one that was killed may have done it, too
                found.append((at, ran.clock == "COMPLETION", ran.clock, act))
        handed_over = False
        for at, _, clock, act in sorted(found):
            if act == "HAND_OVER" and handed_over:
                continue
            handed_over = handed_over or act == "HAND_OVER"
            yield clock, act, at

    def _must(self, ran: "Ran", at: datetime) -> bool:
        """Was there a finished look after the step fell due, while the clock ran?"""
        look = next((look for look in self.looks if look >= max(at, ran.since)), None)
        return look is not None and (ran.until is None or look < ran.until)

    def _clocks(self, kind: str, events: list[Happened]) -> Iterator["Ran"]:
        """The clocks as the moves alone tell them, a paused or extended one in pieces."""
        open_: dict[str, Ran] = {}
        for one in events:
            if one.move == "SUPPLEMENT":
                resumed = open_["INSTANSI_VERIFICATION"]
                pauses = [*resumed.pauses[:-1], (resumed.pauses[-1][0], one.at)]
                open_["INSTANSI_VERIFICATION"] = replace(resumed, since=one.at, pauses=pauses)
            if one.move in ("REQUEST_COMPLETION", "EXTEND"):
                yield from self._cut(kind, open_, one)
            for clock in STOPS.get(one.move, ()):
                if clock in open_:
                    yield from self._piece(kind, open_.pop(clock), one.at)
            for clock in STARTS.get(one.move, ()):
                open_.setdefault(clock, Ran(clock, one.at, one.at))  # a completion that runs goes on
        for ran in open_.values():
            yield from self._piece(kind, ran, None)

    def _cut(self, kind: str, open_: dict[str, "Ran"], one: Happened) -> Iterator["Ran"]:
        """A pause or more time: what ran until then is one piece, what follows another."""
        clock = "COMPLETION" if one.move == "EXTEND" else "INSTANSI_VERIFICATION"
        ran = open_[clock]
        yield from self._piece(kind, ran, one.at)
        if one.move == "EXTEND":
            open_[clock] = replace(ran, since=one.at, more=ran.more + int(one.data["amount"]))
        else:
            open_[clock] = replace(ran, pauses=[*ran.pauses, (one.at, None)])

    def _piece(self, kind: str, ran: "Ran", until: datetime | None) -> Iterator["Ran"]:
        if not ran.pauses or ran.pauses[-1][1] is not None:
            yield replace(ran, until=until, due=self._due(ran, kind))

    def _due(self, ran: "Ran", kind: str) -> datetime:
        days = DAYS_OF[kind if ran.clock == "COMPLETION" else ran.clock] + ran.more
        first = ran.began.astimezone(self.zone).date()
        for day in self.working:
            if day > first and not any(self._waits(day, since, until) for since, until in ran.pauses):
                days -= 1
                if days == 0:
                    return datetime.combine(day, time(23, 59, 59), self.zone)
        raise AssertionError("the year is too short")

    def _waits(self, day: date, since: datetime, until: datetime | None) -> bool:
        a, b = since.astimezone(self.zone).date(), until and until.astimezone(self.zone).date()
        return a != b and a <= day and (b is None or day <= b)

    def _steps(self, ran: "Ran", kind: str) -> Iterator[tuple[str, datetime]]:
        clock = ran.clock
        assert ran.due is not None
        last = self.working.index(ran.due.date())
        yield "WARN", max(datetime.combine(self.working[last - 1], time(), self.zone), ran.began)
        if clock in ("REPORTER_COMPLETION", "REPORTER_REACTION"):
            yield "LAPSE_" + clock.removeprefix("REPORTER_"), ran.due
            return
        levels = [level for level in TELLS if not (level == "INSTANSI" and clock == "INSTANSI_VERIFICATION")]
        levels = [level for level in levels if not (level == "OMBUDSMAN" and kind == "ASPIRASI")]
        number = 0
        while number < len(levels):
            day = self.working[last + TELLS[levels[number]]]
            at = datetime.combine(day, time(23, 59, 59), self.zone)
            yield ("HAND_OVER" if levels[number] == "OMBUDSMAN" else "ESCALATE"), at
            while levels[number] in self.vacant and levels[number + 1 :] not in ([], ["OMBUDSMAN"]):
                number += 1
            number += 1


def events_of(database: Database, tenant: int) -> dict[str, tuple[str, list[Happened]]]:
    """The kind and the events of every complaint of a pemda."""
    found: dict[str, tuple[str, list[Happened]]] = {}
    with psycopg.connect(database.admin_url) as connection:
        rows = connection.execute(
            "SELECT c.tracking_code, c.kind, e.move, e.at, e.data FROM tuntas.complaint c JOIN tuntas.complaint_event e"
            " ON e.tenant_id = c.tenant_id AND e.complaint_id = c.id WHERE c.tenant_id = %s ORDER BY c.id, e.seq",
            (tenant,),
        )
        for code, kind, move, at, data in rows:
            told = data if isinstance(data, dict) else json.loads(data)
            found.setdefault(code, (kind, []))[1].append(Happened(move, at, told))
    return found


def working_days() -> list[date]:
    """The working days of three years, from the lists that the nation publishes."""
    off = holidays.country_holidays("ID", years=range(2025, 2029), categories=("public", "government"))
    first = date(2025, 12, 1)
    days = [first + timedelta(days=number) for number in range(3 * DAYS)]
    return [day for day in days if day.weekday() < 5 and day not in off]


def recount_of(year: Year, zone: ZoneInfo) -> Recount:
    """The recount of a year that was lived: nobody sits above the pemda of a test."""
    return Recount(zone, working_days(), year.looks, frozenset({"PROVINCE", "NATION"}))
