"""Topics are public: level by level, a pemda's own beside the nation's, or by words."""

import pytest

from tests.graph.changing import change, national
from tests.offices import VISITOR, Asking, Office

pytestmark = pytest.mark.anyio
TOPICS = """query($parent: ID, $pemda: String, $search: String, $closed: Boolean! = false) {
  topics(parent: $parent, pemda: $pemda, search: $search, includeClosed: $closed, first: 100) {
    nodes { id name national viewerCan } } }"""


async def names(ask: Asking, **given: object) -> set[str]:
    return {node["name"] for node in (await ask(VISITOR, TOPICS, **given))["topics"]["nodes"]}


async def test_a_visitor_reads_them_level_by_level(ask: Asking, office: Office) -> None:
    word = office.pemda.code
    top = await change(ask, national(), "createTopic", name=f"Laut {word}")
    await change(ask, national(), "createTopic", name=f"Pelabuhan {word}", parent=top["id"])
    await change(ask, office.admin, "createTopic", name=f"Feri {word}", parent=top["id"])
    assert f"Laut {word}" in await names(ask)
    assert f"Pelabuhan {word}" not in await names(ask)
    assert await names(ask, parent=top["id"]) == {f"Pelabuhan {word}"}
    assert await names(ask, parent=top["id"], pemda=office.pemda.code) == {f"Pelabuhan {word}", f"Feri {word}"}
    assert await names(ask, search=f"FERI {word}", pemda=office.pemda.code) == {f"Feri {word}"}
    assert await names(ask, search=f"Feri {word}") == set()


async def test_closed_ones_are_shown_when_asked_for(ask: Asking, office: Office) -> None:
    made = await change(ask, office.admin, "createTopic", name="Feri")
    await change(ask, office.admin, "closeTopic", topic=made["id"])
    later = ask.later(days=1)
    asked = {"pemda": office.pemda.code}
    assert "Feri" not in await names(later, **asked)
    assert "Feri" in await names(later, **asked, closed=True)


async def test_a_topic_is_fetched_again_by_anybody(ask: Asking, office: Office) -> None:
    made = await change(ask, office.admin, "createTopic", name="Feri")
    document = "query($id: ID!) { node(id: $id) { ... on Topic { name viewerCan } } }"
    assert (await ask(VISITOR, document, id=made["id"]))["node"] == {"name": "Feri", "viewerCan": ["READ"]}
