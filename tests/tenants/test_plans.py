"""What the lists read: rows touched by the hot statements, by EXPLAIN as the service role, in a crowded pemda."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

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
from tenants.stores.complaint_sql import (
    BY_DUE,
    COLUMNS,
    NEWEST,
    PARTY_EXISTS,
    POLICY_COLUMNS,
    count_sql,
    list_sql,
)
from tenants.stores.complaints import COUNTED, Listing, Visible
from tenants.tables.complaints import complaint, complaint_event, complaint_party
from tests.tenancy import EnrolledPemda, NewTenant
from tests.tenants.full_tables import fill

COMPLAINTS, UNITS, PAGE = 4_000, 20, 50
READ = PAGE + 1  # one more tells whether there is a next page
RELATIONS = frozenset({"unit", "desk", "topic", "last_event"})
DESK = "0001000b"
Service = psycopg.Connection[Any]


def multiplied(table: Any, values: dict[str, str]) -> bytes:
    """A statement that copies the one row of a table many times, with other values in some columns."""
    names = [column.name for column in table.columns if column.computed is None]
    chosen = ", ".join(values.get(name, f"t.{name}") for name in names)
    source = f"SELECT {chosen} FROM {table.fullname} t, generate_series(1, {COMPLAINTS - 1}) n"
    return f"INSERT INTO {table.fullname} ({', '.join(names)}) {source} WHERE t.tenant_id = %(tenant)s".encode()


def crowd(owner: psycopg.Connection[Any], pemda: EnrolledPemda) -> None:
    """Thousands of complaints on twenty desks, each with its last event and its holder."""
    values = {"tenant": pemda.id}
    first = uuid4()
    fill(owner, pemda, first)
    identity = f"md5('{first}' || n)::uuid"
    path = f"'0001' || lpad(to_hex(n %% {UNITS}), 4, '0')"
    rare = {
        "id": identity,
        "tracking_code": "'T' || t.tenant_id || '-' || n",
        "received_at": "t.received_at + n * interval '1 minute'",
        "due_at": f"t.received_at + (n * 7919 %% {COMPLAINTS}) * interval '1 minute'",
        "desk_path": path,
        "unit_path": path,
    }
    owner.execute(multiplied(complaint, rare), values)
    owner.execute(multiplied(complaint_event, {"complaint_id": identity}), values)
    owner.execute(multiplied(complaint_party, {"complaint_id": identity, "unit_path": path}), values)


@pytest.fixture(scope="module")
def province(database: Database, new_tenant: NewTenant) -> EnrolledPemda:
    """A province with two crowded regencies."""
    found = new_tenant(level="provinsi")
    regencies = [new_tenant(beside=found), new_tenant(beside=found)]
    with psycopg.connect(database.owner_url) as owner:
        for regency in regencies:
            crowd(owner, regency)
        owner.execute("ANALYZE tuntas.complaint, tuntas.complaint_event, tuntas.complaint_party")
    return found


@pytest.fixture
def service(database: Database) -> Iterator[Service]:
    with psycopg.connect(database.service_url) as connection:
        yield connection


def officer(role: Role, tenant: int, unit_path: str = ROOT) -> Principal:
    return Principal(role, TenantId(tenant), reach_of(tenant), account=uuid4(), position=uuid4(), unit_path=unit_path)


def listing(who: Principal, reach: Reach | None = None, **asked: Any) -> Listing:
    """As graph/complaints asks for it."""
    found = sql_filter(who, Permission.COMPLAINT_READ, Columns(of=POLICY_COLUMNS, party=PARTY_EXISTS))
    given: dict[str, Any] = {"request": PageRequest(BY_DUE.order, PAGE), "relations": RELATIONS, "parties": True}
    own = Reach(who.tenant, who.tenant)
    return Listing(reach=reach or own, visible=Visible(found.text, found.params), **{**given, **asked})


def rows_read(service: Service, asked: Listing, statement: str | None = None) -> Counter[str]:
    """How many rows each table gave up, those thrown away included, partitions counted as their table."""
    service.execute("SELECT tuntas.enter(%s, %s, '{}')", tuple(asked.reach))
    explain = f"EXPLAIN (ANALYZE, FORMAT JSON) {statement or list_sql(asked.shape())}"
    found = service.execute(explain.encode(), asked.params()).fetchone()
    assert found is not None
    counted: Counter[str] = Counter()
    waiting = [found[0][0]["Plan"]]
    while waiting:
        node = waiting.pop()
        waiting += node.get("Plans", [])
        if node.get("Relation Name", "topic") != "topic":  # the nation's few topics are read whole
            touched = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
            touched += node.get("Rows Removed by Index Recheck", 0)
            counted[node["Relation Name"].rpartition("_")[0] or node["Relation Name"]] += touched * node["Actual Loops"]
    return counted


def first_regency(province: EnrolledPemda) -> int:
    return province.id + 1


def test_the_inbox_of_a_desk_reads_no_other_desk(service: Service, province: EnrolledPemda) -> None:
    who = officer(Role.PENGHUBUNG, first_regency(province), DESK)
    read = rows_read(service, listing(who, filters={"desk_path": DESK}))
    assert READ <= read["complaint"] <= COMPLAINTS // UNITS
    assert read["complaint_event"] == READ


@pytest.mark.parametrize("sort", [BY_DUE, NEWEST], ids=["due", "newest"])
def test_the_list_of_a_pemda_reads_its_page(service: Service, province: EnrolledPemda, sort: Any) -> None:
    who = officer(Role.INSTANSI, first_regency(province))
    read = rows_read(service, listing(who, sort=sort, request=PageRequest(sort.order, PAGE)))
    assert read["complaint"] == READ
    assert read.total() <= 6 * READ


def test_a_later_page_reads_no_more_than_the_first(service: Service, province: EnrolledPemda) -> None:
    who = officer(Role.INSTANSI, first_regency(province))
    late = (datetime(2026, 1, 4, tzinfo=UTC), UUID(int=0))
    read = rows_read(service, listing(who, request=PageRequest(BY_DUE.order, PAGE, late)))
    assert read["complaint"] == READ


@pytest.mark.xfail(strict=True, reason="needs an index that is ordered without the tenant: (due_order, id)")
def test_a_province_merges_its_regencies(service: Service, province: EnrolledPemda) -> None:
    who = officer(Role.INSTANSI, province.id)
    read = rows_read(service, listing(who, reach=reach_of(province.id)))
    assert READ <= read["complaint"] <= READ + 2  # each partition offers one row to the merge
    assert read.total() <= 6 * READ


def test_counting_stops(service: Service, province: EnrolledPemda) -> None:
    who = officer(Role.INSTANSI, province.id)
    asked = listing(who, reach=reach_of(province.id))
    assert rows_read(service, asked, count_sql(asked.shape()))["complaint"] == COUNTED + 1


def test_one_complaint_is_one_row(service: Service, province: EnrolledPemda) -> None:
    who = officer(Role.INSTANSI, first_regency(province))
    service.execute("SELECT tuntas.enter(%s, %s, '{}')", (who.tenant, who.tenant))
    found = service.execute("SELECT id FROM tuntas.complaint WHERE tenant_id = %s LIMIT 1", (who.tenant,)).fetchone()
    assert found is not None
    read = rows_read(service, listing(who, filters={"id": found[0]}, columns=frozenset(COLUMNS)))
    assert read["complaint"] == 1
    assert read.total() <= 6


def test_a_subtree_is_an_index_condition(service: Service, province: EnrolledPemda) -> None:
    """text < is leakproof: under row security, too, a unit and all below it are one range of an index."""
    service.execute("SELECT tuntas.enter(%s, %s, '{}')", (first_regency(province), first_regency(province)))
    service.execute("SET LOCAL enable_seqscan = off")
    found = service.execute(
        """EXPLAIN (FORMAT TEXT) SELECT complaint_id FROM tuntas.complaint_party
        WHERE tenant_id = %(tenant)s AND unit_path >= %(path)s AND unit_path < %(path)s || '~'""",
        {"tenant": first_regency(province), "path": DESK},
    ).fetchall()
    (condition,) = [line for (line,) in found if "Index Cond" in line]
    assert "unit_path >=" in condition
    assert "unit_path <" in condition
