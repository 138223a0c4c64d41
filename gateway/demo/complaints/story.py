"""What is one complaint of the demo, from the first word to where it stands today?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from gateway.demo.people import Reporter
from rules.complaint_states import Move, Status
from rules.roles import Role
from rules.verification import Verification
from rules.vocabulary import ArchiveReason, Channel, Closer, Kind, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One move: who (role at a unit of a pemda), when, with which words, and how it leaves the case.

    `tenant` is the pemda that holds the case before the move; `actor_unit` is None for citizens and the system.
    `status`, `tenant_after` and `unit_after` say where the case stands after it.
    Which further field is filled depends on the move: `to_tenant` (TRANSFER), `to_unit` (DISPOSE, REFER, RULE,
    tembusan, handlings, MERGE; the suggested unit of a RETURN), `outcome` (answers), `reason` (ARCHIVE),
    `verification` (VERIFY), `days` (REQUEST_EXTENSION and EXTEND, working days), `rating`, `kind` and `topic` (SUBMIT,
    VERIFY, CLASSIFY), `anonymous` and `secret` (FLAG), `title` and `body` (EDIT_TEXT; of an answer `body` describes the
    evidence), `parent` (MERGE: the key of the parent story).
    """

    move: Move
    at: datetime
    role: Role
    tenant: str
    actor_unit: str | None
    text: str
    status: Status
    tenant_after: str
    unit_after: str
    to_tenant: str | None = None
    to_unit: str | None = None
    kind: Kind | None = None
    topic: int | None = None
    outcome: Outcome | None = None
    reason: ArchiveReason | None = None
    verification: Verification | None = None
    days: int = 0
    rating: int | None = None
    anonymous: bool = False
    secret: bool = False
    title: str = ""
    body: str = ""
    parent: str | None = None


_CLOSERS: Mapping[Move, Closer] = {
    Move.ACCEPT: Closer.REPORTER,
    Move.CLOSE: Closer.ADMIN,
    Move.LAPSE_REACTION: Closer.SYSTEM,
    Move.ARCHIVE: Closer.ADMIN,
    Move.LAPSE_COMPLETION: Closer.SYSTEM,
}
_ANSWERS = frozenset({Move.ANSWER, Move.ANSWER_DIRECTLY, Move.SHARE_ANSWER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A complaint and its course. `tenant` holds it at the end, `intake` received it; times are aware UTC.

    `kind_chosen` is the citizen's word, `kind` the admin's. Steps come in time order and begin with SUBMIT, whose time
    is when it was entered; `received_at` may be earlier (a letter, a visit).
    """

    key: str
    tenant: str
    intake: str
    reporter: Reporter
    channel: Channel
    kind_chosen: Kind
    kind: Kind
    topic: int
    frame: str
    title: str
    body: str
    place: str
    region: str
    kecamatan: str
    village: str
    latitude: float | None
    longitude: float | None
    incident: date
    received_at: datetime
    anonymous: bool
    secret: bool
    external_id: str | None
    steps: tuple[Step, ...]

    @property
    def status(self) -> Status:
        """Where it is now."""
        return self.steps[-1].status

    @property
    def unit(self) -> str:
        """The unit that holds it now."""
        return self.steps[-1].unit_after

    @property
    def outcome(self) -> Outcome | None:
        """What came of it: the last answer's outcome, unless the reporter objected or reopened after it."""
        outcome: Outcome | None = None
        for step in self.steps:
            if step.move in _ANSWERS:
                outcome = step.outcome
            elif step.move in (Move.OBJECT, Move.REOPEN):
                outcome = None
        return outcome

    @property
    def closed_by(self) -> Closer | None:
        """Who closed or archived it; None while it is open."""
        if self.status not in (Status.CLOSED, Status.ARCHIVED):
            return None
        return next(_CLOSERS[step.move] for step in reversed(self.steps) if step.move in _CLOSERS)
