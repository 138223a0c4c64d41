"""What a province reads of its regencies, and a unit of what is below it: plans under row security."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from policies.permissions import Permission
from policies.principal import Principal
from policies.visibility import Columns, sql_filter
from rules.identifiers import Reach, TenantId, reach_of
from rules.pages import PageRequest
from rules.roles import Role
from rules.unit_paths import ROOT
from tenants.database import Database
from tenants.stores.complaint_sql import BY_DUE, PARTY_EXISTS, POLICY_COLUMNS
from tenants.stores.complaints import Listing, Visible
from tenants.stores.reminders import DUE
from tenants.tables.complaints import complaint, complaint_party
from tests.tenancy import EnrolledPemda, NewTenant
from tests.tenants.full_tables import fill
from tests.tenants.test_crowded_lists import plan_of, touched

COMPLAINTS, PAGE = 2_000, 50
READ = PAGE + 1  # one more tells whether there is a next page
DESK = "0001000b"
Service = psycopg.Connection[Any]


def multiplied(table: Any, values: dict[str, str]) -> bytes:
    """A statement that copies the one row of a table many times, with other values in some columns."""
    names = [column.name for column in table.columns if column.computed is None]
    chosen = ", ".join(values.get(name, f"t.{name}") for name in names)
    source = f"SELECT {chosen} FROM {table.fullname} t, generate_series(1, {COMPLAINTS - 1}) n"
    return f"INSERT INTO {table.fullname} ({', '.join(names)}) {source} WHERE t.tenant_id = %(tenant)s".encode()


def crowd(owner: psycopg.Connection[Any], pemda: EnrolledPemda) -> None:
    """Complaints on twenty desks, each with its holder."""
    first = uuid4()
    fill(owner, pemda, first)
    identity, path = f"md5('{first}' || n)::uuid", "'0001' || lpad(to_hex(n %% 20), 4, '0')"
    moments = {"due_at": "t.received_at + n * interval '1 minute'", "tracking_code": "'T' || t.tenant_id || '-' || n"}
    places = {"id": identity, "desk_path": path, "unit_path": path}
    owner.execute(multiplied(complaint, {**moments, **places}), {"tenant": pemda.id})
    owner.execute(multiplied(complaint_party, {"complaint_id": identity, "unit_path": path}), {"tenant": pemda.id})


@pytest.fixture(scope="module")
def regencies(database: Database, new_tenant: NewTenant) -> list[EnrolledPemda]:
    """Two crowded regencies of one province, and nothing else in it."""
    province = new_tenant(level="provinsi")
    found = [new_tenant(beside=province), new_tenant(beside=province)]
    with psycopg.connect(database.owner_url) as owner:
        for pemda in found:
            crowd(owner, pemda)
        owner.execute("ANALYZE tuntas.complaint, tuntas.complaint_party")
    return found


@pytest.fixture
def service(database: Database) -> Iterator[Service]:
    with psycopg.connect(database.service_url) as connection:
        yield connection


def test_a_province_merges_its_regencies(service: Service, regencies: list[EnrolledPemda]) -> None:
    """Each partition hands over its first rows in order; nobody sorts the whole province."""
    province = TenantId(regencies[0].id // 100 * 100)
    who = Principal(Role.INSTANSI, province, reach_of(province), account=uuid4(), position=uuid4(), unit_path=ROOT)
    found = sql_filter(who, Permission.COMPLAINT_READ, Columns(of=POLICY_COLUMNS, party=PARTY_EXISTS))
    asked = Listing(
        reach=reach_of(province),
        visible=Visible(found.text, found.params),
        request=PageRequest(BY_DUE.order, PAGE),
        parties=True,
    )
    rows, _ = touched(plan_of(service, asked))
    assert READ <= rows["complaint"] <= READ + len(regencies)


def test_a_subtree_is_an_index_condition(service: Service, regencies: list[EnrolledPemda]) -> None:
    """text < is leakproof: under row security, too, a unit and all below it are one range of an index."""
    reach = Reach(regencies[0].id, regencies[0].id)
    service.execute("SELECT tuntas.enter(%s, %s, '{}')", tuple(reach))
    service.execute("SET LOCAL enable_seqscan = off")
    found = service.execute(
        """EXPLAIN SELECT complaint_id FROM tuntas.complaint_party
        WHERE tenant_id = %(tenant)s AND unit_path >= %(path)s AND unit_path < %(path)s || '~'""",
        {"tenant": reach.lo, "path": DESK},
    ).fetchall()
    (condition,) = [line for (line,) in found if "Index Cond" in line]
    assert "unit_path >=" in condition
    assert "unit_path <" in condition


def test_the_sweep_touches_only_what_is_due(
    database: Database, service: Service, regencies: list[EnrolledPemda]
) -> None:
    """Nine of four thousand are due: nine rows are read, of whatever pemda, by the index of what wakes."""
    now, tenants = datetime(2026, 3, 4, 2, 0, tzinfo=UTC), [pemda.id for pemda in regencies]
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            """UPDATE tuntas.complaint c SET wake_at = %(now)s::timestamptz + (n - 9) * interval '1 hour'
            FROM (SELECT id, row_number() OVER (ORDER BY id) n FROM tuntas.complaint
                  WHERE tenant_id = ANY(%(tenants)s)) r
            WHERE c.id = r.id AND c.tenant_id = ANY(%(tenants)s)""",
            {"now": now, "tenants": tenants},
        )
        owner.execute("ANALYZE tuntas.complaint")
    reach = reach_of(TenantId(tenants[0] // 100 * 100))
    values = {"lo": reach.lo, "hi": reach.hi, "now": now, "after": None, "after_id": None, "limit": 101}
    service.execute("SELECT tuntas.enter(%s, %s, '{}')", tuple(reach))
    ((found,),) = service.execute(f"EXPLAIN (ANALYZE, BUFFERS OFF, FORMAT JSON) {DUE}".encode(), values).fetchall()
    rows, _ = touched(found[0]["Plan"])
    assert rows["complaint"] == 9
