"""What is in a published release of the statistics: which period, regions and figures, and how each comes about?

Figures of one release are no sums or differences of one another. Of what is decided in a period, what was in time and
what was late are published, and not their sum; the share is reckoned from the two. Overdue cases are not published
beside those that were late: they are nearly the same cases. The backlog is nearly what came in less what was closed, so
it is published in full tens, of every region for itself: no reckoning with tens narrows a backlog to less than ten.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final

from rules.corrections import Shown, corrected
from rules.errors import bad_input, move_refused
from rules.frozen_tables import filled
from rules.identifiers import NATION, code_of
from rules.suppression import Place, Table, hidden_cells
from rules.time_zones import WIB


class Figure(StrEnum):
    """A figure whose small counts are hidden."""

    RECEIVED = "received"
    ANSWERED = "answered"
    CLOSED = "closed"
    OBJECTED = "objected"
    IN_TIME = "in_time"
    LATE = "late"


class RegionLevel(StrEnum):
    """Which regions a table lists."""

    NATION = "nation"
    PROVINCE = "province"
    PEMDA = "pemda"


OPEN: Final = "open"
"""The name of the backlog among the sums of a pemda."""
COUNTRY: Final = "ID"
_PERIOD: Final = re.compile(r"(?P<year>20[0-9]{2})(?:-(?P<month>0[1-9]|1[0-2]))?")
_TEN: Final = 10
_YEAR: Final = 4
"""How long the name of a year is; that of a month is longer."""


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a year, in the spelling 2026-10 or 2026."""

    year: int
    month: int | None = None

    @classmethod
    def of(cls, text: str, field: str = "period") -> "Period":
        """The period that a text names. Raises BAD_USER_INPUT."""
        found = _PERIOD.fullmatch(text)
        if found is None:
            raise bad_input(
                field, "A month such as 2026-10, or a year such as 2026.", "Bulan (2026-10) atau tahun (2026)."
            )
        return cls(int(found["year"]), int(found["month"]) if found["month"] else None)

    def __str__(self) -> str:
        return f"{self.year}" if self.month is None else f"{self.year}-{self.month:02d}"

    @property
    def months(self) -> tuple["Period", ...]:
        """The months of a year; a month itself."""
        return (self,) if self.month is not None else tuple(Period(self.year, month) for month in range(1, 13))

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month or 1, 1)

    @property
    def after(self) -> date:
        """The first day after it."""
        last = self.months[-1]
        year, month = divmod(last.year * 12 + (last.month or 1), 12)
        return date(year, month + 1, 1)

    @property
    def ends_at(self) -> datetime:
        """When it is over in every time zone of the country: at midnight in the west."""
        return datetime.combine(self.after, datetime.min.time(), WIB).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Region:
    """A region as a release names it: `key` is its own, the kode wilayah is also that of the province's pemda."""

    key: str
    level: RegionLevel
    code: str
    name: str
    above: str | None


@dataclass(frozen=True, slots=True)
class Release:
    """The tables of one version: the regions, each figure by region (None is hidden), the backlog in full tens."""

    period: Period
    version: int
    regions: tuple[Region, ...]
    figures: Mapping[str, Shown]
    open_tens: Mapping[str, int]
    months: Mapping[str, int]
    """Of a year: which version of each month it adds up."""


Sums = Mapping[str, Mapping[str, int]]
"""By figure and pemda's code, what is counted now."""
Held = Mapping[str, Sequence[Release]]
"""By period, the versions that were published, the first one first."""


