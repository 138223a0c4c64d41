"""Citus takes every statement: it names where its rows lie, and uses nothing refused (docs/operations/scale.md).

Nothing here runs on Citus. The laws are those found on a cluster by trial, each with what Citus says.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from migrations import runner
from tenants.stores.statistic_sql import every_text
from tests.migrations.test_revisions import without_the_queue
from tests.tenancy import tables_of
from tests.tenants.test_statements import STATEMENTS, unnamed

FUNCTIONS = Path(__file__).parents[2] / "migrations" / "functions"
TENANT, REFERENCE, KEYED = tables_of("tenant"), tables_of("reference"), tables_of("distributed")
KEY = dict.fromkeys(TENANT, "tenant_id") | {name: info["key"] for name, info in KEYED.items()}
SCRIPT = without_the_queue(runner.script(citus=True))
_KEYED = re.compile(rf"\b(FROM|JOIN|UPDATE)\s+(?:tuntas\.)?({'|'.join(KEYED)})\b(?:\s+(?:AS\s+)?(\w+))?")
_FOREIGN = re.compile(
    r"ALTER TABLE tuntas\.(\w+) ADD CONSTRAINT (\w+) FOREIGN KEY\((.*?)\) REFERENCES tuntas\.(\w+) \((.*?)\)(.*?);"
)
_ONE_PEMDA = re.compile(r"tenant_id\s*=\s*%\(\w+\)s")
_VOLATILE = re.compile(
    r"\b(now|clock_timestamp|statement_timestamp|random|gen_random_uuid|nextval)\s*\(|CURRENT_TIMESTAMP"
)

BESIDE_THE_KEY = {
    ("accounts", "invitation"): "what is sent to one account, and what has run out: rare, few rows, every shard",
    (
        "accounts",
        "session",
    ): "all sessions of one account, and what has run out: on signing out everywhere, every shard",
    ("accounts", "sign_in_attempt"): "attempts of yesterday are swept away: every shard, now and then",
    ("accounts", "token"): "the tokens of one account on its own page: every shard",
    ("directory", "directory"): "what an account reported, and a number of LAPOR!: every shard, by an index",
    ("notifications", "account_email"): "addresses of many accounts at once: a join that repartitions, by the worker",
    ("uploads", "staged_upload"): "uploads that ran out are swept away: every shard, now and then",
}
"""Large global tables that are asked by something else than their key: it works, and asks every node."""


def parts(path: Path) -> list[str]:
    """The statements of a file of functions."""
    body = re.sub(r"--[^\n]*", "", path.read_text())
    return re.split(r";|\bAS \$\$|\bLOOP\b", body)


def beside_the_key() -> Iterator[tuple[str, str]]:
    for path in sorted(FUNCTIONS.rglob("*.sql")):
        for part in parts(path):
            for _verb, table, _alias in _KEYED.findall(part):
                if not re.search(rf"\b{KEY[table]}\s*(=|IN\b)", part):
                    yield path.stem, table


def inserted_rows(statement: str) -> bool:
    """Does it insert what a SELECT makes of what the client sent?"""
    return bool(
        re.search(r"INSERT INTO[^;]*?\)\s*SELECT\b.*\bFROM\s+(unnest|jsonb_to_recordset)\s*\(", statement, re.DOTALL)
    )


def looks_up(statement: str) -> bool:
    """Does it insert values that it looks up?"""
    values = re.search(r"INSERT INTO[^;]*?\)\s*(VALUES|SELECT)\b(.*)", statement, re.DOTALL)
    return bool(values and not inserted_rows(statement) and re.search(r"\(\s*SELECT\b", values[2]))


def offenders(law: Callable[[str], bool]) -> set[str]:
    """The statements for which a law is broken."""
    return {name for name, text in STATEMENTS.items() if law(text)}


def moves_rows(text: str) -> bool:
    """Does it change in which pemda a row lies?"""
    sets = re.findall(r"\bSET\b(.*?)(?:\bWHERE\b|\bRETURNING\b|\bFROM\b|$)", text, re.DOTALL)
    return any(re.search(r"(^|,)\s*(\w+\.)?tenant_id\s*=", changed) for changed in sets)


def is_volatile(text: str) -> bool:
    """Does it change rows to what only the server knows?"""
    changed = re.search(r"\b(?:DO UPDATE|UPDATE tuntas\.\w+(?: \w+)?)\s+SET\b(.*)", text, re.DOTALL)
    return bool(changed and _VOLATILE.search(changed[1]))


def locks_across(text: str) -> bool:
    """Does it lock rows of more than one pemda?"""
    return bool(re.search(r"\bFOR (NO KEY )?(UPDATE|SHARE)\b", text)) and not _ONE_PEMDA.search(text)


def climbs_across(text: str) -> bool:
    """Does it climb a tree beside rows of more than one pemda?"""
    beside = re.search(rf"\b(FROM|JOIN)\s+tuntas\.({'|'.join(TENANT)})\b", text)
    return "WITH RECURSIVE" in text and bool(beside) and not _ONE_PEMDA.search(text)


def is_unknown(text: str) -> bool:
    """Does it use what Citus has not?"""
    unknown = re.search(r"\bGROUPING SETS\b|\bROLLUP\s*\(|\bCUBE\s*\(|\bMERGE INTO\b", text)
    return bool(unknown or re.search(r"WITH \w+ AS (MATERIALIZED )?\(\s*(INSERT|UPDATE|DELETE)\b", text))


class TestStatements:
    def test_each_names_where_its_rows_lie(self) -> None:
        assert offenders(lambda text: unnamed(text) != []) == set()

    def test_no_row_changes_its_place(self) -> None:
        """'modifying the partition value of rows is not allowed'"""
        assert offenders(moves_rows) == set()

    def test_what_is_inserted_comes_as_values(self) -> None:
        """Citus makes a COPY of it: 'COPY FROM not supported with row-level security'."""
        assert offenders(inserted_rows) == set()

    def test_values_look_nothing_up(self) -> None:
        """'subqueries are not supported within INSERT queries'"""
        assert offenders(looks_up) == set()

    def test_what_changes_is_told_by_the_client(self) -> None:
        """'functions used in the DO UPDATE SET clause .. must be marked IMMUTABLE'"""
        assert offenders(is_volatile) == set()

    def test_rows_are_locked_in_one_pemda(self) -> None:
        """'could not run distributed query with FOR UPDATE/SHARE commands'"""
        assert offenders(locks_across) == set()

    def test_nothing_that_citus_has_not(self) -> None:
        assert offenders(is_unknown) == set()

    def test_a_tree_is_climbed_in_a_statement_of_its_own(self) -> None:
        """'recursive CTEs are only supported when they contain a filter on the distribution column'"""
        assert offenders(climbs_across) == set()
        assert [text for text in every_text() if climbs_across(text)] == []

    def test_statistics_of_regions_name_a_range(self) -> None:
        assert [text for text in every_text() if unnamed(text)] == []

    def test_global_tables_are_reached_through_functions(self) -> None:
        assert [name for name, text in STATEMENTS.items() if _KEYED.search(text)] == []

    def test_functions_ask_global_tables_by_their_key(self) -> None:
        assert set(beside_the_key()) == set(BESIDE_THE_KEY)


class TestTables:
    def test_every_table_has_its_place(self) -> None:
        created = re.findall(r"CREATE TABLE tuntas\.(\w+)", SCRIPT)
        assert set(created) - {"alembic_version"} == {*TENANT, *REFERENCE, *KEYED}
        for name in (*TENANT, *KEYED):
            assert SCRIPT.count(f"create_distributed_table('tuntas.{name}', '{KEY[name]}'") == 1
        for name in REFERENCE:
            assert SCRIPT.count(f"create_reference_table('tuntas.{name}')") == 1

    def test_tables_of_a_pemda_lie_together(self) -> None:
        for name in set(TENANT) - {"unit"}:
            assert f"create_distributed_table('tuntas.{name}', 'tenant_id', colocate_with => 'tuntas.unit')" in SCRIPT

    def test_no_foreign_key_leaves_its_shard(self) -> None:
        found = _FOREIGN.findall(SCRIPT)
        assert len(found) == SCRIPT.count("FOREIGN KEY") > 30
        for child, name, columns, parent, keys, action in found:
            if parent in REFERENCE:
                assert child not in KEYED or action.strip() == "", name
                continue
            assert child in TENANT, name
            assert parent in TENANT, name
            assert columns.split(", ")[0] == keys.split(", ")[0] == "tenant_id", name
            assert action.strip() in ("", "ON DELETE CASCADE"), name

    def test_what_is_unique_contains_the_key(self) -> None:
        for name, columns in re.findall(r"CREATE UNIQUE INDEX \S+ ON tuntas\.(\w+) \((.*?)\)", SCRIPT):
            assert KEY.get(name, "tenant_id") in columns.split(", ") or name in REFERENCE, name
        for name, body in re.findall(r"CREATE TABLE tuntas\.(\w+) \((.*?)\n\)", SCRIPT, re.DOTALL):
            for columns in re.findall(r"(?:PRIMARY KEY|UNIQUE) \((.*?)\)", body):
                assert name not in KEY or KEY[name] in columns.split(", "), name

    def test_one_constraint_at_a_time_and_none_with_a_column(self) -> None:
        for statement in re.findall(r"ALTER TABLE[^;]*;", SCRIPT):
            assert statement.count("ADD CONSTRAINT") <= 1
            assert not ("ADD COLUMN" in statement and re.search(r"\b(REFERENCES|UNIQUE|CHECK|PRIMARY)\b", statement))
            assert "RENAME CONSTRAINT" not in statement
        assert not re.search(r"DROP INDEX [^;]*,", SCRIPT)
        assert not re.search(r"\b(BIG)?SERIAL\b", SCRIPT)

    def test_policies_look_nothing_up(self) -> None:
        """'Subqueries are not supported in policies on distributed tables'."""
        policies = re.findall(r"CREATE POLICY[^;]*;", SCRIPT)
        assert len(policies) == 4 * len(TENANT)
        assert not [policy for policy in policies if "SELECT" in policy.partition(" USING ")[2]]


BREACHES = (
    ("INSERT INTO tuntas.day_off (tenant_id) SELECT %(t)s FROM unnest(%(x)s) x", inserted_rows),
    ("INSERT INTO tuntas.day_off (tenant_id, x) VALUES (%(t)s, (SELECT 1 FROM tuntas.unit u))", looks_up),
    ("UPDATE tuntas.complaint SET tenant_id = %(to)s WHERE tenant_id = %(t)s", moves_rows),
    ("UPDATE tuntas.complaint SET closed_at = now() WHERE tenant_id = %(t)s", is_volatile),
    ("SELECT 1 FROM tuntas.complaint WHERE tenant_id = ANY(%(ts)s) FOR UPDATE", locks_across),
    ("WITH RECURSIVE t AS (SELECT 1) SELECT 1 FROM tuntas.unit WHERE tenant_id = ANY(%(ts)s)", climbs_across),
    ("SELECT 1 FROM tuntas.unit WHERE tenant_id = ANY(%(ts)s) GROUP BY ROLLUP (tenant_id)", is_unknown),
)


@pytest.mark.parametrize(("statement", "law"), BREACHES)
def test_a_breach_is_noticed(statement: str, law: Callable[[str], bool]) -> None:
    assert law(statement)
