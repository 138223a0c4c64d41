"""Accounts, sessions, tokens, invitations and sign-in attempts: the service reaches them only through functions."""

from sqlalchemy import Boolean, CheckConstraint, Column, DateTime, Index, Integer, LargeBinary, Text, Uuid

from tenants.tables.base import keyed_table

_MOMENT = DateTime(timezone=True)

account = keyed_table(
    "account",
    "id",
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("password_hash", Text),
    Column("active", Boolean, nullable=False, server_default="true"),
    Column("created_at", _MOMENT, nullable=False),
    CheckConstraint("kind IN ('STAFF', 'CITIZEN')", name="kind"),
)

account_email = keyed_table(
    "account_email",
    "email",
    Column("email", Text, primary_key=True),
    Column("account_id", Uuid, nullable=False),
)

account_position = keyed_table(
    "account_position",
    "account_id",
    Column("account_id", Uuid, primary_key=True),
    Column("tenant_id", Integer, primary_key=True, autoincrement=False),
    Column("position_id", Uuid, primary_key=True),
)

session = keyed_table(
    "session",
    "token_hash",
    Column("token_hash", LargeBinary, primary_key=True),
    Column("account_id", Uuid, nullable=False),
    Column("csrf", Text, nullable=False),
    Column("created_at", _MOMENT, nullable=False),
    Column("expires_at", _MOMENT, nullable=False),
    Index(None, "account_id"),
)

token = keyed_table(
    "token",
    "token_hash",
    Column("token_hash", LargeBinary, primary_key=True),
    Column("id", Uuid, nullable=False),
    Column("account_id", Uuid, nullable=False),
    Column("label", Text, nullable=False),
    Column("created_at", _MOMENT, nullable=False),
    Column("expires_at", _MOMENT, nullable=False),
    Column("revoked_at", _MOMENT),
    Index(None, "account_id"),
)

invitation = keyed_table(
    "invitation",
    "token_hash",
    Column("token_hash", LargeBinary, primary_key=True),
    Column("account_id", Uuid, nullable=False),
    Column("created_at", _MOMENT, nullable=False),
    Column("expires_at", _MOMENT, nullable=False),
    Index(None, "account_id"),
)

sign_in_attempt = keyed_table(
    "sign_in_attempt",
    "subject",
    Column("subject", Text, primary_key=True),
    Column("window_start", _MOMENT, nullable=False),
    Column("count", Integer, nullable=False),
)
