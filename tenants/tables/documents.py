"""Documents that were asked for, where their bytes lie, and what stands above them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from rules.documents import DocumentFormat, DocumentKind, DocumentState
from tenants.tables.base import one_of, tenant_table

_MOMENT = DateTime(timezone=True)

document = tenant_table(
    "document",
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("year", SmallInteger),
    Column("month", SmallInteger),
    Column("subject", Text),
    Column("account_id", Uuid, nullable=False),
    Column("position_id", Uuid, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("progress", SmallInteger, nullable=False, server_default="0"),
    Column("attempts", SmallInteger, nullable=False, server_default="0"),
    Column("code", Text),
    Column("requested_at", _MOMENT, nullable=False),
    Column("leased_until", _MOMENT),
    Column("finished_at", _MOMENT),
    Column("storage_key", Text, nullable=False),
    Column("sha256", LargeBinary),
    Column("size", BigInteger),
    Column("swept_at", _MOMENT),
    Column("removed_at", _MOMENT),
    Column("question", Text),
    Column("rows", Integer, nullable=False, server_default="0"),
    Column("cut", Boolean, nullable=False, server_default="false"),
    Column("parts", ARRAY(SmallInteger), nullable=False, server_default="{}"),
    Column("resume_after", Text),
    Column("seen_as", Text),
    CheckConstraint(one_of("kind", DocumentKind), name="kind"),
    CheckConstraint(one_of("format", DocumentFormat), name="format"),
    CheckConstraint(one_of("state", DocumentState), name="state"),
    CheckConstraint("progress BETWEEN 0 AND 100", name="progress"),
    CheckConstraint(
        "(state = 'DONE') = (sha256 IS NOT NULL) AND (state = 'DONE') = (size IS NOT NULL)"
        " AND (state = 'FAILED') = (code IS NOT NULL) AND (state IN ('DONE', 'FAILED')) = (finished_at IS NOT NULL)",
        name="finished",
    ),
    CheckConstraint("removed_at IS NULL OR state = 'DONE'", name="removed"),
    Index("ix_document_newest", "tenant_id", text("requested_at DESC"), text("id DESC")),
    Index(
        "ix_document_waiting",
        "requested_at",
        "id",
        postgresql_where=text("state IN ('WAITING', 'RUNNING')"),
    ),
)
"""Not partitioned: an office asks for a few a month."""

letterhead = tenant_table(
    "letterhead",
    Column("office", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("signer_title", Text, nullable=False),
    Column("signer_name", Text, nullable=False),
    Column("signer_number", Text, nullable=False),
    Column("changed_at", _MOMENT, nullable=False),
    Column("changed_by", Uuid, nullable=False),
)
