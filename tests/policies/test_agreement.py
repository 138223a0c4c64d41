"""One policy, three answers that must be the same: Casbin's, the decision table's, and PostgreSQL's with the filter."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from random import Random
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.attributes import FACTS_OF
from policies.decisions import TABLE, DecisionTable, decide
from policies.enforcer import MODEL, POLICY, Oracle
from policies.permissions import Permission
from policies.principal import Principal
from policies.visibility import Columns, sql_filter
from rules.assessments import AssessmentStatus
from rules.complaint_states import Status
from rules.identifiers import Reach, TenantId
from rules.roles import Role
from rules.vocabulary import HandlingStatus, Kind, Part
from tenants.database import Database
from tests.policies.scene import Party, Thing, principal, situations

_MAKE = """
CREATE TEMPORARY TABLE thing (
    n int PRIMARY KEY, id uuid NOT NULL, tenant_id int NOT NULL, status text NOT NULL, kind text NOT NULL,
    secret boolean NOT NULL, anonymous boolean NOT NULL, published boolean NOT NULL, handed_over boolean NOT NULL,
    unit_path text COLLATE "C" NOT NULL, desk_path text COLLATE "C" NOT NULL, reporter_account uuid,
    account_id uuid NOT NULL, role text NOT NULL
);
CREATE TEMPORARY TABLE thing_party (n int NOT NULL, unit_path text COLLATE "C" NOT NULL, part text NOT NULL);
"""
_FACTS = [field.name for field in fields(Thing) if field.name != "parties"]
_PARTY = {"party_path": "p.unit_path", "party_part": "p.part"}
COLUMNS = {
    kind: Columns(
        of={fact: f"c.{fact}" for fact in facts if fact != "parties"} | (_PARTY if "parties" in facts else {}),
        party="EXISTS (SELECT 1 FROM thing_party p WHERE p.n = c.n AND {condition})" if "parties" in facts else "",
    )
    for kind, facts in FACTS_OF.items()
}
"""No more columns than the object is said to have: a filter that needs another one cannot be built."""
Connection = psycopg.Connection[tuple[Any, ...]]


@pytest.fixture(scope="module")
def connection(database: Database) -> Iterator[Connection]:
    with psycopg.connect(database.owner_url, autocommit=True) as connection:
        connection.execute(_MAKE)
        yield connection


def fill(connection: Connection, things: Sequence[Thing]) -> None:
    connection.execute("TRUNCATE thing, thing_party")
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY thing (n, {', '.join(_FACTS)}) FROM STDIN") as copy:
            for n, thing in enumerate(things):
                copy.write_row([n, *(getattr(thing, fact) for fact in _FACTS)])
        with cursor.copy("COPY thing_party FROM STDIN") as copy:
            for n, thing in enumerate(things):
                for party in thing.parties:
                    copy.write_row([n, party.unit_path, party.part])


def found(connection: Connection, somebody: Principal, permissions: Sequence[Permission]) -> dict[Permission, set[int]]:
    """Which rows each permission's filter lets through, asked in one statement."""
    texts: list[str] = []
    params: dict[str, object] = {}
    for number, permission in enumerate(permissions):
        condition = sql_filter(somebody, permission, COLUMNS[permission.object])
        texts.append(f"SELECT {number}, c.n FROM thing c WHERE {condition.text}")
        params |= condition.params
    rows = connection.execute(" UNION ALL ".join(texts), params).fetchall()
    return {permission: {n for at, n in rows if at == number} for number, permission in enumerate(permissions)}


def theirs(role: Role) -> list[Permission]:
    return [permission for permission in Permission if TABLE.policy.of(role, permission)]


@pytest.mark.parametrize("role", Role)
def test_postgresql_finds_what_the_table_allows_in_every_situation(role: Role, connection: Connection) -> None:
    somebody = principal(role)
    for kind in {permission.object for permission in theirs(role)}:
        things = [case.thing for case in situations(kind, role)]
        fill(connection, things)
        permissions = [permission for permission in Permission if permission.object == kind]
        for permission, rows in found(connection, somebody, permissions).items():
            assert rows == {n for n, thing in enumerate(things) if decide(somebody, permission, thing).allowed}


