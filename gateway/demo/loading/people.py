"""The demo's offices and accounts as rows: units with their paths, positions, appointments, teams, sign-ins."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from gateway.demo.accounts import ACCOUNTS, Account
from gateway.demo.offices import Office, Position
from graph.fresh import fresh_id
from rules.event_chain import Actor
from rules.facts import AT_INSTANSI, Place
from rules.identifiers import tenant_id_of
from rules.roles import Role
from rules.unit_paths import ROOT, segment

Rows = dict[str, list[dict[str, Any]]]


@dataclass(slots=True)
class Directory:
    """Where everything of the demo's offices went: units by (pemda, code), actors by (pemda, unit, role)."""

    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    actors: dict[tuple[str, str, Role], Actor] = field(default_factory=dict)
    accounts: dict[str, UUID] = field(default_factory=dict)

    def place(self, tenant: str, unit: str) -> Place:
        """Where a complaint stands that this unit holds; the root's are at the desk of the pemda itself."""
        place = self.places[tenant, unit]
        return AT_INSTANSI if place.unit_path == ROOT else place


def people(offices: Iterable[Office], password_hash: str, now: datetime) -> tuple[Rows, Directory]:
    """All rows of these offices, and the directory of what they became."""
    rows: Rows = defaultdict(list)
    directory = Directory()
    known = {account.email: fresh_id(now) for account in ACCOUNTS}
    directory.accounts.update(known)
    by_position = _accounts_by_position(offices)
    for account in ACCOUNTS:
        _account(rows, known[account.email], account.name(_office_of(account, offices)), account, password_hash, now)
    for office in offices:
        _office(rows, directory, office, by_position, now)
    return rows, directory


def _office_of(account: Account, offices: Iterable[Office]) -> Office | None:
    return next((office for office in offices if office.tenant == account.tenant), None)


def _accounts_by_position(offices: Iterable[Office]) -> Mapping[tuple[str, Position], str]:
    found: dict[tuple[str, Position], str] = {}
    for account in ACCOUNTS:
        office = _office_of(account, offices)
        position = None if office is None else account.position(office)
        if office is not None and position is not None:
            found[office.tenant, position] = account.email
    return found


def _account(  # noqa: PLR0913 - the columns of the row
    rows: Rows, id_: UUID, name: str, account: Account, password_hash: str, now: datetime
) -> None:
    kind = "CITIZEN" if account.role is Role.PELAPOR else "STAFF"
    rows["account"].append(
        {"id": id_, "name": name, "kind": kind, "password_hash": password_hash, "active": True, "created_at": now}
    )
    rows["account_email"].append({"email": account.email, "account_id": id_})


def _office(
    rows: Rows, directory: Directory, office: Office, emails: Mapping[tuple[str, Position], str], now: datetime
) -> None:
    tenant = tenant_id_of(office.tenant)
    ids, paths = _units(rows, office, now)
    live = {position.unit for position in office.positions if position.role is not Role.STAF}
    for unit in office.units:
        desk = unit.code
        while desk not in live and office.unit(desk).parent is not None:
            desk = office.unit(desk).parent or desk
        directory.places[office.tenant, unit.code] = Place(
            unit_id=ids[unit.code], unit_path=paths[unit.code], desk_id=ids[desk], desk_path=paths[desk]
        )
    for position in office.positions:
        _position(rows, directory, office, position, (ids[position.unit], paths[position.unit]), emails, now)
    _team(rows, tenant, office, now)


def _units(rows: Rows, office: Office, now: datetime) -> tuple[dict[str, UUID], dict[str, str]]:
    tenant = tenant_id_of(office.tenant)
    ids: dict[str, UUID] = {}
    paths: dict[str, str] = {}
    children: dict[str, int] = defaultdict(int)
    for unit in office.units:
        ids[unit.code] = fresh_id(now)
        if unit.parent is None:
            paths[unit.code] = ROOT
        else:
            children[unit.parent] += 1
            paths[unit.code] = paths[unit.parent] + segment(children[unit.parent])
        rows["unit"].append(
            {
                "tenant_id": tenant,
                "id": ids[unit.code],
                "parent_id": None if unit.parent is None else ids[unit.parent],
                "path": paths[unit.code],
                "code": unit.code,
                "name": unit.name,
                "kind": unit.kind.value,
                "region_code": None,
                "active_from": datetime(2019, 1, 1, tzinfo=UTC).date(),
                "active_to": None,
            }
        )
    return ids, paths


def _position(  # noqa: PLR0913 - a position, its place, its holder
    rows: Rows,
    directory: Directory,
    office: Office,
    position: Position,
    unit: tuple[UUID, str],
    emails: Mapping[tuple[str, Position], str],
    now: datetime,
) -> None:
    tenant, id_ = tenant_id_of(office.tenant), fresh_id(now)
    email = emails.get((office.tenant, position))
    account = directory.accounts[email] if email else fresh_id(now)
    if email is None:
        rows["account"].append(
            {"id": account, "name": position.holder, "kind": "STAFF", "password_hash": None, "active": True, "created_at": now}
        )
    rows["position"].append(
        {
            "tenant_id": tenant, "id": id_, "unit_id": unit[0], "unit_path": unit[1], "role": position.role.value,
            "title": position.title, "active_from": position.since, "active_to": None,
        }
    )
    rows["appointment"].append(
        {
            "tenant_id": tenant, "id": fresh_id(now), "position_id": id_, "account_id": account,
            "person_name": position.holder, "kind": position.kind.value, "sk_number": position.sk_number,
            "sk_date": position.since, "sk_attachment_id": None,
            "valid_from": datetime.combine(position.since, time(), UTC), "valid_to": None, "ended_reason": "",
        }
    )
    rows["account_position"].append({"account_id": account, "tenant_id": tenant, "position_id": id_})
    actor = Actor(
        role=position.role, tenant=tenant, position=id_, unit=unit[0], title=position.title, name=position.holder
    )
    directory.actors.setdefault((office.tenant, position.unit, position.role), actor)


def _team(rows: Rows, tenant: int, office: Office, now: datetime) -> None:
    team = office.team
    if team is None:
        return
    id_ = fresh_id(now)
    day = datetime(2019, 9, 1, tzinfo=UTC).date()
    rows["coordination_team"].append(
        {
            "tenant_id": tenant, "id": id_, "name": team.about, "sk_number": team.sk_number or "(belum tercatat)",
            "sk_date": day, "valid_from": day, "valid_to": None,
        }
    )
    for member in team.members:
        rows["coordination_member"].append(
            {
                "tenant_id": tenant, "id": fresh_id(now), "team_id": id_, "seat": member.seat.value,
                "person_name": member.name, "office": member.title,
            }
        )
