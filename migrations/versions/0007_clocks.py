"""Clocks: what runs on a complaint, and when Tuntas acts next."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import layout

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_LEVELS = "'HEAD', 'INSTANSI', 'PROVINCE', 'NATION', 'OMBUDSMAN'"
_MOVES_BEFORE = (
    "'SUBMIT', 'VERIFY', 'CLASSIFY', 'FLAG', 'REQUEST_COMPLETION', 'SUPPLEMENT', 'LAPSE_COMPLETION', "
    "'TRANSFER', 'RETURN_TO_NATION', 'DISPOSE', 'REFER', 'ANSWER_DIRECTLY', 'ARCHIVE', 'RESTORE', "
    "'PROGRESS', 'ANSWER', 'RETURN', 'RULE', 'EXTEND', 'ADD_TEMBUSAN', 'REMOVE_TEMBUSAN', "
    "'ADD_HANDLING', 'ANSWER_HANDLING', 'RETURN_HANDLING', 'MERGE', 'SHARE_ANSWER', 'UNMERGE', 'ACCEPT', "
    "'OBJECT', 'CLOSE', 'LAPSE_REACTION', 'REOPEN', 'RATE', 'COMMENT', 'NOTE', 'DRAFT', 'EDIT_TEXT', "
    "'PUBLISH', 'UNPUBLISH', 'OPEN_IDENTITY', 'RAISE_DESK', 'LOWER_DESK', 'HAND_OVER'"
)
_MOVES = (
    "'SUBMIT', 'VERIFY', 'CLASSIFY', 'FLAG', 'REQUEST_COMPLETION', 'SUPPLEMENT', 'LAPSE_COMPLETION', "
    "'TRANSFER', 'RETURN_TO_NATION', 'DISPOSE', 'REFER', 'ANSWER_DIRECTLY', 'ARCHIVE', 'RESTORE', "
    "'PROGRESS', 'ANSWER', 'RETURN', 'RULE', 'REQUEST_EXTENSION', 'EXTEND', 'REFUSE_EXTENSION', "
    "'ADD_TEMBUSAN', 'REMOVE_TEMBUSAN', 'ADD_HANDLING', 'ANSWER_HANDLING', 'RETURN_HANDLING', 'MERGE', "
    "'SHARE_ANSWER', 'UNMERGE', 'ACCEPT', 'OBJECT', 'CLOSE', 'LAPSE_REACTION', 'REOPEN', 'RATE', "
    "'COMMENT', 'REPLY', 'NOTE', 'DRAFT', 'EDIT_TEXT', 'PUBLISH', 'UNPUBLISH', 'OPEN_IDENTITY', "
    "'RAISE_DESK', 'LOWER_DESK', 'WARN', 'ESCALATE', 'HAND_OVER'"
)
# What ran goes on with the deadline it had; the limits are the nation's, for nobody had others yet.
_TAKE_OVER = """
UPDATE tuntas.complaint SET wake_at = due_at, open_clocks = jsonb_build_array(jsonb_build_object(
    'clock', clock, 'started', to_jsonb(coalesce(completion_from, last_event_at)), 'rule', 0,
    'limit', jsonb_build_array(CASE WHEN clock IN ('REPORTER_COMPLETION', 'REPORTER_REACTION') THEN 10
        WHEN clock = 'FIRST_RESPONSE' THEN 5 WHEN clock <> 'COMPLETION' THEN 3 WHEN kind = 'PENGADUAN_BERKADAR' THEN 60
        WHEN kind = 'PENGADUAN_TIDAK_BERKADAR' THEN 14 ELSE 5 END, 'WORKING_DAY'),
    'edition', '[1, 1]'::jsonb, 'handling', NULL, 'pauses', '[]'::jsonb, 'due', to_jsonb(due_at), 'warned', true,
    'rung', 0, 'extensions', CASE WHEN clock = 'COMPLETION' AND extension_days > 0
        THEN jsonb_build_array(jsonb_build_array(extension_days, to_jsonb(last_event_at), '', ''))
        ELSE '[]'::jsonb END))
WHERE clock IS NOT NULL
"""
_GIVE_BACK = """
UPDATE tuntas.complaint SET
    completion_from = CASE WHEN clock = 'COMPLETION' THEN (open_clocks -> 0 ->> 'started')::timestamptz END,
    extension_days = coalesce((open_clocks -> 0 -> 'extensions' -> 0 ->> 0)::int, 0)
"""


def upgrade() -> None:
    layout.begin()
    for column in (
        sa.Column("open_clocks", postgresql.JSONB(), nullable=False, server_default="[]"),
        sa.Column("wake_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("escalation", sa.Text(), nullable=True),
        sa.Column("extension_asked", sa.SmallInteger(), nullable=False, server_default="0"),
    ):
        op.add_column("complaint", column, schema="tuntas")
    op.execute(_TAKE_OVER)
    op.drop_column("complaint", "completion_from", schema="tuntas")
    op.drop_column("complaint", "extension_days", schema="tuntas")
    op.create_check_constraint(
        op.f("ck_complaint_escalation"), "complaint", f"escalation IN ({_LEVELS})", schema="tuntas"
    )
    op.create_index(
        "ix_complaint_wake",
        "complaint",
        ["wake_at", "id"],
        schema="tuntas",
        postgresql_where=sa.text("wake_at IS NOT NULL"),
    )
    _moves(_MOVES)


def downgrade() -> None:
    layout.begin()
    op.execute(sa.text("DELETE FROM tuntas.complaint_event WHERE move NOT IN (" + _MOVES_BEFORE + ")"))
    _moves(_MOVES_BEFORE)
    op.add_column("complaint", sa.Column("completion_from", sa.DateTime(timezone=True), nullable=True), schema="tuntas")
    op.add_column(
        "complaint",
        sa.Column("extension_days", sa.SmallInteger(), nullable=False, server_default="0"),
        schema="tuntas",
    )
    op.execute(_GIVE_BACK)
    op.alter_column("complaint", "extension_days", server_default=None, schema="tuntas")
    op.drop_index("ix_complaint_wake", table_name="complaint", schema="tuntas")
    for name in ("open_clocks", "wake_at", "escalation", "extension_asked"):
        op.drop_column("complaint", name, schema="tuntas")


def _moves(allowed: str) -> None:
    op.drop_constraint(op.f("ck_complaint_event_move"), "complaint_event", schema="tuntas")
    op.create_check_constraint(
        op.f("ck_complaint_event_move"), "complaint_event", f"move IN ({allowed})", schema="tuntas"
    )
