"""Forty thousand complaints in two pemda: each list reads about its page, in its own partition, under few locks."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from policies.permissions import Permission
from policies.principal import ANONYMOUS, Principal
from policies.visibility import Columns, sql_filter
from rules.identifiers import Reach, TenantId, reach_of
from rules.pages import PageRequest
from rules.roles import Role
from rules.unit_paths import ROOT
from tenants.database import Database
from tenants.partitions import partition_of
from tenants.stores.complaint_sql import (
    BY_DUE,
    NEWEST,
    PARTY_EXISTS,
    POLICY_COLUMNS,
    Sorted,
    count_sql,
    list_sql,
    row_maker,
)
from tenants.stores.complaints import Listing, Visible
from tests.tenancy import EnrolledPemda, NewTenant

COMPLAINTS, PAGE = 20_000, 20
READ = PAGE + 1
DESK = "00010007"
RELATIONS = frozenset({"unit", "desk", "topic", "last_event"})
Service = psycopg.Connection[Any]
# Twenty units with ten below each; one in five is closed; one in fifty is about the one thing that is searched for.
_FILL = """
INSERT INTO tuntas.complaint (tenant_id, id, tracking_code, status, kind, channel, topic_id, title, body, public_title,
    public_body, anonymous, secret, published, handed_over, verified, unit_id, unit_path, desk_id, desk_path, clock,
    due_at, returns, returned_by, ruling_required, ruled, objections, reopenings, handlings_open,
    priority, tags, received_at, entered_at, version, last_event_at, head_hash)
SELECT %(tenant)s, gen_random_uuid(), 'K' || %(tenant)s || '-' || n,
    CASE WHEN n %% 5 = 0 THEN 'CLOSED' WHEN n %% 5 < 3 THEN 'DISPOSED' ELSE 'IN_PROGRESS' END,
    CASE WHEN n %% 4 = 0 THEN 'ASPIRASI' ELSE 'PENGADUAN_TIDAK_BERKADAR' END, 'WEB', n %% 40,
    CASE WHEN n %% 50 = 0 THEN 'Pembuangan limbah ke sungai ' ELSE 'Lampu jalan padam di simpang ' END || n,
    'Mohon ditindaklanjuti.', 'Judul umum', 'Isi umum', false, false, n %% 3 = 0, false, true, gen_random_uuid(), p,
    NULL, left(p, 8), CASE WHEN n %% 5 > 0 THEN 'COMPLETION' END,
    CASE WHEN n %% 5 > 0 THEN t + (n * 7919 %% 20000) * interval '1 minute' END, 0, '{}', false, false, 0, 0, 0,
    'NORMAL', CASE WHEN n %% 100 = 0 THEN '{viral}'::text[] ELSE '{}' END, t - n * interval '3 minutes',
    t - n * interval '3 minutes', 1, t, 'h'
FROM generate_series(1, %(count)s) n, LATERAL (SELECT '0001' || lpad((n %% 20)::text, 4, '0') ||
    CASE WHEN n %% 3 = 0 THEN lpad((n %% 10)::text, 4, '0') ELSE '' END AS p, timestamptz '2026-03-04 02:00Z' AS t) x
"""
_EVENTS = """
INSERT INTO tuntas.complaint_event (tenant_id, complaint_id, seq, move, actor_role, actor_tenant, actor_title,
    actor_name, to_status, reason, changes, data, at, hash)
