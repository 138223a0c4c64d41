"""Asks a small schema in process, as somebody, at a fixed time."""

from datetime import UTC, datetime
from typing import Any

from strawberry.types.execution import ExecutionResult

from graph.context import Context
from graph.schema_base import TuntasSchema
from policies.principal import Principal
from rules.roles import Role

NOW = datetime(2026, 11, 23, 1, 2, 3, tzinfo=UTC)


def context_of(role: Role = Role.NASIONAL, world: Any = None) -> Context:
    """The context of somebody in this role; `world` stands for the database."""
    context = Context(Principal(role), world, NOW)
    context.storage = world
    return context


async def asked(
    schema: TuntasSchema, document: str, context: Context | None = None, **variables: Any
) -> ExecutionResult:
    """The result of an operation."""
    return await schema.execute(document, variables, context_value=context or context_of())


async def data_of(schema: TuntasSchema, document: str, context: Context | None = None, **variables: Any) -> Any:
    """The data; an error fails the test."""
    result = await asked(schema, document, context, **variables)
    assert not result.errors, result.errors
    return result.data


async def refusal_of(
    schema: TuntasSchema, document: str, context: Context | None = None, **variables: Any
) -> dict[str, Any]:
    """The message and extensions of the only error."""
    result = await asked(schema, document, context, **variables)
    assert result.errors is not None
    (error,) = result.errors
    return {"message": error.message, **(error.extensions or {})}
