"""The demo's offices and accounts as rows: units with their paths, positions, appointments, teams, sign-ins."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, Final
from uuid import UUID

from gateway.demo.accounts import ACCOUNTS, Account
from gateway.demo.offices import Office, Position
from graph.fresh import fresh_id
from rules.event_chain import Actor
from rules.facts import AT_INSTANSI, Place
from rules.identifiers import tenant_id_of
from rules.roles import DESK_ROLES, Role
from rules.unit_paths import ROOT, segment

Rows = dict[str, list[dict[str, Any]]]
_SINCE: Final = date(2019, 1, 1)
_TEAMS_SINCE: Final = date(2019, 9, 1)
_NO_SK: Final = "(belum tercatat)"


@dataclass(slots=True)
class Directory:
    """Where everything of the demo's offices went: units by (pemda, code), actors by (pemda, unit, role).

    `holders` are the accounts that hold a position, `paths` those of the units.
    """

    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    actors: dict[tuple[str, str, Role], Actor] = field(default_factory=dict)
    accounts: dict[str, UUID] = field(default_factory=dict)
    holders: dict[UUID, UUID] = field(default_factory=dict)
    paths: dict[tuple[str, str], str] = field(default_factory=dict)

    def place(self, tenant: str, unit: str) -> Place:
        """Where a complaint stands that this unit holds; the root's are at the desk of the pemda itself."""
        place = self.places[tenant, unit]
        return AT_INSTANSI if place.unit_path == ROOT else place


@dataclass(slots=True)
class _Opening:
    """Offices being opened: what was written so far."""

    now: datetime
    rows: Rows = field(default_factory=lambda: defaultdict(list))
    directory: Directory = field(default_factory=Directory)
    emails: dict[tuple[str, Position], str] = field(default_factory=dict)
    ids: dict[tuple[str, str], UUID] = field(default_factory=dict)
    paths: dict[tuple[str, str], str] = field(default_factory=dict)

    def account(self, account: Account, office: Office | None, password_hash: str) -> None:
        """An account of the demo, with the password that is printed."""
        id_ = self.directory.accounts[account.email] = fresh_id(self.now)
        kind = "CITIZEN" if account.role is Role.PELAPOR else "STAFF"
        self._person(id_, account.name(office), kind, password_hash)
        self.rows["account_email"].append({"email": account.email, "account_id": id_})
        position = None if office is None else account.position(office)
        if office is not None and position is not None:
            self.emails[office.tenant, position] = account.email

    def office(self, office: Office) -> None:
        """Units, desks, positions with their holders, and the team."""
        self._units(office)
        self._desks(office)
        for position in office.positions:
            self._position(office, position)
        self._team(office)

    def _person(self, id_: UUID, name: str, kind: str, password_hash: str | None) -> None:
        row = {"id": id_, "name": name, "kind": kind, "password_hash": password_hash, "active": True}
        self.rows["account"].append(row | {"created_at": self.now})

    def _units(self, office: Office) -> None:
        tenant, children = office.tenant, defaultdict[str, int](int)
        for unit in office.units:
            self.ids[tenant, unit.code] = fresh_id(self.now)
            path = ROOT
            if unit.parent is not None:
                children[unit.parent] += 1
                path = self.paths[tenant, unit.parent] + segment(children[unit.parent])
            self.paths[tenant, unit.code] = self.directory.paths[tenant, unit.code] = path
            self.rows["unit"].append(
                {
                    "tenant_id": tenant_id_of(tenant),
                    "id": self.ids[tenant, unit.code],
                    "parent_id": None if unit.parent is None else self.ids[tenant, unit.parent],
                    "path": path,
                    "code": unit.code,
                    "name": unit.name,
                    "kind": unit.kind.value,
                    "region_code": None,
                    "active_from": _SINCE,
                    "active_to": None,
                }
            )

    def _desks(self, office: Office) -> None:
        live = {position.unit for position in office.positions if position.role in DESK_ROLES}
        for unit in office.units:
            desk = unit.code
            while desk not in live and office.unit(desk).parent is not None:
                desk = office.unit(desk).parent or desk
            own, acting = (office.tenant, unit.code), (office.tenant, desk)
            self.directory.places[own] = Place(
                unit_id=self.ids[own],
                unit_path=self.paths[own],
                desk_id=self.ids[acting],
                desk_path=self.paths[acting],
            )

    def _position(self, office: Office, position: Position) -> None:
        tenant, id_, own = tenant_id_of(office.tenant), fresh_id(self.now), (office.tenant, position.unit)
        account = self.directory.holders[id_] = self._holder(office, position)
        self.rows["position"].append(
            {
                "tenant_id": tenant,
                "id": id_,
                "unit_id": self.ids[own],
                "unit_path": self.paths[own],
                "role": position.role.value,
                "title": position.title,
                "active_from": position.since,
                "active_to": None,
            }
        )
        self.rows["appointment"].append(_appointment(position, account, tenant, id_, self.now))
        self.rows["account_position"].append({"account_id": account, "tenant_id": tenant, "position_id": id_})
        actor = Actor(
            role=position.role,
            tenant=tenant,
            position=id_,
            unit=self.ids[own],
            title=position.title,
            name=position.holder,
        )
        self.directory.actors.setdefault((*own, position.role), actor)

    def _holder(self, office: Office, position: Position) -> UUID:
        email = self.emails.get((office.tenant, position))
        if email is not None:
            return self.directory.accounts[email]
        account = fresh_id(self.now)
        self._person(account, position.holder, "STAFF", None)
        return account

    def _team(self, office: Office) -> None:
        if office.team is None:
            return
        tenant, id_ = tenant_id_of(office.tenant), fresh_id(self.now)
        self.rows["coordination_team"].append(
            {
                "tenant_id": tenant,
                "id": id_,
                "name": office.team.about,
                "sk_number": office.team.sk_number or _NO_SK,
                "sk_date": _TEAMS_SINCE,
                "valid_from": _TEAMS_SINCE,
                "valid_to": None,
            }
        )
        for member in office.team.members:
            self.rows["coordination_member"].append(
                {
                    "tenant_id": tenant,
                    "id": fresh_id(self.now),
                    "team_id": id_,
                    "seat": member.seat.value,
                    "person_name": member.name,
                    "office": member.title,
                }
            )


def _appointment(position: Position, account: UUID, tenant: int, position_id: UUID, now: datetime) -> dict[str, Any]:
    return {
        "tenant_id": tenant,
        "id": fresh_id(now),
        "position_id": position_id,
        "account_id": account,
        "person_name": position.holder,
        "kind": position.kind.value,
        "sk_number": position.sk_number,
        "sk_date": position.since,
        "sk_attachment_id": None,
        "valid_from": datetime.combine(position.since, time(), UTC),
        "valid_to": None,
        "ended_reason": "",
    }


def people(offices: Sequence[Office], password_hash: str, now: datetime) -> tuple[Rows, Directory]:
    """All rows of these offices, and the directory of what they became."""
    opening = _Opening(now)
    by_code = {office.tenant: office for office in offices}
    for account in ACCOUNTS:
        opening.account(account, by_code.get(account.tenant or ""), password_hash)
    for office in offices:
        opening.office(office)
    return opening.rows, opening.directory
