from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from policies.attributes import FACTS_OF, PARTY, RESOURCE, SUBJECT, Sort
from policies.decisions import compiled
from policies.enforcer import MODEL, Oracle, _check
from policies.matcher import (
    All,
    Comparison,
    Constant,
    Either,
    Expression,
    Name,
    Not,
    PolicyError,
    _sort,
    compared_with,
    parse,
)
from policies.policy_lines import _STATUSES, Line, Policy
from rules.roles import Role
from tests.policies import matrix
from tests.policies.scene import principal, situations

POLICY = Oracle().policy
Held = frozenset[tuple[str, str, str]]


@cache
def held(expression: Expression, role: Role, kind: str) -> Held:
    """The situations in which what is left of the matcher is true."""
    somebody, test = principal(role), compiled(expression)
    return frozenset(
        (case.place, case.variant, case.stage) for case in situations(kind, role) if test(somebody, case.thing)
    )


def of_line(line: Line, role: Role, policy: Policy = POLICY) -> Held:
    return held(policy.residue(line), role, line.object)


def of_lines(lines: list[Line], role: Role) -> Held:
    return frozenset().union(*(of_line(line, role) for line in lines))


def test_the_table_is_what_was_reviewed() -> None:
    """When this fails, look at the difference: `python -m tests.policies.matrix` writes it, git shows it."""
    assert matrix.written(POLICY) == matrix.FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize("line", POLICY.lines, ids=str)
def test_without_any_one_line_somebody_may_do_less(line: Line) -> None:
    changed = [
        role
        for role in line.roles
        if of_lines([other for other in POLICY.of(role, line.permission) if other != line], role)
        != of_lines(list(POLICY.of(role, line.permission)), role)
    ]
    assert changed == list(line.roles)


def mutated(line: Line) -> Iterator[Line]:
    scopes = compared_with(POLICY.matcher, "p.scope") - {line.scope}
    groups = compared_with(POLICY.matcher, "p.stage") if line.object == "complaint" else {"*"}
    stages = (set(_STATUSES.get(line.object, ())) | groups) - {line.stage}
    yield from (
        other for scope in sorted(scopes) if POLICY.asks(other := replace(line, scope=scope)) <= FACTS_OF[line.object]
    )
    yield from (replace(line, stage=stage) for stage in sorted(stages))


@pytest.mark.parametrize("role", Role)
def test_every_change_of_a_scope_or_a_stage_shows_in_the_table(role: Role) -> None:
    mine = [line for line in POLICY.lines if line.role == role]
    assert [f"{line} -> {other}" for line in mine for other in mutated(line) if not shows(line, other, role)] == []


def shows(line: Line, other: Line, role: Role) -> bool:
    """Would the table be another one, with this line in place of that?"""
    lines = list(POLICY.of(role, line.permission))
    return of_lines([other if each == line else each for each in lines], role) != of_lines(lines, role)


SIGNS = ("==", "!=", "<", "<=", ">", ">=")


def neighbours(name: Name) -> Iterator[Name]:
    """Other facts of the same sort that somebody could have written there by mistake."""
    facts = SUBJECT if name.of_subject else PARTY if name.of_party else RESOURCE
    for other, fact in facts.items():
        if other != name.attribute and fact.sort is facts[name.attribute].sort:
            yield Name(name.path.removesuffix(name.attribute) + other)


def mutants(expression: Expression) -> Iterator[Expression]:
    """The matcher with one thing wrong: a condition lost, a sign turned, a negation dropped, another fact asked."""
    match expression:
        case All(parts=parts) | Either(parts=parts):
            kind = type(expression)
            for index, part in enumerate(parts):
                yield kind((*parts[:index], *parts[index + 1 :]))
                yield from (kind((*parts[:index], wrong, *parts[index + 1 :])) for wrong in mutants(part))
        case Not(flag=flag):
            yield flag
            if isinstance(flag, Name):
                yield from (Not(other) for other in neighbours(flag))
        case Name():
            yield Not(expression)
            yield from neighbours(expression)
        case Comparison(left=Name()):
            yield from other_signs(expression)
            yield from other_operands(expression)