SELECT tenant_id, id, 1, 'SUBMIT', 'PELAPOR', 0, '', '', status, '', '{}', '{}', last_event_at, 'h'
FROM tuntas.complaint WHERE tenant_id = %(tenant)s
"""
_HOLDERS = """
INSERT INTO tuntas.complaint_party (tenant_id, complaint_id, unit_id, part, unit_path, since)
SELECT tenant_id, id, unit_id, 'HOLDER', unit_path, received_at FROM tuntas.complaint WHERE tenant_id = %(tenant)s
"""


@pytest.fixture(scope="module")
def crowded(database: Database, new_tenant: NewTenant) -> EnrolledPemda:
    """One of two crowded regencies of a province."""
    found = new_tenant(apart=True)
    beside = new_tenant(beside=found)
    with psycopg.connect(database.owner_url) as owner:
        for statement, pemda in ((_FILL, found), (_EVENTS, found), (_HOLDERS, found), (_FILL, beside)):
            owner.execute(statement.encode(), {"tenant": pemda.id, "count": COMPLAINTS})
        for table in ("complaint", "complaint_event", "complaint_party"):
            owner.execute(f"ANALYZE {partition_of(table, found.id)}".encode())
    return found


@pytest.fixture
def service(database: Database) -> Iterator[Service]:
    with psycopg.connect(database.service_url) as connection:
        yield connection


def officer(role: Role, pemda: EnrolledPemda, path: str = ROOT) -> Principal:
    tenant = TenantId(pemda.id)
    return Principal(role, tenant, reach_of(tenant), account=uuid4(), position=uuid4(), unit_path=path)


def listing(who: Principal, pemda: EnrolledPemda, sort: Sorted = BY_DUE, **asked: Any) -> Listing:
    permission = Permission.COMPLAINT_SEARCH if "text" in asked.get("filters", {}) else Permission.COMPLAINT_READ
    found = sql_filter(who, permission, Columns(of=POLICY_COLUMNS, party=PARTY_EXISTS))
    return Listing(
        reach=Reach(pemda.id, pemda.id), visible=Visible(found.text, found.params), sort=sort,
        **{"request": PageRequest(sort.order, PAGE), "relations": RELATIONS, "parties": True, **asked},
    )  # fmt: skip


def plan_of(service: Service, asked: Listing, statement: str | None = None) -> dict[str, Any]:
    service.execute("SELECT tuntas.enter(%s, %s, '{}')", tuple(asked.reach))
    explain = f"EXPLAIN (ANALYZE, BUFFERS OFF, FORMAT JSON) {statement or list_sql(asked.shape())}"
    ((found,),) = service.execute(explain.encode(), asked.params()).fetchall()
    plan: dict[str, Any] = found[0]["Plan"]
    return plan


def touched(plan: dict[str, Any]) -> tuple[Counter[str], set[str]]:
    """Rows that each table gave up, thrown away ones too; and the relations by their own names."""
    rows, names, waiting = Counter[str](), set(), [plan]
    while waiting:
        node = waiting.pop()
        waiting += node.get("Plans", [])
        if "Relation Name" in node:
            names.add(node["Relation Name"])
            gone = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
            table = node["Relation Name"].rpartition("_")[0] or node["Relation Name"]
            rows[table] += round((node["Actual Rows"] + gone) * node["Actual Loops"])
    return rows, names


SINCE = datetime(2026, 3, 1, tzinfo=UTC)
LISTS: dict[str, tuple[Role, str, Sorted, dict[str, Any], int]] = {
    "the inbox of a desk": (Role.PENGHUBUNG, DESK, BY_DUE, {"desk_path": DESK}, READ),
    "what a unit takes part in, by deadline": (Role.PENGHUBUNG, DESK, BY_DUE, {}, 30 * READ),
    "all of a pemda, by deadline": (Role.INSTANSI, ROOT, BY_DUE, {}, READ),
    "all of a pemda, newest first": (Role.INSTANSI, ROOT, NEWEST, {}, READ),
    "open ones": (Role.INSTANSI, ROOT, BY_DUE, {"statuses": ["DISPOSED", "IN_PROGRESS"]}, 5 * READ),
    "of a kind": (Role.INSTANSI, ROOT, NEWEST, {"kinds": ["ASPIRASI"]}, 6 * READ),
    "of a unit and below it": (Role.INSTANSI, ROOT, BY_DUE, {"unit_path": DESK}, 30 * READ),
    "overdue": (Role.INSTANSI, ROOT, BY_DUE, {"overdue_at": datetime(2026, 3, 6, tzinfo=UTC)}, READ),
    "since a day": (Role.INSTANSI, ROOT, NEWEST, {"received_from": SINCE}, READ),
    "with a tag": (Role.INSTANSI, ROOT, NEWEST, {"tag": "viral"}, 120 * READ),
    "of a topic": (Role.INSTANSI, ROOT, NEWEST, {"topics": [7, 8]}, 30 * READ),
    "by words": (Role.INSTANSI, ROOT, NEWEST, {"text": "limbah sungai"}, 60 * READ),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_reads_about_its_page(service: Service, crowded: EnrolledPemda, name: str) -> None:
    role, path, sort, filters, most = LISTS[name]
    asked = listing(officer(role, crowded, path), crowded, sort, filters=filters)
    plan = plan_of(service, asked)
    rows, names = touched(plan)
    assert plan["Actual Rows"] == READ
    assert rows["complaint"] <= most
    assert rows["complaint_event"] <= READ
    partitions = {name for name in names if re.search(r"_\d{4}$", name)}
    assert partitions <= {f"{table}_{crowded.id:04d}" for table in ("complaint", "complaint_event", "complaint_party")}


@pytest.mark.parametrize("name", ["all of a pemda, by deadline", "the inbox of a desk", "by words"])
def test_a_count_reads_at_most_a_thousand_and_one(service: Service, crowded: EnrolledPemda, name: str) -> None:
    role, path, sort, filters, _ = LISTS[name]
    asked = listing(officer(role, crowded, path), crowded, sort, filters=filters)
    rows, _ = touched(plan_of(service, asked, count_sql(asked.shape())))
    assert rows["complaint"] <= 1_001


def test_the_public_list_reads_about_its_page(service: Service, crowded: EnrolledPemda) -> None:
    asked = listing(ANONYMOUS, crowded, NEWEST, filters={"published": True})
    plan = plan_of(service, asked)
    assert plan["Actual Rows"] == READ
    assert touched(plan)[0]["complaint"] <= 5 * READ


def test_the_tenth_page_reads_no_more_than_the_first(service: Service, crowded: EnrolledPemda) -> None:
    who = officer(Role.INSTANSI, crowded)
    after: tuple[Any, ...] | None = None
    for _ in range(10):
        asked = listing(who, crowded, request=PageRequest(BY_DUE.order, PAGE, after))
        service.execute("SELECT tuntas.enter(%s, %s, '{}')", tuple(asked.reach))
        found = service.execute(list_sql(asked.shape()).encode(), asked.params()).fetchall()
        after = BY_DUE.order.position(row_maker(asked.shape())(found[PAGE - 1]))
    rows, _ = touched(plan_of(service, listing(who, crowded, request=PageRequest(BY_DUE.order, PAGE, after))))
    assert rows["complaint"] <= READ + 1


def test_search_uses_its_indexes(service: Service, crowded: EnrolledPemda) -> None:
    """Inside the definer's function no row security stands before the operators; 400 of 20,000 match."""
    service.execute("SELECT tuntas.enter(%s, %s, '{}')", (crowded.id, crowded.id))
    query = "SELECT count(*) FROM tuntas.search_complaints(%s, %s, %s, 2000)"
    begun = datetime.now(UTC)
    ((count,),) = service.execute(query, (crowded.id, crowded.id, "limbah sungai")).fetchall()
    assert (datetime.now(UTC) - begun).total_seconds() < 2
    assert count == COMPLAINTS // 50
    ((none,),) = service.execute(query, (crowded.id - 1, crowded.id, "limbah sungai")).fetchall()
    assert none == 0, "beyond the reach nothing is found"


