"""Webhooks of a pemda, and the log of what was sent to them."""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    Uuid,
    text,
)
from sqlalchemy import CheckConstraint as Check
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from rules.webhooks import DeliveryState
from tenants.tables.base import SCHEMA, one_of, tenant_table

_MOMENT = DateTime(timezone=True)

webhook = tenant_table(
    "webhook",
    Column("id", Uuid, primary_key=True),
    Column("url", Text, nullable=False),
    Column("kinds", ARRAY(Text), nullable=False),
    Column("active", Boolean, nullable=False, server_default="true"),
    Column("key_version", SmallInteger, nullable=False),
    Column("secret", LargeBinary, nullable=False),
    Column("old_key_version", SmallInteger),
    Column("old_secret", LargeBinary),
    Column("old_until", _MOMENT),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("not_before", _MOMENT),
    Column("leased_by", Uuid),
    Column("leased_until", _MOMENT),
    Column("created_at", _MOMENT, nullable=False),
    Column("created_by", Uuid, nullable=False),
)

webhook_delivery = tenant_table(
    "webhook_delivery",
    Column("id", Uuid, primary_key=True),
    Column("webhook_id", Uuid, nullable=False),
    Column("complaint_id", Uuid, nullable=False),
    Column("tracking_code", Text, nullable=False),
    Column("move", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("secret", Boolean, nullable=False),
    Column("at", _MOMENT, nullable=False),
    Column("state", Text, nullable=False),
    Column("queued_at", _MOMENT, nullable=False),
    Column("next_attempt_at", _MOMENT),
    Column("finished_at", _MOMENT),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("attempts", JSONB, nullable=False, server_default="[]"),
    ForeignKeyConstraint(
        ["tenant_id", "webhook_id"], [f"{SCHEMA}.webhook.tenant_id", f"{SCHEMA}.webhook.id"], ondelete="CASCADE"
    ),
    Check(one_of("state", DeliveryState), name="state"),
    Index(None, "tenant_id", "webhook_id", "queued_at", "id"),
    Index(
        "ix_webhook_delivery_pending",
        "tenant_id",
        "webhook_id",
        "complaint_id",
        "version",
        postgresql_where=text("state = 'PENDING'"),
    ),
    partitioned=True,
)
