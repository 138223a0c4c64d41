"""What the matcher of the Casbin model says, as a tree that can be folded, compiled and translated to SQL.

The subset is monotone on purpose: `!` only before a flag that is never null, so that a NULL in SQL and a None in Python
both mean "does not match" wherever they turn up.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from policies.attributes import PARTY, RESOURCE, SUBJECT, Fact, Sort

_WRITTEN: Final[Mapping[type[ast.cmpop], str]] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_ORDERED: Final = frozenset({Sort.TEXT, Sort.NUMBER})


class PolicyError(ValueError):
    """The policy or its model cannot be trusted: the service does not start."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A text of the matcher, or a truth value that folding left."""

    value: str | bool


@dataclass(frozen=True, slots=True)
class Name:
    """r.sub.x, r.res.x, r.obj, r.act or p.x, as written."""

    path: str

    @property
    def attribute(self) -> str:
        """The last part: x."""
        return self.path.rpartition(".")[2]

    @property
    def of_subject(self) -> bool:
        """Is it about the principal?"""
        return self.path.startswith("r.sub.")

    @property
    def of_party(self) -> bool:
        """Is it about one of the involved units, not about the resource itself?"""
        return self.path.startswith("r.res.") and self.attribute in PARTY


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two operands and one of == != < <= > >=."""

    sign: str
    left: "Name | Constant"
    right: "Name | Constant"


@dataclass(frozen=True, slots=True)
class Not:
    """The negation of a flag."""

    flag: "Name | Constant"


@dataclass(frozen=True, slots=True)
class All:
    """&& of its parts."""

    parts: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Either:
    """|| of its parts."""

    parts: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class SomeParty:
    """One and the same involved unit meets this."""

    condition: "Expression"


Expression = Constant | Name | Comparison | Not | All | Either | SomeParty
TRUE: Final = Constant(value=True)
FALSE: Final = Constant(value=False)


def parse(text: str) -> Expression:
    """The tree of a matcher. Raises PolicyError at anything outside the translatable subset."""
    python = re.sub(r"!(?!=)", " not ", text.replace("&&", " and ").replace("||", " or "))
    try:
        tree = ast.parse(python.strip(), mode="eval").body
    except SyntaxError as error:
        raise PolicyError(f"The matcher is not an expression: {error}") from error
    return _expression(tree)


def _expression(node: ast.expr) -> Expression:
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            return All(tuple(_expression(value) for value in values))
        case ast.BoolOp(values=values):
            return Either(tuple(_expression(value) for value in values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Not(_flag(operand))
        case ast.Compare(left=left, ops=[sign], comparators=[right]) if type(sign) in _WRITTEN:
            return _comparison(_WRITTEN[type(sign)], _operand(left), _operand(right))
        case ast.Attribute():
            return _flag(node)
    raise PolicyError(f"The matcher leaves the translatable subset at: {ast.unparse(node)}")


def _operand(node: ast.expr) -> Name | Constant:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return Constant(node.value)
    path = ast.unparse(node)
    # Casbin rewrites r.sub to r_sub and p.role to p_role before it evaluates; both spellings are the same name.
    path = re.sub(r"^([rp])_", r"\1.", path)
    name = Name(path)
    _sort(name)
    return name


def _flag(node: ast.expr) -> Name:
    name = _operand(node)
    if isinstance(name, Name) and _sort(name) is Sort.FLAG:
        return name
    raise PolicyError(f"Only a flag stands alone or behind '!': {ast.unparse(node)}")


def _fact(name: Name) -> Fact | None:
    if name.of_subject:
        return SUBJECT.get(name.attribute)
    if name.path.startswith("r.res."):
        return RESOURCE.get(name.attribute) or PARTY.get(name.attribute)
    if re.fullmatch(r"p\.\w+|r\.obj|r\.act", name.path):
        return Fact(Sort.TEXT, name.attribute)
    return None


def _sort(term: Name | Constant) -> Sort:
    if isinstance(term, Constant):
        return Sort.TEXT
    fact = _fact(term)
    if fact is None:
        raise PolicyError(f"The matcher names an unknown fact: {term.path}")
    return fact.sort


def _comparison(sign: str, left: Name | Constant, right: Name | Constant) -> Comparison:
    sorts = {_sort(left), _sort(right)}
    written = f"{_written(left)} {sign} {_written(right)}"
    for term, other in ((left, right), (right, left)):
        if isinstance(term, Name) and isinstance(other, Constant) and not possible(term, other):
            raise PolicyError(f"The matcher compares with a word that does not exist: {written}")
    if len(sorts) != 1 or Sort.FLAG in sorts:
        raise PolicyError(f"The matcher compares unlike things: {written}")
    if sign not in ("==", "!=") and not sorts <= _ORDERED:
        raise PolicyError(f"The matcher orders what has no order: {written}")
    if sign == "!=" and any(isinstance(term, Name) and _nullable(term) for term in (left, right)):
        raise PolicyError(f"The matcher says != of something that may be null: {written}")
    return Comparison(sign, left, right)


def possible(name: Name, value: Constant) -> bool:
    """Can this fact ever have this value?"""
    fact = _fact(name)
    return fact is None or fact.words is None or value.value in fact.words


def _nullable(name: Name) -> bool:
    fact = _fact(name)
    return fact is not None and fact.nullable


def _written(term: Name | Constant) -> str:
    return term.path if isinstance(term, Name) else repr(term.value)


def names(expression: Expression) -> Iterator[Name]:
    """Every name in the tree, as often as it stands there."""
    match expression:
        case Name():
            yield expression
        case Comparison(left=left, right=right):
            yield from (term for term in (left, right) if isinstance(term, Name))
        case Not(flag=inner) | SomeParty(condition=inner):
            yield from names(inner)
        case All(parts=parts) | Either(parts=parts):
            for part in parts:
                yield from names(part)
        case Constant():
            return


def compared_with(expression: Expression, path: str) -> frozenset[str]:
    """The texts that a name is compared with: the vocabulary of a column of the policy."""
    match expression:
        case Comparison(left=Name(path=at), right=Constant(value=str(value))) if at == path:
            return frozenset({value})
        case All(parts=parts) | Either(parts=parts):
            return frozenset().union(*(compared_with(part, path) for part in parts))
        case _:
            return frozenset()
