"""What people send becomes a complaint or a reply, once; who sent it is known to the seal alone."""

import re
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from gateway.intake.letterbox import Letter, Letterbox
from gateway.throttle import RATES, Throttle
from graph.nodes import parse_id
from graph.schema import schema
from policies.principal import Principal
from rules.errors import RATE_LIMITED, Refusal
from rules.identifiers import NOWHERE
from rules.sms_commands import Question, Reply, Report, Stance, Unclear
from rules.vocabulary import Channel
from tenants.database import Database, Pool
from tenants.session import Sessions
from tests.casework import Case, holder
from tests.offices import Asking, Office, citizen

pytestmark = pytest.mark.anyio
NUMBER = "+628110000777"
SAID = "Lampu jalan di simpang pasar padam sejak dua minggu, gelap sekali."
_BY_CODE = """query($code: String!) { complaintByCode(trackingCode: $code) {
  id trackingCode status channel title body pemda { code } reporter { name phone email } messages(first: 9) {
  nodes { kind body } } } }"""


def letter(channel: Channel = Channel.SMS_1708, message: str | None = None) -> Letter:
    return Letter(channel, message or uuid4().hex, NUMBER, "Pengirim SMS")


def report(office: Office, body: str = SAID) -> Report:
    return Report(office.pemda.code, "Lampu jalan di simpang pasar padam", body)


@dataclass
class Sent:
    """A complaint by SMS: what its sender was told."""

    code: str
    secret: str
    case: Case

    def reply(self, body: str, stance: Stance = Stance.WORDS) -> Reply:
        return Reply(self.code, self.secret, stance, body)


async def sent(box: Letterbox, program: Principal, ask: Asking, office: Office) -> Sent:
    told = await box.answer(program, letter(), report(office))
    match = re.fullmatch(r"Laporan diterima\. Kode ([\w-]{14}), rahasia ([\w-]{19})\. .*", told)
    assert match is not None, told
    seen = (await ask(office.admin, _BY_CODE, code=match[1]))["complaintByCode"]
    case = Case(ask, office, citizen(), seen["id"], match[1], match[2])
    return Sent(
        match[1].replace("-", ""), match[2].replace("-", ""), replace(case, reporter=holder(case, office.tenant))
    )


async def seen(ask: Asking, office: Office, code: str) -> Any:
    return (await ask(office.admin, _BY_CODE, code=code))["complaintByCode"]


async def test_a_report_is_filed_at_the_pemda_that_it_names(
    letterbox: Letterbox, program: Principal, ask: Asking, office: Office, database: Database
) -> None:
    found = await seen(ask, office, (await sent(letterbox, program, ask, office)).code)
    assert (found["channel"], found["status"], found["body"]) == ("SMS_1708", "RECEIVED", SAID)
    assert found["pemda"] == {"code": office.pemda.code}
    assert found["reporter"] == {"name": "Pengirim SMS", "phone": NUMBER, "email": ""}
    ref = parse_id(found["id"])
    with psycopg.connect(database.owner_url) as owner:
        for table in ("complaint", "complaint_event", "complaint_body", "idempotency", "directory", "reporter"):
            condition = "tenant_id = %s"
            rows = owner.execute(f"SELECT t::text FROM tuntas.{table} t WHERE {condition}", (ref.tenant,)).fetchall()
            assert "8110000777" not in str(rows), table
        ((account,),) = owner.execute("SELECT account_id FROM tuntas.directory WHERE complaint_id = %s", (ref.uuid,))
    assert account is None


async def test_the_program_does_not_see_it_again(
    letterbox: Letterbox, program: Principal, ask: Asking, office: Office
) -> None:
    found = await sent(letterbox, program, ask, office)
    assert (await ask(program, _BY_CODE, code=found.code))["complaintByCode"] is None
    mine = await ask(program, "{ myComplaints(first: 5) { nodes { id } } }")
    assert mine["myComplaints"]["nodes"] == []


