'''The ways to declare a field that does something: query, mutation, subscription, edge, derived.

A root field cannot be written without its permission, and no field without its description: the docstring, or the
argument `description`. What is written there is the manual of the interface.

    @node_type(ComplaintRow)
    class Complaint(Node):
        """A citizen's complaint (laporan)."""

        subject: str = attribute("What it is about, in one line (judul).")

        @edge(Unit | None)
        @staticmethod
        async def unit(row: ComplaintRow, context: Context) -> UnitRow | None:
            """The work unit that holds it (OPD)."""
            return await context.load(units.by_path, (row.tenant_id, row.unit_path))

        @derived(list[Move])
        @staticmethod
        def viewer_can(row: ComplaintRow, context: Context) -> list[Move]:
            """The moves that the viewer may make now."""
            return decisions.moves(context.principal, row)

    @strawberry.type
    class ComplaintQueries:
        @query(Permission.COMPLAINT_READ, Connection[Complaint])
        async def inbox(self, info: Info, first: First = 20, after: After = None) -> Page[ComplaintRow]:
            """The inbox of the desk (kotak masuk)."""
            request = page_request(complaints.BY_DUE_DATE, first, after)
            return await complaints.inbox(info.context.sessions, request, selection.relations(info))

Types resolve from rows: `inbox` returns a page of ComplaintRow. An edge takes the attribute of its own name when the
row carries it (a store that joined the unit has set `row.unit`), and asks its resolver only when the attribute is
absent or its slot was never set.
'''

import inspect
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any, Final, NamedTuple, TypeVar

import strawberry
from strawberry.extensions import FieldExtension
from strawberry.schema_directive import Location
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from graph.context import Context, Info
from graph.declarations import described
from graph.inputs import RULE, check_arguments
from graph.scalars import Rule
from policies.decisions import may
from policies.permissions import Permission
from policies.principal import Principal
from rules.errors import FORBIDDEN, UNAUTHENTICATED, Refusal
from rules.roles import LABELS, Role

Resolver = TypeVar("Resolver", bound=Callable[..., Any])
PURE: Final = "tuntas.pure"
"""Key in a field's metadata: the synchronous (row, context, **arguments) function behind a derived field."""
INLINE: Final = "tuntas.inline"
"""Key in a derived field's metadata: from the row classes of its type to the same as a Python expression, if any."""
RELATION: Final = "tuntas.relation"
"""Key in a field's metadata: the asynchronous (row, context, **arguments) function behind an edge."""
SHOWN: Final = "tuntas.shown"
"""Key in an edge's metadata: what has the last word on the value that the row carries."""
CARRIED: Final = "tuntas.carried"
"""Key in an edge's metadata: the attribute of the row that may carry the value."""
ABSENT: Final = object()
"""What reading an attribute gives when the row does not carry it."""


class Inline(NamedTuple):
    """A Python expression of the row `v`, and the values of the other names in it, which have one letter each."""

    expression: str
    names: dict[str, Any]


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION],
    name="requires",
    description="The permission that the viewer's role needs for this field.",
)
class Requires:
    """Prints the permission into the SDL, so that the snapshot's diff shows every change of who may."""

    permission: str


def demand(principal: Principal, permission: Permission) -> None:
    """Raise FORBIDDEN (or UNAUTHENTICATED for a visitor) unless the principal's role holds the permission."""
    if may(principal, permission):
        return
    if principal.role is Role.PUBLIK:
        raise Refusal(UNAUTHENTICATED, "Sign in first.", "Silakan masuk terlebih dahulu.", rule=str(permission))
    raise Refusal(
        FORBIDDEN,
        f"This needs the permission {permission}, which the role {principal.role} does not have.",
        f"Perlu izin {permission}, yang tidak dimiliki peran {LABELS[principal.role]}.",
        rule=str(permission),
    )


class Permit(FieldExtension):
    """Decides before the resolver runs; the plan calls `admit` itself."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission
        self.rules: dict[str, tuple[str, Rule]] = {}

    def apply(self, field: StrawberryField) -> None:
        """Learn the rules of the field's arguments when the schema is built."""
        self.learn(field.arguments)

    def learn(self, arguments: Sequence[StrawberryArgument]) -> None:
        """Remember which arguments have a rule."""
        for argument in arguments:
            rule = argument.metadata.get(RULE)
            if rule is not None:
                self.rules[argument.python_name] = (argument.graphql_name or to_camel_case(argument.python_name), rule)

    def map_arguments(self, kwargs: dict[str, Any]) -> dict[str, Any]:
        """The arguments as their rules want them. Raises BAD_USER_INPUT."""
        return check_arguments(self.rules, kwargs) if self.rules else kwargs

    def admit(self, context: Context) -> None:
        """Raise unless the principal of this request holds the permission."""
        demand(context.principal, self.permission)

    def resolve(self, next_: Any, source: Any, info: Any, **kwargs: Any) -> Any:
        """Admit, then resolve synchronously."""
        self.admit(info.context)
        return next_(source, info, **kwargs)

    async def resolve_async(self, next_: Any, source: Any, info: Any, **kwargs: Any) -> Any:
        """Admit, then resolve."""
        self.admit(info.context)
        return await next_(source, info, **kwargs)


