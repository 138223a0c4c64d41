"""Every move arrives, in the order of its complaint, whatever receivers, workers and clocks do meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from gateway.delivery.outside_addresses import Outside
from gateway.delivery.webhook import Outcome, Patience, WebhookPost
from gateway.delivery.webhook_rounds import WebhookRounds
from rules.webhook_signatures import is_ours, key_of
from tenants.database import Database, Pool
from tenants.session import Sessions, on_statement
from tenants.stores import webhooks
from tests.casework import BODY, TITLE, submitted
from tests.gateway.delivery import receivers
from tests.gateway.delivery.receivers import Answering, Heard, Server, receiver, status
from tests.graph.changing import change
from tests.offices import NOW, Asking, Office, open_office
from tests.tenancy import NewTenant
from tests.webhooks import Receiver, added, deliveries, kept, queued

pytestmark = pytest.mark.anyio


OK = status(200)


class Clock:
    """The time as the test says."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **delta: float) -> None:
        self.now += timedelta(**delta)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def quiet(database: Database) -> None:
    """No receiver of other tests hears of this one's rounds."""
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("UPDATE tuntas.webhook SET active = false")


Rounds = Callable[..., WebhookRounds]


@pytest.fixture
def rounds(pool: Pool, ask: Asking, clock: Clock, quiet: None) -> Rounds:
    def make(post: Any = None) -> WebhookRounds:
        patience = Patience(connect=0.3, total=0.4)
        sender = post or WebhookPost(Outside(loopback=True), plain=True, patience=patience)
        return WebhookRounds(pool, ask.vault, sender, clock)

    return make


@asynccontextmanager
async def listening(
    ask: Asking, office: Office, database: Database, answering: Answering = OK
) -> AsyncIterator[tuple[Server, Receiver]]:
    """A server, and a webhook of the pemda that leads to it."""
    async with receiver(answering) as server:
        made = await added(ask, office)
        with psycopg.connect(database.owner_url) as owner:
            owner.execute("UPDATE tuntas.webhook SET url = %s WHERE id = %s", (server.url(), made.key[1]))
        yield server, made


def logged(row: dict[str, Any]) -> list[int | None]:
    return [attempt["status"] for attempt in row["attempts"]]


async def test_a_move_arrives_signed(
    ask: Asking, office: Office, database: Database, rounds: Rounds, clock: Clock
) -> None:
    async with listening(ask, office, database) as (server, made):
        await submitted(ask, office)
        assert await rounds().run() == 1
        assert await rounds().run() == 0
    (heard,) = server.heard
    assert is_ours(key_of(made.secret), heard.headers, heard.body, clock())
    assert not is_ours(key_of(made.secret), heard.headers, heard.body, clock() + timedelta(minutes=6))
    for word in (TITLE, BODY, "Budi", "0811", "Pelapor"):
        assert word not in heard.body.decode()
    ((row,),) = [deliveries(database, office)]
    assert str(row["id"]) == heard.headers["webhook-id"]
    assert (row["state"], row["next_attempt_at"], row["finished_at"], logged(row)) == ("DELIVERED", None, NOW, [200])
    ((hook,),) = [kept(database, office)]
    assert (hook["leased_by"], hook["leased_until"], hook["failures"]) == (None, None, 0)


async def test_during_a_change_both_secrets_sign(
    ask: Asking, office: Office, database: Database, rounds: Rounds, clock: Clock
) -> None:
    async with listening(ask, office, database) as (server, made):
        turned = await change(ask, office.admin, "rotateWebhookSecret", "{ secret }", webhook=made.id)
        await queued(ask, office)
        await rounds().run()
        clock.forward(hours=24)
        await queued(replace(ask, now=clock()), office)
        await rounds().run()
    first, second = server.heard
    old, new = key_of(made.secret), key_of(turned["secret"])
    assert is_ours(old, first.headers, first.body, NOW)
    assert is_ours(new, first.headers, first.body, NOW)
    assert not is_ours(old, second.headers, second.body, clock())
    assert is_ours(new, second.headers, second.body, clock())


