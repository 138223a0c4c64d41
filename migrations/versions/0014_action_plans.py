"""Action plans: versions with steps, trees, targets and indicators; realisation, monitoring, yearly reports."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import layout

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_TABLES = (
    "predikat_scale", "year_report", "plan_monitoring", "realisation", "plan_indicator", "plan_target", "plan_action",
    "plan_node", "plan_step", "action_plan",
)  # fmt: skip


def upgrade() -> None:
    layout.begin()
    _plans()
    _what_came_of_them()
    _indexes()
    _foreign_keys()
    layout.append_only("plan_step", "realisation", "plan_monitoring", "year_report", "predikat_scale")


def downgrade() -> None:
    layout.begin()
    for table in _TABLES:
        op.drop_table(table, schema="tuntas")


def _plans() -> None:
    layout.create_table(
        "action_plan",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("series", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("based_on", sa.Uuid(), nullable=True),
        sa.Column("nomenclature", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("first_year", sa.SmallInteger(), nullable=False),
        sa.Column("last_year", sa.SmallInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("assessment_year", sa.SmallInteger(), nullable=True),
        sa.Column("priorities", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("chapters", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("decree", sa.Text(), server_default="", nullable=False),
        sa.Column("decreed_on", sa.Date(), nullable=True),
        sa.Column("enacted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_by_title", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "nomenclature IN ('KELOMPOK_PROGRAM', 'KATEGORI_PRIORITAS', 'URUSAN', 'TAHAPAN')",
            name=op.f("ck_action_plan_nomenclature"),
        ),
        sa.CheckConstraint("last_year >= first_year", name=op.f("ck_action_plan_period")),
        sa.CheckConstraint(
            "status IN ('TEAM', 'ASSESSMENT', 'DRAFTING', 'WRITING', 'APPROVAL', 'ENACTMENT', 'ENACTED', 'SUPERSEDED')",
            name=op.f("ck_action_plan_status"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_action_plan")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    layout.create_table(
        "plan_step",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("from_status", sa.Text(), nullable=False),
        sa.Column("to_status", sa.Text(), nullable=False),
        sa.Column("parties", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_position", sa.Uuid(), nullable=True),
        sa.Column("by_title", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "move IN ('APPOINT_TEAM', 'ASSESS', 'DRAFT', 'WRITE', 'APPROVE', 'ENACT', 'RETURN', 'SUPERSEDE')",
            name=op.f("ck_plan_step_move"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "plan_id", "seq", name=op.f("pk_plan_step")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    layout.create_table(
        "plan_node",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("years", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("weeks", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("parties", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("planned", sa.Boolean(), nullable=True),
        sa.Column("budget", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("budget_code", sa.Text(), nullable=False),
        sa.Column("success", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("indicator_target", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("indicator_unit", sa.Text(), nullable=False),
        sa.CheckConstraint("budget >= 0", name=op.f("ck_plan_node_budget")),
        sa.CheckConstraint(
            "kind IN ('KELOMPOK_PROGRAM', 'KATEGORI_PRIORITAS', 'PROGRAM', 'KEGIATAN', 'SUBKEGIATAN', 'TAHAPAN')",
            name=op.f("ck_plan_node_kind"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_plan_node")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    layout.create_table(
        "plan_action",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("inverse", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_plan_action")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    layout.create_table(
        "plan_target",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("month", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("target", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("weight", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("cash", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.CheckConstraint("cash >= 0", name=op.f("ck_plan_target_cash")),
        sa.CheckConstraint("month BETWEEN 1 AND 12", name=op.f("ck_plan_target_month")),
        sa.CheckConstraint("target > 0", name=op.f("ck_plan_target_target")),
        sa.CheckConstraint("weight > 0", name=op.f("ck_plan_target_weight")),
        sa.PrimaryKeyConstraint("tenant_id", "action_id", "year", "month", name=op.f("pk_plan_target")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    layout.create_table(
        "plan_indicator",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("baseline_year", sa.SmallInteger(), nullable=False),
        sa.Column("baseline", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("targets", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint("direction IN ('RISE', 'FALL')", name=op.f("ck_plan_indicator_direction")),
        sa.CheckConstraint(
            "measure IN ('COMPLAINTS_RECEIVED', 'PERCENT_RESOLVED', 'REPORTED')", name=op.f("ck_plan_indicator_measure")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "plan_id", "ordinal", name=op.f("pk_plan_indicator")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )


def _what_came_of_them() -> None:
    layout.create_table(
        "realisation",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("month", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("realised", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("progress", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("spent", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_position", sa.Uuid(), nullable=True),
        sa.Column("by_title", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("progress BETWEEN 0 AND 100", name=op.f("ck_realisation_progress")),
        sa.CheckConstraint("realised >= 0", name=op.f("ck_realisation_realised")),
        sa.CheckConstraint("spent >= 0", name=op.f("ck_realisation_spent")),
        sa.PrimaryKeyConstraint("tenant_id", "action_id", "year", "month", "number", name=op.f("pk_realisation")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    layout.create_table(
        "plan_monitoring",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("half", sa.SmallInteger(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("findings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("by_position", sa.Uuid(), nullable=True),
        sa.Column("by_title", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("half BETWEEN 1 AND 2", name=op.f("ck_plan_monitoring_half")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_plan_monitoring")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    layout.create_table(
        "year_report",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("by_position", sa.Uuid(), nullable=True),
        sa.Column("by_title", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_year_report")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    layout.create_table(
        "predikat_scale",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("bands", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("by_position", sa.Uuid(), nullable=True),
        sa.Column("by_title", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "number", name=op.f("pk_predikat_scale")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )


def _indexes() -> None:
    op.create_index(
        "ix_action_plan_newest", "action_plan", ["tenant_id", "created_at", "id"], unique=False, schema="tuntas"
    )
    op.create_index(
        "uq_action_plan_draft",
        "action_plan",
        ["tenant_id", "series"],
        unique=True,
        schema="tuntas",
        postgresql_where=sa.text("status NOT IN ('ENACTED', 'SUPERSEDED')"),
    )
    op.create_index(
        "uq_action_plan_tenant_id_series_number",
        "action_plan",
        ["tenant_id", "series", "number"],
        unique=True,
        schema="tuntas",
    )
    op.create_index(
        "uq_plan_node_tenant_id_plan_id_code",
        "plan_node",
        ["tenant_id", "plan_id", "code"],
        unique=True,
        schema="tuntas",
    )
    op.create_index(
        "ix_plan_action_tenant_id_node_id", "plan_action", ["tenant_id", "node_id"], unique=False, schema="tuntas"
    )
    op.create_index(
        "ix_plan_action_tenant_id_plan_id", "plan_action", ["tenant_id", "plan_id"], unique=False, schema="tuntas"
    )
    op.create_index(
        "ix_plan_target_tenant_id_plan_id_year",
        "plan_target",
        ["tenant_id", "plan_id", "year"],
        unique=False,
        schema="tuntas",
    )
    op.create_index(
        "ix_realisation_tenant_id_plan_id_year",
        "realisation",
        ["tenant_id", "plan_id", "year"],
        unique=False,
        schema="tuntas",
    )
    op.create_index(
        "ix_plan_monitoring_tenant_id_plan_id_at",
        "plan_monitoring",
        ["tenant_id", "plan_id", "at"],
        unique=False,
        schema="tuntas",
    )
    op.create_index(
        "uq_year_report_tenant_id_plan_id_year_number",
        "year_report",
        ["tenant_id", "plan_id", "year", "number"],
        unique=True,
        schema="tuntas",
    )


def _foreign_keys() -> None:
    for name, table, to, column, ondelete in (
        ("fk_plan_action_tenant_id_node_id", "plan_action", "plan_node", "node_id", "CASCADE"),
        ("fk_plan_indicator_tenant_id_plan_id", "plan_indicator", "action_plan", "plan_id", None),
        ("fk_plan_monitoring_tenant_id_plan_id", "plan_monitoring", "action_plan", "plan_id", None),
        ("fk_plan_node_tenant_id_plan_id", "plan_node", "action_plan", "plan_id", None),
        ("fk_plan_node_tenant_id_unit_id", "plan_node", "unit", "unit_id", None),
        ("fk_plan_step_tenant_id_plan_id", "plan_step", "action_plan", "plan_id", None),
        ("fk_plan_target_tenant_id_action_id", "plan_target", "plan_action", "action_id", "CASCADE"),
        ("fk_realisation_tenant_id_action_id", "realisation", "plan_action", "action_id", None),
        ("fk_year_report_tenant_id_plan_id", "year_report", "action_plan", "plan_id", None),
    ):
        op.create_foreign_key(
            op.f(name),
            table,
            to,
            ["tenant_id", column],
            ["tenant_id", "id"],
            source_schema="tuntas",
            referent_schema="tuntas",
            ondelete=ondelete,
        )
