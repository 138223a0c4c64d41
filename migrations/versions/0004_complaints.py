# ruff: noqa: E501 - written by Alembic from the tables
"""Complaints."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import layout

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    layout.begin()  # lock_timeout, and sequential statements on Citus
    layout.create_table(
        "complaint",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tracking_code", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("public_title", sa.Text(), nullable=False),
        sa.Column("public_body", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("incident_on", sa.Date(), nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("handed_over", sa.Boolean(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("reporter_account", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=True),
        sa.Column("desk_path", sa.Text(collation="C"), nullable=False),
        sa.Column("clock", sa.Text(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "due_order",
            sa.DateTime(timezone=True),
            sa.Computed("COALESCE(due_at, '9999-12-31 00:00:00+00'::timestamp with time zone)", persisted=True),
            nullable=False,
        ),
        sa.Column("completion_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("extension_days", sa.SmallInteger(), nullable=False),
        sa.Column("returns", sa.SmallInteger(), nullable=False),
        sa.Column("returned_by", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("ruling_required", sa.Boolean(), nullable=False),
        sa.Column("ruled", sa.Boolean(), nullable=False),
        sa.Column("objections", sa.SmallInteger(), nullable=False),
        sa.Column("reopenings", sa.SmallInteger(), nullable=False),
        sa.Column("rating", sa.SmallInteger(), nullable=True),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.Column("handlings_open", sa.SmallInteger(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("tags", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_event_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("head_hash", sa.LargeBinary(), nullable=False),
        sa.Column(
            "search",
            postgresql.TSVECTOR(),
            sa.Computed("to_tsvector('indonesian'::regconfig, (title || ' '::text) || body)", persisted=True),
            nullable=True,
        ),
        sa.CheckConstraint(
            "channel IN ('WEB', 'APP', 'SMS_1708', 'WHATSAPP', 'CALL_CENTER', 'FACE_TO_FACE', 'LETTER', 'EMAIL', 'SOCIAL_MEDIA', 'NEIGHBOUR_APP')",
            name=op.f("ck_complaint_channel"),
        ),
        sa.CheckConstraint(
            "clock IN ('NATIONAL_VERIFICATION', 'INSTANSI_VERIFICATION', 'FIRST_RESPONSE', 'COMPLETION', 'REPORTER_COMPLETION', 'REPORTER_REACTION', 'RULING')",
            name=op.f("ck_complaint_clock"),
        ),
        sa.CheckConstraint("closed_by IN ('ADMIN', 'SYSTEM', 'REPORTER')", name=op.f("ck_complaint_closed_by")),
        sa.CheckConstraint(
            "kind IN ('PENGADUAN_TIDAK_BERKADAR', 'PENGADUAN_BERKADAR', 'PERMINTAAN_INFORMASI', 'ASPIRASI')",
            name=op.f("ck_complaint_kind"),
        ),
        sa.CheckConstraint(
            "outcome IN ('SOLVED', 'PARTLY_SOLVED', 'NOT_SOLVED', 'INFORMATION_GIVEN', 'ASPIRATION_NOTED', 'NOT_OUR_AUTHORITY')",
            name=op.f("ck_complaint_outcome"),
        ),
        sa.CheckConstraint("priority IN ('LOW', 'NORMAL', 'HIGH', 'URGENT')", name=op.f("ck_complaint_priority")),
        sa.CheckConstraint(
            "status IN ('RECEIVED', 'AWAITING_REPORTER', 'DISPOSED', 'IN_PROGRESS', 'ANSWERED', 'CLOSED', 'ARCHIVED')",
            name=op.f("ck_complaint_status"),
        ),
        sa.CheckConstraint("NOT (secret AND published)", name=op.f("ck_complaint_secret_is_unpublished")),
        sa.CheckConstraint("handlings_open >= 0", name=op.f("ck_complaint_handlings")),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_complaint_rating")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_complaint")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": True},
        postgresql_partition_by="LIST (tenant_id)",
    )
    op.create_index(
        "ix_complaint_merged",
        "complaint",
        ["tenant_id", "merged_into"],
        unique=False,
        schema="tuntas",
        postgresql_where=sa.text("merged_into IS NOT NULL"),
    )
    op.create_index(
        "ix_complaint_search", "complaint", ["search"], unique=False, schema="tuntas", postgresql_using="gin"
    )
    op.create_index(
        op.f("ix_complaint_tenant_id"),
        "complaint",
        ["tenant_id", sa.literal_column("received_at DESC"), sa.literal_column("id DESC")],
        unique=False,
        schema="tuntas",
    )
    op.create_index(
        op.f("ix_complaint_tenant_id_desk_path_due_order_id"),
        "complaint",
        ["tenant_id", "desk_path", "due_order", "id"],
        unique=False,
        schema="tuntas",
    )
    op.create_index(
        op.f("ix_complaint_tenant_id_due_order_id"),
        "complaint",
        ["tenant_id", "due_order", "id"],
        unique=False,
        schema="tuntas",
    )
    op.create_index(
        "ix_complaint_title_trgm",
        "complaint",
        ["title"],
        unique=False,
        schema="tuntas",
        postgresql_using="gin",
        postgresql_ops={"title": "gin_trgm_ops"},
    )
    layout.create_table(
        "complaint_body",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_position", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "complaint_id", "revision", name=op.f("pk_complaint_body")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": True},
        postgresql_partition_by="LIST (tenant_id)",
    )
    layout.create_table(
        "complaint_event",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("actor_role", sa.Text(), nullable=False),
        sa.Column("actor_tenant", sa.Integer(), nullable=False),
        sa.Column("actor_position", sa.Uuid(), nullable=True),
        sa.Column("actor_unit", sa.Uuid(), nullable=True),
        sa.Column("actor_title", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("from_status", sa.Text(), nullable=True),
        sa.Column("to_status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "actor_role IN ('NASIONAL', 'INSTANSI', 'PENGHUBUNG', 'STAF', 'PIMPINAN', 'PENGAWAS', 'OMBUDSMAN', 'PELAPOR', 'SISTEM', 'INTEGRASI', 'PUBLIK')",
            name=op.f("ck_complaint_event_actor_role"),
        ),
        sa.CheckConstraint(
            "move IN ('SUBMIT', 'VERIFY', 'CLASSIFY', 'FLAG', 'REQUEST_COMPLETION', 'SUPPLEMENT', 'LAPSE_COMPLETION', 'TRANSFER', 'RETURN_TO_NATION', 'DISPOSE', 'REFER', 'ANSWER_DIRECTLY', 'ARCHIVE', 'RESTORE', 'PROGRESS', 'ANSWER', 'RETURN', 'RULE', 'EXTEND', 'ADD_TEMBUSAN', 'REMOVE_TEMBUSAN', 'ADD_HANDLING', 'ANSWER_HANDLING', 'RETURN_HANDLING', 'MERGE', 'SHARE_ANSWER', 'UNMERGE', 'ACCEPT', 'OBJECT', 'CLOSE', 'LAPSE_REACTION', 'REOPEN', 'RATE', 'COMMENT', 'NOTE', 'DRAFT', 'EDIT_TEXT', 'PUBLISH', 'UNPUBLISH', 'OPEN_IDENTITY', 'RAISE_DESK', 'LOWER_DESK', 'HAND_OVER')",
            name=op.f("ck_complaint_event_move"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "complaint_id", "seq", name=op.f("pk_complaint_event")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": True},
        postgresql_partition_by="LIST (tenant_id)",
    )
    layout.create_table(
        "complaint_party",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("part IN ('HOLDER', 'HANDLER', 'TEMBUSAN')", name=op.f("ck_complaint_party_part")),
        sa.PrimaryKeyConstraint("tenant_id", "complaint_id", "unit_id", "part", name=op.f("pk_complaint_party")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": True},
        postgresql_partition_by="LIST (tenant_id)",
    )
    op.create_index(
        op.f("ix_complaint_party_tenant_id_unit_path_complaint_id"),
        "complaint_party",
        ["tenant_id", "unit_path", "complaint_id"],
        unique=False,
        schema="tuntas",
    )
    layout.create_table(
        "reporter",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("key_version", sa.SmallInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "complaint_id", name=op.f("pk_reporter")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": True},
        postgresql_partition_by="LIST (tenant_id)",
    )
    op.create_foreign_key(
        op.f("fk_complaint_body_tenant_id_complaint_id"),
        "complaint_body",
        "complaint",
        ["tenant_id", "complaint_id"],
        ["tenant_id", "id"],
        source_schema="tuntas",
        referent_schema="tuntas",
        ondelete="CASCADE",
    )
    op.create_foreign_key(
        op.f("fk_complaint_event_tenant_id_complaint_id"),
        "complaint_event",
        "complaint",
        ["tenant_id", "complaint_id"],
        ["tenant_id", "id"],
        source_schema="tuntas",
        referent_schema="tuntas",
        ondelete="CASCADE",
    )
    op.create_foreign_key(
        op.f("fk_complaint_party_tenant_id_complaint_id"),
        "complaint_party",
        "complaint",
        ["tenant_id", "complaint_id"],
        ["tenant_id", "id"],
        source_schema="tuntas",
        referent_schema="tuntas",
        ondelete="CASCADE",
    )
    op.create_foreign_key(
        op.f("fk_reporter_tenant_id_complaint_id"),
        "reporter",
        "complaint",
        ["tenant_id", "complaint_id"],
        ["tenant_id", "id"],
        source_schema="tuntas",
        referent_schema="tuntas",
        ondelete="CASCADE",
    )


def downgrade() -> None:
    layout.begin()
    op.drop_table("reporter", schema="tuntas")
    op.drop_index(
        op.f("ix_complaint_party_tenant_id_unit_path_complaint_id"), table_name="complaint_party", schema="tuntas"
    )
    op.drop_table("complaint_party", schema="tuntas")
    op.drop_table("complaint_event", schema="tuntas")
    op.drop_table("complaint_body", schema="tuntas")
    op.drop_index(
        "ix_complaint_title_trgm",
        table_name="complaint",
        schema="tuntas",
        postgresql_using="gin",
        postgresql_ops={"title": "gin_trgm_ops"},
    )
    op.drop_index(op.f("ix_complaint_tenant_id_due_order_id"), table_name="complaint", schema="tuntas")
    op.drop_index(op.f("ix_complaint_tenant_id_desk_path_due_order_id"), table_name="complaint", schema="tuntas")
    op.drop_index(op.f("ix_complaint_tenant_id"), table_name="complaint", schema="tuntas")
    op.drop_index("ix_complaint_search", table_name="complaint", schema="tuntas", postgresql_using="gin")
    op.drop_index(
        "ix_complaint_merged",
        table_name="complaint",
        schema="tuntas",
        postgresql_where=sa.text("merged_into IS NOT NULL"),
    )
    op.drop_table("complaint", schema="tuntas")
