"""What people are told, and through which channel."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import layout

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None
_FUNCTIONS = ("notice_settings_of", "notice_settings_set", "addresses_of")


def upgrade() -> None:
    layout.begin()
    _outbox()
    _notification()
    _delivery()
    layout.create_table(
        "notification_setting",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("choices", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("digest", sa.Boolean(), nullable=False),
        sa.Column("quiet", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("quiet IN ('OFFICE_HOURS', 'NIGHT', 'NEVER')", name=op.f("ck_notification_setting_quiet")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_notification_setting")),
        schema="tuntas",
        info={"scope": "distributed", "key": "account_id"},
    )
    layout.run_sql("functions/0010")


def downgrade() -> None:
    layout.begin()
    for function in _FUNCTIONS:
        op.execute(f"DROP FUNCTION tuntas.{function}")
    for table in ("notification_setting", "delivery", "notification", "outbox"):
        op.drop_table(table, schema="tuntas")


def _outbox() -> None:
    layout.create_table(
        "outbox",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("desk_path", sa.Text(collation="C"), nullable=False),
        sa.Column("left_path", sa.Text(collation="C"), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("handling_id", sa.Uuid(), nullable=True),
        sa.Column("actor", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_outbox")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    op.create_index(op.f("ix_outbox_tenant_id_at"), "outbox", ["tenant_id", "at"], schema="tuntas")


def _notification() -> None:
    layout.create_table(
        "notification",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=True),
        sa.Column("complaint_tenant", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_notification")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": True},
        postgresql_partition_by="LIST (tenant_id)",
    )
    op.create_index(
        "uq_notification_once",
        "notification",
        ["tenant_id", "account_id", "complaint_id", "event_seq", "kind"],
        unique=True,
        schema="tuntas",
    )
    newest: list[Any] = ["tenant_id", "account_id", sa.literal_column("at DESC"), sa.literal_column("id DESC")]
    op.create_index(op.f("ix_notification_tenant_id_account_id"), "notification", newest, schema="tuntas")
    op.create_index(
        "ix_notification_unread",
        "notification",
        ["tenant_id", "account_id"],
        schema="tuntas",
        postgresql_where=sa.text("read_at IS NULL"),
    )
    layout.make_room("notification")


def _delivery() -> None:
    layout.create_table(
        "delivery",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(collation="C"), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("position_id", sa.Uuid(), nullable=True),
        sa.Column("complaint_tenant", sa.Integer(), nullable=True),
        sa.Column("complaint_id", sa.Uuid(), nullable=True),
        sa.Column("event_seq", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), server_default="WAITING", nullable=False),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("state IN ('WAITING', 'SENT', 'FAILED', 'WITHDRAWN')", name=op.f("ck_delivery_state")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_delivery")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    waiting, settled = sa.text("state = 'WAITING'"), sa.text("settled_at IS NOT NULL")
    op.create_index("ix_delivery_due", "delivery", ["next_at"], schema="tuntas", postgresql_where=waiting)
    line = ["tenant_id", "line", "at"]
    op.create_index("ix_delivery_line", "delivery", line, schema="tuntas", postgresql_where=waiting)
    done = ["tenant_id", "settled_at"]
    op.create_index("ix_delivery_settled", "delivery", done, schema="tuntas", postgresql_where=settled)
    about = ["tenant_id", "complaint_id"]
    op.create_index(op.f("ix_delivery_tenant_id_complaint_id"), "delivery", about, schema="tuntas")
