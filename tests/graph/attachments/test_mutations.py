"""A place for a file: once for a client key, for everybody who may file or answer; attached once, by its sender."""

from uuid import uuid4

import pytest

from graph.nodes import node_id, parse_id
from policies.principal import Principal
from rules.attachments import MAX_BYTES
from rules.roles import Role
from tenants.database import Pool
from tests.casework import submitted
from tests.graph.attachments.filing import CREATE, Filing
from tests.offices import NOW, VISITOR, Office, citizen

pytestmark = pytest.mark.anyio


@pytest.fixture
def ask(pool: Pool) -> Filing:
    return Filing(pool)


async def test_a_visitor_gets_a_place_for_a_file(ask: Filing) -> None:
    created = await ask.create(VISITOR, "../../jalan\u202egpj.exe")
    upload = parse_id(created["id"], "Upload")
    assert created["uploadUrl"].startswith("/uploads/")
    assert ask.door.upload_at(created["uploadUrl"].removeprefix("/uploads/"), NOW) == upload.uuid
    assert created["maxBytes"] == MAX_BYTES
    assert "image/jpeg" in created["accepted"]
    assert created["expiresAt"] == "2026-03-05T02:00:00+00:00"
    assert created["complete"] is False


async def test_the_same_key_is_the_same_place(ask: Filing) -> None:
    who, client_key = citizen(), uuid4().hex
    first = await ask.create(who, client_key=client_key)
    assert await ask.create(who, client_key=client_key) == first
    assert (await ask.create(citizen(), client_key=client_key))["id"] != first["id"]
    assert (await ask.create(who))["id"] != first["id"]
    refusal = await ask.refused(who, CREATE, input={"name": "lain.pdf", "clientKey": client_key})
    assert (refusal["code"], refusal["field"]) == ("IDEMPOTENCY_MISMATCH", "clientKey")


async def test_after_it_arrived_the_same_key_says_so(ask: Filing) -> None:
    who, client_key = citizen(), uuid4().hex
    created = await ask.create(who, client_key=client_key)
    assert created["complete"] is False
    ask_again = await ask.uploaded(who)
    assert ask_again != created["id"]


async def test_who_has_no_position_is_throttled(ask: Filing, office: Office) -> None:
    await ask.create(office.by("dinkes"))
    assert ask.throttled == []
    for who in (VISITOR, citizen(), Principal(Role.PELAPOR, tenant=office.tenant, receipt=uuid4())):
        await ask.create(who)
    assert ask.throttled == ["upload"] * 3


@pytest.mark.parametrize("role", [Role.PIMPINAN])
async def test_who_only_reads_sends_nothing(ask: Filing, office: Office, role: Role) -> None:
    refusal = await ask.refused(office.by("root", role), CREATE, input={"name": "a.jpg", "clientKey": "kunci-123"})
    assert (refusal["code"], refusal["rule"]) == ("FORBIDDEN", "attachment:add")


async def test_a_report_brings_its_files_in_their_order(ask: Filing, office: Office) -> None:
    who = citizen()
    names = ["3.jpg", "1.jpg", "2.jpg"]
    ids = [await ask.uploaded(who, name) for name in names]
    case = await submitted(ask, office, who, attachments=ids)
    document = "query($id: ID!) { complaint(id: $id) { attachments { name audience sha256 size mediaType url } } }"
    found = (await ask(office.admin, document, id=case.id))["complaint"]["attachments"]
    assert [file["name"] for file in found] == names
    assert found[0] == {
        "name": "3.jpg",
        "audience": "REPORTER",
        "sha256": bytes(range(32)).hex(),
        "size": 1234,
        "mediaType": "image/jpeg",
        "url": "/attachments/" + node_id("Attachment", office.tenant, parse_id(ids[0], "Upload").uuid),
    }


async def test_what_is_not_there_not_ones_own_or_used_is_not_attached(ask: Filing, office: Office) -> None:
    who, other = citizen(), citizen()
    mine, foreign = await ask.uploaded(who), await ask.uploaded(other)
    announced = (await ask.create(who))["id"]
    case = await submitted(ask, office, who, attachments=[mine])
    await case.answered()
    fresh = await ask.uploaded(who)
    for wrong in (mine, foreign, announced, node_id("Upload", 0, uuid4())):
        refusal = await case.refused(who, "objectToAnswer", reason="Belum selesai.", attachments=[fresh, wrong])
        assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "attachments.1")
    await case.move(who, "objectToAnswer", reason="Masih padam sampai sekarang.", attachments=[fresh])


async def test_a_receipt_holder_sends_files_too(ask: Filing, office: Office) -> None:
    case = await submitted(ask, office, VISITOR, attachments=[await ask.uploaded(VISITOR)])
    reporter = Principal(Role.PELAPOR, tenant=office.tenant, receipt=parse_id(case.id, "Complaint").uuid)
    upload = await ask.uploaded(reporter, "tambahan.jpg")
    document = "query($id: ID!) { complaint(id: $id) { attachments { name } } }"
    assert len((await ask(reporter, document, id=case.id))["complaint"]["attachments"]) == 1
    await case.answered()
    await case.move(reporter, "objectToAnswer", reason="Lampu masih padam.", attachments=[upload])


async def test_names_are_bounded(ask: Filing) -> None:
    refusal = await ask.refused(VISITOR, CREATE, input={"name": "x" * 256, "clientKey": "kunci-123"})
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "name")
