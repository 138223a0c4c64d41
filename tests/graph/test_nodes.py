"""Ids name type, tenant and object; a wrong one is refused, a foreign one shows nothing, types are never confused."""

from base64 import b64encode
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.declarations import attribute
from graph.nodes import Node, NodeRef, id_of, node_id, node_queries, node_type, parse_id
from graph.schema_base import TuntasSchema, merged
from policies.permissions import Permission
from rules.errors import BAD_USER_INPUT, Refusal
from tests.graph.asking import context_of, data_of, refusal_of

KEY = UUID("0192aaaa-bbbb-7ccc-8ddd-eeeeffff0001")


@dataclass
class RoadRow:
    tenant_id: int
    id: UUID
    name: str


@dataclass
class BridgeRow:
    tenant_id: int
    id: UUID
    name: str


@dataclass
class ProvinceRow:
    tenant_id: int
    name: str


@dataclass
class WordRow:
    id: int


@node_type(RoadRow)
class Road(Node):
    """A road."""

    name: str = attribute("Its name.")


@node_type(BridgeRow)
class Bridge(Node):
    """A bridge."""

    name: str = attribute("Its name.")


@node_type(ProvinceRow, key="tenant_id", name="Provinsi")
class Province(Node):
    """A province."""

    name: str = attribute("Its name.")


@node_type(WordRow)
class Word(Node):
    """A word of the nation."""


class Store:
    """Rows by reference; `asked` are the batches."""

    def __init__(self) -> None:
        self.rows: dict[NodeRef, Any] = {}
        self.asked: list[list[NodeRef]] = []

    async def fetch(self, _context: Any, refs: Any) -> list[Any]:
        self.asked.append(list(refs))
        return [self.rows.get(ref) for ref in refs]


STORE = Store()
NODES = node_queries(Permission.NODE_READ, {"Road": STORE.fetch, "Bridge": STORE.fetch, "Word": STORE.fetch})
SCHEMA = TuntasSchema(merged("Query", "Q.", NODES), types=[Road, Bridge, Province, Word])
NODE = "query($id: ID!) { node(id: $id) { __typename id ... on Road { name } } }"
ROAD = node_id("Road", 2101, KEY)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    STORE.rows = {NodeRef("Road", 2101, KEY): RoadRow(2101, KEY, "Jl. Merdeka")}
    STORE.asked = []


@given(st.sampled_from(["Complaint", "A", "Unit"]), st.integers(0, 9999), st.uuids() | st.integers(0, 10**18 - 1))
def test_an_id_says_what_was_written_into_it(type_name: str, tenant: int, key: UUID | int) -> None:
    assert parse_id(node_id(type_name, tenant, key), type_name) == NodeRef(type_name, tenant, key)


def test_a_row_has_the_id_of_its_type() -> None:
    assert b64encode(f"Road:2101.{KEY}".encode()).decode() == id_of(RoadRow(2101, KEY, "x")) == ROAD
    assert id_of(ProvinceRow(2100, "Kepri")) == node_id("Provinsi", 2100, 2100)
    assert id_of(WordRow(5)) == node_id("Word", 0, 5)


def test_the_key_is_asked_for_by_its_kind() -> None:
    assert parse_id(ROAD).uuid == KEY
    assert parse_id(node_id("Word", 0, 5)).number == 5
    for wrong in (lambda: parse_id(ROAD).number, lambda: parse_id(node_id("Word", 0, 5)).uuid):
        with pytest.raises(Refusal, match="This is not the id of a"):
            wrong()


def encoded(plain: str) -> str:
    return b64encode(plain.encode()).decode()


