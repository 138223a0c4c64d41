"""Action plans: versions with their steps, trees, targets and indicators; what was realised, monitored and reported."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Numeric,
    SmallInteger,
    Text,
    Uuid,
    text,
)
from sqlalchemy import CheckConstraint as Check
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from rules.plan_indicators import Direction, Measure
from rules.plan_states import PlanMove, PlanStatus
from rules.plan_tree import NodeKind, Nomenclature
from tenants.tables.base import SCHEMA, of_unit, one_of, tenant_table

_MOMENT = DateTime(timezone=True)
_FIGURE = Numeric(18, 4)
_DRAFTS = "('ENACTED', 'SUPERSEDED')"


def _of(table: str, column: str, *, cascade: bool = False) -> ForeignKeyConstraint:
    """The composite foreign key to a table of this module."""
    return ForeignKeyConstraint(
        ["tenant_id", column],
        [f"{SCHEMA}.{table}.tenant_id", f"{SCHEMA}.{table}.id"],
        ondelete="CASCADE" if cascade else None,
    )


def _author() -> list[Column[object]]:
    """Who wrote a row, in which position, and when."""
    return [
        Column("by_position", Uuid),
        Column("by_title", Text, nullable=False),
        Column("at", _MOMENT, nullable=False),
    ]


action_plan = tenant_table(
    "action_plan",
    Column("id", Uuid, primary_key=True),
    Column("series", Uuid, nullable=False),
    Column("number", Integer, nullable=False),
    Column("based_on", Uuid),
    Column("nomenclature", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("goal", Text, nullable=False),
    Column("first_year", SmallInteger, nullable=False),
    Column("last_year", SmallInteger, nullable=False),
    Column("status", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("assessment_year", SmallInteger),
    Column("priorities", JSONB, nullable=False),
    Column("chapters", JSONB, nullable=False),
    Column("decree", Text, nullable=False, server_default=""),
    Column("decreed_on", Date),
    Column("enacted_at", _MOMENT),
    Column("created_by", Uuid),
    Column("created_by_title", Text, nullable=False),
    Column("created_at", _MOMENT, nullable=False),
    Column("drafters", ARRAY(Uuid), nullable=False, server_default="{}"),
    Check(one_of("nomenclature", Nomenclature), name="nomenclature"),
    Check(one_of("status", PlanStatus), name="status"),
    Check("last_year >= first_year", name="period"),
    Index("uq_action_plan_tenant_id_series_number", "tenant_id", "series", "number", unique=True),
    Index("ix_action_plan_newest", "tenant_id", "created_at", "id"),
    Index(
        "uq_action_plan_draft",
        "tenant_id",
        "series",
        unique=True,
        postgresql_where=text(f"status NOT IN {_DRAFTS}"),
    ),
)

plan_step = tenant_table(
    "plan_step",
    Column("plan_id", Uuid, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("move", Text, nullable=False),
    Column("from_status", Text, nullable=False),
    Column("to_status", Text, nullable=False),
    Column("parties", JSONB, nullable=False),
    Column("note", Text, nullable=False),
    *_author(),
    Column("by_account", Uuid),
    Check(one_of("move", PlanMove), name="move"),
    _of("action_plan", "plan_id"),
)

plan_node = tenant_table(
    "plan_node",
    Column("id", Uuid, primary_key=True),
    Column("plan_id", Uuid, nullable=False),
    Column("parent_id", Uuid),
    Column("ordinal", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("years", ARRAY(Integer), nullable=False),
    Column("weeks", ARRAY(Integer), nullable=False),
    Column("parties", ARRAY(Text), nullable=False),
    Column("responsible", Text, nullable=False),
    Column("unit_id", Uuid),
    Column("planned", Boolean),
    Column("budget", _FIGURE),
    Column("budget_code", Text, nullable=False),
    Column("success", ARRAY(Text), nullable=False),
    Column("indicator", Text, nullable=False),
    Column("indicator_target", _FIGURE),
    Column("indicator_unit", Text, nullable=False),
    Check(one_of("kind", NodeKind), name="kind"),
    Check("budget >= 0", name="budget"),
    _of("action_plan", "plan_id"),
    of_unit(),
    Index("uq_plan_node_tenant_id_plan_id_code", "tenant_id", "plan_id", "code", unique=True),
)

plan_action = tenant_table(
    "plan_action",
    Column("id", Uuid, primary_key=True),
    Column("plan_id", Uuid, nullable=False),
    Column("node_id", Uuid, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("description", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("inverse", Boolean, nullable=False),
    _of("plan_node", "node_id", cascade=True),
    Index(None, "tenant_id", "plan_id"),
    Index(None, "tenant_id", "node_id"),
)

plan_target = tenant_table(
    "plan_target",
    Column("action_id", Uuid, primary_key=True),
    Column("year", SmallInteger, primary_key=True, autoincrement=False),
    Column("month", SmallInteger, primary_key=True, autoincrement=False),
    Column("plan_id", Uuid, nullable=False),
    Column("target", _FIGURE),
    Column("weight", _FIGURE),
    Column("cash", _FIGURE),
    Check("target > 0", name="target"),
    Check("weight > 0", name="weight"),
    Check("cash >= 0", name="cash"),
    Check("month BETWEEN 1 AND 12", name="month"),
    _of("plan_action", "action_id", cascade=True),
    Index(None, "tenant_id", "plan_id", "year"),
)

plan_indicator = tenant_table(
    "plan_indicator",
    Column("plan_id", Uuid, primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("direction", Text, nullable=False),
    Column("baseline_year", SmallInteger, nullable=False),
    Column("baseline", _FIGURE, nullable=False),
    Column("targets", JSONB, nullable=False),
    Check(one_of("measure", Measure), name="measure"),
    Check(one_of("direction", Direction), name="direction"),
    _of("action_plan", "plan_id"),
)

realisation = tenant_table(
    "realisation",
    Column("action_id", Uuid, primary_key=True),
    Column("year", SmallInteger, primary_key=True, autoincrement=False),
    Column("month", SmallInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("plan_id", Uuid, nullable=False),
    Column("realised", _FIGURE),
    Column("progress", _FIGURE),
    Column("spent", _FIGURE),
    Column("note", Text, nullable=False),
    *_author(),
    Check("realised >= 0", name="realised"),
    Check("progress BETWEEN 0 AND 100", name="progress"),
    Check("spent >= 0", name="spent"),
    _of("plan_action", "action_id"),
    Index(None, "tenant_id", "plan_id", "year"),
)

plan_monitoring = tenant_table(
    "plan_monitoring",
    Column("id", Uuid, primary_key=True),
    Column("plan_id", Uuid, nullable=False),
    Column("year", SmallInteger, nullable=False),
    Column("half", SmallInteger, nullable=False),
    Column("held_on", Date, nullable=False),
    Column("summary", Text, nullable=False),
    Column("findings", JSONB, nullable=False),
    *_author(),
    Check("half BETWEEN 1 AND 2", name="half"),
    _of("action_plan", "plan_id"),
    Index(None, "tenant_id", "plan_id", "at"),
)

year_report = tenant_table(
    "year_report",
    Column("id", Uuid, primary_key=True),
    Column("plan_id", Uuid, nullable=False),
    Column("year", SmallInteger, nullable=False),
    Column("number", Integer, nullable=False),
    Column("addressee", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("sha256", LargeBinary, nullable=False),
    Column("size", BigInteger, nullable=False),
    *_author(),
    _of("action_plan", "plan_id"),
    Index("uq_year_report_tenant_id_plan_id_year_number", "tenant_id", "plan_id", "year", "number", unique=True),
)

predikat_scale = tenant_table(
    "predikat_scale",
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("from_date", Date, nullable=False),
    Column("bands", JSONB, nullable=False),
    Column("source", Text, nullable=False),
    *_author(),
)
