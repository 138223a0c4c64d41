"""Calendars and limits of the nation and of pemda: what was ever set, by whom, in versions that are only added to."""

from sqlalchemy import CheckConstraint, Column, Date, DateTime, ForeignKeyConstraint, Integer, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from rules.calendars import DayOffKind
from tenants.tables.base import SCHEMA, one_of, tenant_table

_MOMENT = DateTime(timezone=True)

calendar_version = tenant_table(
    "calendar_version",
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("week", JSONB),
    Column("note", Text, nullable=False),
    Column("set_by", Uuid),
    Column("set_by_title", Text, nullable=False),
    Column("at", _MOMENT, nullable=False),
    Column("settles_at", _MOMENT, nullable=False),
)

day_off = tenant_table(
    "day_off",
    Column("day", Date, primary_key=True),
    Column("since", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("until", Integer),
    CheckConstraint(one_of("kind", DayOffKind), name="kind"),
    CheckConstraint("until IS NULL OR until > since", name="validity"),
    ForeignKeyConstraint(
        ["tenant_id", "since"], [f"{SCHEMA}.calendar_version.tenant_id", f"{SCHEMA}.calendar_version.version"]
    ),
    ForeignKeyConstraint(
        ["tenant_id", "until"],
        [f"{SCHEMA}.calendar_version.tenant_id", f"{SCHEMA}.calendar_version.version"],
        name="fk_day_off_until",
    ),
)

clock_rules = tenant_table(
    "clock_rules",
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("from_date", Date, nullable=False),
    Column("limits", JSONB, nullable=False),
    Column("ladder", JSONB, nullable=False),
    Column("source", Text, nullable=False),
    Column("set_by", Uuid),
    Column("set_by_title", Text, nullable=False),
    Column("at", _MOMENT, nullable=False),
)
