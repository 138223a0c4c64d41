"""What lives do complaints have? Made-up courses, but every step is taken by the real rules, deadlines and ladder too.

A life begins on a weekday of one week and can be moved by whole weeks: on a calendar without holidays nothing else
changes. Ids and the pemda stand as marks that are filled in later (bench/nation/sheets.py).
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from rules.case import Case, changes
from rules.clocks import Extension
from rules.complaint_states import OPEN, Move, Status
from rules.course import advance, receive, return_superior, take_over
from rules.deadlines import Timetable
from rules.event_chain import Actor, Event
from rules.facts import AT_INSTANSI, Facts, Place
from rules.ladder import Act, Step, remembered
from rules.roles import Role
from rules.tallies import Tally, Told, tally
from rules.turns import next_of
from rules.unit_paths import ROOT
from rules.vocabulary import ANSWERED_DIRECTLY, Channel, Closer, Kind, Outcome, Priority

MONDAY: Final = date(2020, 1, 6)
"""The week in which all lives begin."""
HORIZON: Final = timedelta(days=420)
REGENCY, PROVINCE = 987_654_321, 987_654_300
"""Marks for the pemda: the ladder of a province has a rung less."""
COMPLAINT: Final = UUID("00000000-0000-4000-8002-000000000000")
PARENT: Final = UUID("00000000-0000-4000-8003-000000000000")
TAKEN_OVER: Final = datetime(1999, 12, 31, 17, tzinfo=UTC)
"""A mark for the night in which another system's complaints were taken over."""
UNITS: Final = 40
_MOVES: Final = {Act.WARN: Move.WARN, Act.ESCALATE: Move.ESCALATE, Act.HAND_OVER: Move.HAND_OVER}
_KINDS: Final = {
    Kind.PENGADUAN_TIDAK_BERKADAR: 70,
    Kind.PERMINTAAN_INFORMASI: 15,
    Kind.ASPIRASI: 10,
    Kind.PENGADUAN_BERKADAR: 5,
}
_CHANNELS: Final = {Channel.WEB: 30, Channel.APP: 40, Channel.SMS_1708: 12, Channel.WHATSAPP: 12, Channel.LETTER: 6}
_PRIORITIES: Final = {Priority.NORMAL: 90, Priority.HIGH: 7, Priority.LOW: 3}
_OUTCOMES: Final = {
    Outcome.SOLVED: 74,
    Outcome.PARTLY_SOLVED: 12,
    Outcome.NOT_SOLVED: 8,
    Outcome.INFORMATION_GIVEN: 4,
    Outcome.NOT_OUR_AUTHORITY: 2,
}
_RATINGS: Final = {5: 40, 4: 34, 3: 16, 2: 6, 1: 4}


def unit_id(number: int) -> UUID:
    """The mark of a unit; 0 is the root."""
    return UUID(int=0x00000000000040008000000000000000 + number)


def position_id(number: int) -> UUID:
    """The mark of the position at its desk."""
    return UUID(int=0x00000000000040008001000000000000 + number)


@dataclass(frozen=True, slots=True)
class History:
    """One life: what was received when, its events, and the case as each left it."""

    weekday: int
    zone: Any
    received: datetime
    events: Sequence[Event]
    cases: Sequence[Case]

    def tally(self, events: int) -> Tally:
        """What it counts as after so many events."""
        told = [
            Told(one.seq, one.move, one.actor.role, one.actor.tenant, one.at, one.changes, one.data)
            for one in self.events[:events]
        ]
        return tally(told, Timetable.simple(self.zone))

    def until(self, at: datetime) -> int:
        """How many of its events had happened by then."""
        return sum(event.at <= at for event in self.events)


class _OverError(Exception):
    """The time of the reporter ran out: the life is over before the next step."""


def lives(seed: int, zone: Any, tenant: int, weekday: int, count: int, topics: Sequence[int]) -> list[History]:
    """So many lives that begin on a weekday."""
    return [
        _lived(_Life(random.Random(f"{seed} {zone} {tenant} {weekday} {number}"), zone, tenant, weekday, topics))
        for number in range(count)
    ]