async def test_a_secret_complaint_is_withheld_even_when_it_became_so_since(
    ask: Asking, office: Office, database: Database, rounds: Rounds
) -> None:
    async with listening(ask, office, database) as (server, _):
        await queued(ask, office, secret=True)
        case = await submitted(ask, office)
        hidden = {"anonymous": False, "secret": True, "reason": "Pelapor takut akan pembalasan."}
        await case.move(office.admin, "flagComplaint", **hidden)
        assert await rounds().run() == 0
    assert server.connections == 0
    assert [(row["state"], row["attempts"]) for row in deliveries(database, office)] == [("WITHHELD", [])] * 2


async def test_the_moves_of_a_complaint_arrive_in_their_order(
    ask: Asking, office: Office, database: Database, rounds: Rounds, clock: Clock
) -> None:
    refusing: set[int] = {2}

    async def moody(heard: Heard, writer: asyncio.StreamWriter) -> None:
        await status(500 if heard.version in refusing else 200)(heard, writer)

    async with listening(ask, office, database, moody) as (server, _):
        complaint = uuid4()
        for version in (3, 1, 4, 2):
            await queued(ask, office, complaint=complaint, version=version)
        assert await rounds().run() == 1
        await queued(ask, office, version=9)
        clock.forward(seconds=11)
        assert await rounds().run() == 1  # the other complaint's, which waited longer than the next attempt
        refusing.clear()
        clock.forward(minutes=2)
        await rounds().run()
    arrived = [heard.version for heard in server.heard]
    assert [version for version in arrived if version != 9] == [1, *[2] * arrived.count(2), 3, 4]
    assert arrived.count(9) == 1
    assert {row["state"] for row in deliveries(database, office)} == {"DELIVERED"}


@pytest.mark.parametrize(
    "answering",
    [
        status(500), status(404), status(302, b"", "location: http://127.0.0.1:1/"), receivers.hang, receivers.drip,
        receivers.close_at_once, receivers.nonsense, receivers.flood_of_headers,
    ],
    ids=["500", "404", "redirects", "hangs", "drips", "closes", "nonsense", "floods"],
)  # fmt: skip
async def test_a_bad_receiver_is_logged_tried_again_and_harms_nobody(
    ask: Asking, office: Office, database: Database, new_tenant: NewTenant, rounds: Rounds, clock: Clock,
    answering: Answering,
) -> None:  # fmt: skip
    other = open_office(database, new_tenant(beside=office.pemda))
    async with (
        listening(ask, office, database, answering) as (bad, _),
        listening(ask, other, database) as (good, _),
    ):
        for _ in range(3):
            await queued(ask, office)
            await queued(ask, other)
        assert await rounds().run() == 3
        assert (len(good.heard), len(bad.heard)) == (3, 1)
        assert await rounds().run() == 0
        assert len(bad.heard) == 1
        ((hook,),) = [kept(database, office)]
        assert hook["failures"] == 1
        assert NOW < hook["not_before"] <= NOW + timedelta(seconds=10)
        bad.answering = status(200)
        for _ in range(3):
            clock.forward(seconds=31)
            await rounds().run()
    rows = deliveries(database, office)
    assert [row["state"] for row in rows] == ["DELIVERED"] * 3
    assert sorted(len(row["attempts"]) for row in rows) == [1, 1, 2]
    assert [hook["failures"] for hook in kept(database, office)] == [0]


async def test_after_three_days_it_is_dead_and_can_be_sent_again(
    ask: Asking, office: Office, database: Database, rounds: Rounds, clock: Clock
) -> None:
    async with listening(ask, office, database, status(503)) as (server, made):
        complaint = await queued(ask, office)
        await queued(ask, office, complaint=complaint, version=2)
        while clock() < NOW + timedelta(days=3, hours=7):
            await rounds().run()
            clock.forward(minutes=30)
        first, second = deliveries(database, office)
        assert first["state"] == "DEAD"
        assert first["next_attempt_at"] is None
        assert 12 <= len(first["attempts"]) == first["failures"] <= 25
        assert second["attempts"] != []
        server.answering = status(200)
        clock.forward(hours=7)
        await rounds().run()
        await change(replace(ask, now=clock()), office.admin, "replayWebhookDelivery", delivery=made.delivery(first))
        assert await rounds().run() == 1
    rows = deliveries(database, office)
    assert [row["version"] for row in rows if row["state"] == "DELIVERED"][-1] == 1
    assert server.heard[-1].headers["webhook-id"] == str(first["id"])
    assert logged(rows[-1])[-2:] == [503, 200]


