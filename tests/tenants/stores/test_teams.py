"""Coordination teams with their members, in the order of the regulation's seats."""

from datetime import date
from uuid import uuid4

import pytest

from rules.errors import NOT_FOUND, Refusal
from rules.pages import PageRequest
from rules.roles import TeamSeat
from tenants.people_rows import MemberRow, TeamRow
from tenants.stores import teams
from tests.organisation import Organisation

pytestmark = pytest.mark.anyio


async def formed(organisation: Organisation, begins: date = date(2025, 1, 2)) -> TeamRow:
    team = TeamRow(organisation.tenant, uuid4(), "Tim Koordinasi", "447/IX/2019", begins, begins, None)
    seats = [
        MemberRow(organisation.tenant, uuid4(), team.id, seat, f"Nama {seat}", "Jabatan")
        for seat in (TeamSeat.ANGGOTA, TeamSeat.KETUA, TeamSeat.PEMBINA, TeamSeat.WAKIL_KETUA)
    ]
    async with organisation.sessions.write() as tx:
        teams.add(tx, team, seats)
    return team


async def test_a_team_is_kept_with_its_members_in_order(organisation: Organisation) -> None:
    team = await formed(organisation)
    assert await teams.by_id(organisation.sessions, [(organisation.tenant, team.id)]) == [team]
    ((*members,),) = await teams.members(organisation.sessions, [(organisation.tenant, team.id)])
    assert [member.seat for member in members] == ["PEMBINA", "KETUA", "WAKIL_KETUA", "ANGGOTA"]


async def test_teams_are_listed_newest_first_and_end(organisation: Organisation, sibling: Organisation) -> None:
    old, new = await formed(organisation, date(2019, 9, 1)), await formed(organisation)
    page = await teams.page(organisation.sessions, organisation.tenant, PageRequest(teams.NEWEST, 1))
    assert (page.rows, page.has_next) == ([new], True)
    after = teams.NEWEST.position(new)
    page = await teams.page(organisation.sessions, organisation.tenant, PageRequest(teams.NEWEST, 1, after))
    assert (page.rows, page.has_next) == ([old], False)
    async with organisation.sessions.write() as tx:
        teams.dissolve(tx, await teams.locked(tx, organisation.tenant, old.id), date(2024, 12, 31))
    (found,) = await teams.by_id(organisation.sessions, [(organisation.tenant, old.id)])
    assert found is not None
    assert found.valid_to == date(2024, 12, 31)
    assert await teams.by_id(sibling.sessions, [(organisation.tenant, old.id)]) == [None]
    assert await teams.members(sibling.sessions, [(organisation.tenant, old.id)]) == [[]]


async def test_a_team_that_is_not_there_cannot_be_locked(organisation: Organisation) -> None:
    async with organisation.sessions.write() as tx:
        with pytest.raises(Refusal) as refused:
            await teams.locked(tx, organisation.tenant, uuid4())
    assert refused.value.code == NOT_FOUND
