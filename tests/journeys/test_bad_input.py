"""Whatever is sent to the real application: a code and a sentence, soon, never a 5xx, never INTERNAL."""

import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import psycopg
import pytest

from graph.nodes import node_id
from graph.schema import schema
from tenants.database import Database
from tests.casework import key
from tests.gateway.malformed import CASES, WIRE, complaints
from tests.gateway.serving import exchange
from tests.journeys.bad_values import Case, Known, cases
from tests.journeys.service import Person, installation_of, serving
from tests.journeys.world import World, make
from tests.offices import Office
from tests.tenancy import NewTenant

SECONDS = 5.0
MEMORY = 200_000_000
TRIED = 2_000
"""Of some thousands of places and values, so many chosen at random each time, by a fixed seed."""
_CODES = {
    "BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED", "OPERATION_TOO_COMPLEX", "NOT_FOUND",
    "FORBIDDEN", "UNAUTHENTICATED", "CONFLICT", "MOVE_REFUSED", "IDEMPOTENCY_MISMATCH", "RATE_LIMITED", "RETRY",
    "BAD_REQUEST", "INVALID_JSON", "PAYLOAD_TOO_LARGE",
}  # fmt: skip


@dataclass
class Door:
    """The running application, and what there is behind it."""

    world: World
    port: int
    known: Known

    @property
    def admin(self) -> Person:
        return self.world.person(self.world.home.admin)


def known_of(database: Database, world: World) -> Known:
    """Ids of things of each type in the home of the world, and the same of its sibling."""
    home, sibling = world.home, world.sibling
    ids = {
        **_ids(database, home), "complaint": world.ids["Complaint"], "id": world.ids["Complaint"],
        "ids": world.ids["Complaint"], "parent": world.ids["Complaint"], "handling": world.ids["Handling"],
        "attachments": node_id("Upload", 0, home.ids["root"]),
    }  # fmt: skip
    return Known(
        ids,
        home.pemda.code,
        {**_ids(database, sibling), "complaint": node_id("Complaint", sibling.tenant, home.ids["root"])},
    )


def _ids(database: Database, office: Office) -> dict[str, str]:
    tenant, principal = office.tenant, office.by("dinkes")
    assert principal.position is not None
    assert principal.account is not None
    with psycopg.connect(database.owner_url) as owner:
        found = owner.execute(
            "SELECT id FROM tuntas.appointment WHERE tenant_id = %s AND position_id = %s", (tenant, principal.position)
        ).fetchone()
    assert found is not None
    unit, account = office.unit("dinkes"), node_id("Account", 0, principal.account)
    return {
        "unit": unit, "suggestedUnit": unit, "under": unit, "position": node_id("Position", tenant, principal.position),
        "appointment": node_id("Appointment", tenant, found[0]), "account": account, "topic": node_id("Topic", 0, 1),
        "topics": node_id("Topic", 0, 1), "restriction": node_id("Restriction", tenant, office.ids["root"]),
        "team": node_id("CoordinationTeam", tenant, office.ids["root"]),
        "token": node_id("Token", 0, office.ids["root"]),
    }  # fmt: skip


