"""SQL text is constant: values travel as parameters, names through psycopg.sql (docs/adr/0010).

Migrations are left out: they write DDL, which takes no parameters, from the names of our own tables, and no request
ever reaches them.
"""

import ast
import re
from typing import TypeGuard

import pytest

from tests.architecture.codebase import Module, module, modules, name_called

SENDS = {"Query", "read", "execute", "executemany", "stream", "copy", "mogrify", "text"}
LOOKS_LIKE_SQL = re.compile(
    r"^\s*(with\s+\w+|select\s|insert\s+into|update\s+\w+\s+set|delete\s+from|merge\s+into|create\s+\w+|alter\s+\w+|drop\s+\w+"
    r"|grant\s|revoke\s|set\s+local|truncate\s|copy\s)",
    re.IGNORECASE,
)


DDL = {
    "tenants/partitions.py": "DDL takes no parameters: table names are our own, a pemda is formatted as a number",
}
CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]*")


def is_constant(value: ast.expr) -> bool:
    """The name of a constant: pasting it is composing, which is our way."""
    return isinstance(value, ast.Name) and CONSTANT.fullmatch(value.id) is not None


def is_formatting(node: ast.AST) -> TypeGuard[ast.expr]:
    """An f-string with a value, `"..." % x` or `"...".format(x)`; `sql.SQL("...").format(...)` quotes: fine."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) and not is_constant(part.value) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return isinstance(node.left, ast.Constant | ast.JoinedStr) and not isinstance(
            getattr(node.left, "value", ""), int | float
        )
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return not (isinstance(node.func.value, ast.Call) and name_called(node.func.value) == "SQL")
    return False


def literal(node: ast.AST) -> str:
    """The constant text inside an expression, a value written as one word."""
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "x"
        for part in ast.walk(node)
        if isinstance(part, ast.Constant | ast.FormattedValue)
    )


def formatted_sql(subject: Module) -> list[str]:
    """Formatting anywhere inside what is sent, and formatted text that reads like SQL wherever it stands."""
    if subject.path in DDL:
        return []
    sent = [
        part for call in subject.calls() if name_called(call) in SENDS for a in call.args[:1] for part in ast.walk(a)
    ]
    found = {(node.lineno, node.col_offset) for node in sent if is_formatting(node)}
    for node in ast.walk(subject.tree):
        if is_formatting(node) and LOOKS_LIKE_SQL.search(literal(node)):
            found.add((node.lineno, node.col_offset))
    return [f"{subject.path}:{line}" for line, _ in sorted(found)]


@pytest.mark.parametrize("package", ["gateway", "graph", "policies", "tenants"])
def test_no_value_is_pasted_into_sql(package: str) -> None:
    assert [complaint for subject in modules(package) for complaint in formatted_sql(subject)] == []


@pytest.mark.parametrize(
    "line",
    [
        'session.read(f"select * from complaint where id = {key}")',
        'session.execute("delete from complaint where id = %s" % key)',
        'session.execute("delete from complaint where id = {}".format(key))',
        'session.execute(HEAD + f"{column}")',
        'session.read_many(Query(f"{columns} limit 5", values))',
        'statement = f"update complaint set status = {status}"',
        'statement = "select {} from unit".format(column)',
        'text("select " + "%s" % column)',
    ],
)
def test_it_is_noticed(line: str) -> None:
    assert len(formatted_sql(module("tenants/stores/a.py", f"{line}\n"))) == 1


@pytest.mark.parametrize("path", DDL)
def test_every_exception_exists(path: str) -> None:
    assert [subject.path for subject in modules("tenants") if subject.path == path] == [path]


@pytest.mark.parametrize(
    "line",
    [
        'session.read("select * from complaint where id = %(id)s", {"id": key})',
        "session.read(PAGE + JOINS, values)",
        'connection.execute(sql.SQL("create table {} partition of {}").format(sql.Identifier(a), sql.Identifier(b)))',
        'raise NotFound(f"No complaint {key}.")',
        'name = f"complaint_{tenant}"',
        'connection.execute(f"create schema {SCHEMA}")',
    ],
)
def test_parameters_and_quoted_names_are_fine(line: str) -> None:
    assert formatted_sql(module("tenants/stores/a.py", f"{line}\n")) == []
