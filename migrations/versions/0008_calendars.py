"""Calendars and limits of pemda, in versions."""

from migrations import layout

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    layout.begin()


def downgrade() -> None:
    layout.begin()
