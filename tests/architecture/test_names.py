"""A module's name says what is in it, its first sentence says which question it answers, and nobody leans on tests."""

import ast
from collections.abc import Callable
from pathlib import PurePosixPath

import pytest

from tests.architecture.codebase import Module, module, modules

BANNED = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "service", "services", "misc"}


def says_nothing(subject: Module) -> list[str]:
    path = PurePosixPath(subject.path)
    named = [*path.parts[:-1], path.stem]
    return [f"{subject.path}: {name} does not say what is in it" for name in named if name in BANNED]


def full_init(subject: Module) -> list[str]:
    """An import in __init__.py hides where a name comes from, and runs for everyone who imports a neighbour."""
    return [f"{subject.path} is not empty"] if subject.path.endswith("/__init__.py") and subject.text.strip() else []


def silent_module(subject: Module) -> list[str]:
    if not subject.text.strip():
        return []
    return [] if ast.get_docstring(subject.tree) else [f"{subject.path} does not say which question it answers"]


def leans_on_tests(subject: Module) -> list[str]:
    complaints = []
    for node in ast.walk(subject.tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        else:
            continue
        complaints += [f"{subject.at(node)} imports {name}" for name in names if name.split(".")[0] == "tests"]
    return complaints


def hidden_import(subject: Module) -> list[str]:
    """An import inside a function hides a dependency until it runs."""
    inside = (node for function in subject.functions() for node in ast.walk(function))
    return [
        f"{subject.at(node)} imports inside a function"
        for node in inside
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


Law = Callable[[Module], list[str]]
LAWS: list[Law] = [says_nothing, full_init, silent_module, leans_on_tests, hidden_import]


@pytest.mark.parametrize("law", LAWS)
def test_the_house_says_what_it_is(law: Law) -> None:
    assert [complaint for subject in modules(*PACKAGES_AND_MIGRATIONS) for complaint in law(subject)] == []


PACKAGES_AND_MIGRATIONS = ("gateway", "graph", "policies", "tenants", "rules", "migrations")
FORBIDDEN: list[tuple[Law, str, str]] = [
    (says_nothing, "graph/utils.py", ""),
    (says_nothing, "graph/helpers/dates.py", ""),
    (full_init, "graph/__init__.py", "from graph.schema import schema\n"),
    (silent_module, "rules/a.py", "x = 1\n"),
    (leans_on_tests, "rules/a.py", "from tests.factories import person\n"),
    (leans_on_tests, "rules/a.py", "import tests.factories\n"),
    (hidden_import, "rules/a.py", "def f():\n    import json\n"),
]


@pytest.mark.parametrize(("law", "path", "text"), FORBIDDEN)
def test_it_is_noticed(law: Law, path: str, text: str) -> None:
    assert len(law(module(path, text))) == 1
