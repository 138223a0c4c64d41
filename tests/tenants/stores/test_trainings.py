"""Who manages complaints today, in which unit, trained in what; trainings of one pemda alone."""

from datetime import date, timedelta

import pytest

from graph.fresh import fresh_id
from rules.pages import PageRequest
from rules.roles import Role
from rules.trainings import PERSONNEL, TrainingTopic
from tenants.assessment_rows import TrainingRow
from tenants.database import Database, Pool
from tenants.session import Sessions
from tenants.stores import trainings
from tenants.stores.complaints import EVERYTHING
from tests.offices import NOW, SINCE, open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio


async def test_trainings_and_personnel(pool: Pool, database: Database, new_tenant: NewTenant) -> None:
    office = open_office(database, new_tenant())
    sessions, staff = Sessions(pool, office.pemda.reach), office.by("dinkes", Role.STAF)
    assert staff.account is not None
    assert staff.position is not None
    made = TrainingRow(
        office.tenant, fresh_id(NOW), staff.account, staff.name, staff.position, staff.position_title,
        office.paths["dinkes"], TrainingTopic.PROCESS, "Bimtek", date(2025, 6, 1), "800/1", "", "Admin", NOW,
    )  # fmt: skip
    async with sessions.write((office.tenant,)) as tx:
        trainings.add(tx, made)
    assert await trainings.by_id(sessions, [(office.tenant, made.id)]) == [made]
    request = PageRequest(trainings.NEWEST, 5)
    assert (await trainings.page(sessions, office.tenant, request, EVERYTHING)).rows == [made]
    assert (await trainings.page(sessions, office.tenant, request, EVERYTHING, topic="TECHNICAL")).rows == []
    (people,) = await trainings.personnel(sessions, [(office.tenant, NOW)])
    expected = {who.account for (_, role), who in office.people.items() if role in PERSONNEL}
    assert {one.account_id for one in people} == expected
    assert {one.account_id: one.topics for one in people if one.topics} == {staff.account: [TrainingTopic.PROCESS]}
    assert await trainings.personnel(sessions, [(office.tenant, SINCE - timedelta(days=1))]) == [[]]
