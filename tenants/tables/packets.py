"""Packets for the Ombudsman and the APIP: what was handed over, its fingerprints, where its bytes lie."""

from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, Index, Integer, LargeBinary, Text, Uuid, text

from rules.packets import PacketKind
from tenants.tables.base import one_of, tenant_table

_MOMENT = DateTime(timezone=True)

packet = tenant_table(
    "packet",
    Column("id", Uuid, primary_key=True),
    Column("complaint_id", Uuid, nullable=False),
    Column("event_seq", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("storage_key", Text, nullable=False),
    Column("owed_at", _MOMENT, nullable=False),
    Column("sha256", LargeBinary),
    Column("manifest_sha256", LargeBinary),
    Column("size", BigInteger),
    Column("made_at", _MOMENT),
    CheckConstraint(one_of("kind", PacketKind), name="kind"),
    CheckConstraint(
        "(made_at IS NULL) = (sha256 IS NULL) AND (made_at IS NULL) = (manifest_sha256 IS NULL)"
        " AND (made_at IS NULL) = (size IS NULL)",
        name="made",
    ),
    Index("uq_packet_tenant_id_complaint_id_event_seq", "tenant_id", "complaint_id", "event_seq", unique=True),
    Index("ix_packet_owed", "owed_at", "id", postgresql_where=text("made_at IS NULL")),
    Index("ix_packet_manifest_sha256", "manifest_sha256"),
    Index("ix_packet_sha256", "sha256"),
)
"""Not partitioned: few complaints are handed over, and the public check asks all pemda at once."""
