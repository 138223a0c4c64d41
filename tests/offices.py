"""A small pemda with everybody in it, for tests: units three levels deep, a position and a principal for every role."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Self
from uuid import UUID, uuid4

from gateway.master_key import MasterKey, Purpose
from graph.context import Context
from graph.fresh import fresh_id
from graph.nodes import node_id
from graph.schema import schema
from policies.principal import ANONYMOUS, Principal
from rules.identifiers import Reach, TenantId, reach_of
from rules.roles import LABELS, Role, UnitKind
from rules.unit_paths import ROOT, segment
from tenants.bulk import copy_in
from tenants.database import Database, Pool
from tenants.session import Sessions
from tenants.timetables import Timetables
from tenants.vault import Vault
from tests.tenancy import EnrolledPemda

SINCE = datetime(2024, 1, 2, tzinfo=UTC)
NOW = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)
"""A Wednesday morning in Bintan."""
KEY = MasterKey(b"tests have a master key of 32 b.")
"""Of whatever asks the tests' databases, in process or over HTTP: the nation's data key is everybody's."""
RECEIPT_KEY = KEY.derive(Purpose.RECEIPTS)
_TREE = (
    ("root", None, UnitKind.ROOT, (Role.INSTANSI, Role.PIMPINAN, Role.INTEGRASI)),
    ("dinkes", "root", UnitKind.DINAS, (Role.PENGHUBUNG, Role.STAF)),
    ("puskesmas", "dinkes", UnitKind.UPT, (Role.PENGHUBUNG,)),
    ("perkim", "root", UnitKind.DINAS, (Role.PENGHUBUNG, Role.STAF)),
    ("inspektorat", "root", UnitKind.INSPEKTORAT, (Role.PENGAWAS,)),
    ("kecamatan", "root", UnitKind.KECAMATAN, (Role.PENGHUBUNG,)),
    ("kelurahan", "kecamatan", UnitKind.KELURAHAN, (Role.PENGHUBUNG,)),
)
_OVERSEERS = {Role.NASIONAL, Role.INSTANSI, Role.OMBUDSMAN}


@dataclass
class Office:
    """One pemda: ids and paths of its units by name, principals by (unit, role)."""

    pemda: EnrolledPemda
    ids: dict[str, UUID] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    people: dict[tuple[str, Role], Principal] = field(default_factory=dict)

    @property
    def tenant(self) -> TenantId:
        return self.pemda.id

    def unit(self, name: str) -> str:
        """The unit's id on the wire."""
        return node_id("Unit", self.tenant, self.ids[name])

    def by(self, unit: str, role: Role = Role.PENGHUBUNG) -> Principal:
        return self.people[unit, role]

    @property
    def admin(self) -> Principal:
        return self.people["root", Role.INSTANSI]


def open_office(database: Database, pemda: EnrolledPemda, tree: Any = _TREE) -> Office:
    """Rows of units, positions and appointments, as the owner loads them."""
    office = Office(pemda)
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    children: dict[str, int] = defaultdict(int)
    for name, parent, kind, roles in tree:
        office.ids[name] = fresh_id(NOW)
        if parent is None:
            office.paths[name] = ROOT
        else:
            children[parent] += 1
            office.paths[name] = office.paths[parent] + segment(children[parent])
        rows["unit"].append(
            {
                "tenant_id": pemda.id,
                "id": office.ids[name],
                "parent_id": office.ids.get(parent or ""),
                "path": office.paths[name],
                "code": name,
                "name": f"{name} {pemda.name}",
                "kind": kind.value,
                "region_code": None,
                "active_from": date(2020, 1, 1),
                "active_to": None,
            }
        )
        for role in roles:
            _appoint(rows, office, name, role)
    copy_in(database.owner_url, rows)
    return office


def appoint(database: Database, office: Office, unit: str, role: Role) -> Principal:
    """One more position with its holder, as the owner loads it."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    _appoint(rows, office, unit, role)
    copy_in(database.owner_url, rows)
    return office.by(unit, role)


def _appoint(rows: dict[str, list[dict[str, Any]]], office: Office, unit: str, role: Role) -> None:
    tenant, account, position = office.tenant, uuid4(), fresh_id(NOW)
    title = f"{LABELS[role]} {unit}"
    rows["account"].append(
        {
            "id": account,
            "name": f"Petugas {unit}",
            "kind": "STAFF",
            "password_hash": None,
            "active": True,
            "created_at": SINCE,
        }
    )
    rows["account_email"].append({"email": f"{unit}.{role.lower()}.{tenant}@uji.test", "account_id": account})
    rows["position"].append(
        {
            "tenant_id": tenant,
            "id": position,
            "unit_id": office.ids[unit],
            "unit_path": office.paths[unit],
            "role": role.value,
            "title": title,
            "active_from": SINCE.date(),
            "active_to": None,
        }
    )
    rows["appointment"].append(
        {
            "tenant_id": tenant,
            "id": fresh_id(NOW),
            "position_id": position,
            "account_id": account,
            "person_name": f"Petugas {unit}",
            "kind": "DEFINITIVE",
            "sk_number": "SK 1/2024",
            "sk_date": SINCE.date(),
            "sk_attachment_id": None,
            "valid_from": SINCE,
            "valid_to": None,
            "ended_reason": "",
        }
    )
    rows["account_position"].append({"account_id": account, "tenant_id": tenant, "position_id": position})
    office.people[unit, role] = Principal(
        role,
        tenant=tenant,
        reach=reach_of(tenant) if role in _OVERSEERS else Reach(tenant, tenant),
        account=account,
        name=f"Petugas {unit}",
        position=position,
        position_title=title,
        unit=office.ids[unit],
        unit_path=office.paths[unit],
    )


def citizen() -> Principal:
    """A citizen with an account of their own."""
    return Principal(Role.PELAPOR, account=uuid4(), name="Warga Uji")


@dataclass
class Asking:
    """Asks the real schema in process, as the service role, as anybody."""

    pool: Pool
    vault: Vault = field(default_factory=lambda: Vault(KEY.derive(Purpose.TENANT_KEYS)))
    now: datetime = NOW
    timetables: Timetables | None = None
    """Of one process that stands still: read once for each pemda, and again when it is changed."""

    def __post_init__(self) -> None:
        self.timetables = self.timetables or Timetables(self.pool, lambda: 0.0, at_once=True)

    def context(self, principal: Principal) -> Context:
        return Context(
            principal=principal,
            sessions=Sessions(self.pool, principal.reach),
            now=self.now,
            vault=self.vault,
            timetables=self.timetables,
            receipt_key=RECEIPT_KEY,
        )

    async def __call__(self, principal: Principal, document: str, **variables: Any) -> Any:
        """The data; an error fails the test with its text."""
        result = await schema.execute(document, variables, context_value=self.context(principal))
        assert not result.errors, [(error.message, error.extensions, error.original_error) for error in result.errors]
        return result.data

    async def refused(self, principal: Principal, document: str, **variables: Any) -> dict[str, Any]:
        """The extensions of the only error; fails when nothing was refused."""
        result = await schema.execute(document, variables, context_value=self.context(principal))
        assert result.errors, result.data
        return dict(result.errors[0].extensions or {}) | {"message": result.errors[0].message}

    def later(self, **delta: float) -> Self:
        """The same at a later time."""
        return replace(self, now=self.now + timedelta(**delta))


VISITOR = ANONYMOUS
