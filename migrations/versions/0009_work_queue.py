"""The queue of background work."""

from migrations import layout

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    layout.begin()


def downgrade() -> None:
    layout.begin()
