"""Published statistics: frozen tables of a month or a year."""

import sqlalchemy as sa
from alembic import op

from migrations import layout

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    layout.begin()
    layout.create_table(
        "statistic_release",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid()),
        sa.Column("made_by_title", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_statistic_release_version")),
        sa.PrimaryKeyConstraint("tenant_id", "period", "version", name=op.f("pk_statistic_release")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    layout.append_only("statistic_release")
    layout.run_sql("functions/0018")


def downgrade() -> None:
    layout.begin()
    op.execute("DROP FUNCTION tuntas.releases_page(text, integer, integer)")
    op.execute("DROP FUNCTION tuntas.release_of(text, integer)")
    op.drop_table("statistic_release", schema="tuntas")