def test_the_very_words_are_found_among_thousands_alike(service: Service, crowded: EnrolledPemda) -> None:
    """One of the oldest, and 19,599 newer and older ones differ from it by a number."""
    wanted = "Lampu jalan padam di simpang 19987"
    service.execute("SELECT tuntas.enter(%s, %s, '{}')", (crowded.id, crowded.id))
    query = """
    SELECT c.title FROM tuntas.search_complaints(%s, %s, %s, 2000) s
    JOIN tuntas.complaint c ON c.tenant_id = %s AND c.id = s.id ORDER BY c.received_at DESC
    """
    titles = [row[0] for row in service.execute(query, (crowded.id, crowded.id, wanted, crowded.id)).fetchall()]
    assert titles[-1] == wanted
    assert len(titles) == 201, "and the newest of what is alike"


def locks(service: Service, asked: Listing) -> int:
    """Relations locked by one list, in a transaction of its own."""
    with service.transaction():
        service.execute("SELECT tuntas.enter(%s, %s, '{}')", tuple(asked.reach))
        service.execute(list_sql(asked.shape()).encode(), asked.params()).fetchall()
        ((count,),) = service.execute(
            "SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation'"
        ).fetchall()
    return int(count)


def test_a_list_locks_few_relations_however_many_pemda_there_are(
    database: Database, crowded: EnrolledPemda, new_tenant: NewTenant
) -> None:
    asked = listing(officer(Role.INSTANSI, crowded), crowded)
    counted = []
    for _ in range(2):
        with psycopg.connect(database.service_url, autocommit=True) as service:
            counted.append(locks(service, asked))
        for _ in range(8):
            new_tenant()
    assert counted[0] == counted[1]
    assert counted[0] <= 60
