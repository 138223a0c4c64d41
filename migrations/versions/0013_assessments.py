"""Self-assessments: question sets, campaigns, sheets, answers, priorities, minutes; trainings of those who manage."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import layout

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    layout.begin()  # lock_timeout, and sequential statements on Citus
    layout.create_table(
        "assessment",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("question_set_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_title", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finalised_title", sa.Text(), server_default="", nullable=False),
        sa.Column("finalised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.CheckConstraint("status IN ('DRAFT', 'OPEN', 'CHECKING', 'FINALISED')", name=op.f("ck_assessment_status")),
        sa.CheckConstraint("(finalised_at IS NULL) = (result IS NULL)", name=op.f("ck_assessment_frozen")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_assessment")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    op.create_index("uq_assessment_tenant_id_year", "assessment", ["tenant_id", "year"], unique=True, schema="tuntas")
    layout.create_table(
        "question_set",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("counting", sa.Text(), nullable=False),
        sa.CheckConstraint("counting IN ('MONTH', 'YEAR')", name=op.f("ck_question_set_counting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_set")),
        sa.UniqueConstraint("code", "version", name=op.f("uq_question_set_code_version")),
        schema="tuntas",
        info={"scope": "reference"},
    )
    layout.create_table(
        "training",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("person_name", sa.Text(), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=False),
        sa.Column("position_title", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_title", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("topic IN ('TECHNICAL', 'PROCESS', 'PUBLIC_COMMUNICATION')", name=op.f("ck_training_topic")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_training")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    op.create_index(
        op.f("ix_training_tenant_id_account_id_topic"),
        "training",
        ["tenant_id", "account_id", "topic"],
        unique=False,
        schema="tuntas",
    )
    layout.create_table(
        "assessment_contest",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("resolved", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), server_default="", nullable=False),
        sa.Column("by_title", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_assessment_contest")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    op.create_index(
        op.f("ix_assessment_contest_tenant_id_assessment_id_at"),
        "assessment_contest",
        ["tenant_id", "assessment_id", "at"],
        unique=False,
        schema="tuntas",
    )
    layout.create_table(
        "assessment_minutes",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("attendance", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("written_title", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by", sa.Uuid(), nullable=True),
        sa.Column("signed_name", sa.Text(), server_default="", nullable=False),
        sa.Column("signed_title", sa.Text(), server_default="", nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("tenant_id", "assessment_id", name=op.f("pk_assessment_minutes")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    layout.create_table(
        "assessment_priority",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("set_title", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("place BETWEEN 1 AND 5", name=op.f("ck_assessment_priority_place")),
        sa.PrimaryKeyConstraint("tenant_id", "assessment_id", "category", name=op.f("pk_assessment_priority")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    layout.create_table(
        "assessment_sheet",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("answered_title", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_by", sa.Uuid(), nullable=True),
        sa.Column("checked_title", sa.Text(), server_default="", nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "status IN ('BLANK', 'STARTED', 'SUBMITTED', 'RETURNED', 'CHECKED', 'EXCUSED')",
            name=op.f("ck_assessment_sheet_status"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_assessment_sheet")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    op.create_index(
        "uq_assessment_sheet_unit",
        "assessment_sheet",
        ["tenant_id", "assessment_id", "unit_id"],
        unique=True,
        schema="tuntas",
    )
    layout.create_table(
        "question",
        sa.Column("question_set_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("training", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "training IN ('TECHNICAL', 'PROCESS', 'PUBLIC_COMMUNICATION')", name=op.f("ck_question_training")
        ),
        sa.PrimaryKeyConstraint("question_set_id", "number", name=op.f("pk_question")),
        schema="tuntas",
        info={"scope": "reference"},
    )
    layout.create_table(
        "question_category",
        sa.Column("question_set_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("question_set_id", "code", name=op.f("pk_question_category")),
        schema="tuntas",
        info={"scope": "reference"},
    )
    layout.create_table(
        "assessment_answer",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("value", sa.SmallInteger(), nullable=False),
        sa.Column("evidence", sa.Text(), server_default="", nullable=False),
        sa.Column("link", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("value BETWEEN 1 AND 4", name=op.f("ck_assessment_answer_value")),
        sa.PrimaryKeyConstraint("tenant_id", "sheet_id", "number", name=op.f("pk_assessment_answer")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    layout.create_table(
        "question_in_category",
        sa.Column("question_set_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("certain", sa.Boolean(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("question_set_id", "number", "category", name=op.f("pk_question_in_category")),
        schema="tuntas",
        info={"scope": "reference"},
    )
    op.create_foreign_key(
        op.f("fk_assessment_answer_tenant_id_sheet_id"),
        "assessment_answer",
        "assessment_sheet",
        ["tenant_id", "sheet_id"],
        ["tenant_id", "id"],
        source_schema="tuntas",
        referent_schema="tuntas",
    )
    op.create_foreign_key(
        op.f("fk_assessment_contest_tenant_id_assessment_id"),
        "assessment_contest",
        "assessment",
        ["tenant_id", "assessment_id"],
        ["tenant_id", "id"],
        source_schema="tuntas",
        referent_schema="tuntas",
    )
    op.create_foreign_key(
        op.f("fk_assessment_minutes_tenant_id_assessment_id"),
        "assessment_minutes",
        "assessment",
        ["tenant_id", "assessment_id"],
        ["tenant_id", "id"],
        source_schema="tuntas",
        referent_schema="tuntas",
    )
    op.create_foreign_key(
        op.f("fk_assessment_priority_tenant_id_assessment_id"),
        "assessment_priority",
        "assessment",
        ["tenant_id", "assessment_id"],
        ["tenant_id", "id"],
        source_schema="tuntas",
        referent_schema="tuntas",
    )
    op.create_foreign_key(
        op.f("fk_assessment_sheet_tenant_id_assessment_id"),
        "assessment_sheet",
        "assessment",
        ["tenant_id", "assessment_id"],
        ["tenant_id", "id"],
        source_schema="tuntas",
        referent_schema="tuntas",
    )
    op.create_foreign_key(
        op.f("fk_assessment_sheet_tenant_id_unit_id"),
        "assessment_sheet",
        "unit",
        ["tenant_id", "unit_id"],
        ["tenant_id", "id"],
        source_schema="tuntas",
        referent_schema="tuntas",
    )
    op.create_foreign_key(
        op.f("fk_training_tenant_id_position_id"),
        "training",
        "position",
        ["tenant_id", "position_id"],
        ["tenant_id", "id"],
        source_schema="tuntas",
        referent_schema="tuntas",
    )
    op.create_foreign_key(
        op.f("fk_question_category_question_set_id"),
        "question_category",
        "question_set",
        ["question_set_id"],
        ["id"],
        source_schema="tuntas",
        referent_schema="tuntas",
    )
    op.create_foreign_key(
        op.f("fk_question_in_category_question_set_id_category"),
        "question_in_category",
        "question_category",
        ["question_set_id", "category"],
        ["question_set_id", "code"],
        source_schema="tuntas",
        referent_schema="tuntas",
    )
    op.create_foreign_key(
        op.f("fk_question_in_category_question_set_id_number"),
        "question_in_category",
        "question",
        ["question_set_id", "number"],
        ["question_set_id", "number"],
        source_schema="tuntas",
        referent_schema="tuntas",
    )
    op.create_foreign_key(
        op.f("fk_question_question_set_id"),
        "question",
        "question_set",
        ["question_set_id"],
        ["id"],
        source_schema="tuntas",
        referent_schema="tuntas",
    )
    layout.append_only("assessment_contest")


def downgrade() -> None:
    layout.begin()
    op.drop_table("question_in_category", schema="tuntas")
    op.drop_table("assessment_answer", schema="tuntas")
    op.drop_table("question_category", schema="tuntas")
    op.drop_table("question", schema="tuntas")
    op.drop_index("uq_assessment_sheet_unit", table_name="assessment_sheet", schema="tuntas")
    op.drop_table("assessment_sheet", schema="tuntas")
    op.drop_table("assessment_priority", schema="tuntas")
    op.drop_table("assessment_minutes", schema="tuntas")
    op.drop_index(
        op.f("ix_assessment_contest_tenant_id_assessment_id_at"), table_name="assessment_contest", schema="tuntas"
    )
    op.drop_table("assessment_contest", schema="tuntas")
    op.drop_index(op.f("ix_training_tenant_id_account_id_topic"), table_name="training", schema="tuntas")
    op.drop_table("training", schema="tuntas")
    op.drop_table("question_set", schema="tuntas")
    op.drop_index("uq_assessment_tenant_id_year", table_name="assessment", schema="tuntas")
    op.drop_table("assessment", schema="tuntas")
