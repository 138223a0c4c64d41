"""Rules decide and do nothing else: the standard library without its doors to the outside."""

import ast
import sys

import pytest

from tests.architecture.codebase import Module, module, modules, name_called

DOORS = {
    "asyncio", "ctypes", "glob", "http", "importlib", "io", "logging", "multiprocessing", "os", "pathlib", "pickle",
    "random", "secrets", "shutil", "signal", "socket", "sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading",
    "time", "urllib",
}  # fmt: skip
"""Parts of the standard library that read or change something, or answer differently each time."""
DEEDS = {"open", "print", "input", "eval", "exec", "__import__"}


def outside(subject: Module) -> list[str]:
    complaints = []
    for node in ast.walk(subject.tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            root = name.partition(".")[0]
            if root in DOORS or (root != "rules" and root not in sys.stdlib_module_names):
                complaints.append(f"{subject.path} imports {name}")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and name_called(node) in DEEDS:
            complaints.append(f"{subject.at(node)} {ast.unparse(node)}")
    return complaints


def test_rules_are_pure() -> None:
    assert [complaint for subject in modules("rules") for complaint in outside(subject)] == []


@pytest.mark.parametrize(
    "line",
    [
        "import psycopg",
        "from strawberry import Schema",
        "from tenants.session import Sessions",
        "import os",
        "from pathlib import Path",
        "from random import choice",
        "open('policy.csv')",
    ],
)
def test_it_is_noticed(line: str) -> None:
    assert len(outside(module("rules/a.py", f"{line}\n"))) == 1
