"""Statistics: what is still to be counted, tallies of complaints, and their sums."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import layout

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_STEPS = ("verification", "disposition", "first_response", "answer", "closing")
_COUNTS = (
    "received", "verified", "disposed", "responded", "answered", "closed_by_admin", "closed_by_system",
    "closed_by_reporter", "solved", "partly_solved", "not_solved", "information_given", "aspiration_noted",
    "not_our_authority", "objected", "reopened", "archived", "overdue", "escalated", "handed_over", "returned",
    "ping_pong", "passed_on", "extended", "merged", "rated", "rating_sum", "admin_acts", "countable", "followed_up",
    "decided", "in_time", "prompt", "open_0", "open_6", "open_15", "open_31", "open_61", "open_181", "open_overdue",
)  # fmt: skip
_BANDS = 20
_ALL_WAIT = (
    """
    INSERT INTO tuntas.complaint_change (tenant_id, complaint_id, seq, at)
    SELECT tenant_id, id, version, last_event_at FROM tuntas.complaint
    """,
    """
    INSERT INTO tuntas.complaint_change (tenant_id, complaint_id, seq, at)
    SELECT tenant_id, complaint_id, 0, max(at) FROM tuntas.transfer GROUP BY tenant_id, complaint_id
    """,
)
"""What is there already waits to be counted: by the worker, or faster by `tuntas statistics rebuild`."""


def _columns() -> list[sa.Column[int]]:
    return [
        *(sa.Column(name, sa.Integer()) for name in _COUNTS),
        *(sa.Column(f"{step}_minutes", sa.BigInteger()) for step in _STEPS),
        *(sa.Column(f"{step}_{band:02d}", sa.Integer()) for step in _STEPS for band in range(_BANDS)),
    ]


def upgrade() -> None:
    layout.begin()
    layout.create_table(
        "complaint_change",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "complaint_id", "seq", name=op.f("pk_complaint_change")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    layout.create_table(
        "complaint_tally",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text()),
        sa.Column("channel", sa.Text()),
        sa.Column("priority", sa.Text()),
        sa.Column("topic_id", sa.Integer()),
        sa.Column("unit_path", sa.Text(collation="C")),
        sa.Column("days", postgresql.ARRAY(sa.Date()), nullable=False),
        sa.Column("numbers", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("amounts", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "complaint_id", name=op.f("pk_complaint_tally")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": True},
        postgresql_partition_by="LIST (tenant_id)",
    )
    layout.create_table(
        "complaint_rollup",
        sa.Column("tenant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("grain", sa.Text(), nullable=False),
        sa.Column("grouped", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        *_columns(),
        sa.CheckConstraint("grain IN ('DAY', 'MONTH')", name=op.f("ck_complaint_rollup_grain")),
        sa.CheckConstraint(
            "grouped IN ('ALL', 'KIND', 'CHANNEL', 'PRIORITY', 'TOPIC')", name=op.f("ck_complaint_rollup_grouped")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "grain", "grouped", "day", "key", name=op.f("pk_complaint_rollup")),
        schema="tuntas",
        info={"scope": "tenant", "partitioned": False},
    )
    op.create_index(
        op.f("ix_complaint_rollup_grain_grouped_day_tenant_id"),
        "complaint_rollup",
        ["grain", "grouped", "day", "tenant_id"],
        schema="tuntas",
    )
    layout.make_room("complaint_tally")
    for statement in _ALL_WAIT:
        op.execute(statement)


def downgrade() -> None:
    layout.begin()
    for name in ("complaint_rollup", "complaint_tally", "complaint_change"):
        op.drop_table(name, schema="tuntas")
