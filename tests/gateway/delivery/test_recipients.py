"""A delivery is rendered as a request of its recipient would be: same role, same reach, same restrictions."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from gateway.delivery.inside import SISTEM
from gateway.delivery.recipients import principal_of
from graph.nodes import node_id
from policies.principal import Principal
from rules.identifiers import Reach
from rules.roles import Role
from tenants.database import Database
from tests.offices import NOW, Asking, Office

pytestmark = pytest.mark.anyio


def taken(**given: Any) -> dict[str, Any]:
    return {"recipient": "account:x", "account": None, "position": None, "complaint": None, **given}


def of(who: Principal) -> dict[str, Any]:
    assert who.account is not None
    assert who.position is not None
    return taken(account=node_id("Account", 0, who.account), position=node_id("Position", who.tenant, who.position))


@pytest.mark.parametrize(
    ("unit", "role"), [("dinkes", Role.PENGHUBUNG), ("root", Role.INSTANSI), ("inspektorat", Role.PENGAWAS)]
)
async def test_an_officer_in_the_position_they_hold(ask: Asking, office: Office, unit: str, role: Role) -> None:
    who = office.by(unit, role)
    found = await principal_of(ask.context(SISTEM).sessions, of(who), NOW)
    assert found == replace(who, name="")


async def test_what_a_pemda_took_from_a_desk_is_taken_here_too(ask: Asking, office: Office, database: Database) -> None:
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "INSERT INTO tuntas.restriction (tenant_id, id, role, permission, reason, valid_from, created_by)"
            " VALUES (%s, %s, 'PENGHUBUNG', 'complaint:extend', 'Uji', '2024-02-01', %s)",
            (office.tenant, uuid4(), uuid4()),
        )
    found = await principal_of(ask.context(SISTEM).sessions, of(office.by("dinkes")), NOW)
    assert found is not None
    assert found.restricted == {"complaint:extend"}


async def test_who_no_longer_holds_it_is_nobody(ask: Asking, office: Office, database: Database) -> None:
    who = office.by("dinkes")
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "UPDATE tuntas.appointment SET valid_to = %s WHERE tenant_id = %s AND position_id = %s",
            (NOW, office.tenant, who.position),
        )
    assert await principal_of(ask.context(SISTEM).sessions, of(who), NOW) is None
    other = {**of(who), "account": node_id("Account", 0, uuid4())}
    assert await principal_of(ask.context(SISTEM).sessions, other, NOW) is None


async def test_a_citizen_by_account_and_by_receipt(ask: Asking, office: Office) -> None:
    sessions, account, case = ask.context(SISTEM).sessions, uuid4(), uuid4()
    assert await principal_of(sessions, taken(account=node_id("Account", 0, account)), NOW) == Principal(
        Role.PELAPOR, account=account
    )
    holder = await principal_of(
        sessions, taken(recipient="receipt", complaint=node_id("Complaint", office.tenant, case)), NOW
    )
    reach = Reach(office.tenant, office.tenant)
    assert holder == Principal(Role.PELAPOR, tenant=office.tenant, reach=reach, receipt=case)


@pytest.mark.parametrize("given", [{}, {"recipient": "receipt"}])
async def test_whoever_cannot_be_named_is_nobody(ask: Asking, given: dict[str, str]) -> None:
    assert await principal_of(ask.context(SISTEM).sessions, taken(**given), NOW) is None
