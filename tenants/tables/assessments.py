"""Question sets of self-assessments, shared by all; campaigns, sheets, answers, priorities and minutes of pemda."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from rules.assessments import AssessmentStatus, SheetStatus
from rules.question_sets import Counting
from rules.trainings import TrainingTopic
from tenants.tables.base import SCHEMA, of_unit, one_of, reference_table, tenant_table

_MOMENT = DateTime(timezone=True)
_SET = f"{SCHEMA}.question_set.id"


def _of_assessment() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["tenant_id", "assessment_id"], [f"{SCHEMA}.assessment.tenant_id", f"{SCHEMA}.assessment.id"]
    )


question_set = reference_table(
    "question_set",
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("code", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("counting", Text, nullable=False),
    CheckConstraint(one_of("counting", Counting), name="counting"),
    UniqueConstraint("code", "version"),
)

question_category = reference_table(
    "question_category",
    Column("question_set_id", Integer, ForeignKey(_SET), primary_key=True, autoincrement=False),
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("place", SmallInteger, nullable=False),
)

question = reference_table(
    "question",
    Column("question_set_id", Integer, ForeignKey(_SET), primary_key=True, autoincrement=False),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("training", Text),
    CheckConstraint(one_of("training", TrainingTopic), name="training"),
)

question_in_category = reference_table(
    "question_in_category",
    Column("question_set_id", Integer, primary_key=True, autoincrement=False),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("category", Text, primary_key=True),
    Column("certain", Boolean, nullable=False),
    Column("basis", Text, nullable=False),
    ForeignKeyConstraint(
        ["question_set_id", "number"], [f"{SCHEMA}.question.question_set_id", f"{SCHEMA}.question.number"]
    ),
    ForeignKeyConstraint(
        ["question_set_id", "category"],
        [f"{SCHEMA}.question_category.question_set_id", f"{SCHEMA}.question_category.code"],
    ),
)

# No foreign key to the question set: it comes with the service, and an archive is restored before or after it.
assessment = tenant_table(
    "assessment",
    Column("id", Uuid, primary_key=True),
    Column("year", SmallInteger, nullable=False),
    Column("question_set_id", Integer, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("status", Text, nullable=False),
    Column("created_by", Uuid, nullable=False),
    Column("created_title", Text, nullable=False),
    Column("created_at", _MOMENT, nullable=False),
    Column("finalised_title", Text, nullable=False, server_default=""),
    Column("finalised_at", _MOMENT),
    Column("result", JSONB),
    CheckConstraint(one_of("status", AssessmentStatus), name="status"),
    CheckConstraint("(finalised_at IS NULL) = (result IS NULL)", name="frozen"),
    Index("uq_assessment_tenant_id_year", "tenant_id", "year", unique=True),
)

assessment_sheet = tenant_table(
    "assessment_sheet",
    Column("id", Uuid, primary_key=True),
    Column("assessment_id", Uuid, nullable=False),
    Column("unit_id", Uuid, nullable=False),
    Column("status", Text, nullable=False),
    Column("answered_title", Text, nullable=False, server_default=""),
    Column("answered_at", _MOMENT),
    Column("checked_by", Uuid),
    Column("checked_title", Text, nullable=False, server_default=""),
    Column("checked_at", _MOMENT),
    Column("note", Text, nullable=False, server_default=""),
    _of_assessment(),
    of_unit(),
    CheckConstraint(one_of("status", SheetStatus), name="status"),
    Index("uq_assessment_sheet_unit", "tenant_id", "assessment_id", "unit_id", unique=True),
)

assessment_answer = tenant_table(
    "assessment_answer",
    Column("sheet_id", Uuid, primary_key=True),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("value", SmallInteger, nullable=False),
    Column("evidence", Text, nullable=False, server_default=""),
    Column("link", Text, nullable=False, server_default=""),
    Column("answered_by", Uuid, nullable=False),
    Column("answered_at", _MOMENT, nullable=False),
    ForeignKeyConstraint(
        ["tenant_id", "sheet_id"], [f"{SCHEMA}.assessment_sheet.tenant_id", f"{SCHEMA}.assessment_sheet.id"]
    ),
    CheckConstraint("value BETWEEN 1 AND 4", name="value"),
)

assessment_contest = tenant_table(
    "assessment_contest",
    Column("id", Uuid, primary_key=True),
    Column("assessment_id", Uuid, nullable=False),
    Column("received", Integer, nullable=False),
    Column("resolved", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("link", Text, nullable=False, server_default=""),
    Column("by_title", Text, nullable=False),
    Column("at", _MOMENT, nullable=False),
    _of_assessment(),
    Index(None, "tenant_id", "assessment_id", "at"),
)

assessment_priority = tenant_table(
    "assessment_priority",
    Column("assessment_id", Uuid, primary_key=True),
    Column("category", Text, primary_key=True),
    Column("place", SmallInteger, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("set_title", Text, nullable=False),
    Column("set_at", _MOMENT, nullable=False),
    _of_assessment(),
    CheckConstraint("place BETWEEN 1 AND 5", name="place"),
)

assessment_minutes = tenant_table(
    "assessment_minutes",
    Column("assessment_id", Uuid, primary_key=True),
    Column("held_on", Date, nullable=False),
    Column("place", Text, nullable=False),
    Column("process", Text, nullable=False),
    Column("attendance", JSONB, nullable=False),
    Column("written_title", Text, nullable=False),
    Column("written_at", _MOMENT, nullable=False),
    Column("signed_by", Uuid),
    Column("signed_name", Text, nullable=False, server_default=""),
    Column("signed_title", Text, nullable=False, server_default=""),
    Column("signed_at", _MOMENT),
    _of_assessment(),
)

training = tenant_table(
    "training",
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, nullable=False),
    Column("person_name", Text, nullable=False),
    Column("position_id", Uuid, nullable=False),
    Column("position_title", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("held_on", Date, nullable=False),
    Column("certificate", Text, nullable=False),
    Column("link", Text, nullable=False, server_default=""),
    Column("recorded_title", Text, nullable=False),
    Column("recorded_at", _MOMENT, nullable=False),
    ForeignKeyConstraint(["tenant_id", "position_id"], [f"{SCHEMA}.position.tenant_id", f"{SCHEMA}.position.id"]),
    CheckConstraint(one_of("topic", TrainingTopic), name="topic"),
    Index(None, "tenant_id", "account_id", "topic"),
)
