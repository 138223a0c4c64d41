"""How much each identity sees of one complaint: whose words, which moves, and the newest event of a list."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from graph import veil
from graph.nodes import parse_id
from policies.permissions import Permission
from policies.principal import Principal
from rules.complaint_states import Move
from rules.identifiers import Reach, TenantId
from rules.roles import Role
from rules.timeline import AUDIENCE
from rules.vocabulary import Audience
from tenants.rows import ComplaintRow
from tenants.session import Sessions
from tenants.stores import complaints, events
from tests.casework import Case, submitted
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
PUBLIC, REPORTER, OFFICES = Audience.PUBLIC, Audience.REPORTER, Audience.OFFICES
Who = Callable[[Case, Office], Principal]
WHO: dict[str, tuple[Who, list[Audience]]] = {
    "a visitor": (lambda _case, _office: VISITOR, [PUBLIC]),
    "another citizen": (lambda _case, _office: citizen(), [PUBLIC]),
    "its reporter": (lambda case, _office: case.reporter, [PUBLIC, REPORTER]),
    "its admin": (lambda _case, office: office.admin, [PUBLIC, REPORTER, OFFICES]),
    "its leader": (lambda _case, office: office.by("root", Role.PIMPINAN), [PUBLIC, REPORTER, OFFICES]),
    "its unit": (lambda _case, office: office.by("dinkes"), [PUBLIC, REPORTER, OFFICES]),
    "its staff": (lambda _case, office: office.by("dinkes", Role.STAF), [PUBLIC, REPORTER, OFFICES]),
    "a unit above none": (lambda _case, office: office.by("puskesmas"), [PUBLIC]),
    "another unit": (lambda _case, office: office.by("kecamatan"), [PUBLIC]),
    "a copied unit": (lambda _case, office: office.by("perkim"), [PUBLIC, REPORTER]),
    "the province": (
        lambda _case, office: replace(office.admin, tenant=TenantId(office.tenant // 100 * 100), reach=Reach(0, 9999)),
        [PUBLIC, REPORTER],
    ),
}  # fmt: skip


@pytest.fixture
async def case(ask: Asking, office: Office) -> Case:
    case = await (await submitted(ask, office)).disposed("dinkes")
    await case.move(office.by("dinkes"), "addTembusan", unit=office.unit("perkim"))
    return case


async def row_of(case: Case) -> ComplaintRow:
    id_ = parse_id(case.id).uuid
    sessions = Sessions(case.ask.pool, case.office.admin.reach)
    (row,) = await complaints.by_key(sessions, [(case.office.tenant, id_)])
    assert row is not None
    return row


async def test_whose_words_each_reads(case: Case, office: Office) -> None:
    row = await row_of(case)
    found = {name: veil.audiences(case.ask.context(who(case, office)), row) for name, (who, _) in WHO.items()}
    assert found == {name: audiences for name, (_, audiences) in WHO.items()}


async def test_which_moves_each_reads(case: Case, office: Office) -> None:
    row = await row_of(case)
    for who, audiences in WHO.values():
        seen = veil.moves(case.ask.context(who(case, office)), row)
        assert sorted(seen) == sorted(move.value for move in Move if AUDIENCE[move] in audiences)


async def test_a_newest_event_is_taken_from_who_may_not_read_it(case: Case, office: Office) -> None:
    row = await row_of(case)
    (newest,) = await events.by_key(Sessions(case.ask.pool, office.admin.reach), [(row.tenant_id, row.id, row.version)])
    assert newest is not None
    assert AUDIENCE[Move(newest.move)] is OFFICES
    for who, audiences in WHO.values():
        row.last_event = newest
        veil.veiled(case.ask.context(who(case, office)), [row])
        assert (row.last_event is newest) is (OFFICES in audiences)


async def test_a_row_that_carries_none_is_left_alone(case: Case) -> None:
    row = await row_of(case)
    veil.veiled(case.ask.context(VISITOR), [row])
    assert not hasattr(row, "last_event")


async def test_one_decision_at_a_time(case: Case, office: Office) -> None:
    row = await row_of(case)
    assert veil.may(case.ask.context(office.by("dinkes")), Permission.COMPLAINT_DISPOSE, row)
    assert not veil.may(case.ask.context(office.by("perkim")), Permission.COMPLAINT_DISPOSE, row)
