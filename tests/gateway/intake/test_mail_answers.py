"""A mail becomes a complaint with its files, its answer can be answered, and machines get none."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from gateway.intake.enclosures import Enclosures
from gateway.intake.letterbox import Letterbox
from gateway.intake.mail_answers import MailDoor
from gateway.storage.store import Storage
from gateway.throttle import RATES, Rate, Throttle
from gateway.upload_door import SignedDoor
from gateway.uploads import Uploads
from graph.context import Context
from graph.schema import schema
from policies.principal import Principal
from rules.identifiers import NATION, NOWHERE
from rules.roles import Role
from tenants.database import Pool
from tenants.session import Sessions
from tests.gateway.intake.mails import DESK, SAID, SENDER, mail
from tests.offices import Asking, Office

pytestmark = pytest.mark.anyio
PROGRAM = Principal(Role.INTEGRASI, tenant=NATION, reach=NOWHERE)
SEEN = """query($code: String!) { complaintByCode(trackingCode: $code) { title body channel status pemda { code }
  reporter { name email phone } attachments { name } messages(first: 9) { nodes { kind body } } } }"""


@pytest.fixture
def door(pool: Pool, ask: Asking, office: Office, tmp_path: Path) -> MailDoor:
    signed = SignedDoor(b"k" * 32)
    late = ask.later(days=10_000)  # addresses of uploads are compared with the clock

    def open_context(principal: Principal) -> Context:
        context = late.context(principal)
        context.storage = signed
        return context

    uploads = Uploads(pool, Storage.open(None, tmp_path), signed, tmp_path)
    throttle = Throttle({**RATES, "message": Rate(1000, 1000)})
    box = Letterbox(schema, open_context, Sessions(pool, NOWHERE), throttle, Enclosures(schema, uploads))
    return MailDoor(box, PROGRAM, pemda=office.pemda.code)


def fresh() -> str:
    return f"<{uuid4().hex}@contoh.test>"


async def answered(door: MailDoor, raw: bytes) -> EmailMessage:
    answer = await door.take(raw, DESK)
    assert answer is not None
    return message_from_bytes(answer, policy=default)


async def seen(ask: Asking, office: Office, answer: EmailMessage) -> Any:
    code = str(answer["Subject"]).split()[0]
    return (await ask(office.admin, SEEN, code=code))["complaintByCode"]


async def test_a_mail_is_a_complaint_and_its_answer_is_the_receipt(door: MailDoor, ask: Asking, office: Office) -> None:
    message = fresh()
    answer = await answered(door, mail(message=message, files={"bukti.txt": ("text/plain", b"Halo")}))
    found = await seen(ask, office, answer)
    assert (found["title"], found["body"], found["channel"]) == ("Lampu jalan padam", SAID, "EMAIL")
    assert found["pemda"] == {"code": office.pemda.code}
    assert found["reporter"] == {"name": "Warga Uji", "email": SENDER, "phone": ""}
    assert found["attachments"] == [{"name": "bukti.txt"}]
    assert (answer["From"], answer["To"], answer["In-Reply-To"]) == (DESK, SENDER, message)
    assert answer["Auto-Submitted"] == "auto-replied"
    assert len(str(answer["Subject"])) == 34
    assert SAID not in answer.get_content()


async def test_the_same_mail_three_times_is_one_complaint(door: MailDoor) -> None:
    raw = mail(message=fresh(), files={"bukti.txt": ("text/plain", b"Halo")})
    assert len({str((await answered(door, raw))["Subject"]) for _ in range(3)}) == 1


async def test_a_forged_message_id_opens_nothing(door: MailDoor) -> None:
    message = fresh()
    mine = await answered(door, mail(message=message))
    other = await answered(door, mail(message=message, sender="lain@contoh.test"))
    assert mine["Subject"] != other["Subject"]


async def test_whoever_answers_the_answer_talks_about_the_complaint(
    door: MailDoor, ask: Asking, office: Office
) -> None:
    receipt = await answered(door, mail(message=fresh()))
    words = "Sudah dua orang jatuh.\n\nOn Tue, Mar 3, 2026 Tuntas <lapor@uji.test> wrote:\n> Laporan diterima"
    raw = mail(f"Re: {receipt['Subject']}", words, message=fresh(), files={"foto.txt": ("text/plain", b"x")})
    answer, again = [await answered(door, raw) for _ in range(2)]
    assert answer["Subject"] == "Balasan LAPOR"
    assert answer.get_content() == again.get_content()
    assert answer.get_content().startswith("Balasan Anda dicatat.")
    found = await seen(ask, office, receipt)
    assert found["messages"]["nodes"] == [{"kind": "COMMENT", "body": "Sudah dua orang jatuh."}]


async def test_a_file_that_is_refused_is_said(door: MailDoor) -> None:
    raw = mail(message=fresh(), files={"virus.exe": ("application/octet-stream", b"MZ" + bytes(200))})
    assert "1 lampiran tidak dapat diterima." in (await answered(door, raw)).get_content()


async def test_a_subject_may_name_another_pemda(door: MailDoor, ask: Asking, office: Office) -> None:
    answer = await answered(door, mail(f"LAPOR {office.pemda.name}: lampu padam", message=fresh()))
    assert (await seen(ask, office, answer))["title"] == "lampu padam"


@pytest.mark.parametrize("headers", [{"Auto_Submitted": "auto-replied"}, {"sender": DESK}, {"Return_Path": "<>"}])
async def test_machines_and_ourselves_get_no_answer(
    door: MailDoor, ask: Asking, office: Office, headers: dict[str, str]
) -> None:
    assert await door.take(mail(message=fresh(), files=None, **headers), DESK) is None
    assert (await ask(office.admin, "{ complaints(first: 5) { totalCount } }"))["complaints"]["totalCount"] == 0


async def test_our_own_answer_gets_none(door: MailDoor) -> None:
    answer = await door.take(mail(message=fresh()), DESK)
    assert answer is not None
    assert await door.take(answer, "lain@uji.test") is None


async def test_no_header_is_smuggled_into_the_answer(door: MailDoor) -> None:
    raw = mail(message=fresh()).replace(b"Message-ID: ", b"Message-ID: <a@b>\r\n Bcc: x@y.test\r\nX-Old: ")
    answer = await answered(door, raw)
    assert answer["Bcc"] is None
    assert set(answer.keys()) <= {
        "From", "To", "Subject", "In-Reply-To", "References", "Auto-Submitted", "Content-Language", "Content-Type",
        "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip


async def test_the_log_has_no_address_and_no_word(door: MailDoor, capsys: pytest.CaptureFixture[str]) -> None:
    await door.take(mail(message=fresh()), DESK)
    written = "".join(capsys.readouterr())
    assert "intake.mail" in written
    for word in (SENDER, "Warga", "Lampu", "lampu"):
        assert word not in written
