"""Regions and topics."""

import sqlalchemy as sa
from alembic import op

from migrations import layout

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    layout.begin()  # lock_timeout, and sequential statements on Citus
    layout.create_table(
        "region",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("parent_code", sa.Text(), nullable=True),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("autonomous", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.CheckConstraint("level IN ('nasional', 'provinsi', 'kabupaten', 'kota')", name=op.f("ck_region_level")),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_region_validity")),
        sa.PrimaryKeyConstraint("code", "valid_from", name=op.f("pk_region")),
        schema="tuntas",
        info={"scope": "reference"},
    )
    op.create_index(op.f("ix_region_tenant_id"), "region", ["tenant_id"], unique=False, schema="tuntas")
    layout.create_table(
        "tenant",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), server_default="", nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("detached_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("level IN ('nasional', 'provinsi', 'kabupaten', 'kota')", name=op.f("ck_tenant_level")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenant")),
        sa.UniqueConstraint("code", name=op.f("uq_tenant_code")),
        schema="tuntas",
        info={"scope": "reference"},
    )
    layout.create_table(
        "topic",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_topic_validity")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
        schema="tuntas",
        info={"scope": "reference"},
    )
    op.create_index(
        op.f("ix_topic_tenant_id_parent_id"), "topic", ["tenant_id", "parent_id"], unique=False, schema="tuntas"
    )
    op.create_foreign_key(
        op.f("fk_topic_parent_id"),
        "topic",
        "topic",
        ["parent_id"],
        ["id"],
        source_schema="tuntas",
        referent_schema="tuntas",
    )


def downgrade() -> None:
    layout.begin()
    op.drop_index(op.f("ix_topic_tenant_id_parent_id"), table_name="topic", schema="tuntas")
    op.drop_table("topic", schema="tuntas")
    op.drop_table("tenant", schema="tuntas")
    op.drop_index(op.f("ix_region_tenant_id"), table_name="region", schema="tuntas")
    op.drop_table("region", schema="tuntas")
