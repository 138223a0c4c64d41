"""What is left of a matcher once some of its names are known, and in which shape SQL and Python want it."""

import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from policies.matcher import All, Comparison, Constant, Either, Expression, Name, SomeParty, names, possible

OPERATORS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
TRUE: Final = Constant(value=True)
FALSE: Final = Constant(value=False)


def fold(expression: Expression, known: Mapping[str, str]) -> Expression:
    """The tree with these names replaced by their values, and everything that thereby is decided worked out."""
    match expression:
        case Comparison(sign=sign, left=left, right=right):
            return _compare(sign, _known(left, known), _known(right, known))
        case All(parts=parts):
            return both(fold(part, known) for part in parts)
        case Either(parts=parts):
            return either(fold(part, known) for part in parts)
        case _:
            return expression


def _known(term: Name | Constant, known: Mapping[str, str]) -> Name | Constant:
    return Constant(known[term.path]) if isinstance(term, Name) and term.path in known else term


def _compare(sign: str, left: Name | Constant, right: Name | Constant) -> Expression:
    match left, right:
        case Constant(value=first), Constant(value=second):
            return Constant(OPERATORS[sign](first, second))
        case (Name() as name, Constant() as value) if sign == "==" and not possible(name, value):
            return FALSE
    return Comparison(sign, left, right)


def both(parts: Iterable[Expression]) -> Expression:
    """&& of any number of folded trees: none is true."""
    return _join(All, TRUE, FALSE, parts)


def either(parts: Iterable[Expression]) -> Expression:
    """|| of any number of folded trees: none is false."""
    return _join(Either, FALSE, TRUE, parts)


def _join(kind: type[All | Either], neutral: Constant, decided: Constant, parts: Iterable[Expression]) -> Expression:
    flat: dict[Expression, None] = {}
    for part in parts:
        if part == decided:
            return decided
        if part != neutral:
            flat.update(dict.fromkeys(part.parts if isinstance(part, kind) else (part,)))
    if not flat:
        return neutral
    return next(iter(flat)) if len(flat) == 1 else kind(tuple(flat))


def quantify(expression: Expression) -> Expression:
    """The tree with every condition on involved units gathered, so that one and the same unit meets all of it.

    Alternatives of which some ask for a unit are asked one by one: the others must hold without any unit, too.
    """
    match expression:
        case All(parts=parts):
            mixed = next((part for part in parts if isinstance(part, Either) and _about_parties(part)), None)
            if mixed is not None:
                others = [part for part in parts if part is not mixed]
                return either(quantify(both([*others, way])) for way in mixed.parts)
            about = [part for part in parts if _about_parties(part)]
            rest = [part for part in parts if not _about_parties(part)]
            return both([*rest, SomeParty(both(about))]) if about else expression
        case Either(parts=parts):
            return either(quantify(part) for part in parts)
        case Comparison() if _about_parties(expression):
            return SomeParty(expression)
        case _:
            return expression


def _about_parties(expression: Expression) -> bool:
    return any(name.of_party for name in names(expression))


def factor(expression: Expression) -> Expression:
    """The tree with what all alternatives of an || have in common taken out before it: an index may use it there."""
    if not isinstance(expression, Either):
        return expression
    alternatives = [part.parts if isinstance(part, All) else (part,) for part in expression.parts]
    common = [part for part in alternatives[0] if all(part in other for other in alternatives[1:])]
    if not common:
        return expression
    rest = [both([part for part in parts if part not in common]) for parts in alternatives]
    return both([*common, either(rest)])
