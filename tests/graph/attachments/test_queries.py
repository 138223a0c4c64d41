"""A file is fetched again by who may see its complaint and belongs to its audience; for others it is not there."""

from uuid import uuid4

import pytest

from graph.nodes import node_id, parse_id
from policies.principal import Principal
from rules.roles import Role
from rules.vocabulary import Audience
from tenants.database import Database, Pool
from tenants.session import Sessions
from tenants.stores import attachments, complaints, uploads
from tests.casework import Case, holder, submitted
from tests.graph.attachments.filing import Filing
from tests.offices import VISITOR, Office, citizen, open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
_NODE = "query($id: ID!) { node(id: $id) { ... on Attachment { id name audience } } }"


@pytest.fixture
def ask(pool: Pool) -> Filing:
    return Filing(pool)


async def sees(ask: Filing, who: Principal, id_: str) -> bool:
    node = (await ask(who, _NODE, id=id_))["node"]
    assert node is None or node["id"] == id_
    return node is not None


async def filed(ask: Filing, office: Office, who: Principal) -> tuple[Case, str]:
    """A complaint with one file, and the file's id."""
    upload = await ask.uploaded(who)
    case = await submitted(ask, office, who, attachments=[upload])
    return case, node_id("Attachment", office.tenant, parse_id(upload, "Upload").uuid)


async def attached(ask: Filing, office: Office, case: Case, audience: Audience) -> str:
    """Another file on the complaint, for this audience."""
    upload = parse_id(await ask.uploaded(office.admin), "Upload").uuid
    complaint = parse_id(case.id, "Complaint").uuid
    async with Sessions(ask.pool, office.admin.reach).write((office.tenant,)) as tx:
        row = await complaints.locked(tx, office.tenant, complaint)
        assert row is not None
        staged = await uploads.claim(tx, [upload], str(office.admin.account))
        attachments.attach(tx, row, staged, audience=audience, at=ask.now)
    return node_id("Attachment", office.tenant, upload)


async def test_the_reporter_and_the_offices_in_charge_see_it(ask: Filing, office: Office) -> None:
    who = citizen()
    case, file = await filed(ask, office, who)
    assert await sees(ask, who, file)
    assert await sees(ask, office.admin, file)
    assert not await sees(ask, office.by("dinkes"), file)
    await case.disposed("dinkes")
    assert await sees(ask, office.by("dinkes"), file)
    assert await sees(ask, office.by("dinkes", Role.STAF), file)
    assert not await sees(ask, office.by("perkim"), file)
    assert not await sees(ask, office.by("puskesmas"), file)


async def test_strangers_do_not(ask: Filing, office: Office, database: Database, new_tenant: NewTenant) -> None:
    case, file = await filed(ask, office, citizen())
    sibling = open_office(database, new_tenant(beside=office.pemda))
    far = open_office(database, new_tenant(apart=True))
    for stranger in (VISITOR, citizen(), sibling.admin, sibling.by("dinkes"), far.admin):
        assert not await sees(ask, stranger, file)
    await case.disposed()
    await case.move(office.admin, "publishComplaint", reason="Diteruskan ke dinas.")
    assert await case.seen_by(VISITOR) is not None
    for stranger in (VISITOR, citizen(), sibling.admin):
        assert not await sees(ask, stranger, file)


async def test_a_receipt_opens_its_own_complaint_only(ask: Filing, office: Office) -> None:
    case, file = await filed(ask, office, VISITOR)
    other, foreign = await filed(ask, office, VISITOR)
    assert await sees(ask, holder(case, office.tenant), file)
    assert not await sees(ask, holder(case, office.tenant), foreign)
    assert await sees(ask, holder(other, office.tenant), foreign)
    assert not await sees(ask, Principal(Role.PELAPOR, tenant=office.tenant, receipt=uuid4()), file)


async def test_an_audience_is_kept(ask: Filing, office: Office) -> None:
    who = citizen()
    case, _ = await filed(ask, office, who)
    await case.disposed()
    internal = await attached(ask, office, case, Audience.OFFICES)
    answer = await attached(ask, office, case, Audience.PUBLIC)
    assert await sees(ask, office.by("dinkes"), internal)
    assert not await sees(ask, who, internal)
    assert await sees(ask, who, answer)
    document = "query($id: ID!) { complaint(id: $id) { attachments { id } } }"
    shown = (await ask(who, document, id=case.id))["complaint"]["attachments"]
    assert internal not in [file["id"] for file in shown]


async def test_many_at_once_are_answered_in_their_order(ask: Filing, office: Office) -> None:
    who = citizen()
    _, first = await filed(ask, office, who)
    _, second = await filed(ask, office, who)
    _, foreign = await filed(ask, office, citizen())
    nobody = node_id("Attachment", office.tenant, uuid4())
    document = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    found = (await ask(who, document, ids=[second, nobody, foreign, first, second]))["nodes"]
    assert [node and node["id"] for node in found] == [second, None, None, first, second]


async def test_under_another_pemda_it_is_not_found(ask: Filing, office: Office, new_tenant: NewTenant) -> None:
    _, file = await filed(ask, office, citizen())
    elsewhere = node_id("Attachment", new_tenant(beside=office.pemda).id, parse_id(file, "Attachment").uuid)
    assert not await sees(ask, office.admin, elsewhere)
    assert not await sees(ask, VISITOR, elsewhere)