def regions_of(pemda: Mapping[int, str], provinces: Mapping[int, str]) -> tuple[Region, ...]:
    """The tree of regions of these pemda (tenant numbers), each after what it is part of.

    A province is all pemda in it, connected or not itself; its own government, and the national desk, are pemda.
    """
    areas = sorted({tenant // 100 * 100 for tenant in pemda if tenant != NATION})
    tree = [Region(COUNTRY, RegionLevel.NATION, COUNTRY, "Indonesia", None)]
    tree += [
        Region(_area(area), RegionLevel.PROVINCE, code_of(area), provinces.get(area, ""), COUNTRY) for area in areas
    ]
    for tenant, name in sorted(pemda.items()):
        above = COUNTRY if tenant == NATION else _area(tenant)
        tree.append(Region(code_of(tenant), RegionLevel.PEMDA, code_of(tenant), name, above))
    return tuple(tree)


def together(*lists: Iterable[Region]) -> tuple[Region, ...]:
    """The regions of several tables as one tree; a name is that of the last list that has it."""
    found = {region.key: region for regions in lists for region in regions}
    order = list(RegionLevel)
    return tuple(sorted(found.values(), key=lambda region: (order.index(region.level), region.key)))


def next_release(period: Period, regions: Sequence[Region], sums: Mapping[str, Sums], held: Held) -> Release:
    """The next version of a period; `held` are all versions of its year and months, the first one first.

    Raises MOVE_REFUSED for a year whose months are not all published, and for a correction that would change nothing.
    """
    versions = held.get(str(period), ())
    if period.month is None:
        missing = [str(month) for month in period.months if str(month) not in held]
        if missing:
            raise move_refused(
                "release:months",
                f"A year adds up its months: publish {missing[0]} first.",
                f"Rilis tahunan menjumlahkan bulan-bulannya: terbitkan {missing[0]} lebih dahulu.",
                field="period",
            )
        made = year_release(period, regions, sums, {str(month): held[str(month)] for month in period.months}, versions)
    else:
        beside = [releases[-1] for name, releases in held.items() if len(name) > _YEAR and name != str(period)]
        made = month_release(period, regions, sums[str(period)], beside, versions)
    if versions and _same(made, versions[-1]):
        raise move_refused(
            "release:unchanged",
            "Nothing changed by so much that a correction may show it.",
            "Tidak ada perubahan yang cukup besar untuk ditampilkan sebagai koreksi.",
            field="period",
        )
    return made


def check_over(period: Period, now: datetime) -> None:
    """Raises MOVE_REFUSED while the period is not over everywhere in the country."""
    if now < period.ends_at:
        raise move_refused(
            "release:over",
            f"{period} is not over yet.",
            f"Periode {period} belum berakhir.",
            field="period",
        )


def month_release(
    period: Period, regions: Sequence[Region], sums: Sums, beside: Iterable[Release], versions: Sequence[Release]
) -> Release:
    """The next version of a month. `beside` are the newest versions of other months of its year."""
    if versions:
        sums = _with_the_gone(versions, {region.key for region in regions}, sums)
    regions = together(*(version.regions for version in versions), regions)
    above = _above(regions)
    figures: dict[str, Shown] = {}
    others = [release.figures for release in beside]
    for figure in Figure:
        now = _added_up(regions, sums[figure])
        if versions:
            figures[figure] = corrected(above, now, [version.figures[figure] for version in versions])
        else:
            liked = {region for shown in others for region, value in shown[figure].items() if value is None}
            figures[figure] = _first(above, now, str(period), liked)
    return Release(period, len(versions) + 1, regions, figures, _tens(regions, sums[OPEN]), {})


def year_release(
    period: Period, regions: Sequence[Region], sums: Mapping[str, Sums], months: Held,
    versions: Sequence[Release],
) -> Release:  # fmt: skip
    """The next version of a year: the sum of its months as published, of which every one has a version.

    What corrections of months changed in public is carried over; so a year tells nothing that its months do not.
    """
    everywhere = (region for month in months.values() for release in month for region in release.regions)
    regions = together(everywhere, regions)
    base = versions[-1] if versions else None
    figures: dict[str, Shown] = {
        figure: {region.key: base.figures[figure].get(region.key, 0) for region in regions}
        if base
        else _year(period, regions, figure, sums, months)
        for figure in Figure
    }
    known = base.months if base else {month: releases[0].version for month, releases in months.items()}
    for month, releases in months.items():
        before, newest = next(one for one in releases if one.version == known[month]), releases[-1]
        figures = {
            figure: _carried(figures[figure], before.figures[figure], newest.figures[figure]) for figure in Figure
        }
    newest_months = {month: releases[-1].version for month, releases in months.items()}
    last = months[str(period.months[-1])][-1]
    tens = {region.key: last.open_tens.get(region.key, 0) for region in regions}
    return Release(period, len(versions) + 1, regions, figures, tens, newest_months)


def _year(
    period: Period, regions: Sequence[Region], figure: str, sums: Mapping[str, Sums],
    months: Held,
) -> Shown:  # fmt: skip
    above, name = _above(regions), str(period)
    values: dict[Place, int] = {}
    shown, hidden = set[Place](), set[Place]()
    for month, releases in months.items():
        seen = releases[0].figures[figure]
        for region, value in filled(above, seen, sums[month][figure]).items():
            values[Place(region, month)] = value
            (hidden if seen.get(region, 0) is None else shown).add(Place(region, month))
    values |= {Place(region, name): sum(values[Place(region, month)] for month in months) for region in above}
    table = Table(above, tuple(months), name, values, frozenset(shown), frozenset(hidden))
    gone = hidden_cells(table)
    return {region: None if (at := Place(region, name)) in gone else values[at] for region in above}


def _with_the_gone(versions: Sequence[Release], here: set[str], sums: Sums) -> Sums:
    """The sums, and those of pemda that left since the first version, which stay as they were published."""
    first, latest = versions[0], versions[-1]
    gone = [one.key for one in first.regions if one.level is RegionLevel.PEMDA and one.key not in here]
    if not gone:
        return sums
    above = _above(first.regions)
    kept: dict[str, Mapping[str, int]] = {OPEN: {**sums[OPEN], **{key: latest.open_tens[key] for key in gone}}}
    for figure in Figure:
        then = filled(above, first.figures[figure], sums[figure])
        shown = {key: latest.figures[figure].get(key) for key in gone}
        as_was = {key: then[key] if (value := shown[key]) is None else value for key in gone}
        kept[figure] = {**sums[figure], **as_was}
    return kept


def _first(above: Mapping[str, str | None], now: Mapping[str, int], period: str, liked: set[str]) -> Shown:
    values = {Place(region, period): value for region, value in now.items()}
    rather = frozenset(Place(region, period) for region in liked)
    gone = hidden_cells(Table(above, (period,), None, values, liked=rather))
    return {region: None if Place(region, period) in gone else value for region, value in now.items()}


def _carried(year: Shown, before: Shown, newest: Shown) -> Shown:
    return {
        region: None if value is None else value + (newest.get(region, 0) or 0) - (before.get(region, 0) or 0)
        for region, value in year.items()
    }


def _added_up(regions: Sequence[Region], leaves: Mapping[str, int]) -> dict[str, int]:
    """The counts of pemda, of the provinces and of the country."""
    values = dict.fromkeys((region.key for region in regions), 0)
    for region in reversed(regions):
        if region.level is RegionLevel.PEMDA:
            values[region.key] = leaves.get(region.key, 0)
        if region.above is not None:
            values[region.above] += values[region.key]
    return values


def _tens(regions: Sequence[Region], leaves: Mapping[str, int]) -> dict[str, int]:
    return {key: value // _TEN * _TEN for key, value in _added_up(regions, leaves).items()}


def _same(made: Release, before: Release) -> bool:
    keys = [region.key for region in made.regions]
    figures = (
        made.figures[figure].get(key, 0) == before.figures[figure].get(key, 0) for figure in Figure for key in keys
    )
    return all(figures) and all(made.open_tens[key] == before.open_tens.get(key, 0) for key in keys)


def _above(regions: Iterable[Region]) -> dict[str, str | None]:
    return {region.key: region.above for region in regions}


def _area(tenant: int) -> str:
    return f"{COUNTRY}-{code_of(tenant)[:2]}"
