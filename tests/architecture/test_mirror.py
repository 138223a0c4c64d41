"""Whoever opens a module knows where its test is: tests/ mirrors the packages, one to one."""

from pathlib import PurePosixPath

from tests.architecture.codebase import HOUSE, Module, modules

ELSEWHERE: dict[str, str] = {}
"""Modules without a test of their own: where they are tested instead, and why there."""


def home(path: str) -> str:
    """gateway/limits.py -> tests/gateway/test_limits.py"""
    source = PurePosixPath(path)
    return str(PurePosixPath("tests") / source.parent / f"test_{source.stem}.py")


def needs_a_test(subject: Module) -> bool:
    return bool(subject.text.strip())


def test_every_module_has_its_test() -> None:
    without = [
        subject.path for subject in modules() if needs_a_test(subject) and not (HOUSE / home(subject.path)).exists()
    ]
    assert [path for path in without if path not in ELSEWHERE] == []


def test_every_exception_exists_and_names_a_test() -> None:
    paths = {subject.path for subject in modules()}
    assert [path for path in ELSEWHERE if path not in paths or (HOUSE / home(path)).exists()] == []
    assert [path for path, where in ELSEWHERE.items() if not (HOUSE / where.split(":")[0]).exists()] == []
