"""Who are the people behind a row of the outbox? Whoever sits at the desk when it is told; above, if nobody does.

A Plt or Plh is told in the place of whom they stand for. Nobody is told of what they did themselves.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

from graph.context import Context
from rules.complaint_states import Move
from rules.delivering import Quiet
from rules.identifiers import NATION, code_of
from rules.limits import LEVELS, Level
from rules.notices import Told
from rules.roles import DESK_ROLES, Role
from rules.unit_paths import ROOT, ancestors
from rules.vocabulary import Part
from tenants.notification_rows import HolderRow, OutboxRow
from tenants.rows import ComplaintRow, PartyRow
from tenants.stores import complaints, handlings, holders, parties, pemda, reporters, transfers

RECEIPT: Final = "receipt"
"""The recipient of a delivery to somebody without an account, who may have left an address in the sealed identity."""
_OF_CLOCKS: Final = frozenset({Move.WARN, Move.ESCALATE})
_MOST_TRANSFERS: Final = 10
_HEADS: Final = frozenset({Role.PIMPINAN})
_OMBUDSMAN: Final = frozenset({Role.OMBUDSMAN})
_WATCHED: Final = sorted(role.value for role in DESK_ROLES | _HEADS | _OMBUDSMAN)


class Seat(NamedTuple):
    """A place where somebody may sit: a unit of a pemda (None: any), and the roles that count there."""

    tenant: int
    path: str | None
    roles: frozenset[Role] = DESK_ROLES


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is told: in which pemda they are at home, by which account, in which position."""

    tenant: int
    account: UUID | None
    position: UUID | None = None

    @property
    def recipient(self) -> str:
        """How deliveries name them."""
        return RECEIPT if self.account is None else f"account:{self.account}"

    @property
    def quiet(self) -> Quiet:
        """When they are left alone, unless they chose otherwise."""
        return Quiet.NIGHT if self.position is None else Quiet.OFFICE_HOURS


@dataclass(frozen=True, slots=True)
class Batch:
    """What is known of the rows that are told together."""

    cases: Mapping[UUID, ComplaintRow]
    _parties: Mapping[UUID, Sequence[PartyRow]]
    _desks: Mapping[UUID, str]
    _holders: Sequence[HolderRow]
    _sealed: frozenset[UUID]
    _nation: bool

    def people(self, row: OutboxRow, told: Told) -> list[Person]:
        """Whom a row tells. One person is told once, whatever seats they have."""
        if told is Told.REPORTER:
            return self._reporter(row)
        found: dict[UUID, Person] = {}
        for seats in self._seats(row, told):
            for holder in self._first(seats, told, row.tenant_id):
                if holder.position_id != row.actor:
                    person = Person(holder.tenant_id, holder.account_id, holder.position_id)
                    found.setdefault(holder.account_id, person)
        return list(found.values())

    def place(self, row: OutboxRow) -> int:
        """Where the complaint lies now."""
        case = self.cases.get(row.complaint_id)
        return row.tenant_id if case is None else case.tenant_id

    def _desk(self, row: OutboxRow) -> str:
        """The desk that it is about: a parallel handling's own, where it is the clock of that one."""
        if row.handling_id is None or Move(row.move) not in _OF_CLOCKS:
            return row.desk_path
        return self._desks.get(row.handling_id, row.desk_path)

    def _reporter(self, row: OutboxRow) -> list[Person]:
        case = self.cases.get(row.complaint_id)
        if case is None or not row.desk_path:
            return []
        home = NATION if self._nation else case.tenant_id
        if case.reporter_account is not None:
            return [Person(home, case.reporter_account)]
        return [Person(home, None)] if case.id in self._sealed else []

    def _first(self, seats: Iterable[Seat], told: Told, tenant: int) -> list[HolderRow]:
        """Who sits at the first of these seats where anybody sits."""
        for seat in seats:
            found = [
                holder
                for holder in self._holders
                if holder.tenant_id == seat.tenant
                and seat.path in (None, holder.unit_path)
                and holder.role in seat.roles
            ]
            if found:
                return _nearest(found, tenant) if told is Told.OMBUDSMAN else found
        return []

    def _seats(self, row: OutboxRow, told: Told) -> Iterator[list[Seat]]:
        """For each desk that is told: where to look for somebody, in this order."""
        if told is Told.LEFT:
            if row.left_path is not None:
                yield [Seat(row.tenant_id, row.left_path)]
            return
        if not row.desk_path:
            return
        if told in (Told.PARTIES, Told.NEW_PARTY):
            for party in self._parties.get(row.complaint_id, ()):
                is_new = party.since == row.at and party.part != Part.HOLDER
                if is_new if told is Told.NEW_PARTY else party.part == Part.TEMBUSAN:
                    yield upwards(row.tenant_id, party.unit_path)
        elif told is Told.DESK:
            yield upwards(row.tenant_id, self._desk(row))
        elif told is Told.OMBUDSMAN:
            yield [Seat(tenant, None, _OMBUDSMAN) for tenant in lineage(row.tenant_id)]
        else:
            yield superiors(row.tenant_id, self._desk(row), None if row.level is None else Level(row.level))


