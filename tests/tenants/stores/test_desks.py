"""No open case without a live desk: cases rise when one falls vacant and come back when it is filled."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from rules.complaint_states import Status
from rules.event_chain import rebuild, verify
from rules.pages import PageRequest
from rules.roles import Role, UnitKind
from tenants.people_rows import UnitRow, VacancyRow
from tenants.rows import ComplaintRow, EventRow
from tenants.stores import appointments, complaints, desks, placements, units, vacancies
from tenants.stores.desks import Settled
from tests.organisation import NOW, Officer, Organisation

pytestmark = pytest.mark.anyio
LATER = NOW + timedelta(minutes=5)


async def end(organisation: Organisation, officer: Officer, at: datetime = NOW) -> Settled:
    async with organisation.sessions.write() as tx:
        await desks.hold_alone(tx, organisation.tenant)
        appointments.end(tx, officer.appointment, at, "mutasi")
        return await desks.settle(tx, organisation.tenant, at, under=officer.unit.path)


async def settle(organisation: Organisation, at: datetime = NOW, under: UnitRow | None = None) -> Settled:
    async with organisation.sessions.write() as tx:
        await desks.hold_alone(tx, organisation.tenant)
        return await desks.settle(tx, organisation.tenant, at, under=under.path if under else None)


async def now(organisation: Organisation, complaint: ComplaintRow) -> ComplaintRow:
    (row,) = await complaints.by_key(organisation.sessions, [(organisation.tenant, complaint.id)])
    assert row is not None
    return row


async def events(organisation: Organisation, id_: UUID) -> list[EventRow]:
    return await organisation.sessions.read(
        "SELECT * FROM tuntas.complaint_event WHERE tenant_id = %(tenant)s AND complaint_id = %(id)s ORDER BY seq",
        {"tenant": organisation.tenant, "id": id_},
        EventRow,
    )


async def open_vacancies(organisation: Organisation) -> list[VacancyRow]:
    page = await vacancies.page(
        organisation.sessions, organisation.sessions.reach, PageRequest(vacancies.BY_UNIT_PATH, 100)
    )
    return page.rows


async def test_cases_rise_to_the_next_live_desk_and_come_back(organisation: Organisation) -> None:
    admin = await organisation.officer(Role.INSTANSI)
    dinas = await organisation.officer()
    upt = await organisation.officer(unit=await organisation.unit(dinas.unit, kind=UnitKind.UPT))
    case = await organisation.complaint(upt.unit)
    assert await end(organisation, upt) == Settled(raised=1)
    raised = await now(organisation, case)
    assert (raised.desk_id, raised.desk_path, raised.unit_id) == (dinas.unit.id, dinas.unit.path, upt.unit.id)
    assert await end(organisation, dinas) == Settled(raised=1)
    assert (await now(organisation, case)).desk_path == admin.unit.path
    assert [row.raised_to_path for row in await open_vacancies(organisation)] == [admin.unit.path, admin.unit.path]
    await organisation.appoint(upt.position, await organisation.account(), begins=NOW)
    assert await settle(organisation, LATER, upt.unit) == Settled(lowered=1)
    back = await now(organisation, case)
    assert (back.desk_id, back.desk_path, back.version) == (upt.unit.id, upt.unit.path, 4)
    assert [(row.unit_id, row.until) for row in await open_vacancies(organisation)] == [(dinas.unit.id, None)]


async def test_what_happened_is_on_record_as_the_systems_doing(organisation: Organisation) -> None:
    await organisation.officer(Role.INSTANSI)
    dinas = await organisation.officer()
    case = await organisation.complaint(dinas.unit)
    await end(organisation, dinas)
    row, found = await now(organisation, case), await events(organisation, case.id)
    assert [(event.move, event.actor_role) for event in found][1:] == [("RAISE_DESK", "SISTEM")]
    assert rebuild([event.event() for event in found]) == row.case()
    assert verify([(event.event(), event.hash) for event in found]) == row.head_hash


async def test_with_nobody_at_all_it_lies_with_the_instansi_and_shows_above(organisation: Organisation) -> None:
    dinas = await organisation.officer()
    root = await organisation.root()
    await organisation.position(root, Role.INSTANSI)
    case = await organisation.complaint(dinas.unit)
    await end(organisation, dinas)
    row = await now(organisation, case)
    assert (row.desk_id, row.desk_path) == (root.id, root.path)
    assert [(found.unit_id, found.raised_to_path) for found in await open_vacancies(organisation)] == [
        (root.id, None),
        (dinas.unit.id, None),
    ]
    admin = await organisation.officer(Role.INSTANSI)
    assert await settle(organisation, LATER, admin.unit) == Settled()
    assert [found.raised_to_path for found in await open_vacancies(organisation)] == [root.path]


@pytest.mark.parametrize("status", [Status.CLOSED, Status.ARCHIVED])
async def test_closed_cases_stay_where_they_are(organisation: Organisation, status: Status) -> None:
    await organisation.officer(Role.INSTANSI)
    dinas = await organisation.officer()
    case = await organisation.complaint(dinas.unit, status=status)
    assert await end(organisation, dinas) == Settled()
    assert (await now(organisation, case)).version == 1


@pytest.mark.parametrize("status", [Status.RECEIVED, Status.AWAITING_REPORTER, Status.IN_PROGRESS, Status.ANSWERED])
async def test_every_open_case_moves(organisation: Organisation, status: Status) -> None:
    await organisation.officer(Role.INSTANSI)
    dinas = await organisation.officer()
    await organisation.complaint(dinas.unit, status=status)
    assert await end(organisation, dinas) == Settled(raised=1)


async def test_a_second_holder_keeps_the_desk_alive(organisation: Organisation) -> None:
    dinas = await organisation.officer()
    await organisation.officer(unit=dinas.unit)
    case = await organisation.complaint(dinas.unit)
    assert await end(organisation, dinas) == Settled()
    assert (await now(organisation, case)).desk_path == dinas.unit.path
    assert await open_vacancies(organisation) == []


async def test_staff_alone_keep_no_desk_alive(organisation: Organisation) -> None:
    await organisation.officer(Role.INSTANSI)
    dinas = await organisation.officer()
    await organisation.officer(Role.STAF, dinas.unit)
    await organisation.complaint(dinas.unit)
    assert await end(organisation, dinas) == Settled(raised=1)


async def test_an_appointment_that_ends_by_itself_is_settled_later(organisation: Organisation) -> None:
    await organisation.officer(Role.INSTANSI)
    unit = await organisation.unit()
    position = await organisation.position(unit)
    await organisation.appoint(position, await organisation.account(), ends=LATER)
    await organisation.complaint(unit)
    assert await settle(organisation) == Settled()
    assert await settle(organisation, LATER) == Settled(raised=1)
    assert await settle(organisation, LATER) == Settled()


async def test_parallel_handlings_follow_their_desk(organisation: Organisation) -> None:
    admin, dinas = await organisation.officer(Role.INSTANSI), await organisation.officer()
    case = await organisation.complaint(admin.unit)
    async with organisation.sessions.write() as tx:
        tx.execute(
            """INSERT INTO tuntas.handling (tenant_id, id, complaint_id, unit_id, unit_path, desk_path, status, task,
            due_at, started_at)
            VALUES (%(t)s, gen_random_uuid(), %(c)s, %(u)s, %(p)s, %(p)s, 'OPEN', 'x', now(), now())""",
            {"t": organisation.tenant, "c": case.id, "u": dinas.unit.id, "p": dinas.unit.path},
        )
    await end(organisation, dinas)
    where = "SELECT desk_path FROM tuntas.handling WHERE tenant_id = %(t)s"
    assert await organisation.sessions.read(where, {"t": organisation.tenant}) == [(admin.unit.path,)]


async def test_a_closed_units_vacancy_ends(organisation: Organisation) -> None:
    await organisation.officer(Role.INSTANSI)
    dinas = await organisation.officer()
    await end(organisation, dinas)
    assert len(await open_vacancies(organisation)) == 1
    async with organisation.sessions.write() as tx:
        units.close(tx, dinas.unit, NOW.date())
    await settle(organisation, NOW + timedelta(days=1))
    assert await open_vacancies(organisation) == []


async def test_other_pemda_are_left_alone(organisation: Organisation, sibling: Organisation) -> None:
    await organisation.officer(Role.INSTANSI)
    mine, theirs = await organisation.officer(), await sibling.officer()
    other = await sibling.complaint(theirs.unit)
    await organisation.complaint(mine.unit)
    await end(organisation, mine)
    assert (await now(sibling, other)).version == 1


async def test_dispositions_hold_the_desks_together_and_a_change_waits_for_them(organisation: Organisation) -> None:
    unit = await organisation.unit()
    order: list[str] = []
    inside, leave = asyncio.Event(), asyncio.Event()

    async def dispose(name: str) -> None:
        async with organisation.sessions.write(first=desks.holding(organisation.tenant)):
            order.append(f"{name} holds")
            if len(order) == 2:
                inside.set()
            await leave.wait()
            order.append(f"{name} done")

    async def change() -> None:
        await inside.wait()
        await settle(organisation, under=unit)
        order.append("changed")

    async def release() -> None:
        await inside.wait()
        await asyncio.sleep(0.2)
        assert "changed" not in order
        leave.set()

    await asyncio.gather(dispose("a"), dispose("b"), change(), release())
    assert order[-1] == "changed"
    assert sorted(order[:2]) == ["a holds", "b holds"]


async def test_whoever_asks_where_a_unit_stands_holds_its_desk(organisation: Organisation) -> None:
    await organisation.officer(Role.INSTANSI)
    dinas = await organisation.officer()
    asked, ended = asyncio.Event(), asyncio.Event()

    async def dispose() -> bool:
        async with organisation.sessions.write() as tx:
            await placements.of_unit(tx, organisation.tenant, dinas.unit.id, NOW)
            asked.set()
            await asyncio.sleep(0.3)
            return ended.is_set()

    async def leave() -> None:
        await asked.wait()
        await end(organisation, dinas)
        ended.set()

    ended_meanwhile, _ = await asyncio.gather(dispose(), leave())
    assert not ended_meanwhile


async def test_a_case_that_is_reopened_goes_to_the_desk_that_answers_now(organisation: Organisation) -> None:
    admin = await organisation.officer(Role.INSTANSI)
    dinas = await organisation.officer()
    case = await organisation.complaint(dinas.unit, status=Status.CLOSED)
    await end(organisation, dinas)
    async with organisation.sessions.write() as tx:
        row = await complaints.locked(tx, organisation.tenant, case.id)
        assert row is not None
        reopened = replace(row, status=Status.IN_PROGRESS)
        placed = await desks.place_again(tx, reopened, LATER)
        assert (placed.desk_id, placed.desk_path) == (admin.unit.id, admin.unit.path)
        assert await desks.place_again(tx, placed, LATER) is placed
