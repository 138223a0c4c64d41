"""The rows have the columns of their tables, so that what is read whole arrives whole."""

from dataclasses import fields

from tenants.notification_rows import DeliveryRow, NotificationRow, OutboxRow
from tenants.stores import deliveries, notifications
from tenants.tables.notifications import delivery, notification, outbox


def test_they_are_what_the_tables_have() -> None:
    for row, table in ((OutboxRow, outbox), (NotificationRow, notification), (DeliveryRow, delivery)):
        assert [field.name for field in fields(row)] == [column.name for column in table.columns]


def test_the_stores_write_all_of_them() -> None:
    assert tuple(field.name for field in fields(NotificationRow)) == notifications.COLUMNS
    assert tuple(field.name for field in fields(DeliveryRow)) == deliveries.COLUMNS
