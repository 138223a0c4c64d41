"""Values that no argument of their type should break on, and requests made from the schema to carry them."""

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid4

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_composite_type,
    is_required_argument,
    is_required_input_field,
)

from graph.nodes import node_id


@dataclass(frozen=True)
class Bad:
    """A value, and whether no argument of the type can take it."""

    name: str
    value: Any
    never: bool = False


def _never(**values: Any) -> list[Bad]:
    return [Bad(name.replace("_", " "), value, never=True) for name, value in values.items()]


def _odd(**values: Any) -> list[Bad]:
    return [Bad(name.replace("_", " "), value) for name, value in values.items()]


def _wide(text: str) -> str:
    """In full-width letters and digits, which look the same and are not."""
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isalnum() else sign for sign in text)


def _cursor(*parts: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode()


STRINGS: Final = [
    *_never(a_number=5, a_fraction=1.5, a_boolean=True, an_object={"a": 1}, two=["a", "b"]),
    *_odd(
        nothing="", blanks="   ", NUL="a\x00b", controls="a\x07b\x1b[31m", half_a_surrogate="a\ud800",
        long="x" * 200_000,
        zero_width="\u200b" * 30, right_to_left="\u202e" * 30, pictures="😀" * 30, quotes="'; DROP TABLE complaint; --",
        percents="%(lo)s %s %% %", backslashes="\\" * 31, braces="{}{0}{a.b}", operators='"a -b OR (! & | <->',
        wildcards="%_%_%_%_%", combining="e" + "\u0301" * 300, noncharacters="\ufffe\uffff\U0010ffff" * 9,
    ),
]  # fmt: skip
CURSORS: Final = [
    *_odd(
        of_the_beginning=_cursor(1, "due", "0001-01-01T00:00:00+14:00", str(UUID(int=0))),
        of_the_end=_cursor(1, "due", "9999-12-31T23:59:59-12:00", str(UUID(int=2**128 - 1))),
        of_a_huge_number=_cursor(1, "topic_number", 2**63 - 1), of_a_larger_number=_cursor(1, "topic_number", 2**63),
        of_a_negative_number=_cursor(1, "timeline", -(2**63)), of_NUL=_cursor(1, "units", "a\x00"),
        of_another_list=_cursor(1, "messages", "2026-01-01T00:00:00+00:00", str(UUID(int=1))),
        nested=base64.urlsafe_b64encode(b"[" * 3_000).decode(), of_nothing=_cursor(),
    )
]  # fmt: skip
INTEGERS: Final = [
    *_never(too_large=2**31, far_too_large=10**30, too_small=-(2**31) - 1, a_fraction=1.5, text="1", a_boolean=True),
    *_odd(negative=-1, zero=0, the_largest=2**31 - 1, the_smallest=-(2**31)),
]
FLOATS: Final = [*_never(text="1", a_boolean=True), *_odd(huge=1e308, tiny=5e-324, negative=-1e308, an_integer=10**20)]
BOOLEANS: Final = _never(text="true", a_number=1, an_object={})
DATES: Final = [
    *_never(
        zero="0000-01-01", no_such_day="2026-02-30", loose="2026-2-3", a_moment="2026-03-01T00:00:00Z", nothing="",
        a_number=5, five_digits="10000-01-01", wide_digits=_wide("2026-01-01"), week="2026-W01-1",
    ),
    *_odd(the_first="0001-01-01", the_last="9999-12-31", the_last_but_one="9999-12-30"),
]  # fmt: skip
MOMENTS: Final = [
    *_never(
        no_offset="2026-01-01T00:00:00", a_day="2026-01-01", no_such_hour="2026-01-01T25:00:00Z", nothing="", now="now",
        no_such_offset="2026-01-01T00:00:00+99:99", a_number=1_700_000_000,
    ),
    *_odd(
        before_the_first="0001-01-01T00:00:00+14:00", after_the_last="9999-12-31T23:59:59-12:00",
        the_first="0001-01-01T00:00:00Z", the_last="9999-12-31T23:59:59.999999Z",
    ),
]  # fmt: skip
ENUMS: Final = _never(unknown="NOPE", nothing="", a_number=1, a_boolean=True, small="received", an_object={"a": 1})
LISTS: Final = _never(of_objects=[{"a": 1}], of_lists=[[["a"]]], an_object={"a": 1})
INPUTS: Final = _never(a_list=[], text="x", a_number=5, unknown={"noSuchField": 1}, two=[{}, {}])


@dataclass(frozen=True)
class Known:
    """What exists in the tests' pemda: ids by the name of the argument that takes them, codes, and a sibling's ids."""

    ids: Mapping[str, str]
    code: str
    foreign: Mapping[str, str]

    def id(self, name: str) -> str:
        return self.ids.get(name, self.ids["complaint"])

    def bad_ids(self, name: str) -> list[Bad]:
        good, foreign = self.id(name), self.foreign.get(name, self.foreign["complaint"])
        kind, _, where = base64.b64decode(good).decode().partition(":")
        key = UUID(int=0) if "-" in where else 0
        others = {f"of a {other}": text for other, text in self.ids.items() if text.split("=")[0][:8] != good[:8]}
        return [
            *(Bad(name, text) for name, text in others.items()),
            *_never(a_boolean=True, a_fraction=1.5, an_object={"a": 1}, two=[good, good]),
            *_odd(
                nothing="", short="x", of_another_pemda=foreign, cut=good[:-3], longer=good + "AAAA", line=good + "\n",
                tampered=good[:-6] + ("A" if good[-6] != "A" else "B") + good[-5:], unknown=node_id(kind, 9999, key),
                unpadded=good.rstrip("="), no_tenant=_base64(f"{kind}:99999.{key}"), a_number=5,
                huge=_base64("x" * 9_000),
                of_no_type=_base64(f"Nothing:0.{key}"), negative=_base64(f"{kind}:-1.{key}"), NUL="\x00",
                wide=_wide("abc"),
                a_large_number=_base64(f"{kind}:0.{10**17}"), a_larger_number=_base64(f"{kind}:0.{10**30}"),
                upper=_base64(f"{kind}:0.{str(uuid4()).upper()}"), spaces=f" {good} ",
            ),
        ]  # fmt: skip


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@dataclass(frozen=True)
class Case:
    """One operation with one bad value in it."""

    name: str
    query: str
    variables: dict[str, Any]
    never: bool


def cases(schema: GraphQLSchema, root: GraphQLObjectType, known: Known) -> Iterator[Case]:
    """For every argument and input field of every root field, each bad value of its type in its place."""
    for name, definition in root.fields.items():
        usual = {key: sound(known, key, one.type) for key, one in definition.args.items() if is_required_argument(one)}
        declared = ", ".join(f"${key}: {one.type}" for key, one in definition.args.items())
        given = ", ".join(f"{key}: ${key}" for key in definition.args)
        below = " { __typename }" if is_composite_type(get_named_type(definition.type)) else ""
        query = f"{root.name.lower()}({declared}) {{ {name}({given}){below} }}" if declared else ""
        for key, one in definition.args.items():
            for path, bad in places(known, key, one.type, ()):
                yield Case(
                    f"{name}.{'.'.join(path)}: {bad.name}", query, planted(usual, known, one.type, path, bad), bad.never
                )


def places(
    known: Known, name: str, type_: GraphQLInputType, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Bad]]:
    """Where a bad value can stand in a value of this type, and which."""
    here, bare = (*path, name), type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    for bad in values(known, name, bare):
        yield here, bad
    if isinstance(type_, GraphQLNonNull):
        yield here, Bad("null", None, never=True)
    if isinstance(bare, GraphQLInputObjectType):
        for key, field in bare.fields.items():
            yield from places(known, key, field.type, here)


