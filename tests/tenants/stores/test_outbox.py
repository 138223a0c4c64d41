"""What happened waits in the outbox of its pemda with its event, oldest first, until it was told."""

from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from gateway.delivery.inside import SISTEM
from graph.nodes import parse_id
from rules.complaint_states import Move
from rules.identifiers import Reach
from tenants.database import Database, Pool
from tenants.session import Sessions
from tenants.stores import outbox
from tests.casework import submitted
from tests.offices import Asking, Office, citizen

pytestmark = pytest.mark.anyio


def rows_of(database: Database, complaint: str) -> list[dict[str, Any]]:
    with psycopg.connect(database.owner_url, row_factory=dict_row) as owner:
        return owner.execute(
            "SELECT * FROM tuntas.outbox WHERE complaint_id = %s ORDER BY event_seq, tenant_id DESC",
            (parse_id(complaint, "Complaint").uuid,),
        ).fetchall()


async def test_a_move_and_its_row_come_together(ask: Asking, office: Office, database: Database) -> None:
    case = await (await submitted(ask, office, citizen())).disposed()
    found = [(row["event_seq"], row["move"], row["desk_path"], row["left_path"]) for row in rows_of(database, case.id)]
    assert found == [(1, "SUBMIT", "0001", None), (3, "DISPOSE", office.paths["dinkes"], "0001")], "VERIFY stays inside"
    assert rows_of(database, case.id)[1]["actor"] == office.admin.position


async def test_what_is_refused_leaves_none(ask: Asking, office: Office, database: Database) -> None:
    case = await submitted(ask, office, citizen())
    before = rows_of(database, case.id)
    await case.refused(office.admin, "disposeComplaint", unit=office.unit("dinkes"))
    assert rows_of(database, case.id) == before


async def test_a_transfer_leaves_one_at_either_end(ask: Asking, office: Office, database: Database) -> None:
    case = await submitted(ask, office, citizen())
    await case.move(office.admin, "returnComplaintToNation", reason="Kewenangan instansi lain.")
    gone, come = rows_of(database, case.id)[1:]
    assert (gone["tenant_id"], gone["move"]) == (office.tenant, Move.RETURN_TO_NATION)
    assert (gone["desk_path"], gone["left_path"]) == ("", "0001")
    assert (come["tenant_id"], come["desk_path"], come["left_path"]) == (0, "0001", None)


async def test_it_is_read_oldest_first_and_taken_away(ask: Asking, office: Office) -> None:
    for _ in range(3):
        await submitted(ask, office, citizen())
    sessions = ask.context(SISTEM).sessions
    assert office.tenant in await outbox.tenants(sessions, 9_999)
    first, second = await outbox.oldest(sessions, office.tenant, 2)
    assert (first.at, first.id) <= (second.at, second.id)
    async with sessions.write((office.tenant,)) as tx:
        outbox.told(tx, office.tenant, [first.id, second.id])
    assert len(await outbox.oldest(sessions, office.tenant, 10)) == 1


async def test_nobody_reads_or_empties_anothers(ask: Asking, office: Office, pool: Pool) -> None:
    await submitted(ask, office, citizen())
    (row,) = await outbox.oldest(ask.context(SISTEM).sessions, office.tenant, 10)
    other = office.tenant + 1
    stranger = Sessions(pool, Reach(other, other))
    assert await outbox.oldest(stranger, office.tenant, 10) == []
    assert office.tenant not in await outbox.tenants(stranger, 9_999)
    async with stranger.write((other,)) as tx:
        outbox.told(tx, office.tenant, [row.id])
    assert len(await outbox.oldest(ask.context(SISTEM).sessions, office.tenant, 10)) == 1
