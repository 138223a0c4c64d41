"""A message has what a tracking code tells everybody, and nothing for a secret complaint or an inner move."""

from datetime import UTC, datetime
from uuid import UUID

import orjson
import pytest

from gateway.delivery.webhook_message import body_of
from rules.complaint_states import Move, Status
from rules.webhooks import TOLD, DeliveryState
from tenants.webhook_rows import DeliveryRow

AT = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)


def row(move: Move = Move.ANSWER, *, secret: bool = False) -> DeliveryRow:
    return DeliveryRow(
        tenant_id=2101, id=UUID(int=1), webhook_id=UUID(int=2), complaint_id=UUID(int=3),
        tracking_code="K7QW2M9DXH4C", move=move, status=Status.ANSWERED, version=7, secret=secret, at=AT,
        state=DeliveryState.PENDING, queued_at=AT, next_attempt_at=AT, finished_at=None, failures=0, attempts=[],
    )  # fmt: skip


def test_what_it_says() -> None:
    assert orjson.loads(body_of(row()) or b"") == {
        "type": "complaint.answer",
        "timestamp": "2026-03-04T02:00:00+00:00",
        "data": {
            "trackingCode": "K7QW-2M9D-XH4C",
            "complaint": "Q29tcGxhaW50OjIxMDEuMDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAz",
            "pemda": "21.01",
            "move": "ANSWER",
            "status": "ANSWERED",
            "version": 7,
            "at": "2026-03-04T02:00:00+00:00",
        },
    }


@pytest.mark.parametrize("move", Move)
def test_a_secret_complaint_is_not_told(move: Move) -> None:
    assert body_of(row(move, secret=True)) is None


@pytest.mark.parametrize("move", Move)
def test_only_the_public_timeline_is_told(move: Move) -> None:
    assert (body_of(row(move)) is not None) == (move in TOLD)
