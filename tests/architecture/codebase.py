"""What the house consists of, read once: its modules as syntax trees, its tracked files as text."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).parents[2]
PACKAGES = ("gateway", "graph", "policies", "tenants", "rules")


@dataclass(frozen=True)
class Module:
    """One Python file: where it lies (from the house's root, with slashes) and what stands in it."""

    path: str
    text: str
    tree: ast.Module

    @property
    def package(self) -> str:
        return self.path.partition("/")[0]

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def at(self, node: ast.stmt | ast.expr) -> str:
        """The place as people click on it."""
        return f"{self.path}:{node.lineno}"


def module(path: str, text: str) -> Module:
    """A module that need not exist: for showing that a law notices what it forbids."""
    return Module(path, text, ast.parse(text, path))


@cache
def modules(*packages: str) -> tuple[Module, ...]:
    """Every module of these packages, without generated ones; all five packages of the house when none is named."""
    found = [
        path
        for package in packages or PACKAGES
        for path in sorted((HOUSE / package).rglob("*.py"))
        if "node_modules" not in path.parts
    ]
    return tuple(module(path.relative_to(HOUSE).as_posix(), path.read_text(encoding="utf-8")) for path in found)


@cache
def tracked_files() -> tuple[str, ...]:
    """What git would hand to a clone, new files included; in an unpacked archive, every file."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=HOUSE,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        names = [name for name in listed.stdout.decode().split("\0") if name and (HOUSE / name).is_file()]
        return tuple(sorted(names))
    inside = (path.relative_to(HOUSE) for path in HOUSE.rglob("*") if path.is_file())
    return tuple(sorted(path.as_posix() for path in inside if path.parts[0] not in (".venv", "var", ".git")))


def name_called(call: ast.Call) -> str:
    """The last name of what is called: `session.execute(...)` -> execute."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""
