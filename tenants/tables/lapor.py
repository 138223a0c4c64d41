"""What LAPOR! said of a complaint that was taken over from it; it goes with the complaint."""

from sqlalchemy import Column, DateTime, Index, Integer, LargeBinary, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from tenants.tables.base import of_complaint, tenant_table

_MOMENT = DateTime(timezone=True)

lapor_origin = tenant_table(
    "lapor_origin",
    Column("complaint_id", Uuid, primary_key=True),
    Column("external_id", Text, nullable=False),
    Column("cells", ARRAY(Text), nullable=False),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False),
    Column("imported_at", _MOMENT, nullable=False),
    Column("changed_at", _MOMENT, nullable=False),
    of_complaint(),
    Index("uq_lapor_origin_tenant_id_external_id", "tenant_id", "external_id", unique=True),
    partitioned=True,
)
"""`version` is the complaint's after its last import: a higher one means that it was handled here since."""