async def test_nobody_named_comes_to_the_nation(letterbox: Letterbox, program: Principal, ask: Asking) -> None:
    told = await letterbox.answer(program, letter(), Report(None, SAID[:40], SAID))
    match = re.search(r"Kode ([\w-]{14})", told)
    assert match is not None
    where = await letterbox.answer(program, letter(), Question(match[1].replace("-", "")))
    assert where == f"Laporan {match[1]}: Belum terverifikasi."


async def test_the_same_message_three_times_is_one_complaint(
    letterbox: Letterbox, program: Principal, ask: Asking, office: Office
) -> None:
    same = letter()
    told = {await letterbox.answer(program, same, report(office)) for _ in range(3)}
    assert len(told) == 1
    again = await letterbox.answer(program, letter(message=same.message + "x"), report(office))
    assert again not in told


async def test_another_sender_cannot_take_a_message_for_its_own(
    letterbox: Letterbox, program: Principal, office: Office
) -> None:
    mine = letter()
    first = await letterbox.answer(program, mine, report(office))
    other = await letterbox.answer(program, replace(mine, sender="+628119999999"), report(office))
    assert first != other


async def test_where_it_is(letterbox: Letterbox, program: Principal, ask: Asking, office: Office) -> None:
    found = await sent(letterbox, program, ask, office)
    await found.case.disposed()
    assert await letterbox.answer(program, letter(), Question(found.code)) == (
        f"Laporan {found.case.code}: Terdisposisi, belum ditindaklanjuti."
    )
    hidden = {"anonymous": False, "secret": True, "reason": "Pelapor takut akan pembalasan."}
    await found.case.move(office.admin, "flagComplaint", **hidden)
    unknown = await letterbox.answer(program, letter(), Question("000000000000"))
    assert await letterbox.answer(program, letter(), Question(found.code)) == unknown


async def test_a_reply_is_a_comment_while_it_is_worked_on(
    letterbox: Letterbox, program: Principal, ask: Asking, office: Office
) -> None:
    found = await sent(letterbox, program, ask, office)
    told = await letterbox.answer(program, letter(), found.reply("Sudah dua orang jatuh."))
    assert told == f"Balasan Anda dicatat. Laporan {found.case.code}: Belum terverifikasi."
    messages = (await seen(ask, office, found.code))["messages"]["nodes"]
    assert [(one["kind"], one["body"]) for one in messages] == [("COMMENT", "Sudah dua orang jatuh.")]


async def test_the_same_reply_twice_is_said_once(
    letterbox: Letterbox, program: Principal, ask: Asking, office: Office
) -> None:
    found, same = await sent(letterbox, program, ask, office), letter()
    told = {await letterbox.answer(program, same, found.reply("Sudah dua orang jatuh.")) for _ in range(3)}
    assert len(told) == 1
    assert len((await seen(ask, office, found.code))["messages"]["nodes"]) == 1


async def test_a_reply_completes_what_was_asked_for(
    letterbox: Letterbox, program: Principal, ask: Asking, office: Office
) -> None:
    found, same = await sent(letterbox, program, ask, office), letter()
    await found.case.move(office.admin, "requestCompletion", request="Di simpang yang mana tepatnya?")
    told = [await letterbox.answer(program, same, found.reply("Simpang Jl. Merdeka.")) for _ in range(2)]
    assert told == [f"Balasan Anda dicatat. Laporan {found.case.code}: Belum terverifikasi."] * 2
    messages = (await seen(ask, office, found.code))["messages"]["nodes"]
    assert [one["kind"] for one in messages].count("SUPPLEMENT") == 1
    assert "COMMENT" not in [one["kind"] for one in messages]


