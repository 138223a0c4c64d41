"""Builds an organisation through the stores, as the service role, with real commits: for tests below the graph."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from policies.credentials import hash_of, new_session, new_token
from rules.case import Case
from rules.complaint_states import Move, Status
from rules.course import receive
from rules.deadlines import Timetable
from rules.event_chain import Actor
from rules.facts import Facts, Place
from rules.identifiers import NOWHERE, Reach, TenantId
from rules.roles import AppointmentKind, Role, UnitKind
from rules.vocabulary import Channel, Kind, Outcome
from tenants.database import Pool
from tenants.people_rows import AccountRow, AppointmentRow, PositionRow, TokenRow, UnitRow
from tenants.rows import ComplaintRow
from tenants.session import Sessions
from tenants.stores import accounts, appointments, positions, units
from tenants.stores.recording import Happening, submit

NOW = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)
SINCE = NOW - timedelta(days=365)


@dataclass
class Organisation:
    """One pemda of a test; every method commits."""

    pool: Pool
    tenant: TenantId

    @property
    def sessions(self) -> Sessions:
        return Sessions(self.pool, Reach(self.tenant, self.tenant), (self.tenant,))

    @property
    def outside(self) -> Sessions:
        """What reaches nothing: only the functions of the door work here."""
        return Sessions(self.pool, NOWHERE)

    async def root(self) -> UnitRow:
        async with self.sessions.write() as tx:
            return await units.ensure_root(tx, self.tenant, "Kabupaten Uji", id=uuid4(), today=SINCE.date())

    async def unit(self, parent: UnitRow | None = None, *, kind: UnitKind = UnitKind.DINAS, name: str = "") -> UnitRow:
        above = parent or await self.root()
        async with self.sessions.write() as tx:
            path = await units.next_path(tx, await units.locked(tx, self.tenant, above.id))
            code = uuid4().hex[:8]
            row = UnitRow(
                self.tenant, uuid4(), above.id, path, code, name or f"Unit {code}", kind, None, SINCE.date(), None
            )
            units.add(tx, row)
        return row

    async def position(self, unit: UnitRow, role: Role = Role.PENGHUBUNG) -> PositionRow:
        async with self.sessions.write() as tx:
            row = PositionRow(self.tenant, uuid4(), unit.id, unit.path, role, f"{role} {unit.name}", SINCE.date(), None)
            positions.add(tx, row)
        return row

    async def account(self, *, kind: str = "STAFF", name: str = "Ani Uji", password_hash: str | None = None) -> UUID:
        return (await self.account_at(f"{uuid4().hex}@uji.test", kind=kind, name=name, password_hash=password_hash)).id

    async def account_at(
        self, email: str, *, kind: str = "STAFF", name: str = "Ani Uji", password_hash: str | None = None
    ) -> AccountRow:
        row = AccountRow(uuid4(), name, kind, active=True)
        async with self.outside.write() as tx:
            accounts.create(tx, row, email=email, password_hash=password_hash, now=SINCE)
        return row

    async def appoint(
        self,
        position: PositionRow,
        account: UUID,
        *,
        begins: datetime = SINCE,
        ends: datetime | None = None,
        kind: AppointmentKind = AppointmentKind.DEFINITIVE,
    ) -> AppointmentRow:
        row = AppointmentRow(
            tenant_id=self.tenant,
            id=uuid4(),
            position_id=position.id,
            account_id=account,
            person_name="Ani Uji",
            kind=kind,
            sk_number="SK 1/2025",
            sk_date=SINCE.date(),
            sk_attachment_id=None,
            valid_from=begins,
            valid_to=ends,
            ended_reason="",
            role=position.role,
            unit_id=position.unit_id,
            unit_path=position.unit_path,
        )
        async with self.sessions.write() as tx:
            appointments.add(tx, row)
        return row

    async def complaint(
        self,
        unit: UnitRow,
        *,
        status: Status = Status.DISPOSED,
        desk: UnitRow | None = None,
        outcome: Outcome | None = None,
    ) -> ComplaintRow:
        """A complaint that this unit holds, on its own desk or another's."""
        at = desk or unit
        place = Place(unit_id=unit.id, unit_path=unit.path, desk_id=at.id, desk_path=at.path)
        case = Case(tenant_id=self.tenant, status=status, kind=Kind.PENGADUAN_TIDAK_BERKADAR, channel=Channel.WEB)
        case = receive(case, Facts(now=NOW, timetable=Timetable(), place=place))
        case = replace(case, status=status, outcome=outcome)
        values = {name: getattr(case, name) for name in Case.__dataclass_fields__}
        row = ComplaintRow(
            **{**values, "tags": [], "returned_by": []},
            id=uuid4(),
            tracking_code=uuid4().hex[:12].upper(),
            external_id=None,
            title="Lampu padam",
            body="Lampu padam di simpang",
            public_title="Lampu padam",
            public_body="Lampu padam di simpang",
            place="",
            latitude=None,
            longitude=None,
            incident_on=None,
            reporter_account=None,
            received_at=NOW,
            entered_at=NOW,
            entered_by=None,
            head_hash=b"",
        )
        async with self.sessions.write() as tx:
            return submit(tx, row, Happening(move=Move.SUBMIT, case=case, actor=Actor(role=Role.PUBLIK, tenant=0)))

    async def officer(self, role: Role = Role.PENGHUBUNG, unit: UnitRow | None = None) -> "Officer":
        """Somebody who holds a position of this role, in a new unit (or the root, for the admin)."""
        place = unit or (await self.root() if role in (Role.INSTANSI, Role.NASIONAL) else await self.unit())
        position, account = await self.position(place, role), await self.account()
        return Officer(self, place, position, account, await self.appoint(position, account))


@dataclass
class Officer:
    """A person in a position."""

    organisation: Organisation
    unit: UnitRow
    position: PositionRow
    account: UUID
    appointment: AppointmentRow

    async def token(self, now: datetime = NOW, *, days: int = 30) -> str:
        return await token_of(self.organisation, self.account, now, days=days)

    async def session(self, now: datetime = NOW, *, hours: float = 4, csrf: str = "c" * 43) -> str:
        return await session_of(self.organisation, self.account, now, hours=hours, csrf=csrf)


async def token_of(organisation: Organisation, account: UUID, now: datetime = NOW, *, days: int = 30) -> str:
    secret = new_token()
    row = TokenRow(uuid4(), account, "uji", now, now + timedelta(days=days), None)
    await accounts.issue_token(organisation.outside, row, hash_of(secret))
    return secret


async def session_of(
    organisation: Organisation, account: UUID, now: datetime = NOW, *, hours: float = 4, csrf: str = "c" * 43
) -> str:
    secret = new_session()
    await accounts.open_session(
        organisation.outside, account, hash_of(secret), csrf=csrf, now=now, until=now + timedelta(hours=hours)
    )
    return secret
