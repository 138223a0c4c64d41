"""Published statistics: the frozen tables of a month or a year, each version once and for ever."""

from sqlalchemy import CheckConstraint, Column, DateTime, Integer, LargeBinary, Text, Uuid

from tenants.tables.base import tenant_table

_MOMENT = DateTime(timezone=True)

statistic_release = tenant_table(
    "statistic_release",
    Column("period", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("made_at", _MOMENT, nullable=False),
    Column("made_by", Uuid),
    Column("made_by_title", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("as_of", _MOMENT, nullable=False),
    Column("licence", Text, nullable=False),
    Column("sha256", LargeBinary, nullable=False),
    Column("content", Text, nullable=False),
    CheckConstraint("version > 0", name="version"),
)
"""Of the nation's tenant. The content is text, so that its fingerprint holds byte by byte; it has what everybody may
know and nothing that was hidden."""