async def batch_of(context: Context, tenant: int, rows: Sequence[OutboxRow]) -> Batch:
    """Everything that is asked to tell these rows of one pemda."""
    keys = list(dict.fromkeys((tenant, row.complaint_id) for row in rows))
    cases = await _cases(context, keys)
    found = await parties.of_complaints(context.sessions, keys)
    members = {id_: units for (_, id_), units in zip(keys, found, strict=True)}
    beside = [(tenant, row.handling_id) for row in rows if row.handling_id is not None]
    found_beside = await handlings.by_key(context.sessions, beside) if beside else []
    desks = {handling.id: handling.desk_path for handling in found_beside if handling is not None}
    paths = {ROOT, *desks.values()} | {path for row in rows for path in (row.desk_path, row.left_path or "")}
    paths |= {party.unit_path for units in members.values() for party in units}
    wanted: list[tuple[int, Sequence[str] | None]] = [
        (home, sorted({above for path in paths for above in ancestors(path)}) if home == tenant else [ROOT])
        for home in lineage(tenant)
    ]
    seated = await holders.of_desks(context.sessions, wanted, _WATCHED, context.now)
    watching = await holders.of_desks(
        context.sessions, [(home, None) for home in lineage(tenant)], sorted(_OMBUDSMAN), context.now
    )
    placed = [(case.tenant_id, case.id) for case in cases.values()]
    sealed = await reporters.by_key(context.sessions, placed) if placed else []
    return Batch(
        cases,
        members,
        desks,
        list({(one.position_id, one.account_id): one for one in (*seated, *watching)}.values()),
        frozenset(row.complaint_id for row in sealed if row is not None),
        await pemda.is_enrolled(context.sessions, NATION),
    )


def lineage(tenant: int) -> list[int]:
    """A pemda, its province and the nation: where to look for somebody when there is nobody below."""
    return list(dict.fromkeys((tenant, tenant // 100 * 100, NATION)))


def upwards(tenant: int, path: str) -> list[Seat]:
    """The desk at a path and all above it, up to the nation's."""
    above = [Seat(home, ROOT) for home in lineage(tenant)[1:]]
    return [Seat(tenant, place) for place in ancestors(path)] + above


def superiors(tenant: int, path: str, level: Level | None) -> list[Seat]:
    """Where to look for who is told at a level of the ladder; without a level: the desk above this one.

    Where a level has nobody, the next one hears of it, so that a missing superior shows.
    """
    desks = [Seat(home, ROOT) for home in lineage(tenant)]
    if level is None:
        return upwards(tenant, path)[1:]
    if level is Level.HEAD:
        return [Seat(tenant, place, _HEADS) for place in ancestors(path)] + desks
    skipped = {Level.PROVINCE: tenant // 100 * 100, Level.NATION: NATION, Level.OMBUDSMAN: NATION}
    first = skipped.get(level, tenant)
    homes = lineage(tenant)
    return desks[homes.index(first) :] if LEVELS.index(level) >= LEVELS.index(Level.INSTANSI) else desks


async def located(context: Context, tenant: int, complaint: UUID) -> int | None:
    """Which pemda a complaint that was here went to."""
    here: int | None = tenant
    for _ in range(_MOST_TRANSFERS):
        if here is None:
            return None
        if (await complaints.by_key(context.sessions, [(here, complaint)]))[0] is not None:
            return here
        here = await transfers.went_to(context.sessions, here, complaint)
    return None


async def _cases(context: Context, keys: Sequence[tuple[int, UUID]]) -> dict[UUID, ComplaintRow]:
    found = dict(zip(keys, await complaints.by_key(context.sessions, keys), strict=True))
    for key, row in found.items():
        if row is None:
            home = await located(context, *key)
            if home is not None:
                found[key] = (await complaints.by_key(context.sessions, [(home, key[1])]))[0]
    return {row.id: row for row in found.values() if row is not None}


def _nearest(found: list[HolderRow], tenant: int) -> list[HolderRow]:
    """Of the Ombudsman's offices the one for this province, where their units say which they are."""
    province = code_of(tenant // 100 * 100)
    return [holder for holder in found if holder.region_code == province] or found
