"""Webhooks, and what arrives by SMS and e-mail."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import layout

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    layout.begin()
    layout.create_table(
        "webhook",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kinds", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("key_version", sa.SmallInteger(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("old_key_version", sa.SmallInteger(), nullable=True),
        sa.Column("old_secret", sa.LargeBinary(), nullable=True),
        sa.Column("old_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_by", sa.Uuid(), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_webhook")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    layout.create_table(
        "webhook_delivery",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("webhook_id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("tracking_code", sa.Text(), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("attempts", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.CheckConstraint(
            "state IN ('PENDING', 'DELIVERED', 'DEAD', 'WITHHELD')", name=op.f("ck_webhook_delivery_state")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_webhook_delivery")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": True},
        postgresql_partition_by="LIST (tenant_id)",
    )
    op.create_foreign_key(
        op.f("fk_webhook_delivery_tenant_id_webhook_id"),
        "webhook_delivery",
        "webhook",
        ["tenant_id", "webhook_id"],
        ["tenant_id", "id"],
        source_schema="tuntas",
        referent_schema="tuntas",
        ondelete="CASCADE",
    )
    op.create_index(
        op.f("ix_webhook_delivery_tenant_id_webhook_id_queued_at_id"),
        "webhook_delivery",
        ["tenant_id", "webhook_id", "queued_at", "id"],
        unique=False,
        schema="tuntas",
    )
    op.create_index(
        "ix_webhook_delivery_pending",
        "webhook_delivery",
        ["tenant_id", "webhook_id", "complaint_id", "version"],
        unique=False,
        schema="tuntas",
        postgresql_where=sa.text("state = 'PENDING'"),
    )
    layout.make_room("webhook_delivery")
    layout.run_sql("functions/0011")


def downgrade() -> None:
    layout.begin()
    op.execute("DROP FUNCTION tuntas.webhook_queue")
    op.drop_table("webhook_delivery", schema="tuntas")
    op.drop_table("webhook", schema="tuntas")