async def test_an_answer_is_accepted_or_refused_only_by_its_word(
    letterbox: Letterbox, program: Principal, ask: Asking, office: Office
) -> None:
    found = await sent(letterbox, program, ask, office)
    await found.case.answered()
    vague = await letterbox.answer(program, letter(), found.reply("terima kasih, tapi masih gelap"))
    assert "KEBERATAN" in vague
    assert (await found.case.now())["status"] == "ANSWERED"
    told = await letterbox.answer(program, letter(), found.reply("Masih padam semuanya.", Stance.OBJECTS))
    assert told.startswith("Balasan Anda dicatat.")
    assert (await found.case.now())["objections"] == 1


async def test_an_answer_is_accepted_and_what_is_closed_is_opened_again(
    letterbox: Letterbox, program: Principal, ask: Asking, office: Office
) -> None:
    found = await sent(letterbox, program, ask, office)
    await found.case.answered()
    told = await letterbox.answer(program, letter(), found.reply("", Stance.ACCEPTS))
    assert told == f"Balasan Anda dicatat. Laporan {found.case.code}: Selesai."
    assert "KEBERATAN" in await letterbox.answer(program, letter(), found.reply("sama-sama"))
    await letterbox.answer(program, letter(), found.reply("Padam lagi sejak tadi malam.", Stance.OBJECTS))
    assert (await found.case.now())["status"] != "CLOSED"


async def test_an_objection_without_a_reason_is_explained(
    letterbox: Letterbox, program: Principal, ask: Asking, office: Office
) -> None:
    found = await sent(letterbox, program, ask, office)
    await found.case.answered()
    before = await found.case.now()
    told = await letterbox.answer(program, letter(), found.reply("", Stance.OBJECTS))
    assert 0 < len(told) <= 160
    assert await found.case.now() == before


async def test_a_wrong_secret_opens_nothing_and_soon_nobody_may_try(
    pool: Pool, program: Principal, ask: Asking, office: Office, letterbox: Letterbox
) -> None:
    found = await sent(letterbox, program, ask, office)
    box = Letterbox(schema, ask.context, Sessions(pool, NOWHERE), Throttle({**RATES, "message": RATES["upload"]}))
    wrong = replace(found.reply("Coba-coba saja."), secret="0" * 16)
    told = {await box.answer(program, letter(), wrong) for _ in range(RATES["receipt"].burst)}
    assert told == {"Kode dan rahasia tidak cocok. Periksa kembali pesan tanda terima Anda."}
    with pytest.raises(Refusal) as refused:
        await box.answer(program, letter(), wrong)
    assert refused.value.code == RATE_LIMITED
    assert (await seen(ask, office, found.code))["messages"]["nodes"] == []


async def test_one_sender_does_not_flood_a_desk(pool: Pool, program: Principal, ask: Asking, office: Office) -> None:
    box = Letterbox(schema, ask.context, Sessions(pool, NOWHERE), Throttle())
    for _ in range(RATES["message"].burst):
        await box.answer(program, letter(), Unclear.NO_COMMAND)
    with pytest.raises(Refusal) as refused:
        await box.answer(program, letter(), report(office))
    assert refused.value.code == RATE_LIMITED


@pytest.mark.parametrize("why", Unclear)
async def test_what_is_unclear_is_explained(letterbox: Letterbox, program: Principal, why: Unclear) -> None:
    assert len(await letterbox.answer(program, letter(), why)) <= 160


async def test_what_the_graph_refuses_is_said_in_one_message(
    letterbox: Letterbox, program: Principal, office: Office
) -> None:
    told = await letterbox.answer(program, letter(), Report("99.99.9", SAID[:40], SAID))
    assert 0 < len(told) <= 160
    assert "Laporan diterima" not in told


async def test_names_are_asked_for_once(letterbox: Letterbox, program: Principal, office: Office) -> None:
    first = await letterbox.names(program)
    assert await letterbox.names(program) is first
    assert office.pemda.code in first.codes
    assert len(first.codes) >= 546


def test_a_letter_does_not_print_its_sender() -> None:
    assert NUMBER not in repr(letter())
    assert NUMBER[1:] not in letter().key
