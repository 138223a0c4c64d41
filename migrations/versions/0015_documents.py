"""Documents that were asked for, and what stands above them."""

import sqlalchemy as sa
from alembic import op

from migrations import layout

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_KINDS = (
    "'COMPLAINT_REPORT', 'LAPOR_EXPORT', 'ASSESSMENT_MATRIX', 'ASSESSMENT_PRIORITIES', 'ASSESSMENT_MINUTES',"
    " 'ACTION_PLAN', 'MONTHLY_REALISATION'"
)


def upgrade() -> None:
    layout.begin()
    layout.create_table(
        "document",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=True),
        sa.Column("month", sa.SmallInteger(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("progress", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("storage_key", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(f"kind IN ({_KINDS})", name=op.f("ck_document_kind")),
        sa.CheckConstraint("format IN ('PDF', 'DOCX', 'XLSX')", name=op.f("ck_document_format")),
        sa.CheckConstraint("state IN ('WAITING', 'RUNNING', 'DONE', 'FAILED')", name=op.f("ck_document_state")),
        sa.CheckConstraint("progress BETWEEN 0 AND 100", name=op.f("ck_document_progress")),
        sa.CheckConstraint(
            "(state = 'DONE') = (sha256 IS NOT NULL) AND (state = 'DONE') = (size IS NOT NULL)"
            " AND (state = 'FAILED') = (code IS NOT NULL)"
            " AND (state IN ('DONE', 'FAILED')) = (finished_at IS NOT NULL)",
            name=op.f("ck_document_finished"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_document")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    op.create_index(
        "ix_document_newest",
        "document",
        ["tenant_id", sa.text("requested_at DESC"), sa.text("id DESC")],
        unique=False,
        schema="tuntas",
    )
    op.create_index(
        "ix_document_waiting",
        "document",
        ["requested_at", "id"],
        unique=False,
        schema="tuntas",
        postgresql_where=sa.text("state IN ('WAITING', 'RUNNING')"),
    )
    layout.create_table(
        "letterhead",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("signer_title", sa.Text(), nullable=False),
        sa.Column("signer_name", sa.Text(), nullable=False),
        sa.Column("signer_number", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", name=op.f("pk_letterhead")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )


def downgrade() -> None:
    layout.begin()
    op.drop_table("letterhead", schema="tuntas")
    op.drop_table("document", schema="tuntas")
