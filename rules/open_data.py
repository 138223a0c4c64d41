"""What does open data consist of: its tables, what each column means and comes from, and under which licence?"""

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from math import sqrt
from typing import Any, Final, NamedTuple

from rules.releases import Figure, Region, RegionLevel, Release

LICENCE: Final = "CC-BY-4.0"
LICENCE_URL: Final = "https://creativecommons.org/licenses/by/4.0/"
LEAST_DECIDED: Final = 30
"""Fewer cases than this are too few for a share."""
_Z: Final = 1.959964
_LEVELS: Final = {"nation": RegionLevel.NATION, "provinces": RegionLevel.PROVINCE, "pemda": RegionLevel.PEMDA}
TABLES: Final = tuple(_LEVELS)
"""The tables of a release: the country, its provinces with all their pemda, and every pemda."""
_PERPRES: Final = "Perpres 76/2013"
_PERMENPAN: Final = "PermenPANRB 62/2018, 5/2025"
_CASES: Final = "complaints / pengaduan"
_REGIONS: Final = "Kepmendagri: kode wilayah administrasi pemerintahan"
_HIDING: Final = "1-4 and what would tell them is hidden (empty) / 1-4 dan yang mengungkapnya disembunyikan (kosong)"
_TOO_FEW: Final = (
    f"Empty when hidden or below {LEAST_DECIDED} cases / Kosong bila disembunyikan atau di bawah {LEAST_DECIDED}"
)


class Column(NamedTuple):
    """A column of open data, for the data dictionary."""

    name: str
    en: str
    id: str
    unit: str
    rule: str
    source: str


COLUMNS: Final = (
    Column("period", "Month (2026-10) or year (2026).", "Bulan (2026-10) atau tahun (2026).", "", "", ""),
    Column(
        "version",
        "Version of the release.",
        "Versi rilis.",
        "",
        "A correction is a new version / Koreksi menjadi versi baru",
        "",
    ),
    Column("code", "Region code; ID is the country.", "Kode wilayah; ID berarti nasional.", "", "", _REGIONS),
    Column("name", "Name of the region.", "Nama wilayah.", "", "", _REGIONS),
    Column("province", "Code of the province it lies in.", "Kode provinsi.", "", "", _REGIONS),
    Column("received", "Complaints received.", "Pengaduan diterima.", _CASES, _HIDING, _PERPRES),
    Column(
        "answered",
        "Complaints with their first final answer.",
        "Pengaduan yang dijawab tuntas.",
        _CASES,
        _HIDING,
        _PERPRES,
    ),
    Column("closed", "Complaints closed, whoever closed them.", "Pengaduan selesai.", _CASES, _HIDING, _PERPRES),
    Column(
        "objected", "Objections to answers.", "Keberatan atas jawaban.", "objections / keberatan", _HIDING, _PERMENPAN
    ),
    Column(
        "in_time",
        "Complaints whose answer stood by its deadline, of those decided in the period.",
        "Pengaduan yang tuntas tepat waktu, di antara yang jatuh pada periode ini.",
        _CASES,
        _HIDING,
        _PERMENPAN,
    ),
    Column(
        "late",
        "Complaints decided in the period that were not in time, open ones past their deadline included.",
        "Pengaduan yang terlambat pada periode ini, termasuk yang belum selesai.",
        _CASES,
        _HIDING,
        _PERMENPAN,
    ),
    Column(
        "on_time_percent",
        "Share in time: in_time / (in_time + late).",
        "Persentase tepat waktu.",
        "%",
        _TOO_FEW,
        _PERMENPAN,
    ),
    Column("on_time_low", "Lower end of its 95 % Wilson interval.", "Batas bawah interval Wilson 95 %.", "%", "", ""),
    Column("on_time_high", "Upper end of its 95 % Wilson interval.", "Batas atas interval Wilson 95 %.", "%", "", ""),
    Column(
        "open_tens",
        "Open complaints at the end of the period, in full tens.",
        "Pengaduan terbuka pada akhir periode, dibulatkan ke bawah ke puluhan.",
        _CASES,
        "Rounded down to tens / Dibulatkan ke bawah ke puluhan",
        _PERPRES,
    ),
    Column(
        "hidden", "The columns that are hidden in this row.", "Kolom yang disembunyikan pada baris ini.", "", "", ""
    ),
)


def rows_of(release: Release, table: str) -> Iterator[dict[str, Any]]:
    """The rows of one of the TABLES; what is hidden is None, and is named."""
    yield from (row_of(release, region) for region in release.regions if region.level is _LEVELS[table])


def row_of(release: Release, region: Region) -> dict[str, Any]:
    """What a release says of a region, by column."""
    shown = {figure.value: release.figures[figure].get(region.key) for figure in Figure}
    share = share_in_time(shown[Figure.IN_TIME], shown[Figure.LATE])
    return {
        "period": str(release.period),
        "version": release.version,
        "code": region.code,
        "name": region.name,
        "province": "" if region.level is RegionLevel.NATION or region.code == "00" else region.code[:2],
        **shown,
        **dict(zip(("on_time_percent", "on_time_low", "on_time_high"), share or (None,) * 3, strict=True)),
        "open_tens": release.open_tens[region.key],
        "hidden": [name for name, value in shown.items() if value is None],
    }


def share_in_time(in_time: int | None, late: int | None) -> tuple[Decimal, Decimal, Decimal] | None:
    """The share in time in percent with its Wilson interval; None when a part is hidden, or they are too few.

    It is reckoned from two published counts, so it tells nothing that they do not.
    """
    if in_time is None or late is None or in_time + late < LEAST_DECIDED:
        return None
    cases = in_time + late
    share, z2 = in_time / cases, _Z * _Z / cases
    middle = (share + z2 / 2) / (1 + z2)
    half = _Z * sqrt(share * (1 - share) / cases + z2 / cases / 4) / (1 + z2)
    exact = (Decimal(100 * in_time) / cases).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return exact, _percent(max(0.0, middle - half)), _percent(min(1.0, middle + half))


def dictionary() -> list[Mapping[str, str]]:
    """The data dictionary: every column of every table."""
    return [column._asdict() for column in COLUMNS]


def _percent(share: float) -> Decimal:
    return Decimal(share * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
