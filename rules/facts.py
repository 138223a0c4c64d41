"""What the recorder of a move says besides the move itself: where to, what came of it, how long."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from rules.clocks import Extension
from rules.deadlines import Timetable
from rules.ladder import Step
from rules.limits import Level
from rules.unit_paths import ROOT
from rules.vocabulary import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A unit and the desk that answers for it now: itself, or the next live one above when it is vacant."""

    unit_id: UUID | None
    unit_path: str
    desk_id: UUID | None
    desk_path: str


AT_INSTANSI: Final = Place(unit_id=None, unit_path=ROOT, desk_id=None, desk_path=ROOT)
"""The desk of the pemda itself: no unit holds the complaint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the recorder says besides the move; only the fields that the move needs are looked at."""

    now: datetime
    timetable: Timetable
    place: Place | None = None
    outcome: Outcome | None = None
    actor_path: str = ROOT
    actor_tenant: int | None = None
    passed: bool = False
    days: int = 0
    granted: Extension | None = None
    handling: UUID | None = None
    step: Step | None = None
    vacant: frozenset[Level] = frozenset()
    rating: int = 0
    tenant: int = 0
    set: Mapping[str, Any] = field(default_factory=dict)
