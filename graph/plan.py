"""How does an operation run whose document was understood once: variables, permission, resolver, one function, done?

Planned are operations whose root fields were declared with graph.fields and whose selections generated functions can
complete: a mutation of one field, a query of one or more. Everything else raises Fallback when the plan is made. When a
request of a planned operation turns out unusual (a refusal, an error, a value that is not what its type promises), the
resolver is not run again: the stock executor completes what it gave, or raises what it raised. So a mutation happens
once. Only a query of several fields begins anew, there being nothing that it changed.
"""

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast

import strawberry
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
)
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_fields
from graphql.execution.values import VariableValues
from graphql.pyutils import Path, gather_with_cancel
from graphql.type import GraphQLResolveInfoHelpers
from strawberry.execution import optimized_is_awaitable
from strawberry.schema.schema import _OperationContextAwareGraphQLResolveInfo as RawInfo
from strawberry.types.execution import ExecutionResult
from strawberry.types.field import StrawberryField

from graph.compiled import CompiledExecutor, counts, flags_of, only
from graph.completion import NO_VARIABLES, Arguments, Completion, Fallback, Open, Scope, settle
from graph.completion_writer import write
from graph.context import Context
from graph.errors import presented
from graph.fields import Permit
from graph.variables import Variables
from rules.roles import Role

MOST_VARIANTS: Final = 16
_DEFINITION: Final = "strawberry-definition"
_HELPERS: Final = GraphQLResolveInfoHelpers(
    gather=lambda values: gather_with_cancel(*values), track=lambda _values: None
)


@dataclass(frozen=True, slots=True)
class Root:
    """The root field of an operation: what it demands, whom it asks, how the answer is completed."""

    key: str
    type: GraphQLObjectType
    definition: GraphQLField
    details: list[FieldDetails]
    declared: StrawberryField
    permit: Permit
    arguments: Arguments | None
    completion: Completion
    path: Path

    @classmethod
    def of(cls, scope: Scope, type_: GraphQLObjectType, key: str, details: list[FieldDetails]) -> "Root":
        """Raises Fallback for a field that was not declared with graph.fields, or that cannot be completed."""
        definition = scope.schema.get_field(type_, details[0].node.name.value)
        declared = definition.extensions.get(_DEFINITION) if definition else None
        if definition is None or declared is None or declared.base_resolver is None:
            raise Fallback
        if len(declared.extensions) != 1 or not isinstance(declared.extensions[0], Permit):
            raise Fallback
        arguments = Arguments.of(scope, definition, declared, details[0], reused=False) if definition.args else None
        completion = write(scope, definition.type, details, native=True)
        path = Path(None, key, type_.name)
        return cls(key, type_, definition, details, declared, declared.extensions[0], arguments, completion, path)


@dataclass(frozen=True, slots=True)
class Variant:
    """The operation as one combination of its @skip and @include leaves it: root fields, and constants between them."""

    roots: tuple[Root, ...]
    shape: dict[str, str | None]

    def data(self, responses: list[Any]) -> dict[str, Any]:
        """The responses of the root fields at their places."""
        if len(self.shape) == 1:
            return {self.roots[0].key: responses[0]}
        return {**self.shape, **{root.key: response for root, response in zip(self.roots, responses, strict=True)}}


@dataclass(slots=True)
class OperationPlan:
    """One operation of one document, understood as far as it can be without a request."""

    core: GraphQLSchema
    document: DocumentNode
    operation: OperationDefinitionNode
    fragments: dict[str, FragmentDefinitionNode]
    variables: Variables
    flags: tuple[str, ...]
    variants: dict[tuple[Any, ...], Variant | None] = field(default_factory=dict)

    @classmethod
    def of(
        cls, schema: strawberry.Schema, document: DocumentNode, operation_name: str | None = None
    ) -> "OperationPlan":
        """Raises Fallback for an operation that is no query or mutation, not determined, or beyond a plan."""
        operation = _operation(document, operation_name)
        fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
        if operation.directives or any(node.variable_definitions for node in fragments.values()):
            raise Fallback
        flags = flags_of([operation, *fragments.values()])
        core = schema._schema  # noqa: SLF001 - strawberry has no public name for the schema it wraps
        plan = cls(core, document, operation, fragments, Variables(core, operation), flags)
        if not flags and plan._variant(NO_VARIABLES) is None:
            raise Fallback
        return plan

    @property
    def name(self) -> str | None:
        """The operation's name."""
        return self.operation.name.value if self.operation.name else None

    @property
    def is_query(self) -> bool:
        """Does it only read?"""
        return self.operation.operation is OperationType.QUERY

    async def run(
        self, given: Mapping[str, Any] | None, context: Context, extensions: dict[str, Any] | None = None
    ) -> ExecutionResult | None:
        """The result of a request; None when the stock executor has to run it: then nothing was changed.

        Moments and days in the data are left for orjson to write; `extensions` are those that the request brought.
        """
        variables = self.variables.coerced(given or {}, hide_suggestions=_is_visitor(context))
        if isinstance(variables, list):
            return ExecutionResult(None, presented(variables))
        variant = self._variant(variables)
        if variant is None:
            return None
        request = _Request(self, variables, context, extensions)
        if len(variant.roots) > 1:
            return await request.several(variant)
        return await request.one(variant, given or {})

    def _variant(self, variables: VariableValues) -> Variant | None:
        key = tuple([variables.coerced.get(name) for name in self.flags])
        if key in self.variants:
            return self.variants[key]
        if len(self.variants) >= MOST_VARIANTS:
            return None
        try:
            variant = self._written(only(variables, self.flags))
        except (Fallback, GraphQLError):
            variant = None
        self.variants[key] = variant
        return variant

    def _written(self, flags: VariableValues) -> Variant:
        core = self.core
        fragments = {name: FragmentDetails(node) for name, node in self.fragments.items()}
        type_ = core.get_root_type(self.operation.operation)
        if type_ is None:
            raise Fallback
        scope = Scope(core, fragments, self.operation, flags)
        collected = collect_fields(core, fragments, flags, type_, self.operation)
        roots: list[Root] = []
        shape: dict[str, str | None] = {}
        for key, details in collected.grouped_field_set.items():
            constant = details[0].node.name.value == "__typename"
            shape[key] = type_.name if constant else None
            if not constant:
                roots.append(Root.of(scope, type_, key, details))
        if not roots or (len(roots) > 1 and not self.is_query):
            raise Fallback
        return Variant(tuple(roots), shape)


