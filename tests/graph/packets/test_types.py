"""What a packet says about itself on the wire."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from graph.packets.types import DOWNLOADS, OmbudsmanDecision, Packet
from rules.packets import PacketKind
from tenants.packet_rows import DecisionRow, PacketRow
from tests.graph.packets.issuing import OF_COMPLAINT, Issuing, filed, handed_over
from tests.offices import Office, citizen

AT = datetime(2026, 3, 4, tzinfo=UTC)
ROW = PacketRow(2101, UUID(int=1), UUID(int=2), 5, PacketKind.APIP, "packets/x", AT, b"\1" * 32, b"\2" * 32, 10, AT)


def value(type_: Any, name: str, row: Any) -> Any:
    (field,) = [one for one in type_.__strawberry_definition__.fields if one.python_name == name]
    return field.metadata["tuntas.pure"](row, None)


def test_its_name_and_fingerprints() -> None:
    assert value(Packet, "name", ROW) == f"berkas-apip-{UUID(int=1)}.zip"
    assert (value(Packet, "sha256", ROW), value(Packet, "manifest_sha256", ROW)) == ("01" * 32, "02" * 32)
    assert value(Packet, "media_type", ROW) == "application/zip"
    assert value(Packet, "url", ROW).startswith(DOWNLOADS)


def test_a_decision_as_it_was_recorded() -> None:
    data = {"finding": "MEDIATED", "number": "1/2026", "decided_on": "2026-03-01"}
    row = DecisionRow(2101, UUID(int=2), 6, "Sepakat.", data, "Ombudsman RI", AT)
    assert value(OmbudsmanDecision, "finding", row) == "MEDIATED"
    assert value(OmbudsmanDecision, "decided_on", row).isoformat() == "2026-03-01"
    assert (value(OmbudsmanDecision, "number", row), value(OmbudsmanDecision, "text", row)) == ("1/2026", "Sepakat.")


@pytest.mark.anyio
async def test_on_its_complaint(ask: Issuing, office: Office) -> None:
    case = await filed(ask, office, citizen())
    made = await ask.later(days=201).make(case, await handed_over(case))
    assert (await ask(office.admin, OF_COMPLAINT, id=case.id))["complaint"]["packets"] == [made]
