"""Who may do what to what: the policy compiled to Python, asked a few hundred times for one page of an inbox."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Final

from policies.attributes import PARTY, RESOURCE, SUBJECT
from policies.enforcer import Oracle
from policies.folding import FALSE, either, quantify
from policies.matcher import All, Comparison, Constant, Either, Expression, Name, Not, SomeParty
from policies.permissions import ASKED_OF_NO_ROW, Permission
from policies.policy_lines import ALWAYS, Line, Policy
from policies.principal import Principal
from rules.roles import Role


@dataclass(frozen=True, slots=True)
class Decision:
    """Yes or no, and why: the policy line that allowed it, or for a client what would have been needed."""

    allowed: bool
    rule: str


RESTRICTION: Final = Decision(allowed=False, rule="restriction")
Test = Callable[[Any, Any], bool]
_Rule = Callable[[Principal, Any], Decision]


@cache
def compiled(expression: Expression) -> Test:
    """A function of principal and resource that answers a folded tree. The text comes from our own policy alone."""
    test: Test = eval(f"lambda s, r: {_python(quantify(expression))}", {"__builtins__": {"any": any}})  # noqa: S307
    return test


def _python(expression: Expression) -> str:  # noqa: PLR0911 - one return for each kind of node
    match expression:
        case Constant(value=value):
            return repr(value if isinstance(value, bool) else str(value))  # str: not a StrEnum's own repr
        case Name(attribute=attribute):
            if expression.of_subject:
                return f"s.{SUBJECT[attribute].held_in}"
            return f"q.{PARTY[attribute].held_in}" if expression.of_party else f"r.{RESOURCE[attribute].held_in}"
        case Comparison(sign=sign, left=left, right=right):
            return f"{_python(left)} {sign} {_python(right)}"
        case Not(flag=flag):
            return f"not {_python(flag)}"
        case All(parts=parts):
            return f"({' and '.join(map(_python, parts))})"
        case Either(parts=parts):
            return f"({' or '.join(map(_python, parts))})"
        case SomeParty(condition=condition):
            return f"any({_python(condition)} for q in r.parties)"


class _Offer:
    """What one role may do to one kind of object in one status: each distinct condition is asked only once."""

    __slots__ = ("_conditions", "_given", "_wanted")

    def __init__(self, policy: Policy, role: Role, permissions: Sequence[Permission], status: str | None) -> None:
        bits: dict[Expression, int] = {}
        self._wanted: list[tuple[Permission, int]] = []
        for permission in permissions:
            left = either([policy.residue(line, status=status) for line in policy.of(role, permission)])
            ways = left.parts if isinstance(left, Either) else (left,)
            wanted = sum(bits.setdefault(way, 1 << len(bits)) for way in ways if way != FALSE)
            self._wanted.append((permission, wanted))
        self._conditions: Final = tuple((bit, compiled(way)) for way, bit in bits.items())
        self._given: Final[dict[int, tuple[Permission, ...]]] = {}

    def to(self, principal: Principal, resource: object) -> tuple[Permission, ...]:
        """The permissions that hold, in the order in which they are declared."""
        held = 0
        for bit, test in self._conditions:
            if test(principal, resource):
                held |= bit
        given = self._given.get(held)
        if given is None:
            given = self._given[held] = tuple(permission for permission, wanted in self._wanted if wanted & held)
        return given


class DecisionTable:
    """A policy compiled once; it decides the same as Casbin (a property test), some thousand times faster."""

    def __init__(self, policy: Policy) -> None:
        """Compile every line. Raises PolicyError when a line asks for what cannot be compiled."""
        self.policy: Final = policy
        self._staged: Final = frozenset(line.object for line in policy.lines if line.stage != ALWAYS)
        self._rules: Final[Mapping[Role, Mapping[Permission, _Rule]]] = {
            role: {
                permission: _rule(policy, permission, lines)
                for permission in Permission
                if (lines := policy.of(role, permission))
            }
            for role in Role
        }
        self._offers: Final[dict[tuple[Role, str, str | None], _Offer]] = {}

    def decide(self, principal: Principal, permission: Permission, resource: object) -> Decision:
        """May this principal do this to this resource?

        `resource` is any object with the attributes that `asks` names; None where no line looks at the resource.
        """
        rule = self._rules[principal.role].get(permission)
        if rule is None:
            return Decision(allowed=False, rule=f"{permission} is not for {principal.role}")
        if permission in principal.restricted:
            return RESTRICTION
        return rule(principal, resource)

    def may(self, principal: Principal, permission: Permission) -> bool:
        """Is there anything to which this principal may do this? The shape check of a root field."""
        return permission in self._rules[principal.role] and permission not in principal.restricted

    def viewer_can(self, principal: Principal, resource: Any, object: str) -> list[Permission]:  # noqa: A002 - the policy's own word
        """Everything that this principal may do to this resource, in the order in which it is declared."""
        status = resource.status if object in self._staged else None
        key = (principal.role, object, status)
        offer = self._offers.get(key)
        if offer is None:
            theirs = [
                permission
                for permission in self._rules[principal.role]
                if permission.object == object and permission not in ASKED_OF_NO_ROW
            ]
            offer = self._offers[key] = _Offer(self.policy, principal.role, theirs, status)
        given = offer.to(principal, resource)
        if principal.restricted:
            return [permission for permission in given if permission not in principal.restricted]
        return list(given)

    def asks(self, permission: Permission) -> frozenset[str]:
        """The attributes of a resource that some role's lines for this permission look at; `parties` among them."""
        return frozenset().union(
            *(self.policy.asks(line) for line in self.policy.lines if line.permission is permission)
        )


