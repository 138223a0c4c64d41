# ruff: noqa: E501, PLR0915 - written by Alembic from the tables
"""${message}."""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
from migrations import layout

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    layout.begin()  # lock_timeout, and sequential statements on Citus
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    layout.begin()
    ${downgrades if downgrades else "pass"}
