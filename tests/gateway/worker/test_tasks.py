"""The queue does what is due, once, by one worker or by two, also what a killed one had begun."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import procrastinate
import psycopg
import pytest

from gateway.worker.tasks import QUEUE_OPTIONS, _put, make_app, nudge
from rules.notices import LABELS, NoticeKind
from tenants.database import Database
from tests.casework import submitted
from tests.notices import Mailbox, Postman, address_of, lines_of
from tests.offices import Asking, Office

pytestmark = pytest.mark.anyio


@pytest.fixture
async def app(apart: Database, postman: Postman) -> AsyncIterator[procrastinate.App]:
    with psycopg.connect(apart.owner_url, options=QUEUE_OPTIONS) as owner:
        owner.execute("DELETE FROM procrastinate_periodic_defers")
        owner.execute("DELETE FROM procrastinate_jobs")
        owner.execute("DELETE FROM procrastinate_workers")
    app = make_app(apart.service_url, postman.work)
    async with app.open_async():
        yield app


async def drained(app: procrastinate.App) -> None:
    """All that waits is done, and what comes of it: a worker that does not wait may leave before that."""
    for _ in range(3):
        await app.run_worker_async(
            concurrency=4, wait=False, install_signal_handlers=False, listen_notify=False, delete_jobs="successful"
        )


def arrivals(mailbox: Mailbox, to: str) -> list[str]:
    """What somebody was told but for the summary of the day, which comes whenever a worker begins."""
    return [subject for subject in mailbox.subjects_to(to) if LABELS[NoticeKind.DIGEST] not in subject]


def jobs(apart: Database, status: str) -> Counter[str]:
    with psycopg.connect(apart.owner_url, options=QUEUE_OPTIONS) as owner:
        rows = owner.execute(
            "SELECT task_name FROM procrastinate_jobs WHERE status = %s::text::procrastinate_job_status", (status,)
        )
        return Counter(name for (name,) in rows.fetchall())


async def test_what_happened_is_told_and_sent(
    app: procrastinate.App, ask: Asking, office: Office, mailbox: Mailbox, apart: Database
) -> None:
    case = await submitted(ask, office)
    await nudge(app)
    await nudge(app)
    assert jobs(apart, "todo")["deliver_outbox"] == 1, "who is nudged twice looks once"
    await drained(app)
    to = address_of(office, "root", "instansi")
    assert arrivals(mailbox, to) == [f"{LABELS[NoticeKind.ARRIVED]}: {case.code}"]
    assert jobs(apart, "failed") == Counter()


async def test_two_workers_do_nothing_twice(
    app: procrastinate.App, ask: Asking, office: Office, mailbox: Mailbox, apart: Database, postman: Postman
) -> None:
    cases = [await submitted(ask, office) for _ in range(6)]
    for case in cases:
        await case.disposed()
    other = make_app(apart.service_url, postman.work)
    async with other.open_async():
        for _ in range(2):
            await nudge(app)
            await asyncio.gather(drained(app), drained(other), postman.work.tell())
    told = Counter(arrivals(mailbox, address_of(office, "dinkes")))
    assert told == Counter(f"{LABELS[NoticeKind.ARRIVED]}: {case.code}" for case in cases)
    assert len({message["Message-ID"] for message in mailbox.messages}) == len(mailbox.received)


async def test_what_a_killed_worker_had_begun_is_done_by_another(
    app: procrastinate.App, ask: Asking, office: Office, mailbox: Mailbox, apart: Database, postman: Postman
) -> None:
    await submitted(ask, office)
    await postman.tell(office)
    ((pemda, line),) = lines_of(apart, office, postman.clock.now)
    await _put(app, "send_line", f"{pemda} {line}", pemda=pemda, line=line)
    killed = await app.job_manager.register_worker()
    begun = await app.job_manager.fetch_job(queues=None, worker_id=killed)
    assert begun is not None
    assert begun.task_name == "send_line"
    await drained(app)
    to = address_of(office, "root", "instansi")
    assert arrivals(mailbox, to) == [], "the line is in the hands of somebody who may live"
    with psycopg.connect(apart.owner_url, options=QUEUE_OPTIONS) as owner:
        owner.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes' WHERE id = %s", (killed,)
        )
    await app.configure_task("take_over").defer_async(timestamp=0)
    await drained(app)
    assert len(arrivals(mailbox, to)) == 1


async def test_a_row_that_cannot_be_told_holds_up_nobody_else(
    app: procrastinate.App, ask: Asking, office: Office, mailbox: Mailbox, apart: Database
) -> None:
    with psycopg.connect(apart.owner_url) as owner:
        owner.execute(
            "INSERT INTO tuntas.outbox (tenant_id, id, complaint_id, event_seq, move, status, desk_path, at) VALUES"
            " (9801, gen_random_uuid(), gen_random_uuid(), 1, 'DANCE', 'RECEIVED', '0001', now())"
        )
    await submitted(ask, office)
    await nudge(app)
    await drained(app)
    assert len(arrivals(mailbox, address_of(office, "root", "instansi"))) == 1
    with psycopg.connect(apart.owner_url) as owner:
        owner.execute("DELETE FROM tuntas.outbox WHERE move = 'DANCE'")


async def test_every_desk_gets_its_summary_when_its_office_opens_and_once(
    ask: Asking, office: Office, mailbox: Mailbox, apart: Database, postman: Postman
) -> None:
    case = await (await submitted(ask, office)).disposed()
    await postman.round(office, apart)
    mailbox.received.clear()
    postman.clock.pass_by(hours=-2)  # half past seven in the west, before eight: NOW is nine in Bintan
    assert postman.clock.now.isoformat() == "2026-03-04T00:00:00+00:00"
    assert await postman.work.plan_digests() == 0, "the office opens at half past"
    postman.clock.pass_by(minutes=30)
    assert await postman.work.plan_digests() > 0
    assert await postman.work.plan_digests() == 0
    for pemda, line in await postman.work.tell():
        await postman.sender.send_line(pemda, line)
    subject = f"{LABELS[NoticeKind.DIGEST]}, 04-03-2026"
    assert mailbox.subjects_to(address_of(office, "dinkes")) == [subject]
    assert mailbox.subjects_to(address_of(office, "perkim")) == [], "nothing lies there"
    (mail,) = [message for message in mailbox.messages if message["To"] == address_of(office, "dinkes")]
    body = mail.get_body(("plain",))
    assert body is not None
    assert f"Baru di meja ini: 1\n{case.code}: Terdisposisi" in body.get_content().replace("\r\n", "\n")
    postman.work._planned.clear()  # another process does not remember
    await postman.work.plan_digests()
    assert [line for line in await postman.work.tell() if "digest" in line[1]] == []


async def test_old_notices_are_forgotten(ask: Asking, office: Office, apart: Database, postman: Postman) -> None:
    await submitted(ask, office)
    await postman.round(office, apart)
    postman.clock.pass_by(days=100)  # a Friday
    assert await postman.work.forget() > 0
    with psycopg.connect(apart.owner_url) as owner:
        left = owner.execute(
            "SELECT (SELECT count(*) FROM tuntas.delivery WHERE tenant_id = %(t)s),"
            " (SELECT count(*) FROM tuntas.notification WHERE tenant_id = %(t)s)",
            {"t": office.tenant},
        ).fetchone()
    assert left == (0, 1)


async def test_desks_follow_appointments_that_ended_by_themselves(
    ask: Asking, office: Office, apart: Database, postman: Postman
) -> None:
    case = await (await submitted(ask, office)).disposed()
    ends = postman.clock.now
    with psycopg.connect(apart.owner_url) as owner:
        owner.execute(
            "UPDATE tuntas.appointment SET valid_to = %s WHERE tenant_id = %s AND position_id = %s",
            (ends, office.tenant, office.by("dinkes").position),
        )
    postman.clock.pass_by(minutes=1)
    assert await postman.work.settle_desks() >= 1
    assert (await case.now())["desk"]["name"].startswith("root")
    assert await postman.work.settle_desks() == 0
