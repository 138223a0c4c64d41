"""Every statement that a list can become is valid SQL, keeps its order, and fills the slots that it names."""

from dataclasses import fields
from itertools import combinations, product
from typing import Any
from uuid import uuid4

import pytest

from rules.identifiers import Reach
from rules.pages import PageRequest
from tenants.database import Pool
from tenants.people_rows import UnitRow
from tenants.rows import ComplaintRow
from tenants.session import Sessions
from tenants.stores import complaints
from tenants.stores.complaint_sql import (
    BY_DUE,
    COLUMNS,
    FILTERS,
    KEYS_OF_RELATED,
    NEWEST,
    RELATED,
    Shape,
    Sorted,
    count_sql,
    list_sql,
    related_columns,
    row_maker,
)
from tenants.stores.complaints import Listing, Visible
from tests.organisation import NOW, Organisation

pytestmark = pytest.mark.anyio
ALL = Visible("true", {})
RELATIONS = [frozenset(chosen) for count in range(len(RELATED) + 1) for chosen in combinations(RELATED, count)]
VALUES: dict[str, Any] = {
    "id": uuid4(), "ids": [uuid4()], "statuses": ["DISPOSED"], "outcomes": ["SOLVED"], "kinds": ["ASPIRASI"],
    "topics": [101], "channels": ["WEB"], "priorities": ["HIGH"], "unit_path": "0001", "desk_path": "0001",
    "received_from": NOW, "received_until": NOW, "entered_until": NOW, "overdue_at": NOW, "tag": "lampu",
    "parent": uuid4(), "ruling_required": False, "resolved_as": ["SOLVED"], "not_resolved_as": ["SOLVED"],
    "text": "lampu", "public_text": "lampu", "published": True,
}  # fmt: skip


def listing(reach: Reach, **given: Any) -> Listing:
    request = given.pop("request", PageRequest(given.get("sort", BY_DUE).order, 10))
    return Listing(reach=reach, visible=ALL, request=request, **given)


@pytest.mark.parametrize("sort", [BY_DUE, NEWEST], ids=["due", "newest"])
async def test_every_combination_is_valid(pool: Pool, organisation: Organisation, sort: Sorted) -> None:
    sessions = Sessions(pool, Reach(0, 9999))
    province = organisation.tenant // 100 * 100
    wide, narrow = Reach(province, province + 99), Reach(organisation.tenant, organisation.tenant)
    position = (NOW, uuid4())
    statements = set()
    for relations, reach, parties, after in product(RELATIONS, (wide, narrow), (True, False), (None, position)):
        one = listing(reach, sort=sort, relations=relations, parties=parties, request=PageRequest(sort.order, 3, after))
        statements.add(list_sql(one.shape()))
        await sessions.read("EXPLAIN " + list_sql(one.shape()), one.params())
    assert len(statements) == len(RELATIONS) * 2 * 2 * 2


@pytest.mark.parametrize("name", sorted(FILTERS))
async def test_every_filter_is_valid_in_list_and_count(organisation: Organisation, name: str) -> None:
    one = listing(Reach(organisation.tenant, organisation.tenant), filters={name: VALUES[name]}, counted=True)
    page = await complaints.page(organisation.sessions, one)
    assert (page.rows, page.total) == ([], 0)


def test_every_filter_has_a_value_here() -> None:
    assert set(VALUES) == set(FILTERS)


@pytest.mark.parametrize("sort", [BY_DUE, NEWEST], ids=["due", "newest"])
async def test_the_slots_that_were_asked_for_are_filled(organisation: Organisation, sort: Sorted) -> None:
    unit = await organisation.unit()
    row = await organisation.complaint(unit)
    relations = frozenset(RELATED)
    one = listing(Reach(organisation.tenant, organisation.tenant), sort=sort, relations=relations, parties=True)
    (found,) = (await complaints.page(organisation.sessions, one)).rows
    (whole,) = await complaints.by_key(organisation.sessions, [(organisation.tenant, row.id)])
    assert found == whole
    assert isinstance(found.unit, UnitRow)
    assert found.unit == found.desk == unit
    assert found.topic is None
    assert (found.last_event.seq, found.last_event.move) == (found.version, "SUBMIT")


async def test_what_was_not_asked_for_is_not_there(organisation: Organisation) -> None:
    await organisation.complaint(await organisation.unit())
    reach = Reach(organisation.tenant, organisation.tenant)
    one = listing(
        reach, columns=frozenset({"place"}), relations=frozenset({"unit"}), related={"unit": frozenset({"name"})}
    )
    (found,) = (await complaints.page(organisation.sessions, one)).rows
    assert (found.place, found.party_list) == ("", [])
    with pytest.raises(AttributeError):
        _ = found.body
    with pytest.raises(AttributeError):
        _ = found.desk
    assert found.unit.name
    with pytest.raises(AttributeError):
        _ = found.unit.code


def test_columns_of_a_relation_begin_with_its_keys() -> None:
    for name, (_, row, _) in RELATED.items():
        everything = related_columns(name, None)
        keys = KEYS_OF_RELATED[name]
        assert everything[: len(keys)] == keys == related_columns(name, frozenset())
        assert set(everything) == {field.name for field in fields(row)}


def test_a_statement_is_put_together_once() -> None:
    one = listing(Reach(2101, 2101)).shape()
    assert list_sql(one) is list_sql(Shape(*one))
    assert row_maker(one) is row_maker(Shape(*one))
    assert "LIMIT 1001" in count_sql(one)


def test_columns_are_those_of_the_row() -> None:
    names = [field.name for field in fields(ComplaintRow) if field.init]
    assert [*COLUMNS, "party_list"] == names
