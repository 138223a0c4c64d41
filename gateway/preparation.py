"""What is known of a GraphQL text before any request runs it: parsed, within limits, valid; and remembered."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    ASTValidationRule,
    DocumentNode,
    GraphQLError,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    parse,
    specified_rules,
    validate,
)
from strawberry import Schema
from strawberry.extensions import SchemaExtension
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from gateway.limits import Limits, rule_of

# A syntax tree takes up to a hundred times the room of its text: this bounds what strangers' texts can occupy.
_REMEMBERED_CHARACTERS: Final = 500_000
_LEAST_WEIGHT: Final = 200


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text that could be parsed; it may run when `errors` is empty. `operations` are those that it defines."""

    document: DocumentNode
    errors: list[GraphQLError]
    operations: tuple[OperationDefinitionNode, ...]


class Preparation:
    """Parses and validates each text once, and remembers it: trusted texts for good, free texts as room allows.

    Visitors, everyone but staff, have a smaller limit of tokens, get no suggestions of names ("Did you mean ..."), and
    cannot read the schema without `visitors_introspect`. Trusted texts were reviewed: the larger limit holds for them.
    """

    def __init__(
        self,
        schema: Schema,
        limits: Limits,
        *,
        trusted: Collection[str] = frozenset(),
        visitors_introspect: bool = True,
    ) -> None:
        self._schema = schema._schema  # noqa: SLF001 - strawberry has no public name for the schema it wraps
        self._limits = limits
        self._trusted = trusted
        rules = (rule_of(limits), *specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)
        self._rules: dict[bool, tuple[type[ASTValidationRule], ...]] = {
            True: rules,
            False: rules if visitors_introspect else (*rules, NoSchemaIntrospectionCustomRule),
        }
        self._kept: dict[tuple[str, bool], Prepared] = {}
        self._recent: OrderedDict[tuple[str, bool], Prepared] = OrderedDict()
        self._weight = 0

    def prepare(self, text: str, *, staff: bool) -> Prepared:
        """The parsed and validated text. Raises GraphQLError when it cannot be parsed within the limits."""
        key = (text, staff)
        known = self._kept.get(key)
        if known is not None:
            return known
        known = self._recent.get(key)
        if known is not None:
            self._recent.move_to_end(key)
            return known
        document = parse(text, **self.parse_options(text, staff=staff))  # type: ignore[arg-type]  # all are int
        errors = validate(self._schema, document, self._rules[staff], hide_suggestions=not staff)
        _mark(errors)
        operations = tuple(node for node in document.definitions if isinstance(node, OperationDefinitionNode))
        prepared = Prepared(document, errors, operations)
        self._remember(key, prepared)
        return prepared

    def parse_options(self, text: str, *, staff: bool) -> dict[str, int]:
        """What graphql-core's parser is told about how long a text may be."""
        limits = self._limits
        tokens = limits.tokens if staff or text in self._trusted else limits.anonymous_tokens
        return {"max_lexical_tokens": tokens, "max_comments": tokens, "max_source_length": limits.characters}

    def extended(self, schema: Schema, is_staff: Callable[[Any], bool]) -> tuple[Any, ...]:
        """The extensions of a schema, with one before them that spares it parsing and validating."""
        return (lambda: _Handover(self, is_staff), *schema.extensions)

    def _remember(self, key: tuple[str, bool], prepared: Prepared) -> None:
        if key[0] in self._trusted:
            self._kept[key] = prepared
            return
        self._recent[key] = prepared
        self._weight += _weight(key)
        while self._weight > _REMEMBERED_CHARACTERS:
            oldest, _prepared = self._recent.popitem(last=False)
            self._weight -= _weight(oldest)


class _Handover(SchemaExtension):
    """Hands the executor what was prepared, or the errors that it has."""

    def __init__(self, preparation: Preparation, is_staff: Callable[[Any], bool]) -> None:
        self._preparation = preparation
        self._is_staff = is_staff

    def on_parse(self) -> Iterator[None]:
        context = self.execution_context
        text, staff = context.query or "", self._is_staff(context.context)
        try:
            prepared = self._preparation.prepare(text, staff=staff)
        except GraphQLError:
            # Raised from here it would tear down a stream; strawberry reports it when it parses the text itself.
            options = self._preparation.parse_options(text, staff=staff)
            context.parse_options.update(options)  # type: ignore[typeddict-item]  # all of it reaches parse()
        else:
            context.graphql_document = prepared.document
            context.pre_execution_errors = prepared.errors
        yield


def _mark(errors: Collection[GraphQLError]) -> None:
    for error in errors:
        if "code" not in (error.extensions or {}):
            error.extensions = {
                **(error.extensions or {}),
                "code": "GRAPHQL_VALIDATION_FAILED",
                "messageId": "Dokumen GraphQL tidak sesuai dengan skema.",
            }


def _weight(key: tuple[str, bool]) -> int:
    return max(_LEAST_WEIGHT, len(key[0]))
