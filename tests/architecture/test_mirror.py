"""Whoever opens a module knows where its test is: tests/ mirrors the packages, one to one."""

from fnmatch import fnmatch
from pathlib import PurePosixPath

from tests.architecture.codebase import HOUSE, Module, modules

ELSEWHERE = {
    "gateway/demo/journey.py": "tests/gateway/commands/test_demo.py: a walk needs a demo that is loaded and served",
    "gateway/serving.py": "tests/gateway/commands/test_serving.py: it serves until a signal, in a process of its own",
    "tenants/tables/*.py": "tests/tenants/test_schema_lint.py: declarations, held against the real catalogue",
}
"""Modules without a test of their own: where they are tested instead, and why there."""


def home(path: str) -> str:
    """gateway/limits.py -> tests/gateway/test_limits.py"""
    source = PurePosixPath(path)
    return str(PurePosixPath("tests") / source.parent / f"test_{source.stem}.py")


def homeless(subject: Module) -> bool:
    """It holds code, and no test bears its name."""
    return bool(subject.text.strip()) and not (HOUSE / home(subject.path)).exists()


def test_every_module_has_its_test() -> None:
    without = [subject.path for subject in modules() if homeless(subject)]
    assert [path for path in without if not any(fnmatch(path, pattern) for pattern in ELSEWHERE)] == []


def test_every_exception_is_needed_and_names_a_test() -> None:
    for pattern, where in ELSEWHERE.items():
        found = [subject for subject in modules() if fnmatch(subject.path, pattern)]
        assert any(homeless(subject) for subject in found), pattern
        assert (HOUSE / where.partition(":")[0]).exists(), where
