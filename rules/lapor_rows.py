"""What does a row of LAPOR!'s export say, and what is wrong with it? Each mistake names its column and the rule."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from rules import lapor_layout as layout
from rules.complaint_states import Status
from rules.errors import Refusal, bad_input
from rules.lapor_layout import plain
from rules.vocabulary import Channel, Closer, Kind

LONGEST_WORDS: Final = 32_767
"""What a cell of a workbook holds."""
LONGEST_TITLE: Final = 500
LONGEST_OTHER: Final = 1_000
NAMELESS: Final = frozenset({"", "-", "anonim", "anonymous", "rahasia"})
_TRACKING_ID: Final = re.compile(r"[0-9]{1,18}")
_SERIAL: Final = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_DATE: Final = re.compile(r"(\d{1,2})[\s\-/]+([A-Za-z]+|\d{1,2})[\s\-/]+(\d{4})")
_TIME: Final = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s*(?:WIB|WITA|WIT))?", re.IGNORECASE)
_FRACTION: Final = re.compile(r"0(?:\.[0-9]+)?")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan",
            "feb",
            "mar",
            "apr",
            "mei may",
            "jun",
            "jul",
            "agu agt ags aug",
            "sep",
            "okt oct",
            "nov nop",
            "des dec",
        ),
        1,
    )
    for name in names.split()
}
_EPOCH: Final = date(1899, 12, 30)
_DAY: Final = 24 * 60 * 60
_EARLIEST: Final = 2010


class RowFate(StrEnum):
    """What becomes of a row."""

    NEW = "NEW"
    SAME = "SAME"
    CHANGED = "CHANGED"
    REFUSED = "REFUSED"


@dataclass(frozen=True, slots=True, kw_only=True)
class LaporRow:
    """A row that can be taken over."""

    tracking_id: str
    received_at: datetime
    reporter: str
    kind: Kind
    topic: str
    title: str
    first_text: str
    last_text: str
    anonymous: bool
    secret: bool
    channel: Channel
    unit: str
    place: str
    status: Status
    closed_by: Closer | None
    reason: str
    rating: int | None
    cells: tuple[str, ...]
    """As it came; without the reporter's name, and without the words that the complaint itself keeps."""
    fingerprint: bytes


def read(cells: Sequence[str], zone: ZoneInfo, now: datetime) -> LaporRow:
    """The row in its meaning. Raises BAD_USER_INPUT naming the column and the rule."""
    values = [cell.strip() for cell in cells]
    _fits(values)
    status, closer = _status(values[layout.STATUS])
    first = values[layout.FIRST_TEXT] or values[layout.LAST_TEXT]
    type_, name = plain(values[layout.TYPE]), values[layout.REPORTER]
    return LaporRow(
        tracking_id=values[layout.TRACKING_ID],
        received_at=_received(values, zone, now),
        reporter="" if plain(name) in NAMELESS else name,
        kind=_kind(values[layout.KIND]),
        topic=values[layout.TOPIC],
        title=values[layout.TITLE] or first[:150],
        first_text=first,
        last_text=values[layout.LAST_TEXT],
        anonymous="anonim" in type_,
        secret="rahasia" in type_,
        channel=layout.channel_of(values[layout.SOURCE]),
        unit=values[layout.UNIT],
        place=", ".join(filter(None, (values[at] for at in _PLACE)))[:300],
        status=status,
        closed_by=closer,
        reason=values[layout.REASON],
        rating=_rating(values[layout.RATING]),
        cells=tuple("" if at in layout.PERSONAL | layout.WORDS else value for at, value in enumerate(values)),
        fingerprint=fingerprint(values),
    )


_PLACE: Final = (layout.VILLAGE, layout.DISTRICT, layout.REGENCY, layout.PROVINCE)


def fingerprint(values: Sequence[str]) -> bytes:
    """Tells whether a row is as it was at the last import, the reporter's name included."""
    return hashlib.sha256(json.dumps(list(values), ensure_ascii=False).encode()).digest()