def query(permission: Permission, returns: object, *, description: str | None = None) -> Callable[[Resolver], Resolver]:
    """A root field that reads. Its resolver is an async method (self, info, **arguments)."""
    return _root(permission, returns, description)


def mutation(
    permission: Permission, returns: object, *, description: str | None = None
) -> Callable[[Resolver], Resolver]:
    """A root field that changes something, in one transaction of its own."""
    return _root(permission, returns, description)


def subscription(
    permission: Permission, returns: object, *, description: str | None = None
) -> Callable[[Resolver], Resolver]:
    """A root field that streams, by an async generator. The permission is decided before the first event."""

    def declare(resolver: Any) -> Any:
        permit = Permit(permission)

        async def stream(self: object, info: Info, **arguments: Any) -> AsyncIterator[Any]:
            permit.admit(info.context)
            async for event in resolver(self, info, **permit.map_arguments(arguments)):
                yield event

        _disguise(stream, resolver, inspect.signature(resolver).parameters.values())
        field: Any = strawberry.subscription(
            resolver=stream,
            graphql_type=returns,
            description=described(description, resolver),
            directives=[Requires(permission=permission.value)],
            metadata={Permit: permit},
        )
        permit.learn(field.arguments)
        return field

    return declare


def edge(
    returns: object, *, shown: Callable[[Any, Context, Any], Any] | None = None, description: str | None = None
) -> Callable[[Resolver], Resolver]:
    """A relation of the parent row: what the row already carries under this name, else `async (row, context)`.

    A check inside the resolver does not see what the row carries: put it into `shown(row, context, found)`, which has
    the last word on both. An edge only reads; in rare cases it is asked twice.
    """

    def declare(resolver: Any) -> Any:
        function = _function(resolver)
        name = function.__name__

        def relation(root: Any, info: Info, **arguments: Any) -> Any:
            carried = getattr(root, name, ABSENT)
            if carried is ABSENT:
                return asked(root, info.context, **arguments)
            return carried if shown is None else shown(root, info.context, carried)

        asked = function if shown is None else _shown(function, shown)
        metadata = {RELATION: asked, SHOWN: shown, CARRIED: name}
        return _field(relation, function, returns, description, metadata)

    return declare


def derived(
    returns: object, *, inline: Callable[[frozenset[type]], Inline | None] | None = None, description: str | None = None
) -> Callable[[Resolver], Resolver]:
    """A value computed from the row and the request by a pure synchronous `(row, context)`: no I/O, no side effects.

    `inline` may give the same as a Python expression of the row `v`, for rows of these classes; for the hottest alone.
    """

    def declare(resolver: Any) -> Any:
        function = _function(resolver)
        if inspect.iscoroutinefunction(function):
            raise TypeError(f"{function.__qualname__} awaits: a derived field is synchronous, declare an edge.")

        def value(root: Any, info: Info, **arguments: Any) -> Any:
            return function(root, info.context, **arguments)

        return _field(value, function, returns, description, {PURE: function, INLINE: inline})

    return declare


def permission_of(field: StrawberryField) -> Permission | None:
    """What a root field demands; None when it was declared without this module."""
    permit = permit_of(field)
    return None if permit is None else permit.permission


def permit_of(field: StrawberryField) -> Permit | None:
    """The guard of a root field."""
    permit = field.metadata.get(Permit) or next((e for e in field.extensions if isinstance(e, Permit)), None)
    return permit if isinstance(permit, Permit) else None


def _shown(function: Callable[..., Any], shown: Callable[[Any, Context, Any], Any]) -> Callable[..., Any]:
    async def asked(row: Any, context: Context, **arguments: Any) -> Any:
        found = function(row, context, **arguments)
        return shown(row, context, await found if inspect.isawaitable(found) else found)

    return asked


def _root(permission: Permission, returns: object, description: str | None) -> Callable[[Resolver], Resolver]:
    def declare(resolver: Any) -> Any:
        return strawberry.field(
            resolver=resolver,
            graphql_type=returns,
            description=described(description, resolver),
            extensions=[Permit(permission)],
            directives=[Requires(permission=permission.value)],
        )

    return declare


def _field(wrapper: Any, function: Any, returns: object, description: str | None, metadata: dict[Any, Any]) -> Any:
    row, context, *arguments = inspect.signature(function).parameters.values()
    root = row.replace(name="root", annotation=Any, kind=inspect.Parameter.POSITIONAL_OR_KEYWORD)
    info = context.replace(name="info", annotation=Info, kind=inspect.Parameter.POSITIONAL_OR_KEYWORD)
    _disguise(wrapper, function, [root, info, *arguments])
    text = described(description, function)
    return strawberry.field(resolver=wrapper, graphql_type=returns, description=text, metadata=metadata)


def _disguise(wrapper: Any, function: Any, parameters: Any) -> None:
    """Let strawberry read the arguments of the wrapped function from its wrapper."""
    wrapper.__name__, wrapper.__qualname__ = function.__name__, function.__qualname__
    wrapper.__module__, wrapper.__doc__ = function.__module__, function.__doc__
    wrapper.__signature__ = inspect.Signature(list(parameters))


def _function(resolver: Any) -> Any:
    return resolver.__func__ if isinstance(resolver, staticmethod) else resolver
