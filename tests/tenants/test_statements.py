"""Every statement on a pemda's rows names the pemda: only then does it look into one partition and lock little."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import tenants.stores
from rules.identifiers import Reach
from rules.pages import PageRequest
from tenants.stores.complaint_sql import BY_DUE, FILTERS, NEWEST, RELATED, count_sql, list_sql
from tenants.stores.complaints import EVERYTHING, Listing
from tenants.stores.statistic_sql import every_text
from tests.tenancy import tables_of

FUNCTIONS = Path(__file__).parents[2] / "migrations" / "functions"
OWNED = sorted(tables_of("tenant"), key=len, reverse=True)
_VERB = re.compile(r"^\s*(SELECT|UPDATE|DELETE|WITH|INSERT)\b")
_NO_ALIAS = "WHERE|SET|ON|JOIN|ORDER|LEFT|FOR|LIMIT|GROUP|USING|VALUES|LOOP|UNION|CROSS|INNER|RETURNING"
_TABLE = re.compile(
    rf"\b(FROM|JOIN|UPDATE|INTO)\s+(?:tuntas\.)?\"?({'|'.join(OWNED)})\"?(?:\s+(?:AS\s+)?(?!{_NO_ALIAS})(\w+))?"
)
_GIVEN = r"\s*(?:=|BETWEEN|IN)\s*(?:ANY\s*)?\(?\s*(?:%\(\w+\)s|\w+\.\w+|\w+\b|SELECT)"


def constants() -> Iterator[tuple[str, str]]:
    """Every statement that a store keeps, by module and name."""
    for found in pkgutil.iter_modules(tenants.stores.__path__):
        module = importlib.import_module(f"tenants.stores.{found.name}")
        texts = {name: value for name, value in vars(module).items() if isinstance(value, str) and "tuntas." in value}
        for name, value in texts.items():
            is_part = any(value in other and value != other for other in texts.values())
            if _VERB.match(value) and not is_part:
                yield f"{found.name}.{name}", value
    request = PageRequest(BY_DUE.order, 5)
    for below in (Reach(2101, 2101), Reach(2100, 2199)):
        for sort in (BY_DUE, NEWEST):
            listing = Listing(
                reach=below, visible=EVERYTHING, request=request, sort=sort, filters=dict.fromkeys(FILTERS, 1),
                relations=frozenset(RELATED), parties=True,
            )  # fmt: skip
            yield f"list {below} {sort.column}", list_sql(listing.shape())
            yield f"count {below} {sort.column}", count_sql(listing.shape())
    for number, statement in enumerate(every_text()):
        yield f"statistics {number}", statement


def unnamed(statement: str) -> list[str]:
    """The tables of a pemda that a statement touches without naming the pemda; an INSERT names it by its column."""
    found = []
    for verb, table, alias in _TABLE.findall(statement):
        if verb == "INTO":
            if not re.search(rf"{table}[^(]*\(\s*tenant_id\b", statement):
                found.append(table)
            continue
        prefix = rf"\b{alias}\.tenant_id" if alias else r"\btenant_id"
        if not re.search(prefix + _GIVEN, statement):
            found.append(f"{table} {alias}".strip())
    return found


STATEMENTS = dict(constants())


def test_there_are_many() -> None:
    assert len(STATEMENTS) > 120
    touched = {table for statement in STATEMENTS.values() for _, table, _ in _TABLE.findall(statement)}
    assert set(OWNED) - touched <= {"tenant_key", "upload"}, "every table of a pemda is asked somewhere"


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_names_its_pemda(name: str) -> None:
    assert unnamed(STATEMENTS[name]) == []


@pytest.mark.parametrize("path", sorted(FUNCTIONS.glob("*.sql")), ids=lambda path: path.stem)
def test_so_do_the_statements_inside_functions(path: Path) -> None:
    body = re.sub(r"--[^\n]*", "", path.read_text())
    parts = [part for part in re.split(r";|\bAS \$\$|\bLOOP\b", body) if _TABLE.search(part)]
    assert {part.strip()[:80]: unnamed(part) for part in parts if unnamed(part)} == {}


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT id FROM tuntas.complaint WHERE id = %(id)s",
        "SELECT c.id FROM tuntas.complaint c JOIN tuntas.unit u ON u.id = c.unit_id WHERE c.tenant_id = %(t)s",
        "UPDATE tuntas.complaint SET title = '' WHERE id = %(id)s",
        "DELETE FROM tuntas.message WHERE complaint_id = %(id)s",
        "INSERT INTO tuntas.message (id) VALUES (%(id)s)",
        "SELECT 1 FROM tuntas.unit u WHERE EXISTS (SELECT 1 FROM tuntas.complaint_party p) AND u.tenant_id = %(t)s",
    ],
)
def test_one_that_does_not_is_noticed(statement: str) -> None:
    assert unnamed(statement) != []


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT id FROM tuntas.complaint WHERE tenant_id = ANY(%(ts)s) AND id = ANY(%(ids)s)",
        "SELECT c.id FROM tuntas.complaint c JOIN tuntas.unit u ON u.tenant_id = c.tenant_id WHERE c.tenant_id = %(t)s",
        "SELECT 1 FROM tuntas.complaint c WHERE c.tenant_id BETWEEN %(lo)s AND %(hi)s",
        "INSERT INTO tuntas.message (tenant_id, id) VALUES (%(t)s, %(id)s)",
        "SELECT name FROM tuntas.region WHERE code = %(code)s",
    ],
)
def test_one_that_does_is_left_alone(statement: str) -> None:
    assert unnamed(statement) == []
