"""What an id names, and how an object is fetched again by it: the type, the tenant and the object, checked each time.

    @node_type(ComplaintRow)
    class Complaint(Node):
        '''A citizen's complaint (laporan).'''

    NodeQueries = node_queries(Permission.NODE_READ, {"Complaint": complaint_nodes, "Unit": unit_nodes})

A fetcher answers the rows that the viewer may see, in the order of the references, None for the others.
"""

import re
from base64 import b64decode, b64encode
from binascii import b2a_base64
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import is_dataclass
from typing import Annotated, Any, Final, NamedTuple, TypeAlias, TypeVar, dataclass_transform
from uuid import UUID

import orjson
import strawberry

from graph.context import Context, Info
from graph.declarations import object_type
from graph.fields import Inline, derived, query
from graph.inputs import argument
from policies.permissions import Permission
from rules.errors import Refusal, bad_input
from rules.identifiers import NATION

ROWS: Final = "__tuntas_rows__"
"""Where a node type keeps the row classes that it resolves from."""
MAX_NODES: Final = 100
LONGEST_ID: Final = 200
_ID: Final = re.compile(
    r"([A-Z][A-Za-z]{0,39}):(0|[1-9]\d{0,3})"
    r"\.(?:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|(0|[1-9]\d{0,17}))"
)


class _Named(NamedTuple):
    """What the rows of a class are called, and by which attribute they differ."""

    type: str
    name: bytes
    key: str


_of_row: Final[dict[type, _Named]] = {}

Class = TypeVar("Class", bound=type)


class NodeRef(NamedTuple):
    """What an id says; whether such an object exists, and who may see it, is for the fetcher to tell."""

    type: str
    tenant: int
    key: UUID | int

    @property
    def uuid(self) -> UUID:
        """The key of the types that have a UUID. Raises BAD_USER_INPUT for an id with a number."""
        if isinstance(self.key, UUID):
            return self.key
        raise _refuse_id("id", (self.type,))

    @property
    def number(self) -> int:
        """The key of the types that have a number. Raises BAD_USER_INPUT for an id with a UUID."""
        if isinstance(self.key, int):
            return self.key
        raise _refuse_id("id", (self.type,))


Fetcher: TypeAlias = Callable[[Context, Sequence[NodeRef]], Awaitable[Sequence[Any]]]


def node_id(type_name: str, tenant: int, key: UUID | int) -> str:
    """The id of an object on the wire."""
    local = b"%d" % key if isinstance(key, int) else orjson.dumps(key)[1:-1]
    return b2a_base64(b"%b:%d.%b" % (type_name.encode(), tenant, local), newline=False).decode()


def id_of(row: Any, _context: Context | None = None) -> str:
    """The id of the object that a row of a node type is. Raises KeyError for rows of no node type."""
    named = _of_row[type(row)]
    key = getattr(row, named.key)
    # orjson writes a UUID three times as fast as str(); a page of an inbox has hundreds of them
    local = b"%d" % key if isinstance(key, int) else orjson.dumps(key)[1:-1]
    return b2a_base64(b"%b:%d.%b" % (named.name, getattr(row, "tenant_id", NATION), local), newline=False).decode()


def parse_id(text: str, *types: str, field: str = "id") -> NodeRef:
    """What an id names. Raises BAD_USER_INPUT for anything that is not an id of one of these types."""
    ref = _read(text)
    if ref is None or (types and ref.type not in types):
        raise _refuse_id(field, types)
    return ref


def _read(text: str) -> NodeRef | None:
    if len(text) > LONGEST_ID:
        return None
    try:
        plain = b64decode(text.encode("ascii"), validate=True)
        match = _ID.fullmatch(plain.decode("ascii"))
    except ValueError:
        return None
    if match is None or b64encode(plain).decode() != text:
        return None
    return NodeRef(match[1], int(match[2]), UUID(match[3]) if match[3] else int(match[4]))


def _refuse_id(field: str, types: tuple[str, ...]) -> Refusal:
    if not types:
        return bad_input(field, "This is not an id of this service.", "Ini bukan id dari layanan ini.")
    return bad_input(field, f"This is not the id of a {' or '.join(types)}.", f"Ini bukan id {' atau '.join(types)}.")


