"""An SMS over HTTP, with the real token of a connected program: filed, answered, followed; nothing for anybody else."""

from uuid import uuid4

import httpx
import pytest

from rules.roles import Role
from tenants.database import Database
from tests.journeys.service import Person, officer
from tests.journeys.world import World, make
from tests.offices import open_office
from tests.tenancy import NewTenant


@pytest.fixture(scope="module")
def world(client: httpx.Client, database: Database, new_tenant: NewTenant) -> World:
    return make(client, database, new_tenant)


def sent(who: Person, text: str, **more: str) -> httpx.Response:
    body = {"id": uuid4().hex, "from": f"+62{uuid4().int % 10**10:010d}", "text": text, **more}
    return who.client.post("/intake/sms", json=body, headers=who.headers)


def test_from_the_sms_to_the_reply(world: World) -> None:
    program, admin = world.person(world.home.by("root", Role.INTEGRASI)), world.person(world.home.admin)
    said = f"LAPOR {world.home.pemda.code} lampu jalan {world.word} padam sejak dua minggu"
    first = sent(program, said, id="satu", **{"from": "+628110000123"})
    assert first.status_code == 200, first.text
    assert sent(program, said, id="satu", **{"from": "+628110000123"}).json() == first.json()
    reply = first.json()["reply"]
    code, secret = reply.split("Kode ")[1].split(",")[0], reply.split("rahasia ")[1].split(".")[0]
    found = admin.ask(
        "query($c: String!) { complaintByCode(trackingCode: $c) { id channel reporter { phone } } }", c=code
    )["complaintByCode"]
    assert (found["channel"], found["reporter"]) == ("SMS_1708", {"phone": "+628110000123"})
    assert sent(program, f"STATUS {code}").json()["reply"] == f"Laporan {code}: Belum terverifikasi."
    told = sent(program, f"{code} {secret} sudah dua orang jatuh di sana").json()["reply"]
    assert told.startswith("Balasan Anda dicatat.")
    document = "query($id: ID!) { complaint(id: $id) { messages { nodes { kind body } } } }"
    messages = admin.ask(document, id=found["id"])["complaint"]["messages"]["nodes"]
    assert messages == [{"kind": "COMMENT", "body": "sudah dua orang jatuh di sana"}]


def test_nobody_else_passes_on_messages(world: World) -> None:
    text = f"LAPOR {world.home.pemda.code} lampu jalan padam sejak dua minggu"
    for who, status in (
        (world.visitor, 401),
        (Person(world.client, {"authorization": "Bearer tuntas_" + "x" * 43}), 401),
        (Person(world.client, {"x-receipt": world.codes["receipt"]}), 403),
        (world.person(world.home.admin), 403),
        (world.person(world.home.by("dinkes")), 403),
    ):
        assert sent(who, text).status_code == status


def test_a_stranger_learns_nothing_by_sms(world: World, database: Database, new_tenant: NewTenant) -> None:
    """The secret complaint of the world: not its status, not with a guessed secret."""
    outside = open_office(database, new_tenant(apart=True))
    program = officer(world.client, database, outside.by("root", Role.INTEGRASI))
    code = world.codes["code"]
    unknown = sent(program, "STATUS 0000-0000-0000").json()
    assert sent(program, f"STATUS {code}").json() == unknown
    guess = sent(program, f"{code} 0000-0000-0000-0000 halo apa kabar").json()["reply"]
    assert guess == sent(program, "0000-0000-0000 0000-0000-0000-0000 halo apa kabar").json()["reply"]


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_it_is_posted(world: World, method: str) -> None:
    assert world.client.request(method, "/intake/sms").status_code == 405
