"""LAPOR! is followed only where nothing happened here, and nothing that is finished opens again."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from graph.nodes import parse_id
from graph.taking_over import Names, TakingOver, handled_here, may_follow
from rules.complaint_states import Status
from rules.errors import Refusal
from rules.lapor_rows import read
from tenants.lapor_rows import KnownRow
from tenants.stores import lapor
from tests.casework import SEEN, Case
from tests.graph.exchange.rows import cells, fresh, imported, number
from tests.offices import Asking, Office, citizen

ROW = read(cells("1"), ZoneInfo("Asia/Jakarta"), datetime(2026, 3, 4, tzinfo=UTC))


@pytest.mark.parametrize(
    ("there", "here", "touched", "follows"),
    [
        (Status.CLOSED, Status.RECEIVED, False, True),
        (Status.RECEIVED, Status.RECEIVED, False, True),
        (Status.CLOSED, Status.CLOSED, False, True),
        (Status.RECEIVED, Status.CLOSED, False, False),
        (Status.ARCHIVED, Status.CLOSED, False, False),
        (Status.CLOSED, Status.RECEIVED, True, False),
        (Status.CLOSED, Status.DISPOSED, True, False),
    ],
)
def test_what_is_followed(there: Status, here: Status, touched: bool, follows: bool) -> None:  # noqa: FBT001 - a table
    known = KnownRow(UUID(int=1), "1", b"", 1, 2 if touched else 1, here.value)
    assert may_follow(replace(ROW, status=there), known) is follows


def test_the_refusal_says_to_decide_by_hand() -> None:
    assert (handled_here().code, handled_here().field) == ("CONFLICT", "status")


@pytest.mark.anyio
async def test_what_was_handled_since_it_was_looked_up_is_not_followed(ask: Asking, office: Office) -> None:
    fresh()
    (fate,) = await imported(ask, office.admin, cells(status="Proses", rating=""))
    context, tenant = ask.context(office.admin), office.tenant
    await context.timetables.prepare(tenant)
    known = (await lapor.known(context.sessions, tenant, [number("0")]))[number("0")]
    found = await ask(office.admin, "query($id: ID!) { complaint(id: $id) " + SEEN + " }", id=fate["complaint"])
    case = Case(ask, office, citizen(), fate["complaint"], found["complaint"]["trackingCode"], None)
    await case.verified()
    row = read(cells(), ZoneInfo("Asia/Jakarta"), ask.now)
    assert may_follow(row, known), "as far as the look-up knows"
    async with context.write((tenant,)) as tx:
        taking = TakingOver(context, tx, tenant, Names({}, {}), await context.vault.sealer(tx, tenant))
        with pytest.raises(Refusal) as refused:
            await taking.follow(row, known)
    assert refused.value.rule == handled_here().rule
    (origin,) = await lapor.origins(context.sessions, [(tenant, parse_id(fate["complaint"]).uuid)])
    assert origin is not None
    assert origin.version == known.imported_version
