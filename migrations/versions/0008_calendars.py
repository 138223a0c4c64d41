"""Calendars and limits of pemda, in versions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import layout

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    layout.begin()
    layout.create_table(
        "calendar_version",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("week", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=True),
        sa.Column("set_by_title", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settles_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "version", name=op.f("pk_calendar_version")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    layout.create_table(
        "clock_rules",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("limits", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("ladder", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=True),
        sa.Column("set_by_title", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "number", name=op.f("pk_clock_rules")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    layout.create_table(
        "day_off",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("since", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('NATIONAL_HOLIDAY', 'CUTI_BERSAMA', 'LOCAL_HOLIDAY', 'EMERGENCY')", name=op.f("ck_day_off_kind")
        ),
        sa.CheckConstraint("until IS NULL OR until > since", name=op.f("ck_day_off_validity")),
        sa.PrimaryKeyConstraint("tenant_id", "day", "since", name=op.f("pk_day_off")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    for name, column in (("fk_day_off_tenant_id", "since"), ("fk_day_off_until", "until")):
        op.create_foreign_key(
            op.f(name),
            "day_off",
            "calendar_version",
            ["tenant_id", column],
            ["tenant_id", "version"],
            source_schema="tuntas",
            referent_schema="tuntas",
        )
    layout.append_only("calendar_version", "clock_rules", "day_off")
    op.execute("GRANT UPDATE (until) ON tuntas.day_off TO tuntas_service")  # a day ends once, and is never rewritten
    layout.run_sql("functions/0008")


def downgrade() -> None:
    layout.begin()
    op.execute("DROP FUNCTION tuntas.calendars_of(integer[])")
    op.drop_table("day_off", schema="tuntas")
    op.drop_table("clock_rules", schema="tuntas")
    op.drop_table("calendar_version", schema="tuntas")
