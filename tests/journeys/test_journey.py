"""One complaint's whole way over HTTP in the real offices of Bintan, and a browser's way through the door."""

import asyncio
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import psycopg
import pytest
from argon2 import PasswordHasher

from gateway.commands.accounts import issue_token
from gateway.demo.journey import Journey, Traveller, walk
from gateway.demo.loading.demo import PASSWORD, regions
from gateway.demo.loading.people import people
from gateway.demo.offices import offices
from gateway.installation import Installation
from tenants import enrolment
from tenants.bulk import copy_in
from tests.casework import key
from tests.database_house import DatabaseHouse
from tests.journeys.service import installation_of, serving
from tests.proof import Proof

CODES = ("00", "21", "21.01")
STEPS = [
    ("SUBMIT", "RECEIVED", "Admin Nasional"), ("VERIFY", "RECEIVED", "Admin Nasional"),
    ("TRANSFER", "RECEIVED", "Admin Nasional"), ("VERIFY", "RECEIVED", "Admin Instansi"),
    ("DISPOSE", "DISPOSED", "Admin Instansi"), ("RETURN", "RECEIVED", "Perumahan"),
    ("DISPOSE", "DISPOSED", "Admin Instansi"), ("ANSWER", "ANSWERED", "Kesehatan"),
    ("OBJECT", "IN_PROGRESS", "Pelapor"), ("ANSWER", "ANSWERED", "Kesehatan"), ("ACCEPT", "CLOSED", "Pelapor"),
    ("RATE", "CLOSED", "Pelapor"),
]  # fmt: skip
_MINE = "{ myComplaints { nodes { trackingCode status viewerCan messages { nodes { kind body } } } } }"
_VIEWER = "{ complaints(first: 1) { nodes { id } } }"


@dataclass
class Small:
    """Nation, province and Bintan with their real offices, served."""

    installation: Installation
    client: httpx.Client

    def token(self, email: str) -> str:
        return asyncio.run(issue_token(self.installation, email, days=1))

    def browser(self) -> httpx.Client:
        """A client with cookies of its own, as our own page asks."""
        return httpx.Client(base_url=self.client.base_url, headers={"sec-fetch-site": "same-origin"}, timeout=30)


@pytest.fixture(scope="module")
def small(house: DatabaseHouse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Small]:
    database = house.database_for(f"{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_small")
    installation, now = installation_of(database, tmp_path_factory.mktemp("data")), datetime.now(UTC)
    enrolment.enrol(database.owner_url, CODES, on=now.date())
    known = offices((code, name) for code, name in regions(everything=False) if code in CODES)
    rows, _ = people(known, PasswordHasher(time_cost=1, memory_cost=1024).hash(PASSWORD), now)
    copy_in(database.owner_url, rows)
    with serving(installation) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield Small(installation, client)
    house.drop("small")


def test_the_whole_way(small: Small) -> None:
    heard: list[tuple[str, str]] = []
    journey = Journey(small.client, small.token, lambda said, status: heard.append((said, status)))
    found = walk(journey)
    events = found["timeline"]["nodes"]
    assert [(event["move"], event["toStatus"]) for event in events] == [(move, to) for move, to, _ in STEPS]
    for event, (_, _, who) in zip(events, STEPS, strict=True):
        assert who.lower() in event["actorTitle"].lower()
    assert [status for _, status in heard] == [to for _, to, _ in STEPS]
    assert (found["status"], found["outcome"], found["closedBy"]) == ("CLOSED", "SOLVED", "REPORTER")
    assert (found["returns"], found["objections"], found["rating"]) == (1, 1, 5)
    assert Proof(small.installation.database.owner_url).problems() == []
    reporter_reads(journey)
    others_do_not(small, journey)


def reporter_reads(journey: Journey) -> None:
    """The receipt is all that the citizen has, and enough."""
    (mine,) = journey.reporter().ask(_MINE)["myComplaints"]["nodes"]
    assert mine["trackingCode"] == journey.code
    assert [said["kind"] for said in mine["messages"]["nodes"]] == ["ANSWER", "OBJECTION", "ANSWER"]
    assert "REOPEN" in mine["viewerCan"]
    code, _, secret = journey.receipt.partition(" ")
    for receipt in (f"{code} {other(secret)}", f"{other(code)} {secret}", code):
        reply = journey.client.post("/graphql", json={"query": _MINE}, headers={"x-receipt": receipt})
        (error,) = reply.json()["errors"]
        assert error["extensions"]["code"] in ("UNAUTHENTICATED", "BAD_USER_INPUT")


