"""What complaints count as: what is still to be counted, each complaint's tally, and the sums of the tallies."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, DateTime, Index, Integer, SmallInteger, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from rules.measures import COLUMNS
from rules.statistic_questions import Grain, Group
from tenants.tables.base import one_of, path_column, tenant_table

complaint_change = tenant_table(
    "complaint_change",
    Column("complaint_id", Uuid, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
)
"""One row an event, written with it; the worker takes away exactly the rows it read. No foreign key: who was
transferred away is to be counted no more."""

complaint_tally = tenant_table(
    "complaint_tally",
    Column("complaint_id", Uuid, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("kind", Text),
    Column("channel", Text),
    Column("priority", Text),
    Column("topic_id", Integer),
    path_column("unit_path", nullable=True),
    Column("days", ARRAY(Date), nullable=False),
    Column("numbers", ARRAY(SmallInteger), nullable=False),
    Column("amounts", ARRAY(Integer), nullable=False),
    partitioned=True,
)
"""What one complaint counts as: on which days which column of rules/measures.py by how much. A transfer that stays
behind has one too, without a kind: it counts as PASSED_ON."""

complaint_rollup = tenant_table(
    "complaint_rollup",
    Column("grain", Text, primary_key=True),
    Column("grouped", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("key", Text, primary_key=True),
    *(Column(name, BigInteger if name.endswith("_minutes") else Integer) for name in COLUMNS),
    CheckConstraint(one_of("grain", Grain), name="grain"),
    CheckConstraint(one_of("grouped", Group), name="grouped"),
    Index(None, "grain", "grouped", "day", "tenant_id"),
)
"""The sums of a pemda's tallies by day or by month (its first day), undivided or by one property. NULL is zero."""
