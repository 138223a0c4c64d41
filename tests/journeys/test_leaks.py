"""Nothing of a pemda's secret complaint reaches a stranger, by no query, edge, search, count, id or trick."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from rules.roles import Role
from tenants.database import Database
from tests.casework import key
from tests.journeys.service import Person
from tests.journeys.world import World, make
from tests.tenancy import NewTenant

DEEP = """ ... on Complaint { id title body place trackingCode priority tags reporter { name phone }
  lastEvent { reason } timeline(first: 9) { nodes { reason actorName checks { result } } }
  messages(first: 9) { nodes { id body evidence } } handlings { id task answer } participants { part }
  attachments { name url } versions { title body } identityAccesses { reason }
  possibleDuplicates { complaint { title } }
  clocks { rule { text } strip { note } } packets { name url } ombudsmanDecisions { text }
  parent { title } unit { name } desk { name } } """
ANY = DEEP + " ... on Message { body evidence } ... on Handling { task answer } "
YEAR = datetime.now(UTC).year
STRANGERS: dict[str, Callable[[World], Person]] = {
    "admin of the sibling regency": lambda w: w.person(w.sibling.admin),
    "penghubung of the sibling regency": lambda w: w.person(w.sibling.by("dinkes")),
    "pimpinan of the sibling regency": lambda w: w.person(w.sibling.by("root", Role.PIMPINAN)),
    "admin of another province's regency": lambda w: w.person(w.outside.admin),
    "inspektorat of another province's regency": lambda w: w.person(w.outside.by("inspektorat", Role.PENGAWAS)),
    "another unit of the same regency": lambda w: w.person(w.home.by("kecamatan")),
    "a unit below another one": lambda w: w.person(w.home.by("kelurahan")),
    "the neighbour application": lambda w: w.person(w.home.by("root", Role.INTEGRASI)),
    "a visitor": lambda w: w.visitor,
    "a visitor with a made-up receipt": lambda w: Person(
        w.client, {"x-receipt": w.codes["code"] + " 0000-0000-0000-0000"}
    ),
}
PROBES: dict[str, tuple[str, Callable[[World], dict[str, Any]]]] = {
    "complaint": ("query($id: ID!) { complaint(id: $id) {" + DEEP + "} }", lambda w: {"id": w.ids["Complaint"]}),
    "by code": (
        "query($code: String!) { complaintByCode(trackingCode: $code) {" + DEEP + "} }",
        lambda w: {"code": w.codes["code"]},
    ),
    "node": ("query($id: ID!) { node(id: $id) {" + ANY + "} }", lambda w: {"id": w.ids["Complaint"]}),
    "node of a message": ("query($id: ID!) { node(id: $id) {" + ANY + "} }", lambda w: {"id": w.ids["Message"]}),
    "node of a handling": ("query($id: ID!) { node(id: $id) {" + ANY + "} }", lambda w: {"id": w.ids["Handling"]}),
    "nodes": ("query($ids: [ID!]!) { nodes(ids: $ids) {" + ANY + "} }", lambda w: {"ids": list(w.ids.values())}),
    "list": (
        "query($p: String) { complaints(pemda: $p, first: 5) { totalCount nodes {" + DEEP + "} } }",
        lambda w: {"p": w.home.pemda.code},
    ),
    "own list": ("query { complaints(first: 5) { totalCount nodes {" + DEEP + "} } }", lambda _: {}),
    "list below": (
        "query($p: String) { complaints(pemda: $p, includeBelow: true, first: 5) { totalCount nodes {" + DEEP + "} } }",
        lambda w: {"p": w.home.pemda.code[:2]},
    ),
    "search": (
        "query($p: String, $t: String) { complaints(pemda: $p, filter: {text: $t}, first: 5) { totalCount nodes {"
        + DEEP
        + "} } }",
        lambda w: {"p": w.home.pemda.code, "t": w.word},
    ),
    "public list": (
        "query($p: String!) { publicComplaints(pemda: $p, first: 5) { nodes {" + DEEP + "} } }",
        lambda w: {"p": w.home.pemda.code},
    ),
    "public search": (
        "query($p: String!, $t: String) { publicComplaints(pemda: $p, filter: {text: $t}, first: 5) { nodes {"
        + DEEP
        + "} } }",
        lambda w: {"p": w.home.pemda.code, "t": w.word},
    ),
    "similar": (
        "query($p: String!, $t: String!) { similarComplaints(pemda: $p, title: $t) { score complaint {"
        + DEEP
        + "} } }",
        lambda w: {"p": w.home.pemda.code, "t": f"Keluhan {w.word} di puskesmas"},
    ),
    "my complaints": ("query { myComplaints(first: 5) { nodes {" + DEEP + "} } }", lambda _: {}),
    "aliases": (
        "query($id: ID!, $p: String) { a: complaint(id: $id) {" + DEEP + "} b: node(id: $id) {" + ANY + "}"
        " c: complaints(pemda: $p, first: 1) { totalCount nodes { title } } }",
        lambda w: {"id": w.ids["Complaint"], "p": w.home.pemda.code},
    ),
    "notices": ("query { notifications(first: 5) { nodes { label complaint {" + DEEP + "} } } }", lambda _: {}),
    "webhooks": (
        "query($p: String) { webhooks(pemda: $p, first: 5) { nodes { url } } }",
        lambda w: {"p": w.home.pemda.code},
    ),
    "node of a webhook": (
        """query($id: ID!) { node(id: $id) { ... on Webhook { url } }
          webhookDeliveries(webhook: $id) { nodes { trackingCode } } }""",
        lambda w: {"id": w.ids["Webhook"]},
    ),
    "lapor export": (
        "query($y: Int!) { laporReports(year: $y, first: 50) { nodes { cells } } }",
        lambda _: {"y": YEAR},
    ),
    "documents": ("query { documents(first: 50) { nodes { name sha256 url } } }", lambda _: {}),
    "report": (
        "query($p: String, $y: Int!) { complaintReport(pemda: $p, year: $y) { byUnit { name received } } }",
        lambda w: {"p": w.home.pemda.code, "y": YEAR},
    ),
    "transfers": (
        "query($p: String) { transfers(pemda: $p) { nodes { reason trackingCode } } }",
        lambda w: {"p": w.home.pemda.code},
    ),
}


@pytest.fixture(scope="module")
def world(client: httpx.Client, database: Database, new_tenant: NewTenant) -> World:
    return make(client, database, new_tenant)


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_reads_nothing(world: World, stranger: str) -> None:
    person = STRANGERS[stranger](world)
    for name, (query, variables) in PROBES.items():
        reply = person.post(query, variables(world))
        assert reply.status_code < 500, (name, reply.text)
        if "made-up" not in stranger:
            codes = {error["extensions"]["code"] for error in reply.json().get("errors", ())}
            assert codes <= {"NOT_FOUND", "FORBIDDEN", "UNAUTHENTICATED"}, (name, reply.text)
        asked = {**variables(world)}
        text = reply.text if "t" not in asked else reply.text.replace(str(asked["t"]), "")
        assert world.word not in text, (name, text[:300])
        for count in _counts(reply.json().get("data")):
            assert count == 0 or name == "own list", (name, reply.text[:300])


def test_those_who_may_read_it_do(world: World) -> None:
    for person in (
        world.person(world.home.admin),
        world.person(world.home.by("dinkes")),
        world.person(world.home.by("dinkes", Role.STAF)),
        world.person(world.home.by("perkim")),
        world.person(world.home.by("root", Role.PIMPINAN)),
        Person(world.client, {"x-receipt": world.codes["receipt"]}),
    ):
        query, variables = PROBES["complaint"]
        assert world.word in person.post(query, variables(world)).text


def test_the_reported_unit_does_not_learn_who_reported(world: World) -> None:
    query = "query($id: ID!) { complaint(id: $id) { reporter { name } } }"
    for unit in ("dinkes", "perkim"):
        data = world.person(world.home.by(unit)).ask(query, id=world.ids["Complaint"])
        assert data["complaint"]["reporter"] is None
    assert world.person(world.home.admin).ask(query, id=world.ids["Complaint"])["complaint"]["reporter"]


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_changes_nothing(world: World, stranger: str) -> None:
    person, admin = STRANGERS[stranger](world), world.person(world.home.admin)
    look = "query($id: ID!) { complaint(id: $id) { version status timeline(first: 100) { nodes { hash } } } }"
    before = admin.ask(look, id=world.ids["Complaint"])
    base = {"complaint": world.ids["Complaint"], "version": before["complaint"]["version"]}
    for name, kind, given in (
        ("reportProgress", "ReportProgressInput", {"body": "Bukan dari unit ini."}),
        ("returnComplaint", "ReturnComplaintInput", {"reason": "Bukan kewenangan kami sama sekali."}),
        ("disposeComplaint", "DisposeComplaintInput", {"unit": world.home.unit("perkim")}),
        ("flagComplaint", "FlagComplaintInput", {"anonymous": True, "secret": True, "reason": "Coba-coba saja."}),
        ("openIdentity", "ReasonedMoveInput", {"reason": "Ingin tahu saja."}),
        ("addNote", "NoteInput", {"body": "Catatan orang asing."}),
        ("closeComplaint", "CloseComplaintInput", {"reason": "Tutup saja sekarang juga."}),
    ):
        document = f"mutation($input: {kind}!) {{ {name}(input: $input) {{ __typename }} }}"
        reply = person.post(document, {"input": {**base, "clientKey": key(), **given}}).json()
        codes = {error["extensions"]["code"] for error in reply["errors"]}
        refusals = {"NOT_FOUND", "FORBIDDEN", "UNAUTHENTICATED"} | (
            {"RATE_LIMITED"} if "made-up" in stranger else set()
        )
        assert codes <= refusals, (name, reply)
    assert admin.ask(look, id=world.ids["Complaint"]) == before


def test_a_batch_is_not_a_way_in(world: World) -> None:
    query, variables = PROBES["complaint"]
    body = [{"query": query, "variables": variables(world)}] * 2
    reply = world.client.post("/graphql", json=body)
    assert reply.status_code == 400
    assert world.word not in reply.text


def test_a_forged_position_is_refused(world: World) -> None:
    stranger, insider = world.person(world.sibling.admin), world.person(world.home.admin)
    headers = {**stranger.headers, "x-position": insider.headers["x-position"]}
    query, variables = PROBES["complaint"]
    reply = Person(world.client, headers).post(query, variables(world))
    assert reply.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert world.word not in reply.text


def _counts(data: Any) -> list[int]:
    if isinstance(data, dict):
        own = [data["totalCount"]] if data.get("totalCount") is not None else []
        return own + [count for value in data.values() for count in _counts(value)]
    if isinstance(data, list):
        return [count for value in data for count in _counts(value)]
    return []
