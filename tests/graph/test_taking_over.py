"""LAPOR! is followed only where nothing happened here, and nothing that is finished opens again."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from graph.taking_over import handled_here, may_follow
from rules.complaint_states import Status
from rules.lapor_rows import read
from tenants.lapor_rows import KnownRow
from tests.graph.exchange.rows import cells

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
