"""Time is an argument: what is decided can be decided again, for yesterday and for a test."""

import ast

import pytest

from tests.architecture.codebase import Module, module, modules

READS_THE_CLOCK = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "localtime", "gmtime", "ctime"}
OWNERS = {"datetime", "date", "time", "dt"}


def clocks(subject: Module) -> list[str]:
    """`datetime.now(UTC)`, `date.today()`, `time.time()`; `info.context.now` is a value and no call."""
    complaints = []
    for call in subject.calls():
        if isinstance(call.func, ast.Attribute) and call.func.attr in READS_THE_CLOCK:
            owner = call.func.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if name in OWNERS:
                complaints.append(f"{subject.at(call)} {ast.unparse(call)}")
    return complaints


@pytest.mark.parametrize("package", ["rules", "policies", "graph"])
def test_nobody_inside_looks_at_a_clock(package: str) -> None:
    assert [complaint for subject in modules(package) for complaint in clocks(subject)] == []


@pytest.mark.parametrize(
    "line", ["datetime.now(UTC)", "datetime.datetime.utcnow()", "date.today()", "time.time()", "dt.datetime.now()"]
)
def test_it_is_noticed(line: str) -> None:
    assert len(clocks(module("rules/a.py", f"{line}\n"))) == 1


@pytest.mark.parametrize("line", ["now = info.context.now", "deadline(now)", "datetime.fromisoformat(text)"])
def test_values_are_fine(line: str) -> None:
    assert clocks(module("rules/a.py", f"{line}\n")) == []
