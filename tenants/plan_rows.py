"""The rows of action plans and of what came of them, as the stores hand them out."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from rules.plan_indicators import Direction, Indicator, Measure
from rules.plan_schedule import Period, Week
from rules.plan_states import PlanMove, PlanStatus, Seat
from rules.plan_tree import NodeKind, Nomenclature
from rules.predikat import Band, Scale
from rules.unit_paths import ROOT


@dataclass(slots=True)
class PlanRow:
    """One version of an action plan; `revision` counts its changes, `drafters` are the accounts that made them."""

    tenant_id: int
    id: UUID
    series: UUID
    number: int
    based_on: UUID | None
    nomenclature: Nomenclature
    title: str
    goal: str
    first_year: int
    last_year: int
    status: PlanStatus
    revision: int
    assessment_year: int | None
    priorities: list[dict[str, Any]]
    chapters: dict[str, str]
    decree: str
    decreed_on: date | None
    enacted_at: datetime | None
    created_by: UUID | None
    created_by_title: str
    created_at: datetime
    drafters: list[UUID] = field(default_factory=list)

    def __post_init__(self) -> None:
        """The words of the database become the words of the rules."""
        self.nomenclature, self.status = Nomenclature(self.nomenclature), PlanStatus(self.status)

    @property
    def period(self) -> Period:
        """The years it covers."""
        return Period(self.first_year, self.last_year)


@dataclass(slots=True)
class StepRow:
    """A step that a plan took, and the parties that took it."""

    tenant_id: int
    plan_id: UUID
    seq: int
    move: PlanMove
    from_status: PlanStatus
    to_status: PlanStatus
    parties: list[list[str]]
    note: str
    by_position: UUID | None
    by_title: str
    at: datetime
    by_account: UUID | None = None

    def __post_init__(self) -> None:
        """The words of the database become the words of the rules."""
        self.move = PlanMove(self.move)
        self.from_status, self.to_status = PlanStatus(self.from_status), PlanStatus(self.to_status)

    @property
    def seats(self) -> frozenset[Seat]:
        """The seats that were filled."""
        return frozenset(Seat(seat) for seat, _ in self.parties)


@dataclass(slots=True)
class PlanNodeRow:
    """A node of a plan's tree, in depth-first order by `ordinal`; `unit_path` is that of its responsible unit."""

    tenant_id: int
    id: UUID
    plan_id: UUID
    parent_id: UUID | None
    parent_code: str | None
    ordinal: int
    kind: NodeKind
    code: str
    title: str
    label: str
    note: str
    years: list[int]
    weeks: list[int]
    parties: list[str]
    responsible: str
    unit_id: UUID | None
    unit_path: str | None
    planned: bool | None
    budget: Decimal | None
    budget_code: str
    success: list[str]
    indicator: str
    indicator_target: Decimal | None
    indicator_unit: str

    def __post_init__(self) -> None:
        """The words of the database become the words of the rules."""
        self.kind = NodeKind(self.kind)

    @property
    def grid(self) -> list[Week]:
        """The cells of the weekly grid."""
        return [Week.of_number(number) for number in self.weeks]


@dataclass(slots=True)
class PlanActionRow:
    """A row of the monthly table: what is to be done under a node."""

    tenant_id: int
    id: UUID
    plan_id: UUID
    node_id: UUID
    ordinal: int
    description: str
    unit: str
    inverse: bool


@dataclass(slots=True)
class PlanTargetRow:
    """What is planned of an action in a month."""

    tenant_id: int
    action_id: UUID
    year: int
    month: int
    target: Decimal | None
    weight: Decimal | None
    cash: Decimal | None


@dataclass(slots=True)
class RealisedRow:
    """What was reported of an action for a month; the highest number counts."""

    tenant_id: int
    action_id: UUID
    year: int
    month: int
    number: int
    realised: Decimal | None
    progress: Decimal | None
    spent: Decimal | None
    note: str
    by_title: str
    at: datetime


@dataclass(slots=True)
class ReportableRow:
    """An action with what decides who may report it: its plan's status and its responsible unit's path.

    Without a unit it is the instansi's own. `leaf` rows have money; `planned` tells that the month has a target row.
    `number` is that of the newest report, `reported_by` the position that told it.
    """

    tenant_id: int
    id: UUID
    status: PlanStatus
    unit_path: str
    leaf: bool
    planned: bool
    number: int
    code: str = ""
    description: str = ""
    reported_by: str = ""

    def __post_init__(self) -> None:
        """The words of the database become the words of the rules."""
        self.status, self.unit_path = PlanStatus(self.status), self.unit_path or ROOT

    @property
    def desk_path(self) -> str:
        """Where it is answered for: at its unit."""
        return self.unit_path


@dataclass(slots=True)
class PlanIndicatorRow:
    """A strategic indicator of a plan."""

    tenant_id: int
    plan_id: UUID
    ordinal: int
    name: str
    measure: Measure
    unit: str
    direction: Direction
    baseline_year: int
    baseline: Decimal
    targets: dict[str, str]

    def __post_init__(self) -> None:
        """The words of the database become the words of the rules."""
        self.measure, self.direction = Measure(self.measure), Direction(self.direction)

    def indicator(self) -> Indicator:
        """It as the rules know it."""
        return Indicator(
            name=self.name,
            measure=self.measure,
            unit=self.unit,
            direction=self.direction,
            baseline_year=self.baseline_year,
            baseline=self.baseline,
            targets={int(year): Decimal(target) for year, target in self.targets.items()},
        )


@dataclass(slots=True)
class MonitoringRow:
    """A six-monthly monitoring record with its findings."""

    tenant_id: int
    id: UUID
    plan_id: UUID
    year: int
    half: int
    held_on: date
    summary: str
    findings: list[dict[str, str]]
    by_title: str
    at: datetime


@dataclass(slots=True)
class YearReportRow:
    """A yearly report as it was issued; `status` is its plan's, which decides who reads it."""

    tenant_id: int
    id: UUID
    plan_id: UUID
    year: int
    number: int
    addressee: str
    content: str
    sha256: bytes
    by_title: str
    at: datetime
    status: PlanStatus

    def __post_init__(self) -> None:
        """The words of the database become the words of the rules."""
        self.status = PlanStatus(self.status)


@dataclass(slots=True)
class ScaleRow:
    """A version of a pemda's scale."""

    tenant_id: int
    number: int
    from_date: date
    bands: list[dict[str, Any]]
    source: str
    by_title: str
    at: datetime

    def scale(self) -> Scale:
        """It as the rules know it."""
        return Scale(
            number=self.number,
            from_date=self.from_date,
            bands=tuple(
                Band(
                    one["code"],
                    one["label"],
                    None if one["lower"] is None else Decimal(one["lower"]),
                    one["colour"],
                )
                for one in self.bands
            ),
            source=self.source,
        )
