"""What does a plan begin with? The groups of its tree, in the order of the priorities of an assessment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rules.errors import bad_input
from rules.plan_tree import Node, Nomenclature

MOST_PRIORITIES: Final = 10
CATEGORY_TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "KEBIJAKAN": "Penguatan Kelembagaan",
        "SDM": "Penguatan Sumber Daya Manusia",
        "DATA": "Optimalisasi Pemanfaatan Data dan Aplikasi",
        "PARTISIPASI": "Peningkatan Partisipasi Pemangku Kepentingan",
        "KOORDINASI": "Koordinasi, Pemantauan dan Evaluasi",
    }
)
"""The five categories of the assessment and the groups of the plan that answer them (sources/002, tabel 5 and 7)."""
_NUMERALS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
STRATEGIC: Final = frozenset({Nomenclature.KELOMPOK_PROGRAM, Nomenclature.KATEGORI_PRIORITAS})
"""Plans of several years (Permenpan 46/2020): from an assessment, with indicators. Batam's are work plans of a year."""


@dataclass(frozen=True, slots=True)
class RankedCategory:
    """A category of an assessment, its place (1 is the most urgent, ties share one), and why."""

    category: str
    place: int
    reasons: tuple[str, ...] = ()


def check_priorities(priorities: Sequence[RankedCategory]) -> None:
    """Raise BAD_USER_INPUT for a category that is there twice, or a place that the list cannot have."""
    for number, one in enumerate(priorities):
        if one.category in {other.category for other in priorities[:number]}:
            raise bad_input(
                f"priorities.{number}.category", "This category is there twice.", "Kategori ini tercantum dua kali."
            )
        if not 1 <= one.place <= len(priorities):
            raise bad_input(
                f"priorities.{number}.place",
                f"A place is 1 to {len(priorities)}.",
                f"Urutan prioritas 1 sampai {len(priorities)}.",
            )


def groups_of(nomenclature: Nomenclature, priorities: Sequence[RankedCategory]) -> list[Node]:
    """The first nodes of a plan: a group for each priority, the most urgent first, ties in the order given.

    Nomenclatures of the budget know no groups: their plans begin empty and keep the priorities beside them.
    """
    if nomenclature not in STRATEGIC:
        return []
    ordered = sorted(priorities, key=lambda one: one.place)
    return [
        Node(
            code=numeral,
            title=CATEGORY_TITLES.get(one.category, one.category),
            label=f"Prioritas {one.place}",
            note="\n".join(one.reasons),
        )
        for numeral, one in zip(_NUMERALS, ordered, strict=False)
    ]
