"""What lies on a desk: open complaints, handlings, drafts; counted and paged by urgency."""

import pytest

from rules.complaint_states import Status
from rules.pages import PageRequest
from tenants.stores import handovers
from tests.organisation import Organisation

pytestmark = pytest.mark.anyio
_HANDLING = """INSERT INTO tuntas.handling (tenant_id, id, complaint_id, unit_id, unit_path, desk_path, status,
task, due_at, started_at) VALUES (%(t)s, gen_random_uuid(), %(c)s, %(u)s, %(p)s, %(p)s, 'OPEN', 'x', now(), now())"""
_DRAFT = """INSERT INTO tuntas.message (tenant_id, id, complaint_id, event_seq, kind, audience, author_role,
author_unit, author_title, body, at)
VALUES (%(t)s, gen_random_uuid(), %(c)s, 1, 'DRAFT', 'OFFICES', 'STAF', %(u)s, 'Staf', 'x', now())"""


async def test_a_desk_hands_over_what_is_open(organisation: Organisation, sibling: Organisation) -> None:
    dinas, other = await organisation.unit(), await organisation.unit()
    mine = await organisation.complaint(dinas)
    await organisation.complaint(dinas, status=Status.IN_PROGRESS)
    await organisation.complaint(dinas, status=Status.CLOSED)
    theirs = await organisation.complaint(other)
    async with organisation.sessions.write() as tx:
        values = {"t": organisation.tenant, "u": dinas.id, "p": dinas.path}
        tx.execute(_HANDLING, {**values, "c": theirs.id})
        tx.execute(_DRAFT, {**values, "c": mine.id})
        tx.execute(_DRAFT, {**values, "c": theirs.id})
    desk = (organisation.tenant, dinas.id, dinas.path)
    assert await handovers.counts(organisation.sessions, *desk) == [
        ("COMPLAINT", "DISPOSED", 1),
        ("COMPLAINT", "IN_PROGRESS", 1),
        ("DRAFT", "DISPOSED", 1),
        ("HANDLING", "OPEN", 1),
    ]
    seen = []
    after = None
    while True:
        request = PageRequest(handovers.BY_DUE, 1, after)
        page = await handovers.page(organisation.sessions, *desk, request)
        seen += page.rows
        if not page.has_next:
            break
        after = handovers.BY_DUE.position(page.rows[-1])
    assert len(seen) == 4
    assert [row.due_order for row in seen] == sorted(row.due_order for row in seen)
    assert {row.item for row in seen} == {"COMPLAINT", "DRAFT", "HANDLING"}
    request = PageRequest(handovers.BY_DUE, 10)
    handlings = await handovers.page(organisation.sessions, *desk, request, items=["HANDLING"])
    assert [(row.complaint_id, row.tracking_code) for row in handlings.rows] == [(theirs.id, theirs.tracking_code)]
    working = await handovers.page(organisation.sessions, *desk, request, statuses=["IN_PROGRESS"])
    assert len(working.rows) == 1
    assert (await handovers.page(sibling.sessions, *desk, request)).rows == []
    assert await handovers.counts(sibling.sessions, *desk) == []
