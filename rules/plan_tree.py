"""What does an action plan consist of? Its tree by the nomenclature of its office, every code in its place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from rules.errors import Refusal, bad_input
from rules.plan_schedule import Period, Week, check_weeks, check_years

MOST_NODES: Final = 300
BUDGET_CODE: Final = re.compile(r"[0-9](?:\.[0-9]{1,4}){2,7}")
"""Kode rekening or program code of the regional budget (Permendagri 90/2019)."""


class Nomenclature(StrEnum):
    """How an office names the levels of its plan: each of the three source documents has its own."""

    KELOMPOK_PROGRAM = "KELOMPOK_PROGRAM"
    KATEGORI_PRIORITAS = "KATEGORI_PRIORITAS"
    URUSAN = "URUSAN"
    TAHAPAN = "TAHAPAN"


class NodeKind(StrEnum):
    """What a node of the tree is called."""

    KELOMPOK_PROGRAM = "KELOMPOK_PROGRAM"
    KATEGORI_PRIORITAS = "KATEGORI_PRIORITAS"
    PROGRAM = "PROGRAM"
    KEGIATAN = "KEGIATAN"
    SUBKEGIATAN = "SUBKEGIATAN"
    TAHAPAN = "TAHAPAN"


class Level(NamedTuple):
    """One level: what its nodes are called, and what it adds to the code of the node above."""

    kind: NodeKind
    part: str


_ROMAN: Final = r"[IVX]{1,5}"
LEVELS: Final[Mapping[Nomenclature, tuple[Level, ...]]] = MappingProxyType(
    {
        Nomenclature.KELOMPOK_PROGRAM: (
            Level(NodeKind.KELOMPOK_PROGRAM, _ROMAN),
            Level(NodeKind.PROGRAM, r"\.[0-9]{1,2}"),
            Level(NodeKind.KEGIATAN, r"\.[0-9]{1,2}"),
        ),
        Nomenclature.KATEGORI_PRIORITAS: (
            Level(NodeKind.KATEGORI_PRIORITAS, _ROMAN),
            Level(NodeKind.PROGRAM, rf"\.{_ROMAN}"),
            Level(NodeKind.KEGIATAN, r"\.[0-9]{1,2}"),
            Level(NodeKind.SUBKEGIATAN, r"\.[0-9]{1,2}"),
        ),
        Nomenclature.URUSAN: (
            Level(NodeKind.PROGRAM, r"[0-9]\.[0-9]{2}\.[0-9]{2}"),
            Level(NodeKind.KEGIATAN, r"\.[0-9]\.[0-9]{2}"),
            Level(NodeKind.SUBKEGIATAN, r"\.[0-9]{2}"),
        ),
        Nomenclature.TAHAPAN: (Level(NodeKind.TAHAPAN, r"[0-9]{1,2}"),),
    }
)
"""Bangka Belitung, lampiran I; Perbup Bintan 53/2021, bab IV; Batam's monthly table (Permendagri 90/2019) and grid."""
_PATTERNS: Final = {
    nomenclature: tuple(
        re.compile("".join(f"({level.part})" for level in levels[: depth + 1])) for depth in range(len(levels))
    )
    for nomenclature, levels in LEVELS.items()
}


class Place(NamedTuple):
    """Where a code stands: how deep, what it is, under which code."""

    depth: int
    kind: NodeKind
    parent: str | None


