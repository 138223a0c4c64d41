"""Where each tracking code lives now: one code, one account, one upload at a time, through functions only."""

from sqlalchemy import BigInteger, Column, DateTime, Index, Integer, LargeBinary, Text, Uuid

from tenants.tables.base import keyed_table

_MOMENT = DateTime(timezone=True)

directory = keyed_table(
    "directory",
    "tracking_code",
    Column("tracking_code", Text, primary_key=True),
    Column("tenant_id", Integer, nullable=False),
    Column("complaint_id", Uuid, nullable=False),
    Column("account_id", Uuid),
    Column("receipt_hash", LargeBinary),
    Column("external_id", Text),
    Column("entered_at", _MOMENT, nullable=False),
    Index(None, "account_id"),
    Index(None, "external_id"),
    Index(None, "tenant_id"),
)

staged_upload = keyed_table(
    "staged_upload",
    "id",
    Column("id", Uuid, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", Text),
    Column("size", BigInteger),
    Column("sha256", LargeBinary),
    Column("storage_key", Text),
    Column("created_at", _MOMENT, nullable=False),
    Column("expires_at", _MOMENT, nullable=False),
    Index(None, "expires_at"),
)
