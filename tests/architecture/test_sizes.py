"""Nothing grows past what one can read in one go: modules, functions, resolvers, parameter lists."""

import ast
from collections.abc import Callable

import pytest

from tests.architecture.codebase import Module, module, modules

MODULE, FUNCTION, RESOLVER, PARAMETERS = 400, 40, 25, 5
DECLARES_RESOLVER = {"query", "mutation", "edge", "subscription"}


def long_module(subject: Module) -> list[str]:
    lines = subject.text.count("\n")
    return [f"{subject.path} has {lines} lines, at most {MODULE}"] if lines > MODULE else []


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """From `def` to the end; the docstring is not counted, so that nobody saves on it."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def is_resolver(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Declared by one of the four doors of graph/fields.py."""
    names = set()
    for decorator in function.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        names.add(called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", ""))
    return bool(names & DECLARES_RESOLVER)


def long_functions(subject: Module) -> list[str]:
    complaints = []
    for function in subject.functions():
        most = RESOLVER if subject.package == "graph" and is_resolver(function) else FUNCTION
        if (lines := lines_of(function)) > most:
            complaints.append(f"{subject.at(function)} {function.name} has {lines} lines, at most {most}")
    return complaints


INHERITED = {"complete_object_value", "complete_list_value"}
"""Methods of graphql-core's executor that we replace: their parameters are not ours to choose."""


def many_parameters(subject: Module) -> list[str]:
    """Those named at the call do not count: keyword-only ones, and a resolver's, which are the field's arguments."""
    complaints = []
    for function in subject.functions():
        if function.name in INHERITED or is_resolver(function):
            continue
        named = [argument.arg for argument in function.args.posonlyargs + function.args.args]
        if (count := len([name for name in named if name not in ("self", "cls")])) > PARAMETERS:
            complaints.append(f"{subject.at(function)} {function.name} takes {count} positional, at most {PARAMETERS}")
    return complaints


Law = Callable[[Module], list[str]]
LAWS: list[Law] = [long_module, long_functions, many_parameters]


@pytest.mark.parametrize("law", LAWS)
def test_the_house_stays_readable(law: Law) -> None:
    assert [complaint for subject in modules() for complaint in law(subject)] == []


BODY = "    x = 1\n"
TOO_MUCH: list[tuple[Law, str, str]] = [
    (long_module, "graph/a.py", "x = 1\n" * 401),
    (long_functions, "rules/a.py", "def f():\n" + BODY * 40),
    (long_functions, "tenants/a.py", "async def f():\n" + BODY * 40),
    (long_functions, "graph/s/queries.py", "@query(P.X, Y)\nasync def f():\n" + BODY * 25),
    (long_functions, "graph/s/types.py", "@fields.edge(Y)\ndef f():\n" + BODY * 25),
    (many_parameters, "rules/a.py", "def f(a, b, c, d, e, g): ...\n"),
]
ENOUGH: list[tuple[Law, str, str]] = [
    (long_module, "graph/a.py", "x = 1\n" * 400),
    (long_functions, "rules/a.py", "def f():\n" + BODY * 39),
    (long_functions, "rules/a.py", 'def f():\n    """' + "Says.\n" * 30 + '    """\n' + BODY * 39),
    (long_functions, "graph/s/queries.py", "@query(P.X, Y)\nasync def f():\n" + BODY * 24),
    (many_parameters, "rules/a.py", "def f(self, a, b, c, d, e, *, g, h): ...\n"),
    (many_parameters, "graph/s/queries.py", "@query(P.X, Y)\nasync def f(self, info, a, b, c, d, e): ...\n"),
]


@pytest.mark.parametrize(("law", "path", "text"), TOO_MUCH)
def test_one_more_is_too_much(law: Law, path: str, text: str) -> None:
    assert len(law(module(path, text))) == 1


@pytest.mark.parametrize(("law", "path", "text"), ENOUGH)
def test_the_limit_itself_is_allowed(law: Law, path: str, text: str) -> None:
    assert law(module(path, text)) == []