@dataclass(frozen=True, slots=True)
class MonthTarget:
    """What is planned of an action in a month; an empty cell is None. Money in rupiah, weights in percent."""

    year: int
    month: int
    target: Decimal | None = None
    weight: Decimal | None = None
    cash: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One row of the monthly table (uraian aksi); `inverse` where less is better."""

    description: str
    unit: str = ""
    inverse: bool = False
    months: tuple[MonthTarget, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """One node as its author gives it; `label` is what the document prints before the title."""

    code: str
    title: str
    label: str = ""
    note: str = ""
    years: tuple[int, ...] = ()
    weeks: tuple[Week, ...] = ()
    parties: tuple[str, ...] = ()
    responsible: str = ""
    planned: bool | None = None
    budget: Decimal | None = None
    budget_code: str = ""
    success: tuple[str, ...] = ()
    indicator: str = ""
    indicator_target: Decimal | None = None
    indicator_unit: str = ""
    actions: tuple[Action, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Placed:
    """A node in its place."""

    node: Node
    place: Place
    has_children: bool


def place_of(nomenclature: Nomenclature, code: str, field: str) -> Place:
    """Where this code stands in the nomenclature. Raises BAD_USER_INPUT for a code that it does not have."""
    for depth, pattern in enumerate(_PATTERNS[nomenclature]):
        match = pattern.fullmatch(code)
        if match is not None:
            parent = "".join(match.groups()[:-1]) or None
            return Place(depth, LEVELS[nomenclature][depth].kind, parent)
    kinds = " > ".join(level.kind for level in LEVELS[nomenclature])
    raise bad_input(
        field,
        f"'{code[:40]}' is no code of this nomenclature ({kinds}).",
        f"'{code[:40]}' bukan kode dalam nomenklatur ini ({kinds}).",
        rule=f"plan: codes of {nomenclature}",
    )


def tree_of(nomenclature: Nomenclature, nodes: Sequence[Node], period: Period) -> list[Placed]:
    """The nodes depth first, siblings as given. Raises BAD_USER_INPUT at the first that has no place."""
    if len(nodes) > MOST_NODES:
        raise bad_input("nodes", f"At most {MOST_NODES} nodes.", f"Paling banyak {MOST_NODES} baris.")
    places: dict[str, Place] = {}
    for number, node in enumerate(nodes):
        if node.code in places:
            raise _twice(f"nodes.{number}.code", node.code)
        places[node.code] = place_of(nomenclature, node.code, f"nodes.{number}.code")
    parents = {place.parent for place in places.values()}
    for number, node in enumerate(nodes):
        above = places[node.code].parent
        if above is not None and above not in places:
            raise bad_input(
                f"nodes.{number}.code", f"There is no node {above} above it.", f"Tidak ada baris induk {above}."
            )
        _check_node(node, period, f"nodes.{number}", has_children=node.code in parents)
    given = {node.code: node for node in nodes}
    return [Placed(given[code], places[code], code in parents) for code in _depth_first(places)]


def _depth_first(places: Mapping[str, Place]) -> list[str]:
    children: dict[str | None, list[str]] = {}
    for code, place in places.items():
        children.setdefault(place.parent, []).append(code)
    found: list[str] = []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        code = waiting.pop()
        found.append(code)
        waiting.extend(reversed(children.get(code, [])))
    return found


def _check_node(node: Node, period: Period, field: str, *, has_children: bool) -> None:
    check_years(node.years, period, f"{field}.years")
    check_weeks(node.weeks, period, f"{field}.weeks")
    if node.budget_code and BUDGET_CODE.fullmatch(node.budget_code) is None:
        raise bad_input(
            f"{field}.budgetCode", "A budget code such as 2.16.02.2.01.06.", "Kode anggaran seperti 2.16.02.2.01.06."
        )
    if node.budget is not None:
        _check_money(node.budget, f"{field}.budget", has_children=has_children)
    for number, action in enumerate(node.actions):
        _check_action(action, period, f"{field}.actions.{number}", has_children=has_children)
    _check_weights(node.actions, f"{field}.actions")


def _check_action(action: Action, period: Period, field: str, *, has_children: bool) -> None:
    seen: set[tuple[int, int]] = set()
    for number, cell in enumerate(action.months):
        at = f"{field}.months.{number}"
        period.check_month(cell.year, cell.month, at)
        if (cell.year, cell.month) in seen:
            raise _twice(at, f"{cell.month:02d}/{cell.year}")
        seen.add((cell.year, cell.month))
        if cell.target is not None and cell.target <= 0:
            raise bad_input(
                f"{at}.target",
                "A target is above zero; leave it empty where there is none.",
                "Target harus lebih besar dari nol; kosongkan bila belum ada.",
                rule="plan: a target is above 0",
            )
        if cell.cash is not None:
            _check_money(cell.cash, f"{at}.cashBudget", has_children=has_children)


def _check_money(amount: Decimal, field: str, *, has_children: bool) -> None:
    if amount < 0:
        raise bad_input(field, "A budget is not negative.", "Anggaran tidak boleh negatif.", rule="plan: budgets")
    if has_children:
        raise bad_input(
            field,
            "Budgets belong to the lowest level: those above are its sums.",
            "Anggaran ditetapkan pada tingkat terendah: tingkat di atasnya adalah jumlahnya.",
            rule="plan: sums over levels equal the parts",
        )


def _check_weights(actions: Sequence[Action], field: str) -> None:
    """In every year the weights of a node's rows add up to 100, or the whole column is empty."""
    weights: dict[int, list[Decimal | None]] = {}
    for action in actions:
        for cell in action.months:
            weights.setdefault(cell.year, []).append(cell.weight)
    for year, column in weights.items():
        given = [weight for weight in column if weight is not None]
        if given and (len(given) < len(column) or min(given) <= 0 or sum(given) != 100):  # noqa: PLR2004 - percent
            raise bad_input(
                field,
                f"The weights of {year} must all be there, above zero, and add up to 100, not {sum(given)}.",
                f"Bobot tahun {year} harus terisi semua, di atas nol, dan berjumlah 100, bukan {sum(given)}.",
                rule="plan: weights add up to 100",
            )


def _twice(field: str, what: str) -> Refusal:
    return bad_input(field, f"{what} is there twice.", f"{what} tercantum dua kali.", rule="plan: once each")
