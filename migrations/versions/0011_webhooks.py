"""Webhooks, and what arrives by SMS and e-mail."""

from migrations import layout

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    layout.begin()


def downgrade() -> None:
    layout.begin()
