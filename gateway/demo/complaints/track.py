"""Where does a complaint stand while its course is being made up? Moves, legal by the table, still without times."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final

from gateway.demo.offices import NATION, ROOT, Office
from rules.complaint_states import Move, Status, transition
from rules.consequences import RETURNS_BEFORE_RULING
from rules.roles import Role
from rules.vocabulary import ArchiveReason, Kind, Outcome

_PUTTING: Final = frozenset({Move.DISPOSE, Move.REFER, Move.RULE, Move.MERGE})


class Pace(Enum):
    """Whose hours a move keeps: `delay` counts working days of offices, days of citizens; a lapse follows its clock."""

    OFFICE = auto()
    CITIZEN = auto()
    NIGHT = auto()
    COMPLETION_LAPSE = auto()
    REACTION_LAPSE = auto()


class Verified(Enum):
    """What a verification found."""

    PASSED = auto()
    LACKING = auto()
    NOT_OURS = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A step before it has a time and words: `wording` names the phrases that it will be written with."""

    move: Move
    role: Role
    pace: Pace
    delay: int
    tenant: str
    actor_unit: str | None
    status: Status
    tenant_after: str
    unit_after: str
    wording: str = ""
    to_tenant: str | None = None
    to_unit: str | None = None
    kind: Kind | None = None
    topic: int | None = None
    outcome: Outcome | None = None
    reason: ArchiveReason | None = None
    verified: Verified | None = None
    days: int = 0
    rating: int | None = None
    anonymous: bool = False
    secret: bool = False
    parent: str | None = None


class Track:
    """The drafts so far, and the pemda, unit and status that they lead to."""

    def __init__(self, rng: random.Random, offices: Mapping[str, Office], tenant: str) -> None:
        self.rng = rng
        self.offices = offices
        self.tenant = tenant
        self.unit = ROOT
        self.status: Status | None = None
        self.returned_by: list[str] = []
        self.drafts: list[Draft] = []

    @property
    def office(self) -> Office:
        """The offices of the pemda that holds the case."""
        return self.offices[self.tenant]

    @property
    def admin(self) -> Role:
        """Who verifies and disposes here."""
        return Role.NASIONAL if self.tenant == NATION else Role.INSTANSI

    def by_admin(self, move: Move, delay: int, wording: str, **details: Any) -> None:
        """A move of the admin's desk."""
        self._add(move, self.admin, Pace.OFFICE, delay, actor_unit=ROOT, wording=wording, **details)

    def by_desk(self, move: Move, delay: int, wording: str, *, unit: str = "", **details: Any) -> None:
        """A move of the unit that holds the case, or of another that takes part."""
        at = unit or self.unit
        watched = self.office.desk(at, Role.PENGAWAS) is not None
        role = self.admin if at == ROOT else Role.PENGAWAS if watched else Role.PENGHUBUNG
        self._add(move, role, Pace.OFFICE, delay, actor_unit=at, wording=wording, **details)

    def by_staff(self, move: Move, delay: int, wording: str) -> None:
        """A move of the staff of the holding unit."""
        self._add(move, Role.STAF, Pace.OFFICE, delay, actor_unit=self.unit, wording=wording)

    def by_citizen(self, move: Move, delay: int, wording: str, **details: Any) -> None:
        """A move of the reporter."""
        self._add(move, Role.PELAPOR, Pace.CITIZEN, delay, actor_unit=None, wording=wording, **details)

    def by_system(self, move: Move, pace: Pace, wording: str, delay: int = 0) -> None:
        """A move of the sweep."""
        self._add(move, Role.SISTEM, pace, delay, actor_unit=None, wording=wording)

    def submit(self, role: Role, unit: str | None, **details: Any) -> None:
        """The first move."""
        pace = Pace.CITIZEN if unit is None else Pace.OFFICE
        self._add(Move.SUBMIT, role, pace, 0, actor_unit=unit, wording="", **details)

    def _add(self, move: Move, role: Role, pace: Pace, delay: int, **details: Any) -> None:
        before = self.tenant
        self._advance(move, details.get("to_tenant"), details.get("to_unit"))
        assert self.status is not None  # noqa: S101 - for the type checker: every move leaves a status
        draft = Draft(
            move=move,
            role=role,
            pace=pace,
            delay=delay,
            tenant=before,
            status=self.status,
            tenant_after=self.tenant,
            unit_after=self.unit,
            **details,
        )
        self.drafts.append(draft)

    def _advance(self, move: Move, to_tenant: str | None, to_unit: str | None) -> None:
        row = transition(self.status, move)
        if row.targets and self.status not in row.targets:
            self.status = row.targets[0]
        if move in (Move.TRANSFER, Move.RETURN_TO_NATION):
            self.tenant, self.unit = to_tenant or NATION, ROOT
        elif move is Move.RETURN:
            self._return()
        elif move is Move.RESTORE:
            self.unit = ROOT
        elif move in _PUTTING and to_unit:
            self.unit = to_unit

    def _return(self) -> None:
        """One level up; at the second return the common superior of the two who returned it, as rules.course says."""
        returner = self.unit
        up = self.office.unit(returner).parent or ROOT
        if len(self.returned_by) + 1 >= RETURNS_BEFORE_RULING:
            earlier = self.chain(self.returned_by[-1])
            up = next(unit for unit in self.chain(up) if unit in earlier)
        self.returned_by.append(returner)
        self.unit = up
        self.status = Status.RECEIVED if up == ROOT else Status.DISPOSED

    def chain(self, unit: str) -> list[str]:
        """The unit and all above it, lowest first."""
        chain = [unit]
        while (parent := self.office.unit(chain[-1]).parent) is not None:
            chain.append(parent)
        return chain
