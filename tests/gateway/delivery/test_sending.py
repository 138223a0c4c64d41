"""What happened reaches everybody it concerns, once and in order, whatever the mail server does meanwhile."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest

from gateway.delivery.channel import Delivery, Permanent, Retry
from graph.nodes import parse_id
from rules.notices import LABELS, NoticeChannel, NoticeKind
from tenants.database import Database, Pool
from tests.casework import BODY, TITLE, Case, answer, submitted
from tests.notices import Mailbox, Postman, address_of, deliveries_of, give_address, submitted_by_visitor
from tests.offices import Asking, Office, citizen

pytestmark = pytest.mark.anyio


async def test_a_case_is_told_to_its_desks_and_its_reporter(
    ask: Asking, office: Office, postman: Postman, mailbox: Mailbox, database: Database
) -> None:
    who = citizen()
    give_address(database, who, f"warga.{office.tenant}@warga.test")
    case = await (await submitted(ask, office, who)).answered()
    assert await postman.round(office, database) == 4
    code = case.code
    assert mailbox.subjects_to(address_of(office, "root", "instansi")) == [f"{LABELS[NoticeKind.ARRIVED]}: {code}"]
    assert mailbox.subjects_to(address_of(office, "dinkes")) == [f"{LABELS[NoticeKind.ARRIVED]}: {code}"]
    assert mailbox.subjects_to(f"warga.{office.tenant}@warga.test") == [
        f"{LABELS[NoticeKind.FORWARDED]}: {code}",
        f"{LABELS[NoticeKind.ANSWERED]}: {code}",
    ]
    assert await postman.round(office, database) == 0
    assert len(mailbox.received) == 4


async def test_a_server_that_is_down_for_an_hour_loses_nothing(
    ask: Asking, office: Office, postman: Postman, mailbox: Mailbox, database: Database
) -> None:
    who = citizen()
    address = f"warga.{office.tenant}@warga.test"
    give_address(database, who, address)
    cases = [await submitted(ask, office, who) for _ in range(3)]
    mailbox.stop()
    for case in cases:
        await case.disposed()
    for minute in range(60):
        postman.clock.pass_by(minutes=1)
        assert await postman.round(office, database) == 0
        if minute == 30:
            for case in cases:
                await case.move(office.by("dinkes"), "answerComplaint", **answer())
    assert mailbox.received == []
    mailbox.start()
    for _ in range(12):
        postman.clock.pass_by(minutes=1)
        await postman.round(office, database)
    told = [LABELS[NoticeKind.FORWARDED], LABELS[NoticeKind.ANSWERED]]
    subjects = mailbox.subjects_to(address)
    for case in cases:
        assert [one for one in subjects if case.code in one] == [f"{label}: {case.code}" for label in told]
    assert len(mailbox.received) == 3 * 4
    assert len({message["Message-ID"] for message in mailbox.messages}) == 3 * 4
    assert all(row["state"] == "SENT" for case in cases for row in deliveries_of(database, key_of(case)))


async def test_who_dies_between_sending_and_saying_so_repeats_one_message_id(
    ask: Asking, office: Office, postman: Postman, mailbox: Mailbox, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await submitted(ask, office)

    async def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(postman.sender, "_settle", killed)
        with pytest.raises(KeyboardInterrupt):
            await postman.round(office, database)
    assert len(mailbox.received) == 1
    assert await postman.round(office, database) == 0, "the next attempt has to wait"
    postman.clock.pass_by(minutes=1)
    assert await postman.round(office, database) == 1
    first, second = mailbox.messages
    assert first["Message-ID"] == second["Message-ID"]


@pytest.mark.parametrize(
    ("answered", "state", "failure"),
    [
        ("451 try again later", "WAITING", "SMTP 451"),
        ("554 no", "FAILED", "SMTP 554"),
    ],
)
async def test_an_answer_of_the_server_decides(
    ask: Asking, office: Office, postman: Postman, mailbox: Mailbox, database: Database, answered: str, state: str,
    failure: str,
) -> None:  # fmt: skip
    case = await submitted(ask, office)
    mailbox.answers = [answered]
    assert await postman.round(office, database) == 0
    (row,) = deliveries_of(database, key_of(case))
    assert (row["state"], row["failure"], row["attempts"]) == (state, failure, 1)


async def test_what_cannot_be_delivered_for_three_days_is_given_up_and_the_line_goes_on(
    ask: Asking, office: Office, postman: Postman, mailbox: Mailbox, database: Database
) -> None:
    case = await submitted(ask, office)
    mailbox.stop()
    await postman.round(office, database)
    postman.clock.pass_by(days=3, minutes=1)
    await postman.round(office, database)
    (row,) = deliveries_of(database, key_of(case))
    assert row["state"] == "FAILED"
    mailbox.start()


async def test_quiet_hours_hold_back_what_is_not_urgent(
    ask: Asking, office: Office, postman: Postman, mailbox: Mailbox, database: Database
) -> None:
    postman.clock.pass_by(hours=12)  # nine in the evening
    case = await submitted(ask.later(hours=12), office)
    assert await postman.round(office, database) == 0
    (row,) = deliveries_of(database, key_of(case))
    assert row["next_at"].isoformat() == "2026-03-05T00:30:00+00:00", "half past seven in Bintan"
    postman.clock.now = row["next_at"] - timedelta(seconds=1)
    assert await postman.round(office, database) == 0
    postman.clock.pass_by(seconds=1)
    assert await postman.round(office, database) == 1


class TestWhatLeavesTheHouse:
    """The bytes that were delivered are searched for whatever must not be in them."""

    async def test_no_letter_of_a_secret_case_says_what_it_is_about(
        self, ask: Asking, office: Office, postman: Postman, mailbox: Mailbox, database: Database
    ) -> None:
        who = citizen()
        give_address(database, who, f"warga.{office.tenant}@warga.test")
        case = await submitted(ask, office, who, secret=True, anonymous=True)
        await case.disposed()
        await case.move(office.admin, "addTembusan", unit=office.unit("perkim"), note="Agar diketahui.")
        await case.move(office.by("dinkes"), "answerComplaint", **answer())
        await postman.round(office, database)
        assert len(mailbox.received) >= 4
        told = "\n".join(_words(mailbox))
        for hidden in (TITLE, BODY, "Lampu", "Budi", "0811", "Warga Uji", answer()["body"], "Foto"):
            assert hidden not in told
        assert case.code in told

    async def test_a_title_is_told_as_every_visitor_may_read_it_and_no_other_word(
        self, ask: Asking, office: Office, postman: Postman, mailbox: Mailbox, database: Database
    ) -> None:
        case = await (await submitted(ask, office)).verified()
        await postman.round(office, database)
        assert TITLE not in "\n".join(_words(mailbox)), "not published yet"
        note = "Hubungi Budi 0811-2345-6789."
        await case.move(office.admin, "disposeComplaint", unit=office.unit("dinkes"), note=note)
        await case.move(office.by("dinkes"), "answerComplaint", **answer())
        await postman.round(office, database)
        told = "\n".join(_words(mailbox))
        assert TITLE in told
        for hidden in (BODY, "Budi", "0811-2345", answer()["body"]):
            assert hidden not in told

    async def test_who_lost_the_desk_meanwhile_is_not_told(
        self, ask: Asking, office: Office, postman: Postman, mailbox: Mailbox, database: Database
    ) -> None:
        case = await (await submitted(ask, office)).verified()
        await postman.round(office, database)
        await case.move(office.admin, "disposeComplaint", unit=office.unit("dinkes"))
        await postman.tell(office)
        with psycopg.connect(database.owner_url) as owner:
            owner.execute(
                "UPDATE tuntas.appointment SET valid_to = %s WHERE tenant_id = %s AND position_id = %s",
                (postman.clock.now, office.tenant, office.by("dinkes").position),
            )
        await postman.round(office, database)
        assert mailbox.subjects_to(address_of(office, "dinkes")) == []
        row = next(
            row for row in deliveries_of(database, key_of(case)) if row["account_id"] == office.by("dinkes").account
        )
        assert (row["state"], row["failure"]) == ("WITHDRAWN", "nothing to tell, or nobody")

    async def test_a_reporter_with_a_receipt_is_told_where_they_left_an_address(
        self, ask: Asking, office: Office, postman: Postman, mailbox: Mailbox, database: Database,
        capfd: pytest.CaptureFixture[str],
    ) -> None:  # fmt: skip
        left = {"name": "Budi Pelapor", "phone": "0811-0000-1234", "email": "budi.pelapor@warga.test"}
        case = await submitted_by_visitor(ask, office, **left)
        silent = await submitted_by_visitor(ask, office, name="Tanpa Alamat")
        for one in (case, silent):
            await one.disposed()
        await postman.round(office, database)
        assert mailbox.subjects_to("budi.pelapor@warga.test") == [f"{LABELS[NoticeKind.FORWARDED]}: {case.code}"]
        (mail,) = [message for message in mailbox.messages if message["To"] == "budi.pelapor@warga.test"]
        assert "Budi" not in mail.as_string()
        row = next(row for row in deliveries_of(database, key_of(silent)) if row["recipient"] == "receipt")
        assert row["state"] == "WITHDRAWN"
        written = "".join(capfd.readouterr())
        assert "budi.pelapor" not in written
        assert "0811" not in written
        with psycopg.connect(database.owner_url) as owner:
            kept = owner.execute("SELECT d::text FROM tuntas.delivery d WHERE tenant_id IN (0, %s)", (office.tenant,))
            assert all("budi" not in text for (text,) in kept.fetchall())


class _Moody:
    """A channel that does what it is told."""

    def __init__(self, *moods: BaseException | None) -> None:
        self.moods = list(moods)
        self.sent: list[Delivery] = []

    async def send(self, delivery: Delivery) -> None:
        mood = self.moods.pop(0) if self.moods else None
        if mood is not None:
            raise mood
        self.sent.append(delivery)


@pytest.mark.parametrize(
    ("mood", "state", "failure"),
    [
        (Retry("busy", timedelta(hours=2)), "WAITING", "busy"),
        (Permanent("no such number"), "FAILED", "no such number"),
        (RuntimeError("budi@warga.test"), "WAITING", "RuntimeError"),
    ],
)
async def test_a_channel_says_how_it_went(
    ask: Asking, office: Office, pool: Pool, mailbox: Mailbox, database: Database, mood: Exception, state: str,
    failure: str,
) -> None:  # fmt: skip
    channel = _Moody(mood)
    postman = Postman.on(pool, mailbox, {NoticeChannel.EMAIL: channel})
    case = await submitted(ask, office)
    await postman.round(office, database)
    (row,) = deliveries_of(database, key_of(case))
    assert (row["state"], row["failure"]) == (state, failure)
    if isinstance(mood, Retry):
        assert row["next_at"] == postman.clock.now + timedelta(hours=2)


async def test_a_channel_that_is_not_set_up_is_not_waited_for(
    ask: Asking, office: Office, pool: Pool, mailbox: Mailbox, database: Database
) -> None:
    postman = Postman.on(pool, mailbox)
    postman.sender._channels = {}
    case = await submitted(ask, office)
    await postman.round(office, database)
    (row,) = deliveries_of(database, key_of(case))
    assert (row["state"], row["failure"]) == ("WITHDRAWN", "this channel is not set up")


def key_of(case: Case) -> Any:
    return parse_id(case.id, "Complaint").uuid


def _words(mailbox: Mailbox) -> list[str]:
    """Everything that was delivered: raw, and each part decoded."""
    found = [content.decode() for content in mailbox.received]
    for message in mailbox.messages:
        found += [str(value) for value in message.values()]
        found += [part.get_content() for part in message.walk() if not part.is_multipart()]
    return found