class _Prefixes(dict[int, bytes]):
    """How the ids of one type begin, by tenant."""

    def __init__(self, name: bytes) -> None:
        self._name = name

    def __missing__(self, tenant: int) -> bytes:
        self[tenant] = b"%b:%d." % (self._name, tenant)
        return self[tenant]


def _inline_id(rows: frozenset[type]) -> Inline | None:
    """`id_of` for the rows that nearly all types have: one class, with tenant_id and a UUID as id."""
    (row, *others) = rows
    named = _of_row[row]
    if others or named.key != "id" or not is_dataclass(row) or "tenant_id" not in row.__dataclass_fields__:
        return None
    return Inline(
        "(b(k[v.tenant_id] + d(v.id)[1:-1], newline=False).decode() if type(v.id) is u else s(v))",
        {"b": b2a_base64, "k": _Prefixes(named.name), "d": orjson.dumps, "u": UUID, "s": id_of},
    )


@strawberry.interface(description="An object with a global id, by which it can be fetched again.")
class Node:
    """An object with a global id, by which it can be fetched again."""

    id = derived(
        strawberry.ID,
        inline=_inline_id,
        description="Names this object in the whole service: its type, its pemda and itself (id global).",
    )(id_of)

    @classmethod
    def resolve_type(cls, row: Any, _info: Any, _abstract: Any) -> str:
        """The one GraphQL type whose rows are of this class."""
        return _of_row[type(row)].type


@dataclass_transform(kw_only_default=True)
def node_type(*rows: type, key: str = "id", name: str | None = None) -> Callable[[Class], Class]:
    """Declare a type that implements Node and resolves from these row classes, which belong to no other node type.

    `key` is the attribute that tells rows of one tenant apart, a UUID or a number. The docstring is the description.
    """

    def declare(cls: Class) -> Class:
        type_name = name or cls.__name__
        for row in rows:
            if _of_row.setdefault(row, _Named(type_name, type_name.encode(), key)).type != type_name:
                raise TypeError(f"{row.__name__} is the row of {_of_row[row].type}: one row class, one node type.")
        accepted = frozenset(rows)
        setattr(cls, ROWS, accepted)
        cls.is_type_of = classmethod(lambda _cls, row, _info: type(row) in accepted)  # type: ignore[attr-defined]
        return object_type(cls, name=name)

    return declare


def node_queries(permission: Permission, fetchers: Mapping[str, Fetcher]) -> type:
    """The root fields `node` and `nodes` over the fetchers of the subjects, keyed by the type's name."""

    async def fetch(context: Context, ids: Sequence[str], field: str) -> list[Any]:
        refs = [parse_id(text, field=field) for text in ids]
        found: dict[NodeRef, Any] = {}
        for type_name in dict.fromkeys(ref.type for ref in refs):
            fetcher = fetchers.get(type_name)
            wanted = [ref for ref in dict.fromkeys(refs) if ref.type == type_name]
            rows = await fetcher(context, wanted) if fetcher else [None] * len(wanted)
            found.update(zip(wanted, rows, strict=True))
        return [row if _is(row, ref) else None for ref in refs for row in (found[ref],)]

    @strawberry.type
    class NodeQueries:
        """Refetching by id."""

        @query(permission, Node | None)
        async def node(self, info: Info, id: Annotated[strawberry.ID, argument("The object's id.")]) -> Any:
            """The object with this id; null when the viewer may not see it."""
            return (await fetch(info.context, [id], "id"))[0]

        @query(permission, list[Node | None])
        async def nodes(self, info: Info, ids: Annotated[list[strawberry.ID], argument("At most 100 ids.")]) -> Any:
            """The objects with these ids, in their order; null for those that `node` would not show."""
            if len(ids) > MAX_NODES:
                raise bad_input("ids", f"At most {MAX_NODES} ids at once.", f"Paling banyak {MAX_NODES} id sekaligus.")
            return await fetch(info.context, ids, "ids")

    return NodeQueries


def _is(row: Any, ref: NodeRef) -> bool:
    """Is it the object that was asked for? A fetcher that mixes up types or keys shows nothing.

    What has a UUID may have moved to another tenant since the id was given out; a number means something in its own.
    """
    named = _of_row.get(type(row))
    if named is None or named.type != ref.type or getattr(row, named.key) != ref.key:
        return False
    return isinstance(ref.key, UUID) or getattr(row, "tenant_id", NATION) == ref.tenant
