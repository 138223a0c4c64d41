"""Which predikat does an achievement earn? The bands of a pemda, in versions; the default is that of Permendagri 86."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from rules.errors import Refusal, bad_input

FEWEST_BANDS: Final = 2
MOST_BANDS: Final = 10
HIGHEST_BOUND: Final = 1_000
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
_CODE: Final = re.compile(r"[A-Z]{1,4}")
_MONTHS_AHEAD: Final = 366


@dataclass(frozen=True, slots=True)
class Band:
    """From `lower` percent up to the next band; the last one has no bound and takes everything below."""

    code: str
    label: str
    lower: Decimal | None
    colour: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The bands from a day on, best first, and where they are written. Number 0 is the default."""

    number: int
    from_date: date
    bands: tuple[Band, ...]
    source: str

    def band(self, value: Fraction) -> Band:
        """The only band of a value: over 100 stays the best, a gap such as 90.5 falls to the band below it."""
        return next(band for band in self.bands if band.lower is None or value >= Fraction(band.lower))


DEFAULT: Final = Scale(
    number=0,
    from_date=date.min,
    bands=(
        Band("ST", "Sangat Tinggi", Decimal(91), "#16a34a"),
        Band("T", "Tinggi", Decimal(76), "#4ade80"),
        Band("S", "Sedang", Decimal(66), "#eab308"),
        Band("R", "Rendah", Decimal(51), "#f97316"),
        Band("SR", "Sangat Rendah", None, "#ef4444"),
    ),
    source="Permendagri 86/2017, skala nilai peringkat kinerja",
)


def scale_on(own: Iterable[Scale], day: date) -> Scale:
    """The scale for a month whose last day this is: the newest of those whose day has come."""
    return max((one for one in (DEFAULT, *own) if one.from_date <= day), key=lambda one: (one.from_date, one.number))


def check_bands(bands: Sequence[Band]) -> None:
    """Raise BAD_USER_INPUT unless every value has exactly one band: bounds fall, and only the last has none."""
    if not FEWEST_BANDS <= len(bands) <= MOST_BANDS:
        raise bad_input(
            "bands", f"{FEWEST_BANDS} to {MOST_BANDS} bands.", f"{FEWEST_BANDS} sampai {MOST_BANDS} jenjang."
        )
    for number, band in enumerate(bands):
        _check_band(band, f"bands.{number}", last=number == len(bands) - 1)
        if band.code in {one.code for one in bands[:number]}:
            raise bad_input(f"bands.{number}.code", "This code is there twice.", "Kode ini tercantum dua kali.")
    bounds = [band.lower for band in bands[:-1] if band.lower is not None]
    for number, (above, below) in enumerate(pairwise(bounds), 1):
        if below >= above:
            raise bad_input(
                f"bands.{number}.lower",
                "Best band first: each bound must lie below the one before.",
                "Jenjang terbaik lebih dahulu: setiap batas harus di bawah batas sebelumnya.",
            )


def check_scale_from(from_date: date, today: date) -> None:
    """Raise BAD_USER_INPUT unless the scale begins with a month that has not begun: past months keep theirs."""
    if from_date <= today or from_date.day != 1 or from_date > today + timedelta(days=_MONTHS_AHEAD):
        raise bad_input(
            "fromDate",
            "The first day of a month that has not begun, at most a year ahead.",
            "Tanggal 1 bulan yang belum dimulai, paling lama satu tahun ke depan.",
            rule="predikat: past months keep their scale",
        )


def _check_band(band: Band, field: str, *, last: bool) -> None:
    if _CODE.fullmatch(band.code) is None:
        raise _malformed(f"{field}.code", "1 to 4 capital letters.", "1 sampai 4 huruf kapital.")
    if _COLOUR.fullmatch(band.colour) is None:
        raise _malformed(f"{field}.colour", "A colour such as #16a34a.", "Warna seperti #16a34a.")
    if (band.lower is None) != last:
        raise _malformed(
            f"{field}.lower",
            "Every band but the last has a lower bound.",
            "Setiap jenjang kecuali yang terakhir mempunyai batas bawah.",
        )
    if band.lower is not None and not 0 <= band.lower <= HIGHEST_BOUND:
        raise _malformed(f"{field}.lower", f"0 to {HIGHEST_BOUND} percent.", f"0 sampai {HIGHEST_BOUND} persen.")


def _malformed(field: str, en: str, id: str) -> Refusal:
    return bad_input(field, en, id, rule="predikat: every value has one band")
