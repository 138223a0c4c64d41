"""Which secrets sign at a moment."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from rules.complaint_states import Move
from tenants.webhook_rows import WebhookRow

NOW = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)


def row(old_until: datetime | None = None) -> WebhookRow:
    old = None if old_until is None else b"old"
    return WebhookRow(
        tenant_id=2101, id=UUID(int=1), url="https://uji.example/", kinds=[Move("ANSWER")], active=True, key_version=2,
        secret=b"new", old_key_version=None if old is None else 1, old_secret=old, old_until=old_until, failures=0,
        not_before=None, created_at=NOW, created_by=UUID(int=2),
    )  # fmt: skip


def test_one_without_a_change() -> None:
    assert row().secrets(NOW) == [(2, b"new")]


def test_both_during_a_change_the_new_one_first() -> None:
    assert row(NOW + timedelta(seconds=1)).secrets(NOW) == [(2, b"new"), (1, b"old")]
    assert row(NOW).secrets(NOW) == [(2, b"new")]
