"""Work on complaints."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import layout

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    layout.begin()  # lock_timeout, and sequential statements on Citus
    layout.create_table(
        "idempotency",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("client_key", sa.Text(), nullable=False),
        sa.Column("mutation", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("result", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "actor", "client_key", name=op.f("pk_idempotency")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    op.create_index(
        op.f("ix_idempotency_tenant_id_at"), "idempotency", ["tenant_id", "at"], unique=False, schema="tuntas"
    )
    layout.create_table(
        "identity_access",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=True),
        sa.Column("person_name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_identity_access")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    op.create_index(
        op.f("ix_identity_access_tenant_id_complaint_id"),
        "identity_access",
        ["tenant_id", "complaint_id"],
        unique=False,
        schema="tuntas",
    )
    layout.create_table(
        "tenant_key",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "version", name=op.f("pk_tenant_key")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    layout.create_table(
        "transfer",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("tracking_code", sa.Text(), nullable=False),
        sa.Column("to_tenant", sa.Integer(), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("by_position", sa.Uuid(), nullable=True),
        sa.Column("by_title", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("clock", sa.Text(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("in_time", sa.Boolean(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_transfer")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    op.create_index(
        op.f("ix_transfer_tenant_id"),
        "transfer",
        ["tenant_id", sa.literal_column("at DESC"), sa.literal_column("id DESC")],
        unique=False,
        schema="tuntas",
    )
    op.create_index(
        op.f("ix_transfer_tenant_id_complaint_id"),
        "transfer",
        ["tenant_id", "complaint_id"],
        unique=False,
        schema="tuntas",
    )
    layout.create_table(
        "attachment",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("storage_key", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_attachment")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": True},
        postgresql_partition_by="LIST (tenant_id)",
    )
    op.create_index(
        op.f("ix_attachment_tenant_id_complaint_id"),
        "attachment",
        ["tenant_id", "complaint_id"],
        unique=False,
        schema="tuntas",
    )
    layout.create_table(
        "handling",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.Column("desk_path", sa.Text(collation="C"), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("status IN ('OPEN', 'ANSWERED', 'RETURNED')", name=op.f("ck_handling_status")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_handling")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": True},
        postgresql_partition_by="LIST (tenant_id)",
    )
    op.create_index(
        op.f("ix_handling_tenant_id_complaint_id"),
        "handling",
        ["tenant_id", "complaint_id"],
        unique=False,
        schema="tuntas",
    )
    op.create_index(
        op.f("ix_handling_tenant_id_desk_path_due_at"),
        "handling",
        ["tenant_id", "desk_path", "due_at"],
        unique=False,
        schema="tuntas",
    )
    layout.create_table(
        "message",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("author_role", sa.Text(), nullable=False),
        sa.Column("author_unit", sa.Uuid(), nullable=True),
        sa.Column("author_title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_message")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": True},
        postgresql_partition_by="LIST (tenant_id)",
    )
    op.create_index(
        op.f("ix_message_tenant_id_complaint_id_at_id"),
        "message",
        ["tenant_id", "complaint_id", "at", "id"],
        unique=False,
        schema="tuntas",
    )
    op.create_foreign_key(
        op.f("fk_attachment_tenant_id_complaint_id"),
        "attachment",
        "complaint",
        ["tenant_id", "complaint_id"],
        ["tenant_id", "id"],
        source_schema="tuntas",
        referent_schema="tuntas",
        ondelete="CASCADE",
    )
    op.create_foreign_key(
        op.f("fk_handling_tenant_id_complaint_id"),
        "handling",
        "complaint",
        ["tenant_id", "complaint_id"],
        ["tenant_id", "id"],
        source_schema="tuntas",
        referent_schema="tuntas",
        ondelete="CASCADE",
    )
    op.create_foreign_key(
        op.f("fk_message_tenant_id_complaint_id"),
        "message",
        "complaint",
        ["tenant_id", "complaint_id"],
        ["tenant_id", "id"],
        source_schema="tuntas",
        referent_schema="tuntas",
        ondelete="CASCADE",
    )


def downgrade() -> None:
    layout.begin()
    op.drop_index(op.f("ix_message_tenant_id_complaint_id_at_id"), table_name="message", schema="tuntas")
    op.drop_table("message", schema="tuntas")
    op.drop_index(op.f("ix_handling_tenant_id_desk_path_due_at"), table_name="handling", schema="tuntas")
    op.drop_index(op.f("ix_handling_tenant_id_complaint_id"), table_name="handling", schema="tuntas")
    op.drop_table("handling", schema="tuntas")
    op.drop_index(op.f("ix_attachment_tenant_id_complaint_id"), table_name="attachment", schema="tuntas")
    op.drop_table("attachment", schema="tuntas")
    op.drop_index(op.f("ix_transfer_tenant_id_complaint_id"), table_name="transfer", schema="tuntas")
    op.drop_index(op.f("ix_transfer_tenant_id"), table_name="transfer", schema="tuntas")
    op.drop_table("transfer", schema="tuntas")
    op.drop_table("tenant_key", schema="tuntas")
    op.drop_index(op.f("ix_identity_access_tenant_id_complaint_id"), table_name="identity_access", schema="tuntas")
    op.drop_table("identity_access", schema="tuntas")
    op.drop_index(op.f("ix_idempotency_tenant_id_at"), table_name="idempotency", schema="tuntas")
    op.drop_table("idempotency", schema="tuntas")