def other_signs(comparison: Comparison) -> Iterator[Expression]:
    assert isinstance(comparison.left, Name)
    if comparison.left.attribute == "reporter_account":  # the parser refuses != of what may be null
        return
    unordered = comparison.left.path.startswith("p.") or _sort(comparison.left) is Sort.KEY
    for sign in ("==", "!=") if unordered else SIGNS:
        if sign != comparison.sign:
            yield replace(comparison, sign=sign)


def other_operands(comparison: Comparison) -> Iterator[Expression]:
    left, right = comparison.left, comparison.right
    assert isinstance(left, Name)
    if left.path.startswith("p."):
        return
    if left.path.count(".") == 2:
        yield from (replace(comparison, left=other) for other in neighbours(left))
    if isinstance(right, Name) and right.of_subject and right.attribute != "role":
        yield from (replace(comparison, right=other) for other in neighbours(right))
    if isinstance(right, Constant):
        words = {**RESOURCE, **PARTY}[left.attribute].words or {"0001", "00010002"}
        yield from (replace(comparison, right=Constant(word)) for word in words if word != right.value)


def refused(matcher: Expression) -> bool:
    try:
        _check(matcher)
    except PolicyError:
        return True
    return False


SAYING_THE_SAME = {
    # no path ends in '~', so nothing lies exactly on the end of a subtree
    "Comparison(sign='<=', left=Name(path='r.res.unit_path'), right=Name(path='r.sub.below'))",
    "Comparison(sign='<=', left=Name(path='r.res.party_path'), right=Name(path='r.sub.below'))",
    # of the words of party_part, TEMBUSAN comes last
    "Comparison(sign='<', left=Name(path='r.res.party_part'), right=Constant(value='TEMBUSAN'))",
    # no role that a position can have comes before INSTANSI
    "Comparison(sign='<=', left=Name(path='r.res.role'), right=Constant(value='INSTANSI'))",
    # the root is the lowest of all paths
    "Comparison(sign='<=', left=Name(path='r.res.desk_path'), right=Constant(value='0001'))",
}


def says_the_same(matcher: Expression) -> bool:
    text = repr(matcher)
    return any(same in text for same in SAYING_THE_SAME)


ALIKE: dict[tuple[str, str, str], list[Line]] = defaultdict(list)
"""Lines that leave the same of the matcher: only the role is another."""
for _line in POLICY.lines:
    if _line.object in ("complaint", "handling", "position", "appointment", "token"):
        ALIKE[_line.object, _line.scope, _line.stage].append(_line)


def seen(matcher: Expression) -> bool:
    wrong = Policy(matcher, POLICY.lines)
    return any(
        held(now, role, line.object) != of_line(line, role)
        for lines in ALIKE.values()
        if (now := wrong.residue(lines[0])) != POLICY.residue(lines[0])
        for line in lines
        for role in line.roles
    )


def test_every_change_of_the_matcher_shows_in_the_table_or_is_refused() -> None:
    wrong = [matcher for matcher in mutants(POLICY.matcher) if not says_the_same(matcher)]
    assert len(wrong) > 500
    assert [difference(matcher) for matcher in wrong if not refused(matcher) and not seen(matcher)] == []


def difference(matcher: Expression) -> str:
    """Where a mutant departs from the matcher, for the reader of a failure."""
    was, now = repr(POLICY.matcher), repr(matcher)
    at = next(index for index, (old, new) in enumerate(zip(was, now, strict=False)) if old != new)
    return f"{was[max(0, at - 120) : at + 80]} => {now[max(0, at - 20) : at + 80]}"


def test_the_mutants_come_from_the_matcher_that_is_in_the_model() -> None:
    assert parse(MODEL.split("[matchers]")[1].replace("m = ", "", 1).replace("\\\n", " ")) == POLICY.matcher
