"""How the schema is made of its subjects, which laws it keeps, and what its errors become before anyone sees them.

In graph/schema.py:

    Query = merged("Query", "What can be read.", ComplaintQueries, PeopleQueries)
    Mutation = merged("Mutation", "What can be changed.", ComplaintMutations)
    schema = TuntasSchema(Query, Mutation)

Parsing and validating once a document is the gateway's work (gateway/preparation.py).
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import strawberry
from graphql import ExecutionResult as RawResult
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.types.execution import ExecutionContext, PreExecutionError

from graph.compiled import CompiledExecutor
from graph.errors import presented
from graph.scalars import SCALARS
from graph.schema_laws import breaches
from rules.roles import Role


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
        options.setdefault("execution_context_class", CompiledExecutor)
        config = StrawberryConfig(scalar_map=SCALARS)
        super().__init__(query, mutation, subscription, types=types, config=config, **options)
        found = breaches(self._schema)
        if found:
            raise TypeError("The schema breaks its laws:\n" + "\n".join(found))

    async def _execute_operation(self, execution_context: ExecutionContext, *arguments: Any, **options: Any) -> Any:
        """Keep "Did you mean ..." from visitors: it would tell them names."""
        custom = arguments[-1] if arguments else options["custom_context_kwargs"]
        custom["hide_suggestions"] = is_visitor(execution_context.context)
        return await super()._execute_operation(execution_context, *arguments, **options)

    async def _handle_execution_result(
        self, context: ExecutionContext, result: Any, extensions_runner: Any, *, skip_process_errors: bool = False
    ) -> Any:
        """The one place that every result passes, frames of a stream too: here errors become what a client may see."""
        if result.errors:
            before = isinstance(result, PreExecutionError)
            told = presented(
                result.errors,
                before_execution=before,
                operation=context.operation_name,
                hide_suggestions=is_visitor(context.context),
            )
            if isinstance(result, RawResult):
                result = RawResult(result.data, told)
            else:
                result.errors = told
        return await super()._handle_execution_result(
            context, result, extensions_runner, skip_process_errors=skip_process_errors
        )

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Nothing: strawberry would log each client's mistake with a traceback; graph.errors logs ours, once."""


def is_visitor(context: Any) -> bool:
    """Does this context belong to nobody who signed in?"""
    principal = getattr(context, "principal", None)
    return principal is None or principal.role is Role.PUBLIK
