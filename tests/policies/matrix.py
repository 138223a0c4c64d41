"""The whole policy as a table that a reviewer can read: `python -m tests.policies.matrix` writes it anew.

For every permission and role: in which stages, and in which places around the principal, the decision is yes. It is
made from decisions alone, so whatever changes one, in the lines, the matcher or the compiler, changes the table.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from policies.decisions import DecisionTable
from policies.enforcer import Oracle
from policies.permissions import Permission
from policies.policy_lines import Policy
from rules.roles import Role
from tests.policies.scene import principal, situations, stages_of

FILE = Path(__file__).with_name("matrix.txt")
_HEAD = """\
# Who may do what, where and when, worked out from policies/policy.csv and policies/model.conf.
# Written by: python -m tests.policies.matrix (never by hand). A change here is a change of what somebody may do.
#
# Everybody is tried as an officer of province 2100 in unit 00010002 (NASIONAL and SISTEM: at the nation), on things in
# the places of tests/policies/scene.py, each plain, anonim, rahasia, berkadar and aspirasi (people: by the role of the
# position). PEMDA: every place in the own pemda. REACH: those and the REGENCIES. UNIT: the own desk, those below, and
# handlings there. Stages of complaints: RECEIVED (R), AWAITING_REPORTER (W), DISPOSED (D), IN_PROGRESS (P),
# ANSWERED (A), CLOSED (C), ARCHIVED (X); of handlings: OPEN (O), ANSWERED (A), RETURNED (R); of
# assessments: DRAFT (D), OPEN (O), CHECKING (K), FINALISED (F); of action plans: TEAM (T), ASSESSMENT (M),
# DRAFTING (D), WRITING (W), APPROVAL (P), ENACTMENT (N), ENACTED (E), SUPERSEDED (S); * where none matters.
"""
_FAR = ("after", "before", "own report", "own receipt", "published", "about oneself")
_INVOLVED = ("own desk", "raised to own desk", "raised from own desk", "desk below", "handling here", "handling below")
_REGENCIES = ("regency", "in reach")


def _in_regency(place: str) -> bool:
    return any(word in place for word in _REGENCIES)


_Has = Callable[[str], bool]
_GROUPS: tuple[tuple[str, _Has], ...] = (
    ("everywhere", lambda place: True),
    ("REACH", lambda place: not place.endswith(_FAR)),
    ("PEMDA", lambda place: not place.endswith(_FAR) and not _in_regency(place)),
    ("UNIT", lambda place: place in _INVOLVED),
    ("HANDED OVER", lambda place: "handed over" in place and not place.endswith(_FAR)),
    ("REGENCIES", _in_regency),
    ("OUTSIDE", lambda place: place.endswith(_FAR) and place != "about oneself"),
)
_LETTERS = {
    "RECEIVED": "R", "AWAITING_REPORTER": "W", "DISPOSED": "D", "IN_PROGRESS": "P", "ANSWERED": "A", "CLOSED": "C",
    "ARCHIVED": "X", "OPEN": "O", "RETURNED": "R", "DRAFT": "D", "CHECKING": "K", "FINALISED": "F", "*": "*",
    "TEAM": "T", "ASSESSMENT": "M", "DRAFTING": "D", "WRITING": "W", "APPROVAL": "P", "ENACTMENT": "N", "ENACTED": "E",
    "SUPERSEDED": "S",
}  # fmt: skip


def allowed(table: DecisionTable, role: Role, permission: Permission) -> frozenset[tuple[str, str, str]]:
    """The situations (place, variant, stage) in which this role has this permission."""
    somebody = principal(role)
    return frozenset(
        (case.place, case.variant, case.stage)
        for case in situations(permission.object, role)
        if table.decide(somebody, permission, case.thing).allowed
    )


def _rows(policy: Policy, table: DecisionTable, role: Role, permission: Permission) -> Iterator[str]:
    cases = situations(permission.object, role)
    stages = stages_of(policy, permission.object)
    yes = allowed(table, role, permission)
    patterns: dict[tuple[str, str], str] = defaultdict(str)
    for case in cases:
        if case.stage in stages:
            held = (case.place, case.variant, case.stage) in yes
            patterns[case.place, case.variant] += _LETTERS[case.stage] if held else "."
        elif stages == ("*",):
            patterns[case.place, case.variant] = "*" if (case.place, case.variant, case.stage) in yes else "."
    variants: dict[str, list[str]] = defaultdict(list)
    held_in: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (place, variant), marks in patterns.items():
        variants[place].append(variant)
        if set(marks) != {"."}:
            held_in[marks][place].append(variant)
    for pattern, where in held_in.items():
        rows: dict[str, list[str]] = defaultdict(list)
        for place, holding in where.items():
            rows[_but(holding, variants[place])].append(place)
        for but, named in rows.items():
            yield f"{pattern:<8} {'; '.join(_in_short(named, list(variants)))}{but}"


def _but(held: list[str], variants: list[str]) -> str:
    missing = [variant for variant in variants if variant not in held]
    if not missing:
        return ""
    return f" -- only {', '.join(held)}" if len(held) <= len(missing) else f" -- not {', '.join(missing)}"


def _in_short(named: list[str], every: list[str]) -> Iterator[str]:
    """Places by the widest group names that fit, the rest one by one."""
    left = list(named)
    for group, has in _GROUPS:
        members = [place for place in every if has(place)]
        if set(members) <= set(left):
            yield group
            left = [place for place in left if place not in members]
    yield from left


def written(policy: Policy) -> str:
    """The table of a policy, as it stands in the file."""
    table = DecisionTable(policy)
    parts = [_HEAD]
    for permission in Permission:
        rows = {role: list(_rows(policy, table, role, permission)) for role in Role}
        if len({tuple(found) for found in rows.values()}) == 1:
            told = [f"  everybody   {row}" for row in rows[Role.PUBLIK]] or ["  nobody"]
        else:
            told = [f"  {role:<11} {row}" for role, found in rows.items() for row in found]
        parts.append("\n".join([permission.value, *told]) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    FILE.write_text(written(Oracle().policy), encoding="utf-8")
