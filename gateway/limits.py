"""How large may an operation be, and does a document stay within that? Decided before the standard rules look at it."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    TokenKind,
    ValidationContext,
    ValidationRule,
)
from graphql.validation.validate import ValidationAbortedError

from gateway.operation_size import Size, Weights, sizes

CODE: Final = "OPERATION_TOO_COMPLEX"


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one operation may ask; every figure counts fragments as often as they are spread.

    `cost` is the number of fields an answer may hold, with lists by their `weights`. `width` is the number of fields in
    one selection set, `repeats` how many of them bear a name that another has; `digits` is the length of a number.
    `anonymous_tokens` is for everyone but staff.
    """

    tokens: int = 2_000
    anonymous_tokens: int = 1_000
    characters: int = 50_000
    digits: int = 30
    depth: int = 12
    introspection_depth: int = 16
    cost: int = 5_000
    aliases: int = 30
    directives: int = 20
    root_fields: int = 20
    width: int = 200
    repeats: int = 50
    weights: Weights = field(default_factory=Weights)


@cache
def rule_of(limits: Limits) -> type[ValidationRule]:
    """The validation rule for these limits: the same class each time, so that a cache of validations hits.

    Put it before the standard rules. It decides before they look at anything, and stops them when it refuses: one of
    them compares every field with every other.
    """

    class WithinLimits(ValidationRule):
        """Refuses a document with an operation beyond the limits."""

        def __init__(self, context: ValidationContext) -> None:
            super().__init__(context)

        def enter_document(self, node: DocumentNode, *_args: Any) -> None:
            errors = too_complex(self.context.schema, node, limits)
            for error in errors[:-1]:
                self.report_error(error)
            if errors:  # raised, the last one is reported too, and ends the validation
                last = errors[-1]
                raise ValidationAbortedError(last.message, last.nodes, extensions=last.extensions)

    return WithinLimits


def too_complex(schema: GraphQLSchema, document: DocumentNode, limits: Limits) -> list[GraphQLError]:
    """What each operation of a document exceeds, one error a limit; the document need not be valid."""
    errors = [
        error
        for operation, size in sizes(schema, document, limits.weights)
        for error in _refusals(operation, size, limits)
    ]
    if _has_long_number(document, limits.digits):  # int() of thousands of digits raises, in whichever rule comes first
        errors.append(refusal("digits", limits.digits))
    return errors


def refusal(what: str, limit: int, operation: OperationDefinitionNode | None = None) -> GraphQLError:
    """The error for exceeding one limit; `what` is a field of Limits."""
    name = what.replace("_", " ")
    return GraphQLError(
        f"The operation exceeds the limit of {limit} for {name}.",
        [operation] if operation else None,
        extensions={
            "code": CODE,
            "limit": what,
            "maximum": limit,
            "messageId": f"Operasi melebihi batas {limit} untuk {name}.",
        },
    )


def _refusals(operation: OperationDefinitionNode, size: Size, limits: Limits) -> list[GraphQLError]:
    figures = (
        ("depth", size.depth, limits.depth),
        ("introspection_depth", size.introspection_depth, limits.introspection_depth),
        ("cost", size.cost, limits.cost),
        ("aliases", size.aliases, limits.aliases),
        ("directives", size.directives, limits.directives),
        ("root_fields", size.width, limits.root_fields),
        ("width", size.widest, limits.width),
        ("repeats", size.repeats, limits.repeats),
    )
    return [refusal(what, limit, operation) for what, figure, limit in figures if figure > limit]


def _has_long_number(document: DocumentNode, digits: int) -> bool:
    token = document.loc.start_token if document.loc else None
    while token is not None:
        if token.kind is TokenKind.INT and len(token.value or "") > digits:
            return True
        token = token.next
    return False
