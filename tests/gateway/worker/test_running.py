"""The worker has the channels that are set up, and hears of a commit at once."""

import asyncio
from pathlib import Path

import procrastinate
import psycopg
import pytest
from pydantic import SecretStr

from gateway.delivery.email import Email
from gateway.installation import Installation
from gateway.settings import Settings
from gateway.worker.running import channels_of, run, working
from gateway.worker.tasks import QUEUE_OPTIONS
from rules.notices import LABELS, NoticeChannel, NoticeKind
from tenants.database import Database
from tests.casework import submitted
from tests.notices import Mailbox, address_of
from tests.offices import KEY, Asking, Office

pytestmark = pytest.mark.anyio


@pytest.fixture
def installation(apart: Database, mailbox: Mailbox, tmp_path: Path) -> Installation:
    url = SecretStr(f"smtp://127.0.0.1:{mailbox.port}")
    settings = Settings(data=tmp_path, smtp_url=url, public_url="https://tuntas.uji.test", pool_size=4)
    return Installation(settings, KEY, apart, None)


def test_without_settings_nothing_leaves_the_house() -> None:
    assert channels_of(Settings(smtp_url=None, sms_url=None)) == {}


@pytest.mark.parametrize(("sender", "expected"), [(None, "tuntas@lapor.batam.go.id"), ("a@b.test", "a@b.test")])
def test_mail_comes_from_the_consoles_own_name_unless_it_is_set(sender: str | None, expected: str) -> None:
    settings = Settings(smtp_url=SecretStr("smtp://mail"), public_url="https://lapor.batam.go.id/", mail_from=sender)
    email = channels_of(settings)[NoticeChannel.EMAIL]
    assert isinstance(email, Email)
    assert (email._sender, email._host) == (expected, "lapor.batam.go.id")


def looks(apart: Database) -> int:
    with psycopg.connect(apart.owner_url, options=QUEUE_OPTIONS) as owner:
        row = owner.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'deliver_outbox'").fetchone()
    assert row is not None
    return int(row[0])


async def test_a_commit_nudges_it(installation: Installation, apart: Database, ask: Asking, office: Office) -> None:
    async with working(installation) as app:
        assert isinstance(app, procrastinate.App)
        await asyncio.sleep(0.6)  # the line that was just laid nudges once itself
        with psycopg.connect(apart.owner_url, options=QUEUE_OPTIONS) as owner:
            owner.execute("DELETE FROM procrastinate_jobs")
        await submitted(ask, office)
        async with asyncio.timeout(5):
            while not looks(apart):  # noqa: ASYNC110 - another connection commits it
                await asyncio.sleep(0.05)


async def test_it_does_what_waits_and_ends(
    installation: Installation, ask: Asking, office: Office, mailbox: Mailbox
) -> None:
    case = await submitted(ask, office)
    async with asyncio.timeout(60):
        while not mailbox.subjects_to(address_of(office, "root", "instansi")):
            await run(installation, wait=False)
            await _office_hours(installation, office)
    told = mailbox.subjects_to(address_of(office, "root", "instansi"))
    assert f"{LABELS[NoticeKind.ARRIVED]}: {case.code}" in told


async def _office_hours(installation: Installation, office: Office) -> None:
    """Real time is not the test's: what waits for the office to open may leave now."""
    with psycopg.connect(installation.database.owner_url) as owner:
        owner.execute("UPDATE tuntas.delivery SET next_at = now() WHERE tenant_id = %s", (office.tenant,))
