"""Appointments: who holds what, when, and where else."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from rules.errors import CONFLICT, NOT_FOUND, Refusal
from rules.pages import PageRequest
from rules.unit_paths import ROOT
from tenants.stores import accounts, appointments
from tenants.stores.complaints import Visible
from tests.organisation import NOW, SINCE, Organisation

pytestmark = pytest.mark.anyio


async def test_appointments_are_found_by_id_with_the_role_of_their_position(organisation: Organisation) -> None:
    officer = await organisation.officer()
    keys = [(organisation.tenant, officer.appointment.id), (organisation.tenant, uuid4())]
    found, missing = await appointments.by_id(organisation.sessions, keys)
    assert found == officer.appointment
    assert missing is None


async def test_a_position_tells_who_holds_it_or_will(organisation: Organisation) -> None:
    now = datetime.now(UTC)
    position = await organisation.position(await organisation.unit())
    past = await organisation.appoint(position, uuid4(), begins=now - timedelta(9), ends=now - timedelta(5))
    held = await organisation.appoint(position, uuid4(), begins=now - timedelta(5), ends=now + timedelta(5))
    coming = await organisation.appoint(position, uuid4(), begins=now + timedelta(5))
    ((*found,),) = await appointments.by_position(organisation.sessions, [(organisation.tenant, position.id)])
    assert found == [held, coming]
    assert past not in found


async def test_pages_show_what_is_visible_newest_first(organisation: Organisation, sibling: Organisation) -> None:
    one, two = await organisation.officer(), await organisation.officer()
    ended = await organisation.appoint(one.position, uuid4(), begins=SINCE - timedelta(9), ends=SINCE - timedelta(5))
    request = PageRequest(appointments.NEWEST, 10)

    async def ids(**more: object) -> list[object]:
        page = await appointments.page(organisation.sessions, organisation.tenant, request, under=ROOT, **more)  # type: ignore[arg-type]
        return [row.id for row in page.rows]

    assert set((await ids())[:2]) == {one.appointment.id, two.appointment.id}
    assert (await ids())[2] == ended.id
    assert ended.id not in await ids(at=NOW)
    assert await ids(position=two.position.id) == [two.appointment.id]
    only_one = Visible("a.account_id = %(sub_account)s", {"sub_account": one.account})
    assert await ids(visible=only_one) == [one.appointment.id]
    page = await appointments.page(sibling.sessions, organisation.tenant, request, under=ROOT)
    assert page.rows == []


async def test_an_end_is_written_once_and_never_before_the_beginning(organisation: Organisation) -> None:
    officer = await organisation.officer()
    async with organisation.sessions.write() as tx:
        appointments.end(tx, officer.appointment, SINCE - timedelta(days=3), "batal")
    async with organisation.sessions.write() as tx:
        row = await appointments.locked(tx, organisation.tenant, officer.appointment.id)
    assert (row.valid_to, row.ended_reason) == (SINCE, "batal")
    assert not row.is_live(SINCE)
    with pytest.raises(Refusal) as refused:
        async with organisation.sessions.write() as tx:
            appointments.end(tx, row, NOW, "lagi")
    assert refused.value.code == CONFLICT


async def test_an_account_knows_its_appointments(organisation: Organisation, sibling: Organisation) -> None:
    officer = await organisation.officer()
    elsewhere = await sibling.appoint(await sibling.position(await sibling.unit()), officer.account)
    both = sorted([organisation.tenant, sibling.tenant])
    assert await accounts.tenants_of(organisation.outside, officer.account) == both
    async with organisation.sessions.write() as tx:
        held = await appointments.of_account(tx, organisation.tenant, officer.account, NOW)
        assert await appointments.of_position(tx, organisation.tenant, officer.position.id, NOW) == held
    assert held == [officer.appointment]
    assert await appointments.ever_of_account(organisation.sessions, both, officer.account) == [officer.appointment]
    assert await appointments.ever_of_account(sibling.sessions, both, officer.account) == [elsewhere]


async def test_one_that_is_not_there_cannot_be_locked(organisation: Organisation) -> None:
    async with organisation.sessions.write() as tx:
        with pytest.raises(Refusal) as refused:
            await appointments.locked(tx, organisation.tenant, uuid4())
    assert refused.value.code == NOT_FOUND
