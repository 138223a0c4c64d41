"""What happened and is still to be told, what people were told, what leaves the house, and who wants it how."""

from sqlalchemy import Boolean, CheckConstraint, Column, DateTime, Index, Integer, SmallInteger, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB

from tenants.tables.base import keyed_table, path_column, tenant_table

_MOMENT = DateTime(timezone=True)

outbox = tenant_table(
    "outbox",
    Column("id", Uuid, primary_key=True),
    Column("complaint_id", Uuid, nullable=False),
    Column("event_seq", Integer, nullable=False),
    Column("move", Text, nullable=False),
    Column("status", Text, nullable=False),
    path_column("desk_path"),
    path_column("left_path", nullable=True),
    Column("level", Text),
    Column("handling_id", Uuid),
    Column("actor", Uuid),
    Column("at", _MOMENT, nullable=False),
    Index(None, "tenant_id", "at"),
)
"""Emptied as it is told, so it stays small: no partitions, and no foreign key that a transfer would have to move."""

notification = tenant_table(
    "notification",
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, nullable=False),
    Column("position_id", Uuid),
    Column("complaint_tenant", Integer, nullable=False),
    Column("complaint_id", Uuid, nullable=False),
    Column("event_seq", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", _MOMENT, nullable=False),
    Column("read_at", _MOMENT),
    Index("uq_notification_once", "tenant_id", "account_id", "complaint_id", "event_seq", "kind", unique=True),
    Index(None, "tenant_id", "account_id", text("at DESC"), text("id DESC")),
    Index("ix_notification_unread", "tenant_id", "account_id", postgresql_where=text("read_at IS NULL")),
    partitioned=True,
)
"""Lies with the office of whoever is told; a citizen's with the nation, wherever the complaint goes."""

delivery = tenant_table(
    "delivery",
    Column("id", Uuid, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("line", Text(collation="C"), nullable=False),
    Column("account_id", Uuid),
    Column("position_id", Uuid),
    Column("complaint_tenant", Integer),
    Column("complaint_id", Uuid),
    Column("event_seq", Integer),
    Column("at", _MOMENT, nullable=False),
    Column("state", Text, nullable=False, server_default="WAITING"),
    Column("attempts", SmallInteger, nullable=False, server_default="0"),
    Column("next_at", _MOMENT, nullable=False),
    Column("settled_at", _MOMENT),
    Column("failure", Text, nullable=False, server_default=""),
    CheckConstraint("state IN ('WAITING', 'SENT', 'FAILED', 'WITHDRAWN')", name="state"),
    Index("ix_delivery_due", "next_at", postgresql_where=text("state = 'WAITING'")),
    Index("ix_delivery_line", "tenant_id", "line", "at", postgresql_where=text("state = 'WAITING'")),
    Index("ix_delivery_settled", "tenant_id", "settled_at", postgresql_where=text("settled_at IS NOT NULL")),
    Index(None, "tenant_id", "complaint_id"),
)
"""One for each recipient and channel. `line` is the case and the recipient: what stands in it leaves in order."""

notification_setting = keyed_table(
    "notification_setting",
    "account_id",
    Column("account_id", Uuid, primary_key=True),
    Column("choices", JSONB, nullable=False),
    Column("digest", Boolean, nullable=False),
    Column("quiet", Text, nullable=False),
    Column("changed_at", _MOMENT, nullable=False),
    CheckConstraint("quiet IN ('OFFICE_HOURS', 'NIGHT', 'NEVER')", name="quiet"),
)