@pytest.fixture(scope="module")
def door(database: Database, new_tenant: NewTenant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    data: Path = tmp_path_factory.mktemp("data")
    with serving(installation_of(database, data)) as url, httpx.Client(base_url=url, timeout=30) as client:
        world = make(client, database, new_tenant)
        yield Door(world, httpx.URL(url).port or 0, known_of(database, world))


@pytest.mark.parametrize("who", ["visitor", "admin"])
def test_malformed_requests_are_refused_with_a_code(door: Door, who: str) -> None:
    headers = list(door.admin.headers.items()) if who == "admin" else []
    wrong = {}
    for case in CASES:
        begun = time.perf_counter()
        told = replace(case, headers=[*case.headers, *headers])
        reply = exchange(door.port, told.wire, keep_open=case.method != "HEAD")
        found = ["no answer"] if reply is None else complaints(case, reply)
        if case.by_server and reply is not None:
            found = [] if reply.status == 400 else [f"status {reply.status}"]
        if time.perf_counter() - begun > SECONDS:
            found.append("slow")
        if found:
            wrong[case.name] = found
    assert wrong == {}
    assert len(CASES) >= 100


def test_what_is_not_even_http_leaves_the_service_standing(door: Door) -> None:
    for case in WIRE:
        reply = exchange(door.port, case.wire)
        assert reply is None or 400 <= reply.status < 500, case.name
    assert door.world.visitor.ask("{ __typename }") == {"__typename": "Query"}


def wrongs(case: Case, reply: httpx.Response, seconds: float) -> list[str]:
    """What is wrong with the answer to one bad value."""
    found = [f"{reply.status_code} {reply.text[:200]}"] if reply.status_code >= 500 else []
    if "Traceback" in reply.text or 'File "' in reply.text:
        found.append("a traceback")
    if len(reply.content) > 100_000:
        found.append(f"{len(reply.content)} bytes")
    if seconds > SECONDS:
        found.append(f"{seconds:.1f} s")
    errors = reply.json().get("errors", [])
    if case.never and not errors:
        found.append("was taken")
    for error in errors:
        extensions = error.get("extensions", {})
        if extensions.get("code") not in _CODES or not extensions.get("messageId") or not error.get("message"):
            found.append(json.dumps(error)[:300])
    return found


def tried(door: Door, kind: str) -> tuple[dict[str, list[str]], Counter[str]]:
    """What went wrong by case, and how often each code was told."""
    root = schema._schema.query_type if kind == "query" else schema._schema.mutation_type
    assert root is not None
    source, world = random.Random(kind), door.world
    every = list(cases(schema._schema, root, door.known))
    reporter = Person(world.client, {"x-receipt": world.codes["receipt"]})
    people = [door.admin, door.admin, world.person(world.home.by("dinkes")), reporter, world.visitor]
    version, wrong, told = current(door), {}, Counter[str]()
    for case in source.sample(every, min(TRIED, len(every))):
        person, begun = source.choice(people), time.perf_counter()
        given = case.variables.get("input")
        if isinstance(given, dict) and given.get("version") == 1 and type(given.get("version")) is int:
            given["version"] = version
        content = json.dumps({"query": case.query, "variables": case.variables})
        headers = {**person.headers, "content-type": "application/json"}
        reply = person.client.post("/graphql", content=content, headers=headers)
        if found := wrongs(case, reply, time.perf_counter() - begun):
            wrong[case.name] = found
        told.update([error["extensions"]["code"] for error in reply.json().get("errors", [])] or ["taken"])
        if kind == "mutation" and "errors" not in reply.json():
            version = current(door)
    return wrong, told


def current(door: Door) -> int:
    """The version of the complaint that the mutations are about."""
    document = "query($id: ID!) { complaint(id: $id) { version } }"
    found: int = door.admin.ask(document, id=door.known.id("complaint"))["complaint"]["version"]
    return found


@pytest.mark.parametrize("kind", ["query", "mutation"])
def test_bad_values_in_every_argument_are_refused_with_a_code(door: Door, kind: str) -> None:
    tried_before = memory()
    wrong, told = tried(door, kind)
    assert wrong == {}
    assert memory() - tried_before < MEMORY
    assert told["BAD_USER_INPUT"] > 100
    assert told["taken"] > 20, "some odd values are sound, and reach the database"
    assert door.world.visitor.ask("{ __typename }") == {"__typename": "Query"}


def memory() -> int:
    """The process's resident memory in bytes: the service runs in this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def test_ten_megabytes_are_not_read(door: Door) -> None:
    for person in (door.admin, door.world.visitor):
        given = {"clientKey": key(), "kind": "ASPIRASI", "title": "Judul yang wajar", "body": "x" * 10_000_000}
        begun, before = time.perf_counter(), memory()
        reply = person.post(
            "mutation($input: SubmitComplaintInput!) { submitComplaint(input: $input) { secret } }", {"input": given}
        )
        assert (reply.status_code, reply.json()["errors"][0]["extensions"]["code"]) == (413, "PAYLOAD_TOO_LARGE")
        assert time.perf_counter() - begun < SECONDS
        assert memory() - before < 100_000_000


@pytest.mark.parametrize(
    "value", [b'"\xff\xfe"', b'"\xc3\x28"', b'"\xed\xa0\x80"', b'"a\x00b"', b'"\\ud800"', b"1e400", b"-0"]
)
def test_values_that_are_no_json_text(door: Door, value: bytes) -> None:
    query = (
        b'{"query": "query($c: String!) { complaintByCode(trackingCode: $c) { id } }", "variables": {"c": '
        + value
        + b"}}"
    )
    reply = door.world.client.post("/graphql", content=query, headers={"content-type": "application/json"})
    assert reply.status_code in (200, 400)
    (error,) = reply.json()["errors"]
    assert error["extensions"]["code"] in _CODES
    assert error["extensions"]["messageId"]


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": "Bearer " + "x" * 5_000}, {"authorization": "Bearer"}, {"authorization": "Basic YTpi"},
        {"x-position": "x"}, {"x-position": "Q29tcGxhaW50OjAuMQ=="}, {"x-receipt": "a"}, {"x-receipt": "0" * 5_000},
        {"x-receipt": "AAAA-BBBB-CCCC 0000-0000-0000-0000"}, {"cookie": "tuntas_session=x"},
        {"x-forwarded-for": "x, y"},
        {"cookie": "tuntas_session=" + "é" * 9}, {"authorization": "Bearer \u00ff\u00fe"},
    ],
    ids=lambda headers: json.dumps(headers)[:40],
)  # fmt: skip
def test_bad_credentials_are_refused_with_a_code(door: Door, headers: dict[str, str]) -> None:
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    reply = door.world.client.post("/graphql", json={"query": "{ viewer { __typename } }"}, headers=raw)
    assert reply.status_code < 500, reply.text
    for error in reply.json().get("errors", []):
        assert error["extensions"]["code"] != "INTERNAL"
        assert error["extensions"]["messageId"]


def test_the_places_are_found_by_themselves(door: Door) -> None:
    query, mutation = schema._schema.query_type, schema._schema.mutation_type
    assert query is not None
    assert mutation is not None
    names = [case.name for root in (query, mutation) for case in cases(schema._schema, root, door.known)]
    assert len(names) > 5_000
    for place in ("complaints.filter.receivedFrom: ", "submitComplaint.input.point.latitude: ", "nodes.ids: "):
        assert any(name.startswith(place) for name in names), place
