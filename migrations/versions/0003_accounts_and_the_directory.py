"""Accounts and the directory."""

import sqlalchemy as sa
from alembic import op

from migrations import layout

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    layout.begin()  # lock_timeout, and sequential statements on Citus
    layout.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('STAFF', 'CITIZEN')", name=op.f("ck_account_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        schema="tuntas",
        info={"scope": "distributed", "key": "id"},
    )
    layout.create_table(
        "account_email",
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("email", name=op.f("pk_account_email")),
        schema="tuntas",
        info={"scope": "distributed", "key": "email"},
    )
    layout.create_table(
        "account_position",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "tenant_id", "position_id", name=op.f("pk_account_position")),
        schema="tuntas",
        info={"scope": "distributed", "key": "account_id"},
    )
    layout.create_table(
        "directory",
        sa.Column("tracking_code", sa.Text(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("receipt_hash", sa.LargeBinary(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tracking_code", name=op.f("pk_directory")),
        schema="tuntas",
        info={"scope": "distributed", "key": "tracking_code"},
    )
    op.create_index(op.f("ix_directory_account_id"), "directory", ["account_id"], unique=False, schema="tuntas")
    op.create_index(op.f("ix_directory_external_id"), "directory", ["external_id"], unique=False, schema="tuntas")
    op.create_index(op.f("ix_directory_tenant_id"), "directory", ["tenant_id"], unique=False, schema="tuntas")
    layout.create_table(
        "invitation",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invitation")),
        schema="tuntas",
        info={"scope": "distributed", "key": "token_hash"},
    )
    op.create_index(op.f("ix_invitation_account_id"), "invitation", ["account_id"], unique=False, schema="tuntas")
    layout.create_table(
        "session",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("csrf", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session")),
        schema="tuntas",
        info={"scope": "distributed", "key": "token_hash"},
    )
    op.create_index(op.f("ix_session_account_id"), "session", ["account_id"], unique=False, schema="tuntas")
    layout.create_table(
        "sign_in_attempt",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("window_start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_sign_in_attempt")),
        schema="tuntas",
        info={"scope": "distributed", "key": "subject"},
    )
    layout.create_table(
        "staged_upload",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.LargeBinary(), nullable=True),
        sa.Column("storage_key", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staged_upload")),
        schema="tuntas",
        info={"scope": "distributed", "key": "id"},
    )
    op.create_index(op.f("ix_staged_upload_expires_at"), "staged_upload", ["expires_at"], unique=False, schema="tuntas")
    layout.create_table(
        "token",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_token")),
        schema="tuntas",
        info={"scope": "distributed", "key": "token_hash"},
    )
    op.create_index(op.f("ix_token_account_id"), "token", ["account_id"], unique=False, schema="tuntas")


def downgrade() -> None:
    layout.begin()
    op.drop_index(op.f("ix_token_account_id"), table_name="token", schema="tuntas")
    op.drop_table("token", schema="tuntas")
    op.drop_index(op.f("ix_staged_upload_expires_at"), table_name="staged_upload", schema="tuntas")
    op.drop_table("staged_upload", schema="tuntas")
    op.drop_table("sign_in_attempt", schema="tuntas")
    op.drop_index(op.f("ix_session_account_id"), table_name="session", schema="tuntas")
    op.drop_table("session", schema="tuntas")
    op.drop_index(op.f("ix_invitation_account_id"), table_name="invitation", schema="tuntas")
    op.drop_table("invitation", schema="tuntas")
    op.drop_index(op.f("ix_directory_tenant_id"), table_name="directory", schema="tuntas")
    op.drop_index(op.f("ix_directory_external_id"), table_name="directory", schema="tuntas")
    op.drop_index(op.f("ix_directory_account_id"), table_name="directory", schema="tuntas")
    op.drop_table("directory", schema="tuntas")
    op.drop_table("account_position", schema="tuntas")
    op.drop_table("account_email", schema="tuntas")
    op.drop_table("account", schema="tuntas")
