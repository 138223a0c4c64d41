"""What people are told, and through which channel."""

from migrations import layout

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    layout.begin()


def downgrade() -> None:
    layout.begin()
