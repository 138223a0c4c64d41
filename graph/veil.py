"""How much of a complaint its viewer may see: one decision for lists, details, timelines and messages alike."""

from collections.abc import Iterable
from typing import Final

from graph.context import Context
from policies.decisions import decide
from policies.permissions import Permission
from policies.principal import Principal
from rules.complaint_states import Move
from rules.packets import PacketKind
from rules.redaction import redact
from rules.timeline import AUDIENCE
from rules.vocabulary import Audience
from tenants.rows import ComplaintRow, EventRow

_MOVES: Final = {
    audience: [move.value for move, reader in AUDIENCE.items() if reader is audience] for audience in Audience
}

_WANTED: Final = {
    Audience.PUBLIC: None,
    Audience.REPORTER: Permission.EVENT_READ,
    Audience.OFFICES: Permission.COMPLAINT_READ_INTERNAL,
}
_FOR_THE_NEXT_DESK: Final = frozenset({Move.DISPOSE, Move.TRANSFER})
"""Their reason is a note to the unit or the pemda that receives it, and may name the reporter."""


def may(context: Context, permission: Permission, row: ComplaintRow) -> bool:
    """May the viewer do this to this complaint?"""
    return decide(context.principal, permission, row).allowed


def audiences(context: Context, row: ComplaintRow) -> list[Audience]:
    """Whose words the viewer may read on this complaint."""
    return [audience for audience, wanted in _WANTED.items() if wanted is None or may(context, wanted, row)]


def heard_by(principal: Principal, row: ComplaintRow) -> list[Audience]:
    """Whose words somebody else than the viewer may read on this complaint."""
    return [
        audience for audience, wanted in _WANTED.items() if wanted is None or decide(principal, wanted, row).allowed
    ]


def packets(context: Context, row: ComplaintRow) -> list[PacketKind]:
    """Which packets of this complaint the viewer may have."""
    return [kind for kind in PacketKind if may(context, Permission.of_packet(kind), row)]


def moves(context: Context, row: ComplaintRow) -> list[str]:
    """Which moves the viewer may read that happened."""
    return [move for audience in audiences(context, row) for move in _MOVES[audience]]


def hears(context: Context, row: ComplaintRow, move: Move) -> bool:
    """May the viewer read that this move happened? As `moves`, for one of them: every row of a list asks it."""
    wanted = _WANTED[AUDIENCE[move]]
    return wanted is None or may(context, wanted, row)


def told(context: Context, row: ComplaintRow, events: Iterable[EventRow]) -> None:
    """Take from reasons what others than its offices and its reporter must not read: notes, numbers, addresses."""
    if may(context, Permission.COMPLAINT_READ_CASE, row):
        return
    for event in events:
        if getattr(event, "reason", ""):  # a list may not have read it
            event.reason = "" if event.move in _FOR_THE_NEXT_DESK else redact(event.reason)


def veiled(context: Context, rows: Iterable[ComplaintRow]) -> None:
    """Take away a newest event, read along with a list, that its viewer may not read, or what it must not say."""
    for row in rows:
        event = getattr(row, "last_event", None)
        if event is None:
            continue
        if hears(context, row, event.move):
            told(context, row, (event,))
        else:
            row.last_event = None