@pytest.mark.parametrize("role", Role)
def test_casbin_says_the_same_about_every_line(role: Role) -> None:
    """For each line a situation that it allows, and for each permission some that may be anything."""
    oracle, somebody, random = Oracle(), principal(role), Random(role)
    for permission in Permission:
        cases = situations(permission.object, role)
        allowed = {decide(somebody, permission, case.thing).rule: case for case in cases}
        for case in [random.choice(cases), *allowed.values()]:
            decision = decide(somebody, permission, case.thing)
            assert oracle.enforce(somebody, permission, case.thing) is decision.allowed, (permission, case, decision)


IDS = st.sampled_from([UUID(int=n) for n in range(3)])
TENANTS = st.sampled_from([TenantId(n) for n in (0, 2100, 2101, 2102, 2171, 2200)])
PATHS = st.sampled_from(["0001", "00010002", "000100020001", "00010002000z", "0001000z", "00010003", "00020002"])
PARTIES = st.lists(st.builds(Party, PATHS, st.sampled_from(Part)), max_size=4).map(tuple)
THINGS = st.builds(
    Thing,
    id=IDS,
    tenant_id=TENANTS,
    status=st.sampled_from([*Status, *HandlingStatus, *AssessmentStatus]),
    kind=st.sampled_from(Kind),
    secret=st.booleans(),
    anonymous=st.booleans(),
    published=st.booleans(),
    handed_over=st.booleans(),
    unit_path=PATHS,
    desk_path=PATHS,
    reporter_account=st.none() | IDS,
    account_id=IDS,
    role=st.sampled_from(Role),
    parties=PARTIES,
)
REACHES = st.builds(Reach, TENANTS, TENANTS | st.just(9999))
KEYS = st.none() | IDS


def of_role(role: Role) -> st.SearchStrategy[Principal]:
    paths = PATHS | st.just("-")
    return st.builds(
        Principal, st.just(role), tenant=TENANTS, reach=REACHES, account=KEYS, receipt=KEYS, unit_path=paths
    )


def oracle_of(role: Role) -> Oracle:
    """Casbin with the lines that can match this role alone: it walks through all it has for each answer."""
    lines = [line for line in POLICY.splitlines() if line.startswith((f"p, {role},", "p, *,"))]
    return Oracle(MODEL, "\n".join(lines))


@pytest.mark.parametrize("role", Role)
def test_the_three_agree_about_anybody_and_anything(role: Role, connection: Connection) -> None:
    oracle, permissions = oracle_of(role), theirs(role)

    @settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
    @given(somebody=of_role(role), things=st.lists(THINGS, min_size=1, max_size=6))
    def agree(somebody: Principal, things: list[Thing]) -> None:
        fill(connection, things)
        rows = found(connection, somebody, permissions)
        for number, permission in enumerate(permissions):
            table = {n for n, thing in enumerate(things) if decide(somebody, permission, thing).allowed}
            assert rows[permission] == table, permission
            n = number % len(things)
            assert oracle.enforce(somebody, permission, things[n]) is (n in table), (permission, things[n])

    agree()


def test_who_has_nobodys_key_owns_nothing(connection: Connection) -> None:
    """A missing account is not the same as a missing reporter."""
    visitor = Principal(Role.PELAPOR)
    thing = replace(Thing(tenant_id=0), reporter_account=None)
    fill(connection, [thing])
    assert found(connection, visitor, [Permission.COMPLAINT_READ_CASE]) == {Permission.COMPLAINT_READ_CASE: set()}
    assert not decide(visitor, Permission.COMPLAINT_READ_CASE, thing).allowed
    assert not Oracle().enforce(visitor, Permission.COMPLAINT_READ_CASE, thing)


def test_one_and_the_same_unit_must_meet_the_whole_condition(connection: Connection) -> None:
    """Our unit got a tembusan and another handles it: that does not make us a handler."""
    somebody = principal(Role.STAF)
    thing = Thing(
        tenant_id=somebody.tenant,
        parties=(Party("00010009", Part.HANDLER), Party(somebody.unit_path, Part.TEMBUSAN)),
    )
    fill(connection, [thing])
    permission = Permission.COMPLAINT_READ_INTERNAL
    assert found(connection, somebody, [permission]) == {permission: set()}
    assert not DecisionTable(TABLE.policy).decide(somebody, permission, thing).allowed
    assert not Oracle().enforce(somebody, permission, thing)
