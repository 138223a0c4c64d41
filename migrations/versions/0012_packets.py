"""Packets for the Ombudsman and the APIP."""

import sqlalchemy as sa
from alembic import op

from migrations import layout

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_BEFORE = (
    "SUBMIT", "VERIFY", "CLASSIFY", "FLAG", "REQUEST_COMPLETION", "SUPPLEMENT", "LAPSE_COMPLETION", "TRANSFER",
    "RETURN_TO_NATION", "DISPOSE", "REFER", "ANSWER_DIRECTLY", "ARCHIVE", "RESTORE", "PROGRESS", "ANSWER", "RETURN",
    "RULE", "REQUEST_EXTENSION", "EXTEND", "REFUSE_EXTENSION", "ADD_TEMBUSAN", "REMOVE_TEMBUSAN", "ADD_HANDLING",
    "ANSWER_HANDLING", "RETURN_HANDLING", "MERGE", "SHARE_ANSWER", "UNMERGE", "ACCEPT", "OBJECT", "CLOSE",
    "LAPSE_REACTION", "REOPEN", "RATE", "COMMENT", "REPLY", "NOTE", "DRAFT", "EDIT_TEXT", "PUBLISH", "UNPUBLISH",
    "OPEN_IDENTITY", "RAISE_DESK", "LOWER_DESK", "WARN", "ESCALATE", "HAND_OVER",
)  # fmt: skip


def _moves(*moves: str) -> None:
    op.drop_constraint(op.f("ck_complaint_event_move"), "complaint_event", schema="tuntas", type_="check")
    listed = ", ".join(f"'{move}'" for move in moves)
    op.create_check_constraint(
        op.f("ck_complaint_event_move"), "complaint_event", f"move IN ({listed})", schema="tuntas"
    )


def upgrade() -> None:
    layout.begin()
    layout.create_table(
        "packet",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("storage_key", sa.Text(), nullable=False),
        sa.Column("owed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=True),
        sa.Column("manifest_sha256", sa.LargeBinary(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('OMBUDSMAN', 'APIP')", name=op.f("ck_packet_kind")),
        sa.CheckConstraint(
            "(made_at IS NULL) = (sha256 IS NULL) AND (made_at IS NULL) = (manifest_sha256 IS NULL)"
            " AND (made_at IS NULL) = (size IS NULL)",
            name=op.f("ck_packet_made"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_packet")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    op.create_index(
        "uq_packet_tenant_id_complaint_id_event_seq",
        "packet",
        ["tenant_id", "complaint_id", "event_seq"],
        unique=True,
        schema="tuntas",
    )
    op.create_index(
        "ix_packet_owed",
        "packet",
        ["owed_at", "id"],
        unique=False,
        schema="tuntas",
        postgresql_where=sa.text("made_at IS NULL"),
    )
    op.create_index("ix_packet_manifest_sha256", "packet", ["manifest_sha256"], unique=False, schema="tuntas")
    op.create_index("ix_packet_sha256", "packet", ["sha256"], unique=False, schema="tuntas")
    _moves(*_BEFORE, "OMBUDSMAN_DECISION")
    layout.run_sql("functions/packets")


def downgrade() -> None:
    layout.begin()
    op.execute("DROP FUNCTION tuntas.packet_issued(bytea)")
    op.execute("DELETE FROM tuntas.complaint_event WHERE move = 'OMBUDSMAN_DECISION'")
    _moves(*_BEFORE)
    op.drop_table("packet", schema="tuntas")