def values(known: Known, name: str, type_: GraphQLInputType) -> list[Bad]:
    """The bad values of a type."""
    if isinstance(type_, GraphQLList):
        inner = type_.of_type.of_type if isinstance(type_.of_type, GraphQLNonNull) else type_.of_type
        within = [Bad(f"[{bad.name}]", [bad.value], bad.never) for bad in values(known, name, inner)]
        return [*LISTS, Bad("[null]", [None]), Bad("many", [sound(known, name, inner)] * 5_000), *within]
    if isinstance(type_, GraphQLEnumType):
        return ENUMS
    if isinstance(type_, GraphQLInputObjectType):
        return INPUTS
    named = get_named_type(type_).name
    if named == "ID":
        return known.bad_ids(name)
    if named == "String":
        return STRINGS + CURSORS if name == "after" else STRINGS
    return {"Int": INTEGERS, "Float": FLOATS, "Boolean": BOOLEANS, "Date": DATES, "DateTime": MOMENTS}[named]


_TEXTS: Final = {
    "email": "ani.uji@uji.test",
    "trackingCode": "AAAA-BBBB-CCCC",
    "code": "21.01",
    "skNumber": "SK 1/2026",
}


def sound(known: Known, name: str, type_: GraphQLInputType) -> Any:
    """A value that a client might honestly send."""
    if isinstance(type_, GraphQLNonNull):
        return sound(known, name, type_.of_type)
    if isinstance(type_, GraphQLList):
        return [sound(known, name, type_.of_type)]
    if isinstance(type_, GraphQLEnumType):
        return next(iter(type_.values))
    if isinstance(type_, GraphQLInputObjectType):
        fields = type_.fields.items()
        return {key: sound(known, key, field.type) for key, field in fields if is_required_input_field(field)}
    named = get_named_type(type_).name
    usual = {"Int": 1, "Float": 1.0, "Boolean": False, "Date": "2026-03-01", "DateTime": "2026-03-01T00:00:00+07:00"}
    if named == "String":
        texts = {**_TEXTS, "clientKey": uuid4().hex, "pemda": known.code}
        return texts.get(name, f"Teks yang wajar untuk {name}.")
    return known.id(name) if named == "ID" else usual[named]


def planted(
    usual: Mapping[str, Any], known: Known, type_: GraphQLInputType, path: tuple[str, ...], bad: Bad
) -> dict[str, Any]:
    """The usual variables with the bad value in its place, what lies around it made up."""
    variables = {**usual}
    if len(path) == 1:
        return {**variables, path[0]: bad.value}
    place: dict[str, Any] = {**sound(known, path[0], type_)} if path[0] == "input" else {}
    variables[path[0]] = place
    inner: Any = get_named_type(type_)
    for key in path[1:-1]:
        place[key] = {**sound(known, key, inner.fields[key].type)}
        place, inner = place[key], get_named_type(inner.fields[key].type)
    place[path[-1]] = bad.value
    return variables