def taken_over(seed: int, zone: Any, tenant: int, weekday: int, count: int, topics: Sequence[int]) -> list[History]:
    """So many that another system had closed before they were imported: one event each."""
    return [
        _Life(random.Random(f"{seed} {zone} {tenant} {weekday} {number} old"), zone, tenant, weekday, topics).imported()
        for number in range(count)
    ]


def _lived(life: "_Life") -> History:
    try:
        life.live()
        life.wait_until(life.received + HORIZON)
    except _OverError:
        pass
    return life.history()


@dataclass(slots=True)
class _Life:
    dice: random.Random
    zone: Any
    tenant: int
    weekday: int
    topics: Sequence[int]
    timetable: Timetable = field(init=False)
    received: datetime = field(init=False)
    now: datetime = field(init=False)
    case: Case = field(init=False)
    unit: int = 0
    events: list[Event] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.timetable = Timetable.simple(self.zone)
        day = MONDAY + timedelta(days=self.weekday)
        at = time(self.dice.randrange(1, 22), self.dice.randrange(60), self.dice.randrange(60), tzinfo=self.zone)
        self.received = self.now = datetime.combine(day, at).astimezone(UTC)
        self.case = Case(
            tenant_id=self.tenant,
            status=Status.RECEIVED,
            kind=self.one_of(_KINDS),
            channel=self.one_of(_CHANNELS),
            topic_id=self.topics[int(len(self.topics) * self.dice.random() ** 2)] if self.topics else None,
            anonymous=self.chance(0.1),
            secret=self.chance(0.03),
        )

    def history(self) -> History:
        return History(self.weekday, self.zone, self.received, tuple(self.events), tuple(self.cases))

    def chance(self, share: float) -> bool:
        return self.dice.random() < share

    def one_of(self, weighed: dict[Any, int]) -> Any:
        return self.dice.choices(list(weighed), list(weighed.values()))[0]

    def imported(self) -> History:
        """Closed, archived or answered badly elsewhere; its times are what the export says."""
        answered = self.received + timedelta(days=1 + 12 * self.dice.random() ** 2)
        closed = answered + timedelta(days=10 * self.dice.random())
        if self.chance(0.05):
            ending: dict[str, Any] = {"status": Status.ARCHIVED, "closed_by": Closer.ADMIN, "closed_at": answered}
        else:
            rating = self.one_of(_RATINGS) if self.chance(0.2) else None
            closer = Closer.SYSTEM if self.chance(0.5) else Closer.REPORTER
            ending = {"status": Status.CLOSED, "closed_by": closer, "closed_at": closed, "answered_at": answered}
            ending |= {"outcome": self.one_of(_OUTCOMES), "rating": rating, "published": not self.case.secret}
        case = replace(self.case, **ending)
        self.now = TAKEN_OVER
        data = {"received_at": self.received.isoformat()}
        self._keep(Move.IMPORT, take_over(case, self._facts(place=AT_INSTANSI)), self._actor(Role.NASIONAL), "", data)
        return self.history()

    def live(self) -> None:
        """The course; it ends early when a reporter's time runs out."""
        role = Role.PELAPOR if self.case.channel in (Channel.WEB, Channel.APP) else Role.INSTANSI
        data = {"received_at": self.received.isoformat()}
        self._keep(Move.SUBMIT, receive(self.case, self._facts(place=AT_INSTANSI)), self._actor(role), "", data)
        if self.chance(0.05):
            self.act(Move.ARCHIVE, self.within(3), Role.INSTANSI, reason="Tidak dapat ditindaklanjuti.")
            if self.chance(0.05):
                self.act(Move.RESTORE, self.within(4), Role.INSTANSI, place=AT_INSTANSI)
            else:
                return None
        if self.chance(0.03):
            self.act(Move.REQUEST_COMPLETION, self.within(3), Role.INSTANSI, reason="Mohon lengkapi lokasi.")
            self.act(Move.SUPPLEMENT, self.dice.randint(1, 18), Role.PELAPOR)
        priority = self.one_of(_PRIORITIES)
        self.act(Move.VERIFY, self.within(3), Role.INSTANSI, passed=True, set={"priority": priority})
        if self.chance(0.01):
            return self.merged()
        if self.case.kind in ANSWERED_DIRECTLY and self.chance(0.5):
            self.act(Move.ANSWER_DIRECTLY, self.within(2), Role.INSTANSI, outcome=self.outcome())
            return self.react()
        self.dispose()
        if self.chance(0.02):
            return None  # nobody ever looks at it again
        self.work()
        self.react()
        if self.case.status is Status.CLOSED and self.chance(0.02):
            self.act(Move.REOPEN, self.dice.randint(1, 20), Role.PELAPOR, reason="Rusak lagi.")
            self.work()
            self.act(Move.CLOSE, self.dice.randint(2, 7), Role.INSTANSI, reason="Selesai.")
        return None

    def merged(self) -> None:
        """It is the same as the complaint before it."""
        self.act(Move.MERGE, 0, Role.INSTANSI, place=self.place(1), set={"merged_into": PARENT})
        self.act(Move.SHARE_ANSWER, self.dice.randint(2, 12), Role.INSTANSI, outcome=Outcome.SOLVED)
        self.wait_until(self.now + timedelta(days=30))

    def dispose(self) -> None:
        oversight = self.case.kind is Kind.PENGADUAN_BERKADAR
        self.put(Move.REFER if oversight else Move.DISPOSE, self.within(1))
        for _ in range(self.dice.choices((0, 1, 2), (93, 6, 1))[0]):
            back = return_superior(self.case)
            place = AT_INSTANSI if back == ROOT else self.place(int(back[-4:]))
            self.act(Move.RETURN, self.within(4), Role.PENGHUBUNG, place=place, reason="Bukan kewenangan kami.")
            self.put(Move.RULE if self.case.ruling_required else Move.DISPOSE, self.within(2))

    def put(self, move: Move, delay: float) -> None:
        unit = 1 + int(self.dice.random() ** 2 * UNITS)
        self.act(move, delay, Role.INSTANSI, place=self.place(unit), reason="Mohon ditindaklanjuti.")
        self.unit = unit

    def work(self) -> None:
        for number in range(self.dice.choices((0, 1, 2), (25, 65, 10))[0]):
            self.act(Move.PROGRESS, self.within(3 + 3 * number), Role.PENGHUBUNG, reason="Petugas ke lapangan.")
        if self.chance(0.03) and self.case.due_at and self.case.due_at > self.now + timedelta(days=5):
            asked = self.dice.choice((5, 7, 10))
            self.act(Move.REQUEST_EXTENSION, 1, Role.PENGHUBUNG, days=asked, reason="Menunggu suku cadang.")
            if self.case.extension_asked:
                given = Extension(asked, self.at_office(1), "Admin Instansi", "Disetujui.")
                self.act(Move.EXTEND, 1, Role.INSTANSI, days=asked, granted=given, reason="Disetujui.")
        limit = 30 if self.case.kind is Kind.PENGADUAN_BERKADAR else 6
        self.act(Move.ANSWER, self.within(limit), Role.PENGHUBUNG, outcome=self.outcome())

    def react(self) -> None:
        if self.chance(0.06) and self.case.unit_id:
            self.act(Move.OBJECT, self.dice.randint(0, 8), Role.PELAPOR, reason="Belum selesai.")
            self.work()
        ending = self.dice.random()
        if ending < 0.5:
            self.act(Move.ACCEPT, self.dice.randint(0, 7), Role.PELAPOR)
            if self.chance(0.35):
                self.act(Move.RATE, 0, Role.PELAPOR, rating=self.one_of(_RATINGS))
        elif ending < 0.8:
            self.act(Move.CLOSE, self.dice.randint(2, 7), Role.INSTANSI, reason="Selesai.")
        else:
            self.wait_until(self.now + timedelta(days=30))

    def outcome(self) -> Outcome:
        if self.case.kind is Kind.ASPIRASI:
            return Outcome.ASPIRATION_NOTED
        if self.case.kind is Kind.PERMINTAAN_INFORMASI:
            return Outcome.INFORMATION_GIVEN
        if self.case.objections:
            return Outcome.SOLVED
        return Outcome(self.one_of(_OUTCOMES))

    def within(self, limit: int) -> float:
        """Days until a desk acts: mostly early in its time, sometimes late."""
        if self.chance(0.06):
            return limit * 1.4 + 1 + self.dice.expovariate(2 / limit)
        return limit * self.dice.betavariate(1.2, 2.5)

    def at_office(self, delay: float) -> datetime:
        """A time on a working day, so many days later."""
        local = (self.now + timedelta(days=delay)).astimezone(self.zone)
        while not self.timetable.is_working_day(local.date()):
            local += timedelta(days=1)
        wanted = local.replace(hour=self.dice.randrange(8, 16), minute=self.dice.randrange(60), second=7)
        return max(wanted.astimezone(UTC), self.now + timedelta(minutes=self.dice.randrange(3, 90)))

    def act(self, move: Move, delay: float, role: Role, reason: str = "", **facts: Any) -> None:
        """One move by somebody, after everything that time did before it."""
        at = self.at_office(delay)
        self.wait_until(at)
        self.now = at
        actor = self._actor(role)
        if role is Role.INSTANSI:
            facts.setdefault("actor_path", ROOT)
        found = self._facts(actor_path=facts.pop("actor_path", self.case.desk_path), actor_tenant=self.tenant, **facts)
        self._keep(move, advance(self.case, move, found), actor, reason, {})

    def wait_until(self, at: datetime) -> None:
        """What Tuntas does by itself until then."""
        while self.case.status in OPEN and self.case.wake_at is not None and self.case.wake_at < at:
            self.now = max(self.case.wake_at, self.now) + timedelta(seconds=40)
            step = next_of(self.case, self._facts(), handed_over=self.case.handed_over)
            if step is None:
                return
            self._by_itself(step)

    def _by_itself(self, step: Step) -> None:
        system = self._actor(Role.SISTEM)
        if step.act is Act.LAPSE:
            waiting = self.case.status is Status.AWAITING_REPORTER
            move = Move.LAPSE_COMPLETION if waiting else Move.LAPSE_REACTION
            self._keep(move, advance(self.case, move, self._facts()), system, "", {})
            raise _OverError
        move = _MOVES[step.act]
        data = remembered(step, self.tenant, self.case.kind, self.now)
        self._keep(move, advance(self.case, move, self._facts(step=step)), system, "", data)

    def place(self, number: int) -> Place:
        path, id_ = ROOT + f"{number:04d}", unit_id(number)
        return Place(unit_id=id_, unit_path=path, desk_id=id_, desk_path=path)

    def _facts(self, **given: Any) -> Facts:
        return Facts(now=self.now, timetable=self.timetable, **given)

    def _actor(self, role: Role) -> Actor:
        if role in (Role.PELAPOR, Role.SISTEM, Role.NASIONAL):
            return Actor(role=role, tenant=self.tenant, title=role.value.capitalize())
        number = self.unit if role is Role.PENGHUBUNG else 0
        title = f"Penghubung Dinas Urusan {number}" if number else "Admin Instansi"
        return Actor(
            role=role,
            tenant=self.tenant,
            position=position_id(number),
            unit=unit_id(number),
            title=title,
            name=f"Petugas unit{number}",
        )

    def _keep(self, move: Move, after: Case, actor: Actor, reason: str, data: dict[str, Any]) -> None:
        before = self.cases[-1] if self.cases else None
        self.events.append(
            Event(
                complaint_id=COMPLAINT,
                seq=after.version,
                move=move,
                actor=actor,
                from_status=before.status if before else None,
                to_status=after.status,
                reason=reason,
                changes=dict(changes(before, after)),
                data=data,
                at=self.now,
            )
        )
        self.case = after
        self.cases.append(after)
