"""What does a plan's tree come to: how many nodes of each kind, how many have a time, which budget in all?"""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, Protocol

from rules.plan_schedule import Week, grid_months
from rules.plan_tree import NodeKind


class Summed(Protocol):
    """A node as far as it is counted."""

    @property
    def id(self) -> Hashable:
        """What tells it apart."""

    @property
    def parent_id(self) -> Hashable | None:
        """The node above it."""

    @property
    def kind(self) -> NodeKind:
        """What it is."""

    @property
    def budget(self) -> Decimal | None:
        """Its own budget; the lowest nodes alone have one."""

    @property
    def years(self) -> Sequence[int]:
        """The years in which it is done."""

    @property
    def grid(self) -> Sequence[Week]:
        """The weeks in which it is done."""


class Count(NamedTuple):
    """How many nodes of a kind."""

    kind: NodeKind
    many: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A tree in short; of `lowest` nodes `scheduled` have years, weeks or months."""

    counts: tuple[Count, ...]
    budget: Fraction
    lowest: int
    scheduled: int
    months: tuple[tuple[int, int], ...]


def summary_of(nodes: Sequence[Summed], acting: Collection[Hashable]) -> Summary:
    """The summary of a tree; `acting` are the ids of the nodes with rows in the monthly table."""
    parents = {node.parent_id for node in nodes}
    lowest = [node for node in nodes if node.id not in parents]
    kinds = dict.fromkeys(node.kind for node in nodes)
    return Summary(
        counts=tuple(Count(kind, sum(node.kind is kind for node in nodes)) for kind in kinds),
        budget=sum((Fraction(node.budget) for node in nodes if node.budget is not None), Fraction(0)),
        lowest=len(lowest),
        scheduled=sum(bool(node.years or node.grid or node.id in acting) for node in lowest),
        months=tuple(grid_months(week for node in nodes for week in node.grid)),
    )
