"""What hangs on a notice: the case where it lies now, the address of whoever is told, and nothing for anybody else."""

import pytest

from gateway.delivery.inside import SISTEM
from graph.nodes import parse_id
from graph.notifications.types import seen
from tenants.database import Database
from tests.casework import submitted
from tests.notices import Postman, deliveries_of, submitted_by_visitor
from tests.offices import Asking, Office, citizen

pytestmark = pytest.mark.anyio
TAKE = """mutation($input: TakeDeliveryInput!) { takeDelivery(input: $input) {
  recipient account position complaint address { name email phone } } }"""


async def test_a_sealed_address_is_opened_for_its_own_delivery(
    ask: Asking, office: Office, postman: Postman, database: Database
) -> None:
    case = await submitted_by_visitor(ask, office, name="Budi", phone="0811-0000-1234", email="budi@warga.test")
    await case.disposed()
    await postman.tell(office)
    found = deliveries_of(database, parse_id(case.id, "Complaint").uuid)
    row = next(row for row in found if row["recipient"] == "receipt")
    taken = await ask(SISTEM, TAKE, input={"pemda": "00", "line": row["line"]})
    assert taken["takeDelivery"] == {
        "recipient": "receipt",
        "account": None,
        "position": None,
        "complaint": case.id,
        "address": {"name": "Budi", "email": "budi@warga.test", "phone": "0811-0000-1234"},
    }


async def test_the_address_is_found_where_the_case_went(
    ask: Asking, office: Office, postman: Postman, database: Database
) -> None:
    case = await submitted_by_visitor(ask, office, name="Budi", email="budi@warga.test")
    await case.disposed()
    await postman.tell(office)
    await case.move(office.by("dinkes"), "returnComplaint", reason="Bukan kewenangan kami.")
    await case.move(office.admin, "returnComplaintToNation", reason="Kewenangan instansi lain.")
    found = deliveries_of(database, parse_id(case.id, "Complaint").uuid)
    row = next(row for row in found if row["recipient"] == "receipt")
    taken = (await ask(SISTEM, TAKE, input={"pemda": "00", "line": row["line"]}))["takeDelivery"]
    assert parse_id(taken["complaint"]).tenant == 0
    assert taken["address"]["email"] == "budi@warga.test"


async def test_a_case_is_seen_by_whoever_may_read_it(ask: Asking, office: Office, sibling: Office) -> None:
    who = citizen()
    case = await submitted(ask, office, who)
    ref = parse_id(case.id, "Complaint")
    for viewer in (who, office.admin):
        row = await seen(ask.context(viewer), ref.tenant, ref.uuid)
        assert row is not None
        assert row.id == ref.uuid
    for viewer in (office.by("dinkes"), sibling.admin, citizen()):
        assert await seen(ask.context(viewer), ref.tenant, ref.uuid) is None
