"""How is a figure reckoned from others of its row? Exactly here, and the same as a formula in a workbook.

What lacks a figure that it needs is empty: an empty cell never becomes a nought, and nothing is divided by nought.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

Figure = int | Fraction | None
Where = Callable[[str], str]
"""The address of a column's cell in the row at hand: "D7"."""


class Formula(Protocol):
    """A figure made of others."""

    def of(self, figures: Mapping[str, Figure]) -> Figure:
        """The figure, exactly; None when it lacks what it needs."""

    def written(self, where: Where) -> str:
        """The same for a workbook, without the equals sign."""


@dataclass(frozen=True, slots=True)
class Share:
    """One column of another, in percent: what was answered of what was received."""

    part: str
    whole: str

    def of(self, figures: Mapping[str, Figure]) -> Figure:
        """100 times the part, over the whole."""
        part, whole = figures.get(self.part), figures.get(self.whole)
        return None if part is None or not whole else Fraction(part) * 100 / Fraction(whole)

    def written(self, where: Where) -> str:
        """IF(OR(part="",N(whole)=0),"",...)."""
        part, whole = where(self.part), where(self.whole)
        return f'IF(OR({part}="",N({whole})=0),"",{part}/{whole}*100)'


@dataclass(frozen=True, slots=True)
class InverseShare:
    """The same where less is better: (2 x target - done) of the target, in percent, never below nought."""

    part: str
    whole: str

    def of(self, figures: Mapping[str, Figure]) -> Figure:
        """100 times (2 x whole - part), over the whole."""
        part, whole = figures.get(self.part), figures.get(self.whole)
        if part is None or not whole:
            return None
        return max(Fraction(0), (2 * Fraction(whole) - Fraction(part)) * 100 / Fraction(whole))

    def written(self, where: Where) -> str:
        """IF(OR(part="",N(whole)=0),"",MAX(0,...))."""
        part, whole = where(self.part), where(self.whole)
        return f'IF(OR({part}="",N({whole})=0),"",MAX(0,(2*{whole}-{part})/{whole}*100))'


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of some columns, of those that have a figure."""

    columns: tuple[str, ...]

    def of(self, figures: Mapping[str, Figure]) -> Figure:
        """Their sum over their number."""
        known = [Fraction(figure) for figure in map(figures.get, self.columns) if figure is not None]
        return sum(known, Fraction(0)) / len(known) if known else None

    def written(self, where: Where) -> str:
        """AVERAGE of cells that need not lie side by side."""
        cells = ",".join(map(where, self.columns))
        return f'IF(COUNT({cells})=0,"",AVERAGE({cells}))'


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of some columns."""

    columns: tuple[str, ...]

    def of(self, figures: Mapping[str, Figure]) -> Figure:
        """Of those that have a figure."""
        known = [Fraction(figure) for figure in map(figures.get, self.columns) if figure is not None]
        total = sum(known, Fraction(0))
        return (int(total) if total.denominator == 1 else total) if known else None

    def written(self, where: Where) -> str:
        """SUM of cells."""
        cells = ",".join(map(where, self.columns))
        return f'IF(COUNT({cells})=0,"",SUM({cells}))'


@dataclass(frozen=True, slots=True)
class Less:
    """What is left of one column when others are taken away."""

    whole: str
    parts: tuple[str, ...]

    def of(self, figures: Mapping[str, Figure]) -> Figure:
        """The whole less the parts; parts without a figure take nothing."""
        whole = figures.get(self.whole)
        if whole is None:
            return None
        left = Fraction(whole) - sum(Fraction(figures.get(part) or 0) for part in self.parts)
        return int(left) if left.denominator == 1 else left

    def written(self, where: Where) -> str:
        """Whole-SUM(parts)."""
        whole = where(self.whole)
        return f'IF({whole}="","",{whole}-SUM({",".join(map(where, self.parts))}))'


@dataclass(frozen=True, slots=True)
class Level:
    """The mean level, where the columns count how often each level from 1 up was chosen."""

    columns: tuple[str, ...]

    def of(self, figures: Mapping[str, Figure]) -> Figure:
        """Sum of level x count over the sum of counts."""
        counts = [Fraction(figures.get(column) or 0) for column in self.columns]
        total = sum(counts, Fraction(0))
        return sum((level * count for level, count in enumerate(counts, 1)), Fraction(0)) / total if total else None

    def written(self, where: Where) -> str:
        """(1*a+2*b+...)/SUM(a,b,...)."""
        cells = [where(column) for column in self.columns]
        weighted = "+".join(f"{level}*{cell}" for level, cell in enumerate(cells, 1))
        total = f"SUM({','.join(cells)})"
        return f'IF({total}=0,"",({weighted})/{total})'
