"""How the schema is made and run: merged subjects, documents parsed and validated once, errors told, never leaked.

Query = merged("Query", "What can be read.", ComplaintQueries, PeopleQueries)
Mutation = merged("Mutation", "What can be changed.", ComplaintMutations)
schema = TuntasSchema(Query, Mutation)

schema.limit(rule_of(limits), tokens=limits.tokens)      the gateway, at start
"""

from collections import Counter, OrderedDict
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import strawberry
from graphql import DocumentNode, GraphQLError, OperationDefinitionNode, parse, specified_rules, validate
from graphql import ExecutionResult as RawResult
from graphql.validation import ASTValidationRule
from strawberry.exceptions import MissingQueryError
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule
from strawberry.types.execution import ExecutionContext, PreExecutionError

from graph import errors
from graph.scalars import SCALARS
from graph.schema_laws import breaches
from rules.roles import Role

MOST_DOCUMENTS: Final = 512
LONGEST_REMEMBERED: Final = 50_000
_STANDARD_RULES: Final = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)


class Prepared(NamedTuple):
    """A document that was parsed and validated; without errors it may be executed."""

    document: DocumentNode | None
    errors: list[GraphQLError]


def merged(name: str, description: str, *parts: type) -> type:
    """One root type from the parts that the subjects contribute. Raises TypeError when two declare the same field."""
    counts = Counter(
        field.name
        for part in parts
        for field in part.__strawberry_definition__.fields  # type: ignore[attr-defined]
    )
    twice = sorted(field for field, count in counts.items() if count > 1)
    if twice:
        raise TypeError(f"{name} has fields that two subjects declare: {', '.join(twice)}")
    return strawberry.type(type(name, parts, {}), description=description)


class TuntasSchema(strawberry.Schema):
    """The schema of the service. It cannot be built undescribed, and no root field of it is without a permission."""

    def __init__(
        self,
        query: type,
        mutation: type | None = None,
        subscription: type | None = None,
        types: Iterable[type] = (),
        **options: Any,
    ) -> None:
        """Raises TypeError naming everything that breaks a law of graph.schema_laws."""
        super().__init__(
            query, mutation, subscription, types=types, config=StrawberryConfig(scalar_map=SCALARS), **options
        )
        found = breaches(self._schema)
        if found:
            raise TypeError("The schema breaks its laws:\n" + "\n".join(found))
        self._rules: tuple[type[ASTValidationRule], ...] = _STANDARD_RULES
        self._tokens: int | None = None
        self._prepared: OrderedDict[str, Prepared] = OrderedDict()

    def limit(self, *rules: type[ASTValidationRule], tokens: int | None = None) -> None:
        """Let these rules judge each document before the standard ones, and none be longer than `tokens`."""
        self._rules, self._tokens = (*rules, *_STANDARD_RULES), tokens
        self._prepared.clear()

    def prepare(self, text: str, *, hide_suggestions: bool = False) -> Prepared:
        """Parse and validate; what is valid is remembered. Errors carry their codes."""
        known = self._prepared.get(text)
        if known is not None:
            self._prepared.move_to_end(text)
            return known
        prepared = self._prepare(text, hide_suggestions=hide_suggestions)
        if not prepared.errors and len(text) <= LONGEST_REMEMBERED:
            self._prepared[text] = prepared
            if len(self._prepared) > MOST_DOCUMENTS:
                self._prepared.popitem(last=False)
        return prepared

    def _prepare(self, text: str, *, hide_suggestions: bool) -> Prepared:
        try:
            document = parse(text, max_tokens=self._tokens)
        except GraphQLError as error:
            return Prepared(None, errors.mark([error], errors.PARSE))
        found = validate(self._schema, document, self._rules, hide_suggestions=hide_suggestions)
        return Prepared(document, errors.mark(found, errors.VALIDATION))

    async def _prepare_operation_async(self, context: ExecutionContext, extensions_runner: Any) -> Any:  # noqa: ARG002
        """Replaces strawberry's parsing and validation, for execution and streaming alike, by the remembered one."""
        if not context.query:
            raise MissingQueryError
        prepared = self.prepare(context.query, hide_suggestions=_is_visitor(context.context))
        if prepared.document is not None:
            context.graphql_document = prepared.document
            if not prepared.errors:
                return _undetermined(context)
        context.pre_execution_errors = prepared.errors
        return PreExecutionError(data=None, errors=prepared.errors)

    async def _execute_operation(self, execution_context: ExecutionContext, *arguments: Any, **options: Any) -> Any:
        custom = arguments[-1] if arguments else options["custom_context_kwargs"]
        custom["hide_suggestions"] = _is_visitor(execution_context.context)
        return await super()._execute_operation(execution_context, *arguments, **options)

    async def _handle_execution_result(
        self, context: ExecutionContext, result: Any, extensions_runner: Any, *, skip_process_errors: bool = False
    ) -> Any:
        """The one place that every result passes, frames of a stream too: here errors become what a client may see."""
        if result.errors:
            told = errors.presented(result.errors, operation=context.operation_name)
            if isinstance(result, RawResult):
                result = RawResult(result.data, told)
            else:
                result.errors = told
        return await super()._handle_execution_result(
            context, result, extensions_runner, skip_process_errors=skip_process_errors
        )

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Nothing: strawberry would log each client's mistake with a traceback; graph.errors logs ours, once."""


def _is_visitor(context: Any) -> bool:
    """Suggestions of names are for those who signed in."""
    principal = getattr(context, "principal", None)
    return principal is None or principal.role is Role.PUBLIK


def _undetermined(context: ExecutionContext) -> PreExecutionError | None:
    """Several operations and no name: strawberry would run the first, the specification asks for an error."""
    document = context.graphql_document
    if context._provided_operation_name is not None or document is None:  # noqa: SLF001 - not public elsewhere
        _check_allowed(context)
        return None
    if sum(isinstance(definition, OperationDefinitionNode) for definition in document.definitions) <= 1:
        _check_allowed(context)
        return None
    error = GraphQLError("Must provide operation name if query contains multiple operations.")
    return PreExecutionError(data=None, errors=errors.mark([error], errors.OPERATION))


def _check_allowed(context: ExecutionContext) -> None:
    """Raise what the view turns into 400 or 405, as strawberry does."""
    try:
        operation_type = context.operation_type
    except RuntimeError as error:
        raise CannotGetOperationTypeError(context.operation_name) from error
    if operation_type not in context.allowed_operations:
        raise InvalidOperationTypeError(operation_type)