def other(text: str) -> str:
    """The same but for its last sign."""
    return text[:-1] + ("7" if text[-1] != "7" else "8")


def others_do_not(small: Small, journey: Journey) -> None:
    """Where it was, a transfer is on record; who returned it reads it no longer."""
    by_code = "query($code: String!) { complaintByCode(trackingCode: $code) { id } }"
    assert journey.by("perkim.bintan@tuntas.test").ask(by_code, code=journey.code)["complaintByCode"] is None
    sent = "{ transfers { nodes { trackingCode move to { code } } } }"
    (kept,) = journey.by("nasional@tuntas.test").ask(sent)["transfers"]["nodes"]
    assert kept == {"trackingCode": journey.code, "move": "TRANSFER", "to": {"code": "21.01"}}
    kepri = journey.by("kepri@tuntas.test").ask(by_code, code=journey.code)
    assert kepri["complaintByCode"]["id"], "the province oversees its regency"


def test_a_browser_signs_in_and_proves_each_change_with_its_token(small: Small) -> None:
    with small.browser() as browser:
        wrong = browser.post("/sign-in", json={"email": "bintan@tuntas.test", "password": "salah sama sekali"})
        assert (wrong.status_code, wrong.json()["errors"][0]["extensions"]["code"]) == (401, "UNAUTHENTICATED")
        told = browser.post("/sign-in", json={"email": "bintan@tuntas.test", "password": PASSWORD}).json()
        assert told["signedIn"]
        assert told["positions"][0]["pemda"] == "21.01"
        csrf = {"x-csrf-token": told["csrfToken"]}
        body = {"query": _VIEWER}
        assert "errors" not in browser.post("/graphql", json=body, headers=csrf).json()
        assert "errors" not in browser.get("/graphql", params=body).json()
        for headers in ({}, {"x-csrf-token": "x" * 43}, {**csrf, "sec-fetch-site": "cross-site"}):
            refused = browser.post("/graphql", json=body, headers=headers)
            assert (refused.status_code, refused.json().get("data")) == (403, None)
        assert browser.get("/session").json()["account"] == told["account"]
        browser.post("/sign-out", json={}, headers=csrf)
        assert browser.get("/session").json() == {"signedIn": False}
        assert browser.cookies.get("tuntas_session") in (None, "")


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(small: Small) -> None:
    with small.browser() as browser:
        told = browser.post("/sign-in", json={"email": "dinkes.bintan@tuntas.test", "password": PASSWORD}).json()
        stolen = {"cookie": f"tuntas_session={browser.cookies['tuntas_session']}", "x-csrf-token": told["csrfToken"]}
        assert "errors" not in post(small, stolen)
        browser.post("/sign-out", json={}, headers={"x-csrf-token": told["csrfToken"]})
    assert post(small, stolen)["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def post(small: Small, headers: dict[str, str]) -> Any:
    sent = {**headers, "sec-fetch-site": "same-origin"}
    return small.client.post("/graphql", json={"query": _VIEWER}, headers=sent).json()


def test_an_expired_appointment_opens_nothing(small: Small) -> None:
    token = {"authorization": f"Bearer {small.token('staf.dinkes.bintan@tuntas.test')}"}
    traveller = Traveller(small.client, token)
    assert traveller.ask("{ viewer { position { id } } }")["viewer"]["position"]
    with psycopg.connect(small.installation.database.owner_url) as owner:
        owner.execute(
            """UPDATE tuntas.appointment a SET valid_to = now() - interval '1 minute' FROM tuntas.account_email e
            WHERE e.account_id = a.account_id AND e.email = 'staf.dinkes.bintan@tuntas.test'"""
        )
        owner.execute("SELECT pg_notify('tuntas_access', '*')")
    position = eventually_nothing(traveller)
    assert position is None
    letter = {
        "clientKey": key(), "channel": "LETTER", "kind": "ASPIRASI", "title": "Usul taman bermain",
        "body": "Mohon dibangun taman bermain di alun-alun.",
    }  # fmt: skip
    document = "mutation($input: EnterComplaintInput!) { enterComplaint(input: $input) { secret } }"
    reply = small.client.post("/graphql", json={"query": document, "variables": {"input": letter}}, headers=token)
    assert reply.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"


def eventually_nothing(traveller: Traveller) -> Any:
    """The acting position, asked until the service has heard that it ended."""
    position = {}
    for _ in range(100):
        position = traveller.ask("{ viewer { position { id } } }")["viewer"]["position"]
        if position is None:
            break
    return position