@dataclass(frozen=True, slots=True)
class _Request:
    """One request of a planned operation."""

    plan: OperationPlan
    variables: VariableValues
    context: Context
    extensions: dict[str, Any] | None

    async def one(self, variant: Variant, given: Mapping[str, Any]) -> ExecutionResult:
        """The result of a single root field, whose resolver runs once whatever happens."""
        root = variant.roots[0]
        try:
            value = await self._resolved(root)
        except Exception as error:  # noqa: BLE001 - the stock executor tells every one of them
            return await self._told(variant, _raising(error), given)
        try:
            response = await self._completed(root, value)
        except Exception:  # noqa: BLE001 - as above
            return await self._told(variant, _giving(value), given)
        counts.planned += 1
        return ExecutionResult(variant.data([response]), None)

    async def several(self, variant: Variant) -> ExecutionResult | None:
        """The result of a query with several root fields, which run at the same time; None when one of them fails."""

        async def one(root: Root) -> Any:
            return await self._completed(root, await self._resolved(root))

        try:
            responses = await gather_with_cancel(*[one(root) for root in variant.roots])
        except Exception:  # noqa: BLE001 - as above
            counts.fallbacks += 1
            self.context.forget()
            return None
        counts.planned += 1
        return ExecutionResult(variant.data(responses), None)

    async def _resolved(self, root: Root) -> Any:
        """What the resolver gives, in strawberry's order: arguments, permission, resolver. Raises what they raise."""
        arguments = {} if root.arguments is None else root.permit.map_arguments(root.arguments.bound(self.variables))
        root.permit.admit(self.context)
        resolver: Any = root.declared.base_resolver
        if resolver.info_parameter:
            arguments[resolver.info_parameter.name] = strawberry.Info(self._info(root), root.declared)
        for parameter in (resolver.parent_parameter, resolver.root_parameter):
            if parameter:
                arguments[parameter.name] = None
        value = resolver.wrapped_func(*((None,) if resolver.self_parameter else ()), **arguments)
        return await value if optimized_is_awaitable(value) else value

    async def _completed(self, root: Root, value: Any) -> Any:
        edges: list[Open] = []
        response = root.completion.begin(value, self.context, self.variables, edges)
        if edges:
            await settle(edges, self.context, self.variables)
        return response

    async def _told(self, variant: Variant, outcome: Awaitable[Any], given: Mapping[str, Any]) -> ExecutionResult:
        """What the stock executor makes of the outcome of the one root field, as if it had resolved it itself."""
        counts.fallbacks += 1
        root, plan = variant.roots[0], self.plan
        executor: Any = CompiledExecutor.build(
            plan.core,
            plan.document,
            None,
            self.context,
            dict(given),
            plan.name,
            is_awaitable=cast("Any", optimized_is_awaitable),
            hide_suggestions=_is_visitor(self.context),
            operation_extensions=self.extensions,
        )
        nodes = [details.node for details in root.details]
        info = executor.build_resolve_info(root.definition, nodes, root.type, root.path)
        complete = executor.complete_awaitable_value
        data: dict[str, Any] | None = None
        try:
            data = variant.data([await complete(root.definition.type, root.details, info, root.path, outcome, None)])
        except GraphQLError as error:
            executor.collected_errors.add(error, None)
        return ExecutionResult(data, presented(executor.collected_errors.errors, operation=plan.name) or None)

    def _info(self, root: Root) -> Any:
        plan = self.plan
        return RawInfo(
            root.details[0].node.name.value,
            [details.node for details in root.details],
            root.definition.type,
            root.type,
            root.path,
            plan.core,
            plan.fragments,
            None,
            plan.operation,
            self.variables.coerced,
            self.context,
            optimized_is_awaitable,
            None,
            _HELPERS,
            cast("Any", self.extensions),
        )


def _operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """The operation of this name, or the only one. Raises Fallback when there is none such, and for subscriptions."""
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    if name is not None:
        operations = [node for node in operations if node.name and node.name.value == name]
    if len(operations) != 1 or operations[0].operation is OperationType.SUBSCRIPTION:
        raise Fallback
    return operations[0]


async def _giving(value: Any) -> Any:
    return value


async def _raising(error: Exception) -> Any:
    raise error


def _is_visitor(context: Context) -> bool:
    return context.principal.role is Role.PUBLIK
