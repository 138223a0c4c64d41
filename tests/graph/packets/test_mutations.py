"""A hand-over has one packet, whoever makes it; it holds what its receiver may read, and proves itself."""

import asyncio
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from gateway.command_line import app
from graph.nodes import parse_id
from rules.identifiers import Reach
from rules.ombudsman import OmbudsmanFinding
from tenants.session import Sessions
from tests.casework import Case, key, submitted
from tests.graph.exchange.rows import cells, fresh, imported
from tests.graph.packets.issuing import (
    CONTENT,
    MAKE,
    OF_COMPLAINT,
    OMBUDSMAN,
    PACKETS,
    SISTEM,
    Issuing,
    filed,
    handed_over,
)
from tests.offices import NOW, Office, citizen

pytestmark = pytest.mark.anyio
NAME, PHONE = "Budi Pelapor", "0811-0000-1234"


def opened(content: bytes) -> dict[str, Any]:
    """Its documents, as any program that reads ZIP sees them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


async def packet_of(ask: Issuing, case: Case) -> Any:
    return await ask.later(days=201).make(case, await handed_over(case))


class TestMakePacket:
    async def test_it_proves_itself_and_holds_the_case(self, ask: Issuing, office: Office) -> None:
        case = await filed(ask, office, citizen())
        await case.move(office.by("dinkes"), "reportProgress", body="Petugas dijadwalkan minggu depan.")
        await case.move(office.admin, "addNote", body="Catatan internal: anggaran habis.")
        seq = await handed_over(case)
        packet = await ask.later(days=201).make(case, seq)
        verdict = await ask.verified(packet)
        files = opened(await ask.content(packet))
        assert (verdict.manifest.tracking_code, verdict.manifest.event) == (case.code, seq)
        assert (verdict.manifest.pemda_code, verdict.manifest.kind) == (office.pemda.code, "OMBUDSMAN")
        assert verdict.manifest_sha256 == packet["manifestSha256"]
        assert (verdict.checked.events, verdict.checked.files) == (seq, 1)
        assert verdict.checked.clocks == len(json.loads(files["clocks.json"])) == 3
        assert files["attachments/001.jpg"] == CONTENT
        (answer,) = json.loads(files["answers.json"])
        assert (answer["body"], answer["kind"]) == ("Petugas dijadwalkan minggu depan.", "PROGRESS")
        assert b"anggaran habis" not in await ask.content(packet)
        units = [one["unit"] for one in json.loads(files["dispositions.json"])]
        assert units == [f"dinkes {office.pemda.name}"]

    async def test_once_for_an_event_however_often_and_by_however_many(self, ask: Issuing, office: Office) -> None:
        case = await filed(ask, office, citizen())
        seq = await handed_over(case)
        late = ask.later(days=201)
        many = await asyncio.gather(*(late.make(case, seq) for _ in range(4)))
        again = await ask.later(days=230).make(case, seq)
        assert {json.dumps(one) for one in many} == {json.dumps(again)}
        folder = ask.folder / "attachments" / "packets"
        assert len([path for path in folder.rglob("*") if path.is_file()]) == 1

    async def test_the_same_bytes_whenever_it_is_made(self, ask: Issuing, office: Office, tmp_path: Any) -> None:
        case = await filed(ask, office, citizen())
        seq = await handed_over(case)
        first = await ask.later(days=201).make(case, seq)
        before = await ask.content(first)
        ref = parse_id(first["id"], "Packet")
        async with Sessions(ask.pool, SISTEM.reach).write((ref.tenant,)) as tx:
            tx.execute(
                "UPDATE tuntas.packet SET sha256 = NULL, manifest_sha256 = NULL, size = NULL, made_at = NULL"
                " WHERE tenant_id = %(tenant)s AND id = %(id)s",
                {"tenant": ref.tenant, "id": ref.uuid},
            )
        await case.move(
            office.by("dinkes"),
            "answerComplaint",
            outcome="SOLVED",
            body="Terlambat, tetapi selesai.",
            evidence="Foto sesudah perbaikan.",
        )
        second = await ask.later(days=400).make(case, seq)
        assert await ask.content(second) == before
        assert (second["sha256"], second["manifestSha256"]) == (first["sha256"], first["manifestSha256"])

    async def test_it_is_owed_from_the_hand_over_on(self, ask: Issuing, office: Office) -> None:
        case = await filed(ask, office, citizen())
        seq = await handed_over(case)
        alone = replace(SISTEM, reach=Reach(office.tenant, office.tenant))
        (owed,) = (await ask(alone, OWED))["owedPackets"]["nodes"]
        assert owed == {"complaint": case.id, "eventSeq": seq, "owedAt": ask.later(days=200).now.isoformat()}
        assert (await ask(OMBUDSMAN, OF_COMPLAINT, id=case.id))["complaint"]["packets"] == []
        await ask.later(days=201).make(case, seq)
        assert (await ask(alone, OWED))["owedPackets"]["nodes"] == []
        for who in (office.admin, OMBUDSMAN, case.reporter):
            assert (await ask.refused(who, OWED))["code"] == "FORBIDDEN"

    async def test_a_hand_over_from_before_there_were_packets(self, ask: Issuing, office: Office) -> None:
        case = await filed(ask, office, citizen())
        seq = await handed_over(case)
        async with Sessions(ask.pool, SISTEM.reach).write((office.tenant,)) as tx:
            tx.execute("DELETE FROM tuntas.packet WHERE tenant_id = %(tenant)s", {"tenant": office.tenant})
        packet = await ask.later(days=201).make(case, seq)
        assert (await ask.verified(packet)).manifest.event == seq

    async def test_an_event_that_hands_nothing_over(self, ask: Issuing, office: Office) -> None:
        case = await filed(ask, office, citizen())
        for event in (1, 3, 99):
            given = {"clientKey": key(), "complaint": case.id, "event": event}
            refusal = await ask.refused(SISTEM, MAKE, input=given)
            assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "event")
        assert not (ask.folder / "attachments" / "packets").exists()

    async def test_nobody_but_the_system_makes_one(self, ask: Issuing, office: Office) -> None:
        case = await filed(ask, office, citizen())
        seq = await handed_over(case)
        given = {"clientKey": key(), "complaint": case.id, "event": seq}
        for who in (office.admin, OMBUDSMAN, office.by("dinkes"), case.reporter):
            assert (await ask.refused(who, MAKE, input=given))["code"] == "FORBIDDEN"
        assert not (ask.folder / "attachments" / "packets").exists()

    async def test_attachments_that_cannot_come_along_are_said(self, ask: Issuing, office: Office) -> None:
        who = citizen()
        uploads = [await ask.uploaded(who, f"{n}.jpg", bytes([n]) * 1000) for n in range(4)]
        case = await (await submitted(ask, office, who, attachments=uploads)).disposed()
        seq = await handed_over(case)
        stored = sorted(path for path in (ask.folder / "attachments").rglob("*") if path.is_file())
        by_content = {path.read_bytes()[0]: path for path in stored}
        by_content[0].unlink()
        by_content[1].write_bytes(bytes([9]) * 1000)
        packet = await replace(ask, most=1500).later(days=201).make(case, seq)
        files = json.loads(opened(await ask.content(packet))["files.json"])
        assert [one["left_out"] for one in files] == ["missing", "changed", None, "size"]
        assert (await ask.verified(packet)).checked.files == 1


class TestIdentity:
    """Only as consented: never for anonymous complaints, whatever was ticked."""

    @pytest.mark.parametrize(
        ("flags", "named"),
        [
            ({}, False),
            ({"identityToOverseers": True}, True),
            ({"secret": True}, False),
            ({"secret": True, "identityToOverseers": True}, True),
            ({"anonymous": True, "identityToOverseers": True}, False),
            ({"anonymous": True, "secret": True, "identityToOverseers": True}, False),
        ],
    )
    async def test_as_consented(self, ask: Issuing, office: Office, flags: dict[str, bool], named: bool) -> None:  # noqa: FBT001 - a parameter of the test
        case = await filed(ask, office, citizen(), **flags)
        await case.move(office.by("dinkes"), "reportProgress", body=f"Pak {NAME} ({PHONE}) sudah dihubungi.")
        packet = await packet_of(ask, case)
        content = await ask.content(packet)
        verdict = await ask.verified(packet)
        assert (verdict.manifest.identity, "identity.json" in opened(content)) == (named, named)
        for secret in (NAME, PHONE, PHONE.replace("-", "")):
            assert (secret.encode() in content) == (named and secret != PHONE.replace("-", ""))
        if named:
            assert json.loads(opened(content)["identity.json"])["name"] == NAME

    async def test_who_asks_for_anonymity_later_is_not_named(self, ask: Issuing, office: Office) -> None:
        case = await filed(ask, office, citizen(), identityToOverseers=True)
        seq = await handed_over(case)
        await case.move(office.admin, "flagComplaint", anonymous=True, secret=False, reason="Diminta oleh pelapor.")
        packet = await ask.later(days=201).make(case, seq)
        assert NAME.encode() not in await ask.content(packet)

    @pytest.mark.parametrize("later", [True, False])
    async def test_consent_is_given_and_withdrawn_later(
        self,
        ask: Issuing,
        office: Office,
        later: bool,  # noqa: FBT001 - a parameter of the test
    ) -> None:
        case = await filed(ask, office, citizen(), identityToOverseers=not later)
        await case.move(case.reporter, "consentToBeNamed", agree=later)
        packet = await packet_of(ask, case)
        assert (await ask.verified(packet)).manifest.identity == later
        assert (NAME.encode() in await ask.content(packet)) == later

    async def test_words_of_an_event_that_name_the_reporter_are_withheld(self, ask: Issuing, office: Office) -> None:
        case = await filed(ask, office, citizen())
        await case.move(office.admin, "flagComplaint", anonymous=True, secret=False, reason=f"{NAME} diancam.")
        packet = await packet_of(ask, case)
        assert (await ask.verified(packet)).checked.withheld == 1
        assert NAME.encode() not in await ask.content(packet)

    async def test_the_reporter_learns_that_they_were_named(self, ask: Issuing, office: Office) -> None:
        case = await filed(ask, office, citizen(), identityToOverseers=True)
        seq = await handed_over(case)
        for _ in range(2):
            await ask.later(days=201).make(case, seq)
        document = "query($id: ID!) { complaint(id: $id) { identityAccesses { title } } }"
        found = (await ask(case.reporter, document, id=case.id))["complaint"]["identityAccesses"]
        assert found == [{"title": "Pelapor"}, {"title": "Ombudsman RI"}], "the consent at filing, then who was told"


class TestReferral:
    async def test_the_inspektorat_gets_its_own(self, ask: Issuing, office: Office) -> None:
        case = await submitted(ask, office, citizen(), attachments=[])
        await case.verified()
        referred = await case.move(office.admin, "referComplaint", reason="Indikasi pungutan liar oleh petugas.")
        packet = await ask.make(case, referred["version"])
        verdict = await ask.verified(packet)
        assert (packet["kind"], verdict.manifest.move) == ("APIP", "REFER")
        assert NAME.encode() not in await ask.content(packet)


OWED = "{ owedPackets(first: 10) { nodes { complaint eventSeq owedAt } } }"
DECIDE = """mutation($input: RecordOmbudsmanDecisionInput!) { recordOmbudsmanDecision(input: $input) {
  version status ombudsmanDecisions { finding number decidedOn text } } }"""


class TestDecision:
    def given(self, case: Case, version: int, **more: Any) -> dict[str, Any]:
        return {
            "clientKey": key(), "complaint": case.id, "version": version, "finding": "MALADMINISTRATION_FOUND",
            "number": "0123/LM/2026", "decidedOn": "2026-03-01", "text": "Penundaan berlarut.", **more,
        }  # fmt: skip

    async def test_it_comes_back_as_an_event(self, ask: Issuing, office: Office) -> None:
        case = await filed(ask, office, citizen())
        seq = await handed_over(case)
        values = self.given(case, seq)
        decided = (await ask(OMBUDSMAN, DECIDE, input=values))["recordOmbudsmanDecision"]
        assert (await ask(OMBUDSMAN, DECIDE, input=values))["recordOmbudsmanDecision"] == decided  # the same key: once
        told = {"finding": "MALADMINISTRATION_FOUND", "number": "0123/LM/2026", "decidedOn": "2026-03-01"}
        assert decided["ombudsmanDecisions"] == [{**told, "text": "Penundaan berlarut."}]
        assert (decided["version"], decided["status"]) == (seq + 1, "DISPOSED")
        document = """query($id: ID!) { complaint(id: $id) { historyIntact ombudsmanDecisions { number }
            lastEvent { move actorTitle } } }"""
        for who in (office.admin, case.reporter):
            seen = (await ask(who, document, id=case.id))["complaint"]
            assert seen["historyIntact"]
            assert seen["lastEvent"]["move"] == "OMBUDSMAN_DECISION"
            assert seen["ombudsmanDecisions"] == [{"number": "0123/LM/2026"}]

    async def test_only_of_what_was_handed_over_and_only_by_the_ombudsman(self, ask: Issuing, office: Office) -> None:
        case = await filed(ask, office, citizen())
        before = await case.now()
        values = self.given(case, before["version"])
        assert (await ask.refused(OMBUDSMAN, DECIDE, input=values))["code"] == "NOT_FOUND"
        for who in (office.admin, office.by("dinkes"), case.reporter, SISTEM):
            assert (await ask.refused(who, DECIDE, input=values))["code"] == "FORBIDDEN"
        assert await case.now() == before

    async def test_not_before_it_was_decided(self, ask: Issuing, office: Office) -> None:
        case = await filed(ask, office, citizen())
        seq = await handed_over(case)
        tomorrow = NOW.date().replace(day=NOW.day + 1).isoformat()
        refusal = await ask.refused(OMBUDSMAN, DECIDE, input=self.given(case, seq, decidedOn=tomorrow))
        assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "decidedOn")

    async def test_what_was_decided_today_by_the_clocks_of_papua(self, ask: Issuing, office: Office) -> None:
        case = await filed(ask, office, citizen())
        seq = await handed_over(case)
        late = replace(ask, now=NOW.replace(hour=16))  # 01.00 WIT of the next day
        there = NOW.date().replace(day=NOW.day + 1).isoformat()
        assert await late(OMBUDSMAN, DECIDE, input=self.given(case, seq, decidedOn=there))

    async def test_the_ombudsman_reads_no_number_that_its_reporter_did_not_give_it(
        self, ask: Issuing, office: Office
    ) -> None:
        body = "Hubungi saya di 0812-3456-7890 bila petugas datang ke rumah."
        case = await filed(ask, office, citizen(), body=body)
        await handed_over(case)
        read = "query($id: ID!) { complaint(id: $id) { body } }"
        assert "0812" in (await ask(office.admin, read, id=case.id))["complaint"]["body"]
        redacted = (await ask(OMBUDSMAN, read, id=case.id))["complaint"]["body"]
        assert "petugas datang ke rumah" in redacted
        assert "3456" not in redacted

    def test_every_finding_can_be_recorded(self) -> None:
        assert len(OmbudsmanFinding) == 4


class TestImported:
    async def test_the_packet_of_an_imported_complaint_proves_itself(
        self, ask: Issuing, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fresh()
        (fate,) = await imported(ask, office.admin, cells(status="Proses", rating=""))
        asked = "query($id: ID!) { complaint(id: $id) { trackingCode } }"
        code = (await ask(office.admin, asked, id=fate["complaint"]))["complaint"]["trackingCode"]
        case = Case(ask, office, citizen(), fate["complaint"], code, None)
        await case.disposed()
        packet = await packet_of(ask, case)
        verdict = await ask.verified(packet)
        assert (verdict.manifest.tracking_code, verdict.manifest.event) == (code, verdict.checked.events)
        history = json.loads(opened(await ask.content(packet))["events.json"])
        assert history[0]["move"] == "IMPORT"
        file = tmp_path / "berkas.zip"
        file.write_bytes(await ask.content(packet))
        monkeypatch.setenv("TUNTAS_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nowhere")
        words = ["packet", "verify", str(file), "--key", PACKETS.public.hex]
        done = await asyncio.to_thread(CliRunner().invoke, app, words)
        assert (done.exit_code, done.stdout.startswith(f"VALID / SAH: {code}")) == (0, True), done.output