WRONG = [
    "",
    "x",
    "Road:2101",
    ROAD[:-1],
    ROAD + "=",
    ROAD + "\n",
    " " + ROAD,
    ROAD.rstrip("=") + "A",
    "é",
    "A" * 1000,
    encoded("Road:2101"),
    encoded(f"road:2101.{KEY}"),
    encoded(f"Road:02101.{KEY}"),
    encoded(f"Road:-1.{KEY}"),
    encoded(f"Road:12345.{KEY}"),
    encoded(f"Road:2101.{str(KEY).upper()}"),
    encoded(f"Road:2101.{KEY.hex}"),
    encoded(f"Road:2101.{KEY} "),
    encoded("Road:2101.-5"),
    encoded("Road:2101.05"),
    encoded("Road:2101." + "9" * 19),
    encoded("Road:٢١٠١.5"),
]


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse_id(text, "Road", field="road")
    assert (refusal.value.code, refusal.value.field) == (BAD_USER_INPUT, "road")


def test_an_id_of_another_type_is_refused() -> None:
    with pytest.raises(Refusal, match="This is not the id of a Bridge or Word"):
        parse_id(ROAD, "Bridge", "Word")


async def test_a_node_is_fetched_again_by_its_id() -> None:
    found = await data_of(SCHEMA, NODE, id=ROAD)
    assert found == {"node": {"__typename": "Road", "id": ROAD, "name": "Jl. Merdeka"}}


@pytest.mark.parametrize(
    "text", [node_id("Road", 2101, UUID(int=1)), node_id("Provinsi", 2100, 2100), node_id("X", 0, 1)]
)
async def test_what_may_not_be_seen_or_fetched_is_null(text: str) -> None:
    assert await data_of(SCHEMA, NODE, id=text) == {"node": None}


async def test_a_wrong_id_is_refused_by_node() -> None:
    refusal = await refusal_of(SCHEMA, NODE, id="x")
    assert (refusal["code"], refusal["field"]) == (BAD_USER_INPUT, "id")


@pytest.mark.parametrize(
    "row",
    [BridgeRow(2101, KEY, "x"), RoadRow(2101, UUID(int=9), "x"), WordRow(5), "x", object()],
)
async def test_a_fetcher_that_mixes_up_types_or_keys_shows_nothing(row: Any) -> None:
    STORE.rows[NodeRef("Road", 2101, KEY)] = row
    assert await data_of(SCHEMA, NODE, id=ROAD) == {"node": None}


async def test_what_moved_to_another_tenant_is_found_if_the_fetcher_follows() -> None:
    STORE.rows[NodeRef("Road", 2101, KEY)] = RoadRow(2172, KEY, "moved")
    found = (await data_of(SCHEMA, NODE, id=ROAD))["node"]
    assert found["id"] == node_id("Road", 2172, KEY)
    STORE.rows[NodeRef("Word", 2101, 5)] = WordRow(5)  # a number means something in its own tenant only
    assert await data_of(SCHEMA, NODE, id=node_id("Word", 2101, 5)) == {"node": None}


async def test_nodes_keep_their_order_and_ask_once_for_each_type() -> None:
    other = NodeRef("Bridge", 2101, KEY)
    STORE.rows[other] = BridgeRow(2101, KEY, "b")
    ids = [node_id(*other), ROAD, node_id("Road", 2101, UUID(int=1)), ROAD]
    found = await data_of(SCHEMA, "query($ids: [ID!]!) { nodes(ids: $ids) { __typename } }", ids=ids)
    assert found == {"nodes": [{"__typename": "Bridge"}, {"__typename": "Road"}, None, {"__typename": "Road"}]}
    assert [len(batch) for batch in STORE.asked] == [1, 2]


async def test_a_hundred_nodes_at_once_and_no_more() -> None:
    document = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    assert len((await data_of(SCHEMA, document, context_of(), ids=[ROAD] * 100))["nodes"]) == 100
    refusal = await refusal_of(SCHEMA, document, ids=[ROAD] * 101)
    assert (refusal["code"], refusal["field"]) == (BAD_USER_INPUT, "ids")
    assert (await refusal_of(SCHEMA, document, ids=[ROAD, "x"]))["field"] == "ids"


def test_one_row_class_belongs_to_one_node_type() -> None:
    with pytest.raises(TypeError, match="RoadRow is the row of Road"):

        @node_type(RoadRow)
        class Street(Node):
            """A street."""
