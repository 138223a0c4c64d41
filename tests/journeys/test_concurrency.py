"""Many write at once over HTTP: one wins each version, a key acts once, nobody waits in a ring."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest

from graph.nodes import node_id, parse_id
from policies.principal import Principal
from rules.roles import Role
from tenants.database import Database
from tests.casework import PASSED, answer, key
from tests.journeys.nation import national_desk
from tests.journeys.service import installation_of, serving, token_for
from tests.offices import Office, open_office
from tests.proof import Proof
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
WRITERS = 200
LOST = {"CONFLICT", "RETRY"}
_ENTER = """mutation($input: EnterComplaintInput!) { enterComplaint(input: $input) {
  trackingCode secret complaint { id version } } }"""
_INPUTS = {"addNote": "NoteInput", "addTembusan": "TembusanInput"}


@dataclass
class Desk:
    """Officers of one pemda who talk to the running service at the same time."""

    url: str
    database: Database
    office: Office
    tokens: dict[Any, dict[str, str]] = field(default_factory=dict)

    def client(self) -> httpx.AsyncClient:
        limits = httpx.Limits(max_connections=32)
        return httpx.AsyncClient(base_url=self.url, limits=limits, timeout=httpx.Timeout(60, pool=None))

    def headers(self, who: Principal) -> dict[str, str]:
        if who.position not in self.tokens:
            position = node_id("Position", who.tenant, who.position or uuid4())
            self.tokens[who.position] = {
                "authorization": f"Bearer {token_for(self.database, who)}", "x-position": position,
            }  # fmt: skip
        return self.tokens[who.position]

    async def post(self, client: httpx.AsyncClient, who: Principal, query: str, **variables: Any) -> Any:
        reply = await client.post("/graphql", json={"query": query, "variables": variables}, headers=self.headers(who))
        assert reply.status_code < 500, reply.text
        return reply.json()

    async def entered(self, client: httpx.AsyncClient, who: Principal | None = None) -> str:
        reply = await self.post(client, who or self.office.admin, _ENTER, input=letter())
        id_: str = reply["data"]["enterComplaint"]["complaint"]["id"]
        return id_

    async def move(self, client: httpx.AsyncClient, who: Principal, name: str, **given: Any) -> Any:
        """One move with what is given, as the server answers it."""
        kind = _INPUTS.get(name, name[0].upper() + name[1:] + "Input")
        document = f"mutation($input: {kind}!) {{ {name}(input: $input) {{ __typename id }} }}"
        return await self.post(client, who, document, input={"clientKey": key(), **given})

    async def now(self, client: httpx.AsyncClient, id_: str) -> Any:
        document = "query($id: ID!) { complaint(id: $id) { version status } }"
        return (await self.post(client, self.office.admin, document, id=id_))["data"]["complaint"]

    async def moved(self, client: httpx.AsyncClient, who: Principal, id_: str, name: str, **given: Any) -> Any:
        """A move on the complaint as it is now."""
        version = (await self.now(client, id_))["version"]
        return await self.move(client, who, name, complaint=id_, version=version, **given)

    async def disposed(self, client: httpx.AsyncClient) -> str:
        id_ = await self.entered(client)
        for name, given in (("verifyComplaint", PASSED), ("disposeComplaint", {"unit": self.office.unit("dinkes")})):
            assert "errors" not in await self.moved(client, self.office.admin, id_, name, **given)
        return id_

    def problems(self, *ids: str) -> list[str]:
        return Proof(self.database.owner_url, [uuid_of(id_) for id_ in ids]).problems()


def letter() -> dict[str, Any]:
    return {
        "clientKey": key(), "channel": "LETTER", "kind": "PENGADUAN_TIDAK_BERKADAR", "title": "Lampu jalan padam",
        "body": "Lampu jalan di simpang pasar padam sejak dua minggu.",
    }  # fmt: skip


def uuid_of(id_: str) -> UUID:
    return parse_id(id_, "Complaint").uuid


def codes(replies: Sequence[Any]) -> Counter[str]:
    """How many succeeded, and with which codes the others did not."""
    return Counter(
        reply["errors"][0]["extensions"]["code"] if "errors" in reply else "done" for reply in replies
    )  # fmt: skip


@pytest.fixture(scope="module")
def desk(database: Database, new_tenant: NewTenant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    data: Path = tmp_path_factory.mktemp("data")
    with serving(installation_of(database, data)) as url:
        yield Desk(url, database, open_office(database, new_tenant()))


async def test_of_two_hundred_writers_one_wins_each_version(desk: Desk) -> None:
    admin = desk.office.admin
    async with desk.client() as client:
        id_ = await desk.entered(client)
        for version in range(1, 4):
            attempts = [
                desk.move(client, admin, "addNote", complaint=id_, version=version, body=f"Catatan nomor {number}.")
                for number in range(WRITERS)
            ]
            told = codes(await asyncio.gather(*attempts))
            assert told["done"] == 1
            assert set(told) <= {"done", *LOST}
            assert (await desk.now(client, id_))["version"] == version + 1
    assert desk.problems(id_) == []


async def test_everybody_who_tries_again_gets_through_once(desk: Desk) -> None:
    async with desk.client() as client:
        id_ = await desk.entered(client)

        async def until_done(number: int) -> None:
            again, body = key(), f"Catatan nomor {number}."
            while True:
                version = (await desk.now(client, id_))["version"]
                given = {"complaint": id_, "version": version, "body": body, "clientKey": again}
                (told,) = codes([await desk.move(client, desk.office.admin, "addNote", **given)])
                if told == "done":
                    return
                assert told in LOST

        await asyncio.gather(*(until_done(number) for number in range(20)))
        assert (await desk.now(client, id_))["version"] == 21
    assert desk.problems(id_) == []


@pytest.mark.parametrize("times", [3, 20])
async def test_the_same_key_acts_once_and_is_told_the_same(desk: Desk, times: int) -> None:
    async with desk.client() as client:
        id_ = await desk.entered(client)
        given = {"complaint": id_, "version": 1, "body": "Catatan satu kali.", "clientKey": key()}
        at_once = times > 3
        calls = [desk.move(client, desk.office.admin, "addNote", **given) for _ in range(times)]
        replies = await asyncio.gather(*calls) if at_once else [await call for call in calls]
        assert codes(replies) == {"done": times}
        assert all(reply == replies[0] for reply in replies)
        assert (await desk.now(client, id_))["version"] == 2
        other = await desk.move(client, desk.office.admin, "addNote", **{**given, "body": "Catatan yang lain."})
        assert codes([other]) == {"IDEMPOTENCY_MISMATCH": 1}
    assert desk.problems(id_) == []


async def test_a_complaint_that_is_sent_twenty_times_is_one(desk: Desk) -> None:
    values = letter()
    async with desk.client() as client:
        calls = [desk.post(client, desk.office.admin, _ENTER, input=values) for _ in range(20)]
        replies = await asyncio.gather(*calls)
    assert codes(replies) == {"done": 20}
    assert all(reply == replies[0] for reply in replies)
    with psycopg.connect(desk.database.owner_url) as owner:
        id_ = uuid_of(replies[0]["data"]["enterComplaint"]["complaint"]["id"])
        keys = owner.execute(
            "SELECT result->>'id' FROM tuntas.idempotency WHERE client_key = %s", (values["clientKey"],)
        ).fetchall()
    assert keys == [(str(id_),)]


async def test_a_transfer_that_is_sent_twenty_times_moves_once(desk: Desk) -> None:
    nation = national_desk(desk.database)
    async with desk.client() as client:
        id_ = await desk.entered(client, nation)
        verify = await desk.move(client, nation, "verifyComplaint", complaint=id_, version=1, **PASSED)
        assert "errors" not in verify
        given = {
            "complaint": id_, "version": 2, "pemda": desk.office.pemda.code, "note": "Kewenangan kabupaten.",
            "clientKey": key(),
        }  # fmt: skip
        calls = [desk.move(client, nation, "transferComplaint", **given) for _ in range(20)]
        replies = await asyncio.gather(*calls)
    assert codes(replies) == {"done": 20}
    assert all(reply == replies[0] for reply in replies)
    proof = Proof(desk.database.owner_url, [uuid_of(id_)])
    assert proof.problems() == []
    assert len(proof.transfers) == 1


async def test_of_twenty_transfers_to_two_pemda_one_happens(desk: Desk, new_tenant: NewTenant) -> None:
    nation, other = national_desk(desk.database), open_office(desk.database, new_tenant())
    async with desk.client() as client:
        id_ = await desk.entered(client, nation)
        await desk.move(client, nation, "verifyComplaint", complaint=id_, version=1, **PASSED)
        calls = [
            desk.move(client, nation, "transferComplaint", complaint=id_, version=2, pemda=to, note="Bukan nasional.")
            for to in (desk.office.pemda.code, other.pemda.code) * 10
        ]
        told = codes(await asyncio.gather(*calls))
    assert told["done"] == 1
    assert set(told) <= {"done", "NOT_FOUND", *LOST}
    proof = Proof(desk.database.owner_url, [uuid_of(id_)])
    assert proof.problems() == []
    assert len(proof.transfers) == 1


async def test_merging_and_answering_across_never_wait_in_a_ring(desk: Desk) -> None:
    office = desk.office
    dinkes = office.by("dinkes")
    begun = time.monotonic()
    replies: list[Any] = []
    async with desk.client() as client:
        for _ in range(6):
            one, other, child = [await desk.disposed(client) for _ in range(3)]
            into = {"parent": one, "reason": "Lokasi dan masalah sama."}
            await desk.moved(client, office.admin, child, "mergeComplaint", **into)
            calls = [
                desk.moved(client, office.admin, one, "mergeComplaint", **{**into, "parent": other}),
                desk.moved(client, office.admin, other, "mergeComplaint", **into),
                desk.moved(client, office.admin, child, "mergeComplaint", **into),
                desk.moved(client, dinkes, one, "answerComplaint", **answer()),
                desk.moved(client, dinkes, other, "answerComplaint", **answer()),
                desk.moved(client, dinkes, child, "unmergeComplaint", reason="Ternyata berbeda."),
                desk.moved(client, office.by("dinkes", Role.STAF), child, "addNote", body="Menunggu."),
            ]
            replies += await asyncio.gather(*calls)
            assert desk.problems(one, other, child) == []
    told = codes(replies)
    assert set(told) <= {"done", "FORBIDDEN", "MOVE_REFUSED", "NOT_FOUND", *LOST}
    assert told["done"] >= 6
    rules = {reply["errors"][0]["extensions"].get("rule") for reply in replies if "errors" in reply}
    assert "40P01" not in rules, "the database had to break a ring"
    assert time.monotonic() - begun < 60
