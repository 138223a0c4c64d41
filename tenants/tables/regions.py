"""Which pemda exist, since when, under which code, and which of them are enrolled."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, DateTime, Index, Integer, Text

from tenants.tables.base import reference_table

region = reference_table(
    "region",
    Column("code", Text, primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("valid_to", Date),
    Column("parent_code", Text),
    Column("tenant_id", Integer, nullable=False),
    Column("level", Text, nullable=False),
    Column("autonomous", Boolean, nullable=False),
    Column("name", Text, nullable=False),
    CheckConstraint("level IN ('nasional', 'provinsi', 'kabupaten', 'kota')", name="level"),
    CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="validity"),
    Index(None, "tenant_id"),
)

tenant = reference_table(
    "tenant",
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("code", Text, nullable=False, unique=True),
    Column("level", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("brand", Text, nullable=False, server_default=""),
    Column("enrolled_at", DateTime(timezone=True), nullable=False),
    Column("detached_at", DateTime(timezone=True)),
    CheckConstraint("level IN ('nasional', 'provinsi', 'kabupaten', 'kota')", name="level"),
)
