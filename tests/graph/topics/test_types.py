"""A topic's id names whose it is: with another owner it names nothing."""

import pytest

from graph.nodes import node_id, parse_id
from tests.graph.changing import change
from tests.offices import VISITOR, Asking, Office

pytestmark = pytest.mark.anyio


async def test_an_id_with_another_owner_finds_nothing(ask: Asking, office: Office, sibling: Office) -> None:
    made = await change(ask, office.admin, "createTopic", "{ id number offered }", name="Feri")
    ref = parse_id(made["id"], "Topic")
    assert (ref.tenant, ref.number, made["offered"]) == (office.tenant, made["number"], True)
    forged = node_id("Topic", sibling.tenant, ref.number)
    document = "query($id: ID!) { node(id: $id) { id } }"
    assert (await ask(VISITOR, document, id=forged))["node"] is None
