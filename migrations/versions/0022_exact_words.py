"""A search finds what has the very words, however many are spelled alike."""

from pathlib import Path

from migrations import layout

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_BEFORE = Path(__file__).parents[1] / "functions" / "search.sql"


def upgrade() -> None:
    layout.begin()
    layout.run_sql("functions/0022")


def downgrade() -> None:
    layout.begin()
    layout.run_file(_BEFORE)
