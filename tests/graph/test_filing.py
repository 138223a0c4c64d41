"""Uploads become attachments of a complaint or of a message, once, with the audience that the mutation says."""

from uuid import uuid4

import pytest

from graph.filing import file_uploads
from graph.nodes import node_id, parse_id
from policies.principal import Principal
from rules.errors import Refusal
from rules.identifiers import Reach
from rules.vocabulary import Audience
from tenants.database import Pool
from tenants.rows import ComplaintRow
from tenants.session import Sessions
from tenants.stores import attachments, complaints
from tests.casework import submitted
from tests.graph.attachments.filing import Filing
from tests.offices import Office, citizen

pytestmark = pytest.mark.anyio


@pytest.fixture
def ask(pool: Pool) -> Filing:
    return Filing(pool)


@pytest.fixture
async def row(ask: Filing, office: Office) -> ComplaintRow:
    id_ = parse_id((await submitted(ask, office)).id).uuid
    (found,) = await complaints.by_key(Sessions(ask.pool, office.admin.reach), [(office.tenant, id_)])
    assert found is not None
    return found


async def filed(ask: Filing, who: Principal, row: ComplaintRow, ids: list[str]) -> list[tuple[str, str]]:
    """File them; the names and audiences of all that the complaint has then."""
    sessions = Sessions(ask.pool, Reach(row.tenant_id, row.tenant_id), (row.tenant_id,))
    async with sessions.write() as tx:
        await file_uploads(ask.context(who), tx, row, ids, Audience.OFFICES)
    (files,) = await attachments.by_complaint_id(sessions, [(row.tenant_id, row.id)])
    return [(file.name, str(file.audience)) for file in files]


async def test_ones_own_in_their_order_and_each_once(ask: Filing, office: Office, row: ComplaintRow) -> None:
    who = office.by("dinkes")
    first, second = await ask.uploaded(who, "b.jpg"), await ask.uploaded(who, "a.jpg")
    found = await filed(ask, who, row, [first, second, first])
    assert found == [("b.jpg", "OFFICES"), ("a.jpg", "OFFICES")]


async def test_none_at_all(ask: Filing, office: Office, row: ComplaintRow) -> None:
    assert await filed(ask, office.admin, row, []) == []


async def test_with_a_message_they_are_not_the_reports_own(ask: Filing, office: Office) -> None:
    case, dinkes = await (await submitted(ask, office)).disposed("dinkes"), office.by("dinkes")
    photo = await ask.uploaded(dinkes, "bukti.jpg")
    await case.move(dinkes, "reportProgress", body="Petugas sedang di lokasi.", attachments=[photo])
    document = """query($id: ID!) { complaint(id: $id) {
        attachments { name } messages { nodes { attachments { name audience } } } } }"""
    found = (await ask(case.reporter, document, id=case.id))["complaint"]
    assert found["attachments"] == []
    assert found["messages"]["nodes"] == [{"attachments": [{"name": "bukti.jpg", "audience": "PUBLIC"}]}]


@pytest.mark.parametrize("wrong", ["used", "foreign", "incomplete", "unknown", "of another type"])
async def test_one_wrong_and_none_is_filed(ask: Filing, office: Office, row: ComplaintRow, wrong: str) -> None:
    who = office.by("dinkes")
    fresh, used = await ask.uploaded(who), await ask.uploaded(who)
    await filed(ask, who, row, [used])
    ids = {
        "used": used,
        "foreign": await ask.uploaded(citizen()),
        "incomplete": (await ask.create(who))["id"],
        "unknown": node_id("Upload", 0, uuid4()),
        "of another type": node_id("Attachment", 0, uuid4()),
    }
    with pytest.raises(Refusal) as refused:
        await filed(ask, who, row, [fresh, ids[wrong]])
    assert refused.value.code == "BAD_USER_INPUT"
    assert refused.value.field == ("attachments" if wrong == "of another type" else "attachments.1")
    assert await filed(ask, who, row, [fresh]) == [("foto.jpg", "OFFICES")] * 2