def day_of(text: str) -> date | None:
    """3 Jan 2026, 17 Agustus 2025, 03/01/2026, or the number that a workbook keeps; None for anything else."""
    if _SERIAL.fullmatch(text):
        return _EPOCH + timedelta(days=int(float(text)))
    try:
        if len(text) >= len("2026-01-03") and text[4:5] == "-":
            return date.fromisoformat(text[:10])
        match = _DATE.fullmatch(text)
        if match is None:
            return None
        named = match[2]
        month = int(named) if named.isdigit() else _MONTHS.get(named.lower()[:3], 0)
        return date(int(match[3]), month, int(match[1]))
    except ValueError:
        return None


def time_of(text: str) -> time | None:
    """14:05, 14.05.33 WIB, or the part of a day that a workbook keeps; None for anything else."""
    if _FRACTION.fullmatch(text):
        seconds = min(round(float(text) * _DAY), _DAY - 1)
        return time(seconds // 3600, seconds // 60 % 60, seconds % 60)
    match = _TIME.fullmatch(text)
    try:
        return None if match is None else time(int(match[1]), int(match[2]), int(match[3] or 0))
    except ValueError:
        return None


def _fits(values: Sequence[str]) -> None:
    if len(values) != layout.WIDTH:
        raise _wrong(layout.TRACKING_ID, "A row has 26 columns.", "Satu baris memiliki 26 kolom.")
    for at, value in enumerate(values):
        most = LONGEST_TITLE if at in _NAMES else LONGEST_WORDS if at in layout.WORDS else LONGEST_OTHER
        if len(value) > most:
            raise _wrong(at, f"Longer than {most} characters.", f"Lebih dari {most} karakter.")
        if "\x00" in value:
            raise _wrong(at, "It has characters that no text has.", "Memuat karakter yang bukan teks.")
    if not _TRACKING_ID.fullmatch(values[layout.TRACKING_ID]):
        raise _wrong(layout.TRACKING_ID, "A tracking ID is digits only.", "Tracking ID hanya berisi angka.")
    if not values[layout.FIRST_TEXT] and not values[layout.LAST_TEXT]:
        raise _wrong(layout.FIRST_TEXT, "There is no report in it.", "Isi laporan kosong.")


_NAMES: Final = frozenset({layout.TITLE, layout.UNIT, layout.TOPIC, layout.REPORTER})


def _received(values: Sequence[str], zone: ZoneInfo, now: datetime) -> datetime:
    day, moment = day_of(values[layout.DATE]), time(0, 0)
    if day is None or not day.year >= _EARLIEST:
        raise _wrong(layout.DATE, "Write a date as 3 Jan 2026.", "Tulis tanggal seperti 3 Jan 2026.")
    if values[layout.TIME]:
        found = time_of(values[layout.TIME])
        if found is None:
            raise _wrong(layout.TIME, "Write a time as 14:05.", "Tulis waktu seperti 14:05.")
        moment = found
    received = datetime.combine(day, moment, zone).astimezone(UTC)
    if received > now:
        raise _wrong(layout.DATE, "It lies in the future.", "Tanggal masuk belum terjadi.")
    return received


def _kind(text: str) -> Kind:
    kind = layout.KINDS.get(plain(text))
    if kind is None:
        raise _wrong(
            layout.KIND,
            "The classification is none of LAPOR!'s.",
            "Klasifikasi tidak dikenal: Aspirasi, Permintaan Informasi, atau Pengaduan.",
        )
    return kind


def _status(text: str) -> tuple[Status, Closer | None]:
    words = plain(text)
    if words in layout.CLOSED:
        return Status.CLOSED, layout.CLOSED[words]
    if words in layout.ARCHIVED:
        return Status.ARCHIVED, layout.ARCHIVED[words]
    if words not in layout.OPEN:
        raise _wrong(layout.STATUS, "This status is not known.", "Status laporan ini tidak dikenal.")
    return Status.RECEIVED, None


def _rating(text: str) -> int | None:
    if text in ("", "-", "0"):
        return None
    try:
        rating = int(float(text))
    except (ValueError, OverflowError):
        rating = 0
    if not 1 <= rating <= 5:  # noqa: PLR2004 - the five stars
        raise _wrong(layout.RATING, "A rating is 1 to 5.", "Rating bernilai 1 sampai 5.")
    return rating


def _wrong(at: int, en: str, id: str) -> Refusal:
    return bad_input(layout.FIELDS[at], en, id, rule=f"LAPOR!: {layout.COLUMNS[at]}")
