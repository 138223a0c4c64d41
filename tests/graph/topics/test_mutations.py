"""Topics are added and closed by whose they are; what was used is never deleted."""

from typing import Any

import pytest

from rules.roles import Role
from tests.casework import submitted
from tests.graph.changing import change, document, key, national
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
SEEN = "{ id number name national offered validFrom validTo parent { id } pemda { code } viewerCan }"


async def refused(ask: Asking, who: Any, mutation: str, /, **given: Any) -> dict[str, Any]:
    return await ask.refused(who, document(mutation), input={"clientKey": key(), **given})


async def test_a_pemda_extends_the_tree(ask: Asking, office: Office) -> None:
    top = await change(ask, national(), "createTopic", SEEN, name="Perhubungan laut")
    assert (top["national"], top["parent"], top["pemda"]["code"]) == (True, None, "00")
    made = await change(ask, office.admin, "createTopic", SEEN, name="Feri antarpulau", parent=top["id"])
    assert (made["national"], made["offered"], made["pemda"]["code"]) == (False, True, office.pemda.code)
    assert (made["parent"], made["validFrom"]) == ({"id": top["id"]}, "2026-03-04")
    assert made["viewerCan"] == ["READ", "MANAGE"]
    assert made["number"] > top["number"]


async def test_the_same_key_adds_one(ask: Asking, office: Office) -> None:
    given = {"clientKey": key(), "name": "Feri antarpulau"}
    made = [await ask(office.admin, document("createTopic"), input=given) for _ in range(3)]
    assert len({one["createTopic"]["id"] for one in made}) == 1


async def test_a_sibling_builds_nothing_on_it(ask: Asking, office: Office, sibling: Office) -> None:
    made = await change(ask, office.admin, "createTopic", SEEN, name="Feri antarpulau")
    refusal = await refused(ask, sibling.admin, "createTopic", name="Menumpang", parent=made["id"])
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "parent")
    assert (await refused(ask, sibling.admin, "closeTopic", topic=made["id"]))["code"] == "FORBIDDEN"
    assert (await refused(ask, national(), "closeTopic", topic=made["id"]))["code"] == "FORBIDDEN"


async def test_a_pemda_does_not_close_the_nations(ask: Asking, office: Office) -> None:
    top = await change(ask, national(), "createTopic", SEEN, name="Perhubungan laut")
    assert (await refused(ask, office.admin, "closeTopic", topic=top["id"]))["code"] == "FORBIDDEN"
    for someone in (office.by("root", Role.PIMPINAN), office.by("dinkes"), citizen()):
        assert (await refused(ask, someone, "createTopic", name="Topik lain"))["code"] == "FORBIDDEN"
    assert (await refused(ask, VISITOR, "createTopic", name="Topik lain"))["code"] == "UNAUTHENTICATED"


async def test_a_closed_topic_stays_on_what_has_it(ask: Asking, office: Office) -> None:
    made = await change(ask, office.admin, "createTopic", SEEN, name="Feri antarpulau")
    case = await submitted(ask, office, topic=made["id"])
    closed = await change(ask, office.admin, "closeTopic", SEEN, topic=made["id"])
    assert (closed["validTo"], closed["offered"]) == ("2026-03-05", True)
    tomorrow = ask.later(days=1)
    seen = await tomorrow(office.admin, "query($id: ID!) { complaint(id: $id) { topic { name offered } } }", id=case.id)
    assert seen["complaint"]["topic"] == {"name": "Feri antarpulau", "offered": False}
    refusal = await tomorrow.refused(
        office.admin, document("createTopic"), input={"clientKey": key(), "name": "Di bawahnya", "parent": made["id"]}
    )
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "parent")


async def test_what_has_open_topics_below_stays(ask: Asking, office: Office) -> None:
    top = await change(ask, office.admin, "createTopic", SEEN, name="Perhubungan laut")
    await change(ask, office.admin, "createTopic", SEEN, name="Feri antarpulau", parent=top["id"])
    assert (await refused(ask, office.admin, "closeTopic", topic=top["id"]))["code"] == "CONFLICT"


@pytest.mark.parametrize(
    ("name", "given", "field"),
    [
        ("createTopic", {"name": "Topik", "validFrom": "2026-03-03"}, "validFrom"),
        ("createTopic", {"name": "x"}, "name"),
        ("createTopic", {"name": "Topik", "parent": "x"}, "parent"),
        ("closeTopic", {"validTo": "2026-03-03"}, "validTo"),
        ("closeTopic", {"validTo": "2026-03-04"}, "validTo"),
    ],
)
async def test_bad_input_is_named(ask: Asking, office: Office, name: str, given: dict[str, str], field: str) -> None:
    if name == "closeTopic":
        given = given | {"topic": (await change(ask, office.admin, "createTopic", SEEN, name="Feri"))["id"]}
    refusal = await refused(ask, office.admin, name, **given)
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)


async def test_what_ends_is_not_put_off(ask: Asking, office: Office) -> None:
    made = await change(ask, office.admin, "createTopic", SEEN, name="Feri antarpulau")
    await change(ask, office.admin, "closeTopic", SEEN, topic=made["id"], validTo="2026-04-01")
    refusal = await refused(ask, office.admin, "closeTopic", topic=made["id"], validTo="2026-05-01")
    assert refusal["code"] == "CONFLICT"
    earlier = await change(ask, office.admin, "closeTopic", SEEN, topic=made["id"], validTo="2026-03-10")
    assert earlier["validTo"] == "2026-03-10"
