"""A published release of the statistics, and what it says of each region."""

from datetime import datetime
from functools import lru_cache
from typing import Annotated, Any, Final

from graph.context import Context
from graph.declarations import attribute, enum_type, object_type
from graph.fields import derived, edge
from graph.inputs import argument
from graph.paging import After, Connection, First, page_request
from rules.open_data import LICENCE_URL, row_of
from rules.pages import Key, Order, Page
from rules.releases import Period, RegionLevel, Release
from tenants.release_rows import ReleaseRow, release_of
from tenants.stores import releases

BY_CODE: Final = Order("release_regions", (Key("code", str),))

enum_type(
    RegionLevel,
    {
        RegionLevel.NATION: "The whole country (nasional).",
        RegionLevel.PROVINCE: "A province with all pemda in it (provinsi beserta kabupaten/kota).",
        RegionLevel.PEMDA: "A government: a province's, a regency, a city or the national desk (pemerintah daerah).",
    },
    name="ReleaseLevel",
)


class RegionRow:
    """A region with its figures, by column."""

    __slots__ = ("code", "figures", "level")

    def __init__(self, level: RegionLevel, figures: dict[str, Any]) -> None:
        self.level = level
        self.code: str = figures["code"]
        self.figures = figures


@object_type
class ReleasedRegion:
    """What a release says of a region; null is hidden (angka per wilayah)."""

    level: RegionLevel = attribute("Country, province or pemda (tingkat).")
    code: str = attribute("Its kode wilayah; ID is the country (kode wilayah).")

    @derived(str)
    @staticmethod
    def name(row: RegionRow, _context: Context) -> str:
        """What it was called (nama)."""
        return str(row.figures["name"])

    @derived(int | None)
    @staticmethod
    def received(row: RegionRow, _context: Context) -> int | None:
        """Complaints received (pengaduan diterima)."""
        return row.figures["received"]  # type: ignore[no-any-return]

    @derived(int | None)
    @staticmethod
    def answered(row: RegionRow, _context: Context) -> int | None:
        """Complaints with their first final answer (dijawab)."""
        return row.figures["answered"]  # type: ignore[no-any-return]

    @derived(int | None)
    @staticmethod
    def closed(row: RegionRow, _context: Context) -> int | None:
        """Complaints closed, whoever closed them (selesai)."""
        return row.figures["closed"]  # type: ignore[no-any-return]

    @derived(int | None)
    @staticmethod
    def objected(row: RegionRow, _context: Context) -> int | None:
        """Objections to answers (keberatan)."""
        return row.figures["objected"]  # type: ignore[no-any-return]

    @derived(int | None)
    @staticmethod
    def in_time(row: RegionRow, _context: Context) -> int | None:
        """Complaints that were in time, of those decided in the period (tepat waktu)."""
        return row.figures["in_time"]  # type: ignore[no-any-return]

    @derived(int | None)
    @staticmethod
    def late(row: RegionRow, _context: Context) -> int | None:
        """Complaints that were not in time, open ones included (terlambat)."""
        return row.figures["late"]  # type: ignore[no-any-return]

    @derived(list[float])
    @staticmethod
    def on_time(row: RegionRow, _context: Context) -> list[float]:
        """The share in time in percent, the ends of its 95 % interval; empty when hidden or too few (tepat waktu)."""
        figures = (row.figures[f"on_time_{name}"] for name in ("percent", "low", "high"))
        return [float(value) for value in figures if value is not None]

    @derived(int)
    @staticmethod
    def open_tens(row: RegionRow, _context: Context) -> int:
        """Open complaints at the end of the period, in full tens (belum selesai, dalam puluhan)."""
        return row.figures["open_tens"]  # type: ignore[no-any-return]


@object_type
class StatisticRelease:
    """A published month or year of the statistics, frozen (rilis statistik)."""

    period: str = attribute("The month (2026-10) or the year (2026) (periode).")
    version: int = attribute("Its number, from 1; corrections are new versions (nomor versi).")
    newest: bool = attribute("Is it the newest version of its period? (versi terbaru)")
    made_at: datetime = attribute("When it was published (waktu terbit).")
    note: str = attribute("Why it was published again; empty for a first version (alasan koreksi).")
    as_of: datetime = attribute("Up to when what had happened was counted (posisi data).")
    licence: str = attribute("Under which licence, as SPDX names it (lisensi).")

    @derived(str)
    @staticmethod
    def made_by(row: ReleaseRow, _context: Context) -> str:
        """In which position (jabatan)."""
        return row.made_by_title

    @derived(bool)
    @staticmethod
    def year(row: ReleaseRow, _context: Context) -> bool:
        """Is it a whole year? (tahunan)."""
        return Period.of(row.period).month is None

    @derived(str)
    @staticmethod
    def licence_url(_row: ReleaseRow, _context: Context) -> str:
        """The text of the licence (tautan lisensi)."""
        return LICENCE_URL

    @derived(str)
    @staticmethod
    def sha256(row: ReleaseRow, _context: Context) -> str:
        """SHA-256 of its tables as `content` gives them, in hexadecimal (sidik jari)."""
        return bytes(row.sha256).hex()

    @edge(str)
    @staticmethod
    async def content(row: ReleaseRow, context: Context) -> str:
        """Its tables as they were frozen, in JSON (isi)."""
        return await _content(row, context)

    @edge(Connection[ReleasedRegion])
    @staticmethod
    async def regions(
        row: ReleaseRow,
        context: Context,
        level: Annotated[RegionLevel, argument("Which regions.")] = RegionLevel.PEMDA,
        first: First = 20,
        after: After = None,
    ) -> Page[RegionRow]:
        """Its regions by their code (wilayah)."""
        request, level = page_request(BY_CODE, first, after), RegionLevel(level)
        release = _read(await _content(row, context))
        rows = [RegionRow(level, row_of(release, region)) for region in release.regions if region.level is level]
        rows.sort(key=lambda one: one.code)
        return Page.cut(request, [one for one in rows if request.after is None or one.code > request.after[0]])


async def _content(row: ReleaseRow, context: Context) -> str:
    if row.content is not None:
        return row.content
    found: ReleaseRow | None = await context.load(releases.with_tables, (row.period, row.version))
    return "" if found is None else found.content or ""


@lru_cache(maxsize=8)
def _read(content: str) -> Release:
    """A release never changes: the last ones are kept as they were read."""
    return release_of(content)