async def test_two_workers_send_nothing_twice(ask: Asking, office: Office, database: Database, rounds: Rounds) -> None:
    async def slow(heard: Heard, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.02)
        await status(200)(heard, writer)

    async with listening(ask, office, database, slow) as (server, _):
        complaints = [uuid4() for _ in range(4)]
        for complaint in complaints:
            for version in (1, 2, 3):
                await queued(ask, office, complaint=complaint, version=version)
        assert sum(await asyncio.gather(*(rounds().run() for _ in range(3)))) == 12
    ids = [heard.headers["webhook-id"] for heard in server.heard]
    assert len(ids) == len(set(ids)) == 12


async def test_a_killed_worker_keeps_nobody_from_it_for_long(
    pool: Pool, ask: Asking, office: Office, database: Database, rounds: Rounds, clock: Clock
) -> None:
    async with listening(ask, office, database) as (server, made):
        await queued(ask, office)
        async with Sessions(pool, office.pemda.reach).write((office.tenant,)) as tx:
            await webhooks.lease(tx, made.key, uuid4(), clock(), clock() + timedelta(seconds=60))
        assert await rounds().run() == 0
        clock.forward(seconds=60)
        assert await rounds().run() == 1
    assert len(server.heard) == 1


async def test_what_died_before_it_was_noted_is_sent_again_under_the_same_id(
    ask: Asking, office: Office, database: Database, rounds: Rounds, clock: Clock
) -> None:
    sent: list[str] = []

    async def dying(_url: str, headers: dict[str, str], _body: bytes) -> Outcome:
        sent.append(headers["webhook-id"])
        if len(sent) == 1:
            raise asyncio.CancelledError
        return Outcome(200, 1, "")

    await added(ask, office)
    await queued(ask, office)
    with pytest.raises(asyncio.CancelledError):
        await rounds(dying).run()
    assert await rounds(dying).run() == 1
    assert sent == [sent[0]] * 2


async def test_what_is_switched_off_waits(ask: Asking, office: Office, database: Database, rounds: Rounds) -> None:
    async with listening(ask, office, database) as (server, made):
        await queued(ask, office)
        await change(ask, office.admin, "switchWebhook", webhook=made.id, active=False)
        await queued(ask, office)
        assert await rounds().run() == 0
        await change(ask, office.admin, "switchWebhook", webhook=made.id, active=True)
        assert await rounds().run() == 1
    assert len(server.heard) == 1


async def test_a_secret_that_does_not_open_stops_only_its_own(
    ask: Asking, office: Office, database: Database, new_tenant: NewTenant, rounds: Rounds
) -> None:
    other = open_office(database, new_tenant(beside=office.pemda))
    async with listening(ask, office, database) as (broken, _), listening(ask, other, database) as (good, _):
        with psycopg.connect(database.owner_url) as owner:
            owner.execute("UPDATE tuntas.webhook SET secret = 'x' WHERE tenant_id = %s", (office.tenant,))
        await queued(ask, office)
        await queued(ask, other)
        assert await rounds().run() == 1
    assert (broken.connections, len(good.heard)) == (0, 1)
    assert [hook["failures"] for hook in kept(database, office)] == [1]


async def test_old_entries_of_the_log_go(
    ask: Asking, office: Office, database: Database, rounds: Rounds, clock: Clock
) -> None:
    async with listening(ask, office, database):
        await queued(ask, office)
        await rounds().run()
        clock.forward(days=91)
        await queued(replace(ask, now=clock()), office)
        await rounds().run()
    assert [row["queued_at"] for row in deliveries(database, office)] == [clock()]


async def test_nothing_due_costs_one_statement(rounds: Rounds) -> None:
    seen: list[str] = []
    with on_statement(lambda sql, _params: seen.append(sql)):
        assert await rounds().run() == 0
    assert len(seen) == 1
