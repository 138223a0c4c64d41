"""How much of a complaint its viewer may see: one decision for lists, details, timelines and messages alike."""

from collections.abc import Iterable
from typing import Final

from graph.context import Context
from policies.decisions import decide
from policies.permissions import Permission
from rules.timeline import AUDIENCE
from rules.vocabulary import Audience
from tenants.rows import ComplaintRow

_MOVES: Final = {
    audience: [move.value for move, reader in AUDIENCE.items() if reader is audience] for audience in Audience
}


def may(context: Context, permission: Permission, row: ComplaintRow) -> bool:
    """May the viewer do this to this complaint?"""
    return decide(context.principal, permission, row).allowed


def audiences(context: Context, row: ComplaintRow) -> list[Audience]:
    """Whose words the viewer may read on this complaint."""
    seen = [Audience.PUBLIC]
    if may(context, Permission.EVENT_READ, row):
        seen.append(Audience.REPORTER)
    if may(context, Permission.COMPLAINT_READ_INTERNAL, row):
        seen.append(Audience.OFFICES)
    return seen


def moves(context: Context, row: ComplaintRow) -> list[str]:
    """Which moves the viewer may read that happened."""
    return [move for audience in audiences(context, row) for move in _MOVES[audience]]


def veiled(context: Context, rows: Iterable[ComplaintRow]) -> None:
    """Take away a newest event, read along with a list, that its viewer may not read."""
    for row in rows:
        event = getattr(row, "last_event", None)
        if event is not None and event.move not in moves(context, row):
            row.last_event = None
