"""A message shows each attempt, and a removed position leaves the receiver readable."""

import psycopg
import pytest

from tenants.database import Database
from tests.offices import Asking, Office
from tests.webhooks import added, queued

pytestmark = pytest.mark.anyio
LOG = """query($w: ID!) { webhookDeliveries(webhook: $w) { nodes {
  state nextAttemptAt finishedAt attempts { at status milliseconds said } } } }"""


async def test_the_attempts_are_told_in_their_order(ask: Asking, office: Office, database: Database) -> None:
    made = await added(ask, office)
    await queued(ask, office, made)
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            """UPDATE tuntas.webhook_delivery SET state = 'DELIVERED', next_attempt_at = NULL,
            finished_at = '2026-03-04T02:00:10Z', attempts = '[
              {"at": "2026-03-04T02:00:00+00:00", "status": null, "milliseconds": 5000, "said": "timeout"},
              {"at": "2026-03-04T02:00:10+00:00", "status": 204, "milliseconds": 12, "said": ""}]'
            WHERE tenant_id = %s""",
            (office.tenant,),
        )
    assert (await ask(office.admin, LOG, w=made.id))["webhookDeliveries"]["nodes"] == [
        {
            "state": "DELIVERED",
            "nextAttemptAt": None,
            "finishedAt": "2026-03-04T02:00:10+00:00",
            "attempts": [
                {"at": "2026-03-04T02:00:00+00:00", "status": None, "milliseconds": 5000, "said": "timeout"},
                {"at": "2026-03-04T02:00:10+00:00", "status": 204, "milliseconds": 12, "said": ""},
            ],
        }
    ]


async def test_who_added_it_is_a_position(ask: Asking, office: Office) -> None:
    await added(ask, office)
    found = await ask(office.admin, "{ webhooks { nodes { addedBy { title } createdAt } } }")
    assert found["webhooks"]["nodes"] == [
        {"addedBy": {"title": office.admin.position_title}, "createdAt": "2026-03-04T02:00:00+00:00"}
    ]
