"""Units take part once in each way, and are taken out of it again."""

from datetime import timedelta
from uuid import uuid4

import pytest

from rules.errors import CONFLICT, Refusal
from rules.vocabulary import Part
from tenants.rows import ComplaintRow
from tenants.stores import complaints, parties
from tests.organisation import NOW, Organisation

pytestmark = pytest.mark.anyio
UNIT = (uuid4(), "00010007")


@pytest.fixture
async def complaint(organisation: Organisation) -> ComplaintRow:
    return await organisation.complaint(await organisation.unit())


async def test_taking_part_twice_is_taking_part_once(organisation: Organisation, complaint: ComplaintRow) -> None:
    async with organisation.sessions.write() as tx:
        parties.add(tx, complaint, UNIT, Part.TEMBUSAN, NOW)
        parties.add(tx, complaint, UNIT, Part.TEMBUSAN, NOW + timedelta(days=1))
        parties.add(tx, complaint, UNIT, Part.HANDLER, NOW + timedelta(days=2))
    key = (complaint.tenant_id, complaint.id)
    (found,) = await parties.of_complaints(organisation.sessions, [key])
    assert [(row.part, row.since) for row in found] == [("TEMBUSAN", NOW), ("HANDLER", NOW + timedelta(days=2))]
    (row,) = await complaints.by_key(organisation.sessions, [key])
    assert row is not None
    assert sorted(row.parties) == sorted(complaint.parties) == [("HANDLER", UNIT[1]), ("TEMBUSAN", UNIT[1])]


async def test_one_part_is_taken_away_and_the_other_stays(organisation: Organisation, complaint: ComplaintRow) -> None:
    async with organisation.sessions.write() as tx:
        parties.add(tx, complaint, UNIT, Part.TEMBUSAN, NOW)
        parties.add(tx, complaint, UNIT, Part.HANDLER, NOW)
    async with organisation.sessions.write() as tx:
        parties.remove(tx, complaint, UNIT, Part.TEMBUSAN)
    keys = [(complaint.tenant_id, uuid4()), (complaint.tenant_id, complaint.id)]
    nobody, found = await parties.of_complaints(organisation.sessions, keys)
    assert (nobody, [row.part for row in found]) == ([], ["HANDLER"])
    with pytest.raises(Refusal) as refused:
        async with organisation.sessions.write() as tx:
            parties.remove(tx, complaint, UNIT, Part.TEMBUSAN)
    assert refused.value.code == CONFLICT
