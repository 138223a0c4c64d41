"""Pages: bounds of `first`, cursors that survive the way through a client, and refuse every other."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Annotated, Any
from uuid import UUID

import orjson
import pytest
import strawberry
from hypothesis import given
from hypothesis import strategies as st

from graph.context import Info
from graph.declarations import attribute, object_type
from graph.fields import query
from graph.inputs import argument
from graph.paging import After, Connection, CountedConnection, First, cursor_of, page_request, position_of
from graph.schema_base import TuntasSchema, merged
from policies.permissions import Permission
from rules.errors import BAD_USER_INPUT, Refusal
from rules.pages import Key, Order, Page
from tests.graph.asking import data_of, refusal_of

ORDER = Order(
    "ALL",
    (Key("at", datetime), Key("day", date, nullable=True), Key("name", str), Key("number", int), Key("id", UUID)),
)
OTHER = Order("OTHER", ORDER.keys)


SEVEN = UUID(int=7)


@dataclass
class Row:
    number: int
    at: datetime = datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=timezone(timedelta(hours=7)))
    day: date | None = date(2026, 1, 2)
    name: str = "a"
    id: UUID = SEVEN


ROWS = [Row(number) for number in range(45)]
BY_NUMBER = Order("NUMBER", (Key("number", int),))


@object_type
class Item:
    """An item."""

    number: int = attribute("Its number.")


@strawberry.type
class Queries:
    @query(Permission.COMPLAINT_READ, CountedConnection[Item])
    async def items(
        self,
        info: Info,
        first: First = 20,
        after: After = None,
        count: Annotated[bool, argument("Count?")] = True,  # noqa: FBT002 - an argument of the field
    ) -> Page[Row]:
        """Items."""
        request = page_request(BY_NUMBER, first, after)
        rows = [row for row in ROWS if request.after is None or row.number > request.after[0]]
        return Page.cut(request, rows[: request.limit], total=len(ROWS) if count else None)

    @query(Permission.COMPLAINT_READ, Connection[Item])
    async def none(self, info: Info) -> Page[Row]:
        """No items."""
        return Page([], BY_NUMBER)


SCHEMA = TuntasSchema(merged("Query", "Q.", Queries))
PAGE = """query($first: Int, $after: String) { items(first: $first, after: $after) {
  nodes { number } edges { cursor node { number } } totalCount
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


async def test_pages_follow_each_other_to_the_end() -> None:
    seen: list[int] = []
    after = None
    for expected in (20, 20, 5):
        page = (await data_of(SCHEMA, PAGE, after=after))["items"]
        assert page["totalCount"] == 45
        assert len(page["nodes"]) == expected
        assert [edge["node"] for edge in page["edges"]] == page["nodes"]
        assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
        assert page["pageInfo"]["endCursor"] == page["edges"][-1]["cursor"]
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        seen += [node["number"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        assert page["pageInfo"]["hasNextPage"] is (len(seen) < 45)
    assert seen == list(range(45))


async def test_an_empty_page_has_no_cursors() -> None:
    page = await data_of(SCHEMA, "{ none { nodes { number } pageInfo { hasNextPage startCursor endCursor } } }")
    assert page == {"none": {"nodes": [], "pageInfo": {"hasNextPage": False, "startCursor": None, "endCursor": None}}}
    counted = await data_of(SCHEMA, "{ items(count: false) { totalCount } }")
    assert counted == {"items": {"totalCount": None}}


@pytest.mark.parametrize(("first", "size"), [(1, 1), (100, 45), (None, 20)])
async def test_first_within_its_bounds(first: int | None, size: int) -> None:
    assert len((await data_of(SCHEMA, PAGE, first=first))["items"]["nodes"]) == size


@pytest.mark.parametrize("first", [0, -1, 101, 2**31 - 1])
async def test_first_beyond_its_bounds(first: int) -> None:
    refusal = await refusal_of(SCHEMA, PAGE, first=first)
    assert (refusal["code"], refusal["field"]) == (BAD_USER_INPUT, "first")


async def test_a_foreign_cursor_is_refused_by_name() -> None:
    refusal = await refusal_of(SCHEMA, PAGE, after=cursor_of(ORDER, ROWS[0]))
    assert (refusal["code"], refusal["field"]) == (BAD_USER_INPUT, "after")


@given(
    st.builds(
        Row,
        number=st.integers(-(2**63), 2**63 - 1),
        at=st.datetimes(timezones=st.just(UTC) | st.just(timezone(timedelta(hours=9)))),
        day=st.none() | st.dates(),
        name=st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=50),
        id=st.uuids(),
    )
)
def test_a_cursor_gives_back_its_position(row: Row) -> None:
    assert position_of(ORDER, cursor_of(ORDER, row)) == (row.at, row.day, row.name, row.number, row.id)


def written(*values: Any) -> str:
    return urlsafe_b64encode(orjson.dumps(values)).decode()


GOOD = ("2026-01-02T03:04:05+00:00", None, "a", 1, str(UUID(int=1)))


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "é",
        "A" * 501,
        written(),
        written(1),
        written(1, "ALL"),
        written(2, "ALL", *GOOD),
        written(1, "OTHER", *GOOD),
        written(1, "ALL", *GOOD, 1),
        written(1, "ALL", "2026-01-02T03:04:05", *GOOD[1:]),
        written(1, "ALL", 5, *GOOD[1:]),
        written(1, "ALL", None, *GOOD[1:]),
        written(1, "ALL", GOOD[0], "x", *GOOD[2:]),
        written(1, "ALL", *GOOD[:2], "a\x00", *GOOD[3:]),
        written(1, "ALL", *GOOD[:3], bool(1), GOOD[4]),
        written(1, "ALL", *GOOD[:3], 2**63, GOOD[4]),
        written(1, "ALL", *GOOD[:3], 1.5, GOOD[4]),
        written(1, "ALL", *GOOD[:4], "x"),
        written(1, "ALL", [[]], {}, *GOOD[2:]),
        urlsafe_b64encode(b'{"a": 1}').decode(),
        urlsafe_b64encode(b"\xff\xfe").decode(),
        urlsafe_b64encode(b"[" * 300).decode(),
    ],
)
def test_a_damaged_cursor_is_refused(cursor: str) -> None:
    assert position_of(ORDER, written(1, "ALL", *GOOD))
    with pytest.raises(Refusal) as refusal:
        position_of(ORDER, cursor)
    assert (refusal.value.code, refusal.value.field) == (BAD_USER_INPUT, "after")


@given(st.text(max_size=80) | st.binary(max_size=60).map(lambda raw: urlsafe_b64encode(raw).decode()))
def test_no_text_breaks_the_reading_of_cursors(text: str) -> None:
    with pytest.raises(Refusal):
        position_of(OTHER, text)
