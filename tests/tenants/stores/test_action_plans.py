"""Plans are kept in versions, changed one revision at a time, and their steps only ever added to."""

import psycopg
import pytest

from graph.nodes import parse_id
from rules.errors import Refusal
from rules.identifiers import Reach
from rules.pages import PageRequest
from rules.plan_states import PlanStatus
from tenants.database import Database
from tenants.stores import action_plans
from tenants.stores.complaints import EVERYTHING
from tests.offices import NOW, Asking, Office, open_office
from tests.plans import drafted, enacted
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio


@pytest.fixture
def office(database: Database, new_tenant: NewTenant) -> Office:
    return open_office(database, new_tenant(apart=True))


@pytest.fixture
def ask(pool: object) -> Asking:
    return Asking(pool)  # type: ignore[arg-type]


async def test_a_revision_is_saved_once(ask: Asking, office: Office) -> None:
    ref = parse_id((await drafted(ask, office)).id)
    sessions = ask.context(office.admin).sessions
    async with sessions.write((office.tenant,)) as tx:
        row = await action_plans.locked(tx, ref.tenant, ref.uuid)
        action_plans.save(tx, row)
    assert row.revision == 2
    row.revision = 1
    with pytest.raises(Refusal) as refused:
        async with sessions.write((office.tenant,)) as tx:
            action_plans.save(tx, row)
    assert refused.value.code == "CONFLICT"


async def test_versions_of_a_series_newest_first(ask: Asking, office: Office) -> None:
    ref = parse_id((await enacted(ask, office)).id)
    sessions = ask.context(office.admin).sessions
    (first,) = await action_plans.by_id(sessions, [(ref.tenant, ref.uuid)])
    assert first is not None
    by = (None, "Admin")
    second = action_plans.begun(first, id=office.ids["root"], number=2, title="Dua", at=NOW, by=by)
    async with sessions.write((office.tenant,)) as tx:
        action_plans.add(tx, second)
        held = await action_plans.enacted(tx, second)
    assert held is not None
    assert held.id == first.id
    (series,) = await action_plans.of_series(sessions, [(first.tenant_id, first.series)])
    assert [(one.number, one.status, one.based_on) for one in series] == [
        (2, PlanStatus.DRAFTING, first.id), (1, PlanStatus.ENACTED, None),
    ]  # fmt: skip
    third = action_plans.begun(first, id=office.ids["dinkes"], number=3, title="Tiga", at=NOW, by=by)
    with pytest.raises(Refusal) as refused:
        async with sessions.write((office.tenant,)) as tx:
            action_plans.add(tx, third)
    assert refused.value.code == "CONFLICT"


async def test_a_page_lies_inside_its_range(ask: Asking, office: Office) -> None:
    ref = parse_id((await drafted(ask, office)).id)
    request, sessions = PageRequest(action_plans.NEWEST, 5), ask.context(office.admin).sessions
    for within, found in ((Reach(office.tenant, office.tenant), [ref.uuid]), (Reach(0, 99), [])):
        page = await action_plans.page(sessions, within, EVERYTHING, request)
        assert [row.id for row in page.rows] == found


@pytest.mark.parametrize("table", ["plan_step", "realisation", "plan_monitoring", "year_report", "predikat_scale"])
@pytest.mark.parametrize("verb", ["UPDATE tuntas.{} SET tenant_id = tenant_id", "DELETE FROM tuntas.{}"])
def test_what_was_recorded_cannot_be_changed(database: Database, table: str, verb: str) -> None:
    with psycopg.connect(database.service_url) as service, pytest.raises(psycopg.errors.InsufficientPrivilege):
        service.execute(verb.format(table).encode())
