"""How are figures and dates written in Indonesian? 1.234,56; 3 Januari 2026; Rp1.000.000; two decimals, half up."""

from datetime import date
from fractions import Fraction
from typing import Final

from gateway.rendering.model import ColumnKind, Value

MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
DAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
TICK: Final = "✓"
NO_FIGURE: Final = "–"
_UNITS: Final = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
                 "sebelas")  # fmt: skip
_TEN, _TEENS, _HUNDRED, _THOUSAND = 10, 20, 100, 1000


def day(of: date) -> str:
    """3 Januari 2026."""
    return f"{of.day} {MONTHS[of.month - 1]} {of.year}"


def weekday(of: date) -> str:
    """Rabu."""
    return DAYS[of.weekday()]


def month(year: int, number: int) -> str:
    """Januari 2026."""
    return f"{MONTHS[number - 1]} {year}"


def whole(number: int) -> str:
    """1.234; a minus sign for what is below nought."""
    return ("−" if number < 0 else "") + f"{abs(number):,}".replace(",", ".")


def decimals(figure: int | Fraction, places: int = 2) -> str:
    """1.234,56, rounded half up (away from nought)."""
    scaled = abs(Fraction(figure)) * 10**places
    rounded = int(scaled + Fraction(1, 2))
    head, tail = divmod(rounded, 10**places)
    sign = "−" if figure < 0 and rounded else ""
    return sign + whole(head) + ("," + str(tail).zfill(places) if places else "")


def shown(value: Value, kind: ColumnKind) -> str:  # noqa: PLR0911 - one return for each kind
    """A cell as people read it; an empty one is empty."""
    if value is None or value is False:
        return ""
    if value is True:
        return TICK
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return day(value)
    match kind:
        case ColumnKind.PERCENT:
            return decimals(value) + "%"
        case ColumnKind.DECIMAL:
            return decimals(value)
        case ColumnKind.MONEY:
            return decimals(value, 0 if Fraction(value).denominator == 1 else 2)
        case _:
            return decimals(value, 0 if Fraction(value).denominator == 1 else 2)


def spelled(number: int) -> str:
    """A number below ten thousand in words, as the minutes of a meeting date themselves: dua ribu dua puluh satu."""
    if number < len(_UNITS):
        return _UNITS[number]
    if number < _TEENS:
        return f"{_UNITS[number - _TEN]} belas"
    if number < _HUNDRED:
        return _joined(f"{_UNITS[number // _TEN]} puluh", number % _TEN)
    if number < _THOUSAND:
        head = "seratus" if number < 2 * _HUNDRED else f"{_UNITS[number // _HUNDRED]} ratus"
        return _joined(head, number % _HUNDRED)
    head = "seribu" if number < 2 * _THOUSAND else f"{spelled(number // _THOUSAND)} ribu"
    return _joined(head, number % _THOUSAND)


def _joined(head: str, rest: int) -> str:
    return f"{head} {spelled(rest)}" if rest else head
