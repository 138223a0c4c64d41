"""Exchange with LAPOR!."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import layout

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_BEFORE = (
    "SUBMIT", "VERIFY", "CLASSIFY", "FLAG", "REQUEST_COMPLETION", "SUPPLEMENT", "LAPSE_COMPLETION", "TRANSFER",
    "RETURN_TO_NATION", "DISPOSE", "REFER", "ANSWER_DIRECTLY", "ARCHIVE", "RESTORE", "PROGRESS", "ANSWER", "RETURN",
    "RULE", "REQUEST_EXTENSION", "EXTEND", "REFUSE_EXTENSION", "ADD_TEMBUSAN", "REMOVE_TEMBUSAN", "ADD_HANDLING",
    "ANSWER_HANDLING", "RETURN_HANDLING", "MERGE", "SHARE_ANSWER", "UNMERGE", "ACCEPT", "OBJECT", "CLOSE",
    "LAPSE_REACTION", "REOPEN", "RATE", "COMMENT", "REPLY", "NOTE", "DRAFT", "EDIT_TEXT", "PUBLISH", "UNPUBLISH",
    "OPEN_IDENTITY", "RAISE_DESK", "LOWER_DESK", "WARN", "ESCALATE", "HAND_OVER", "OMBUDSMAN_DECISION",
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
        "lapor_origin",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("cells", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "complaint_id", name=op.f("pk_lapor_origin")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": True},
        postgresql_partition_by="LIST (tenant_id)",
    )
    op.create_foreign_key(
        op.f("fk_lapor_origin_tenant_id_complaint_id"),
        "lapor_origin",
        "complaint",
        ["tenant_id", "complaint_id"],
        ["tenant_id", "id"],
        source_schema="tuntas",
        referent_schema="tuntas",
        ondelete="CASCADE",
    )
    op.create_index(
        "uq_lapor_origin_tenant_id_external_id",
        "lapor_origin",
        ["tenant_id", "external_id"],
        unique=True,
        schema="tuntas",
    )
    layout.make_room("lapor_origin")
    _moves(*_BEFORE, "IMPORT", "IMPORT_CHANGE")


def downgrade() -> None:
    layout.begin()
    op.execute("DELETE FROM tuntas.complaint_event WHERE move IN ('IMPORT', 'IMPORT_CHANGE')")
    _moves(*_BEFORE)
    op.drop_table("lapor_origin", schema="tuntas")
