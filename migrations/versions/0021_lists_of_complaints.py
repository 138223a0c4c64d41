"""Documents that list what a question answers, and the parts of them that are read already."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import layout

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_KINDS = (
    "COMPLAINT_REPORT", "LAPOR_EXPORT", "ASSESSMENT_MATRIX", "ASSESSMENT_PRIORITIES", "ASSESSMENT_MINUTES",
    "ACTION_PLAN", "MONTHLY_REALISATION",
)  # fmt: skip
_NEW_KINDS = ("COMPLAINT_LIST", "STATISTICS_TABLE")
_FORMATS = ("PDF", "DOCX", "XLSX")
_NEW_FORMATS = ("CSV",)
_NEW = ("question", "rows", "cut", "parts", "resume_after", "seen_as")


def _words(column: str, *words: str) -> None:
    name = op.f(f"ck_document_{column}")
    op.drop_constraint(name, "document", schema="tuntas", type_="check")
    listed = ", ".join(f"'{word}'" for word in words)
    op.create_check_constraint(name, "document", f"{column} IN ({listed})", schema="tuntas")


def upgrade() -> None:
    layout.begin()
    _words("kind", *_KINDS, *_NEW_KINDS)
    _words("format", *_FORMATS, *_NEW_FORMATS)
    for column in (
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("rows", sa.Integer(), server_default="0", nullable=False),
        sa.Column("cut", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("parts", postgresql.ARRAY(sa.SmallInteger()), server_default="{}", nullable=False),
        sa.Column("resume_after", sa.Text(), nullable=True),
        sa.Column("seen_as", sa.Text(), nullable=True),
    ):
        op.add_column("document", column, schema="tuntas")


def downgrade() -> None:
    layout.begin()
    op.execute("DELETE FROM tuntas.document WHERE kind IN ('COMPLAINT_LIST', 'STATISTICS_TABLE')")
    _words("kind", *_KINDS)
    _words("format", *_FORMATS)
    for name in reversed(_NEW):
        op.drop_column("document", name, schema="tuntas")
