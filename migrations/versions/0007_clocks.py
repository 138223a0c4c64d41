"""Clocks: what runs on a complaint, and when Tuntas acts next."""

from migrations import layout

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    layout.begin()


def downgrade() -> None:
    layout.begin()
