"""Packets are owed once, made once, read within their pemda; their fingerprints are known to whoever has them."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from graph.nodes import parse_id
from rules.identifiers import NOWHERE, Reach
from rules.packets import PacketKind, packet_id
from rules.pages import PageRequest
from tenants.database import Database, Pool
from tenants.packet_rows import PacketRow
from tenants.rows import ComplaintRow
from tenants.session import Sessions
from tenants.stores import complaints, packets
from tests.casework import submitted
from tests.offices import NOW, Asking, Office, open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio


@pytest.fixture
def sibling(database: Database, new_tenant: NewTenant, office: Office) -> Office:
    return open_office(database, new_tenant(beside=office.pemda))


async def row_of(ask: Asking, office: Office) -> ComplaintRow:
    ref = parse_id((await submitted(ask, office)).id, "Complaint")
    (row,) = await complaints.by_key(Sessions(ask.pool, office.pemda.reach), [(ref.tenant, ref.uuid)])
    assert row is not None
    return row


async def owe(sessions: Sessions, row: ComplaintRow) -> PacketRow:
    async with sessions.write((row.tenant_id,)) as tx:
        packets.owe(tx, row, PacketKind.OMBUDSMAN, NOW)
    (packet,) = await packets.by_id(sessions, [(row.tenant_id, packet_id(row.id, row.version))])
    assert packet is not None
    return packet


def made(packet: PacketRow, byte: bytes = b"\1") -> PacketRow:
    return replace(packet, sha256=byte * 32, manifest_sha256=b"\2" + byte * 31, size=9, made_at=NOW)


async def test_owed_once_and_made_once(ask: Asking, office: Office) -> None:
    sessions, row = Sessions(ask.pool, office.pemda.reach), await row_of(ask, office)
    packet = await owe(sessions, row)
    assert (packet.event_seq, packet.kind, packet.made_at) == (row.version, "OMBUDSMAN", None)
    assert packet.storage_key == packets.storage_key(packet.id)
    assert await owe(sessions, row) == packet
    key = (row.tenant_id, row.id)
    assert await packets.of_complaints(sessions, [key]) == [[]]
    unique = UUID(int=row.id.int ^ 1).bytes
    first = replace(made(packet), sha256=unique * 2, manifest_sha256=unique[::-1] * 2)
    for one in (first, made(packet, b"\3")):
        async with sessions.write((row.tenant_id,)) as tx:
            packets.made(tx, one)
    assert await packets.of_complaints(sessions, [key]) == [[first]]
    assert first.sha256 is not None
    assert first.manifest_sha256 is not None
    everywhere = Sessions(ask.pool, NOWHERE)
    assert (
        await packets.issued(everywhere, first.sha256) == await packets.issued(everywhere, first.manifest_sha256) == NOW
    )
    assert await packets.issued(everywhere, b"\3" * 32) is None


async def test_what_is_owed_the_longest_first_page_by_page(ask: Asking, office: Office) -> None:
    sessions = Sessions(ask.pool, Reach(office.tenant, office.tenant))
    rows = [await row_of(ask, office) for _ in range(3)]
    for place, row in enumerate(rows):
        async with sessions.write((row.tenant_id,)) as tx:
            packets.owe(tx, row, PacketKind.APIP, NOW - timedelta(hours=place))
    first = await packets.owed(sessions, PageRequest(packets.OLDEST_FIRST, 2))
    assert [one.complaint_id for one in first.rows] == [rows[2].id, rows[1].id]
    assert first.has_next
    rest = PageRequest(packets.OLDEST_FIRST, 2, packets.OLDEST_FIRST.position(first.rows[-1]))
    assert [one.complaint_id for one in (await packets.owed(sessions, rest)).rows] == [rows[0].id]


async def test_nobody_reads_or_writes_those_of_another(
    ask: Asking, office: Office, sibling: Office, pool: Pool
) -> None:
    packet = await owe(Sessions(ask.pool, office.pemda.reach), await row_of(ask, office))
    beside = Sessions(pool, Reach(sibling.tenant, sibling.tenant))
    assert await packets.by_id(beside, [(packet.tenant_id, packet.id)]) == [None]
    assert (await packets.owed(beside, PageRequest(packets.OLDEST_FIRST, 9))).rows == []
    async with beside.write((sibling.tenant,)) as tx:
        tx.execute("DELETE FROM tuntas.packet WHERE id = %(id)s", {"id": packet.id}, expect=0)
    (still,) = await packets.by_id(Sessions(pool, office.pemda.reach), [(packet.tenant_id, packet.id)])
    assert still == packet
