"""Who may read that a move happened: the public, the reporter too, or the offices only."""

from collections.abc import Mapping
from typing import Final

from rules.complaint_states import Move
from rules.vocabulary import Audience

_OFFICES: Final = frozenset(
    {
        Move.VERIFY,
        Move.CLASSIFY,
        Move.NOTE,
        Move.DRAFT,
        Move.RAISE_DESK,
        Move.LOWER_DESK,
        Move.REFER,
        Move.EDIT_TEXT,
        Move.PUBLISH,
        Move.UNPUBLISH,
        Move.ADD_HANDLING,
        Move.ANSWER_HANDLING,
        Move.RETURN_HANDLING,
        Move.ADD_TEMBUSAN,
        Move.REMOVE_TEMBUSAN,
        Move.REQUEST_EXTENSION,
        Move.REFUSE_EXTENSION,
        Move.WARN,
        Move.ESCALATE,
    }
)
_REPORTER: Final = frozenset(
    {
        Move.FLAG,
        Move.OPEN_IDENTITY,
        Move.COMMENT,
        Move.REPLY,
        Move.REQUEST_COMPLETION,
        Move.SUPPLEMENT,
        Move.MERGE,
        Move.UNMERGE,
        Move.HAND_OVER,
        Move.OMBUDSMAN_DECISION,
    }
)
AUDIENCE: Final[Mapping[Move, Audience]] = {
    move: Audience.OFFICES if move in _OFFICES else Audience.REPORTER if move in _REPORTER else Audience.PUBLIC
    for move in Move
}
"""A referral to the Inspektorat stays inside: the reported official must not read it on a public page."""