def _rule(policy: Policy, permission: Permission, lines: Sequence[Line]) -> _Rule:
    """The first line that holds allows; when none does, the nearest one says what was missing."""
    cases = [(compiled(policy.residue(line)), Decision(allowed=True, rule=str(line))) for line in lines]
    deny = partial(_nearest, _denials(policy, permission, lines))
    if len(cases) == 1:
        test, yes = cases[0]
        return lambda principal, resource: yes if test(principal, resource) else deny(principal, resource)

    def decide(principal: Principal, resource: object) -> Decision:
        for test, yes in cases:
            if test(principal, resource):
                return yes
        return deny(principal, resource)

    return decide


_Denials = tuple[Sequence[tuple[Test, Decision]], Decision]


def _denials(policy: Policy, permission: Permission, lines: Sequence[Line]) -> _Denials:
    """For each scope: it would hold in another stage. And at last: no scope holds."""
    late: list[tuple[Test, Decision]] = []
    needs: list[str] = []
    for scope in dict.fromkeys(line.scope for line in lines):
        stages = _stages(line.stage for line in lines if line.scope == scope)
        needs.append(f"{scope}{stages}")
        if stages:
            anywhen = Line(lines[0].role, permission.object, permission.action, scope, ALWAYS)
            denied = Decision(allowed=False, rule=f"{permission} is possible only{stages}")
            late.append((compiled(policy.residue(anywhen)), denied))
    return late, Decision(allowed=False, rule=f"{permission} needs scope {' or '.join(needs)}")


def _stages(stages: Any) -> str:
    words = list(stages)
    if ALWAYS in words:
        return ""
    spelt = {"handled": ["DISPOSED", "IN_PROGRESS"], "open": ["not CLOSED or ARCHIVED"]}
    return " while " + " or ".join(word for stage in words for word in spelt.get(stage, [stage]))


def _nearest(denials: _Denials, principal: Principal, resource: object) -> Decision:
    late, no_scope = denials
    return next((denied for test, denied in late if test(principal, resource)), no_scope)


TABLE: Final = DecisionTable(Oracle().policy)
decide: Final = TABLE.decide
may: Final = TABLE.may
viewer_can: Final = TABLE.viewer_can
asks: Final = TABLE.asks
