"""All complaints of a pemda come chunk by chunk, each whole and once; nobody else's."""

import pytest

from graph.nodes import parse_id
from tenants import histories
from tenants.database import Database, Pool
from tests.casework import submitted
from tests.offices import Asking, open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio


async def test_chunk_by_chunk(
    pool: Pool, database: Database, new_tenant: NewTenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(histories, "CHUNK", 2)
    ask, pemda = Asking(pool), new_tenant()
    office, sibling = open_office(database, pemda), open_office(database, new_tenant(beside=pemda))
    await submitted(ask, sibling)
    cases = [await submitted(ask, office) for _ in range(5)]
    await cases[2].disposed()
    await cases[4].move(office.admin, "returnComplaintToNation", reason="Bukan kewenangan kabupaten.")
    ids = sorted(parse_id(case.id, "Complaint").uuid for case in cases[:4])
    with histories.connected(database.owner_url) as connection:
        chunks = list(histories.complaints(connection, office.tenant))
        assert [len(chunk) for chunk in chunks] == [2, 2]
        assert [id_ for chunk in chunks for id_ in chunk] == ids
        seqs = {id_: [told.seq for told in events] for chunk in chunks for id_, events in chunk.items()}
        disposed = parse_id(cases[2].id, "Complaint").uuid
        assert seqs == {id_: [1, 2, 3] if id_ == disposed else [1] for id_ in ids}
        (left,) = histories.transfers(connection, office.tenant)
        assert [one.complaint for one in left] == [parse_id(cases[4].id, "Complaint").uuid]
        assert list(histories.complaints(connection, 1)) == []
