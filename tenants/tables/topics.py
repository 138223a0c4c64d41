"""The tree of topics (kategori): national ones for all, a pemda's own beside them, effective-dated, never deleted."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, Text

from tenants.tables.base import SCHEMA, reference_table

topic = reference_table(
    "topic",
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("tenant_id", Integer, nullable=False),
    Column("parent_id", Integer, ForeignKey(f"{SCHEMA}.topic.id")),
    Column("name", Text, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="validity"),
    Index(None, "tenant_id", "parent_id"),
)
