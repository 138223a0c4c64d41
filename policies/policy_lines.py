"""What the policy file says, line by line, read strictly: Casbin drops what it does not understand, we refuse it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from policies.attributes import FACTS_OF
from policies.folding import fold
from policies.matcher import Expression, PolicyError, compared_with, names
from policies.permissions import Permission
from rules.assessments import AssessmentStatus
from rules.complaint_states import Status
from rules.plan_states import PlanStatus
from rules.roles import Role
from rules.vocabulary import HandlingStatus

EVERYBODY: Final = "*"
ALWAYS: Final = "*"
_LINE = re.compile(r"p((?:, [A-Za-z_*]+){5})")
_STATUSES: Final[Mapping[str, frozenset[str]]] = {
    "complaint": frozenset(Status),
    "handling": frozenset(HandlingStatus),
    "assessment": frozenset(AssessmentStatus),
    "action_plan": frozenset(PlanStatus),
    "realisation": frozenset(PlanStatus),
}
"""Objects that have a stage; every other line says '*'."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the policy, and where it stands in the file."""

    role: str
    object: str
    action: str
    scope: str
    stage: str
    number: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return ", ".join(self.words)

    @property
    def words(self) -> tuple[str, str, str, str, str]:
        """The columns in their order."""
        return self.role, self.object, self.action, self.scope, self.stage

    @property
    def permission(self) -> Permission:
        """What it permits."""
        return Permission(f"{self.object}:{self.action}")

    @property
    def roles(self) -> tuple[Role, ...]:
        """Whom it permits it."""
        return tuple(Role) if self.role == EVERYBODY else (Role(self.role),)


@dataclass(frozen=True, slots=True)
class Policy:
    """The matcher and all lines: everything that is ever decided follows from these two."""

    matcher: Expression
    lines: tuple[Line, ...]

    def of(self, role: Role, permission: Permission) -> tuple[Line, ...]:
        """The lines that speak about this role and permission, in the order of the file."""
        wanted = (permission.object, permission.action)
        return tuple(
            line for line in self.lines if (line.object, line.action) == wanted and line.role in (EVERYBODY, role)
        )

    def residue(self, line: Line, *, status: str | None = None) -> Expression:
        """What of the matcher is left to ask of a principal and a resource, given the line (and the status)."""
        known = {
            "p.role": line.role,
            "p.object": line.object,
            "p.action": line.action,
            "p.scope": line.scope,
            "p.stage": line.stage,
            "r.sub.role": line.roles[0],
            "r.obj": line.object,
            "r.act": line.action,
        }
        if status is not None:
            known["r.res.status"] = status
        return fold(self.matcher, known)

    def asks(self, line: Line) -> frozenset[str]:
        """The facts about a resource that decide this line; all that is asked of involved units is `parties`."""
        about = (name for name in names(self.residue(line)) if not name.of_subject)
        return frozenset("parties" if name.of_party else name.attribute for name in about)


def read_policy(text: str, matcher: Expression) -> Policy:
    """The policy of a file's lines. Raises PolicyError at a malformed line, or one that its object cannot answer."""
    policy = Policy(matcher, read_lines(text, matcher))
    for line in policy.lines:
        if unknown := policy.asks(line) - FACTS_OF[line.object]:
            raise PolicyError(f"policy line {line.number} asks a {line.object} for its {', '.join(unknown)}: {line}")
    return policy


def read_lines(text: str, matcher: Expression) -> tuple[Line, ...]:
    """The lines of a policy file. Raises PolicyError naming the first that is malformed, unknown or written twice."""
    lines: dict[Line, int] = {}
    scopes = compared_with(matcher, "p.scope")
    groups = compared_with(matcher, "p.stage") - {ALWAYS}
    for number, written in enumerate(text.splitlines(), start=1):
        if not written.strip() or written.startswith("#"):
            continue
        line = _line(written, number)
        _check(line, scopes, groups)
        if line in lines:
            raise PolicyError(f"policy line {number} repeats line {lines[line]}: {written}")
        lines[line] = number
    if not lines:
        raise PolicyError("the policy has no line")
    return tuple(lines)


def _line(written: str, number: int) -> Line:
    match = _LINE.fullmatch(written)
    if match is None:
        raise PolicyError(f"policy line {number} is not 'p, role, object, action, scope, stage': {written!r}")
    role, obj, action, scope, stage = match[1].removeprefix(", ").split(", ")
    return Line(role, obj, action, scope, stage, number)


def _check(line: Line, scopes: Iterable[str], groups: Iterable[str]) -> None:
    statuses = _STATUSES.get(line.object, frozenset())
    known: Mapping[str, tuple[str, Iterable[str]]] = {
        "role": (line.role, (EVERYBODY, *Role)),
        "permission": (f"{line.object}:{line.action}", tuple(Permission)),
        "scope": (line.scope, scopes),
        "stage": (line.stage, (ALWAYS, *statuses, *(groups if line.object == "complaint" else ()))),
    }
    for column, (word, words) in known.items():
        if word not in words:
            raise PolicyError(f"policy line {line.number} names an unknown {column}, {word!r}: {line}")
