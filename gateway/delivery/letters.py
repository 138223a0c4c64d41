"""What does a letter say? What happened to which case and where to read on, and of its words only what is public.

Letters leave the house and lie in mailboxes of others. They carry the tracking code, the state and the deadline as the
recipient may see them, and the title only as any visitor may read it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from html import escape
from typing import Any, Final

from gateway.delivery.channel import Letter
from rules.complaint_states import LABELS as STATUSES
from rules.complaint_states import Status
from rules.notices import LABELS, NoticeKind
from rules.time_zones import WIB, WIT, WITA

_ZONES: Final = {WIB.key: "WIB", WITA.key: "WITA", WIT.key: "WIT"}
_MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_FOOT: Final = (
    "Surat ini dikirim otomatis oleh Tuntas. Jangan dibalas: tanggapi melalui tautan di atas.\n"
    "Cara Anda menerima pemberitahuan dapat diatur di konsol."
)
_DIGEST: Final = (
    ("overdue", "Lewat tenggat"),
    ("today", "Jatuh tempo hari ini"),
    ("fresh", "Baru di meja ini"),
    ("waiting", "Menunggu pelapor"),
)
MOST_LISTED: Final = 20


def local_time(moment: datetime, zone: tzinfo) -> str:
    """A moment as people of a pemda write it: 9 Maret 2026 14.05 WIB."""
    there = moment.astimezone(zone)
    name = _ZONES.get(str(zone), str(zone))
    return f"{there.day} {_MONTHS[there.month - 1]} {there.year} {there.hour:02d}.{there.minute:02d} {name}"


def notice(
    kind: NoticeKind, seen: Mapping[str, Any], public_title: str | None, *, link: str, zone: tzinfo, office: bool
) -> Letter:
    """The letter about one event. `seen` is the complaint as its recipient may see it."""
    lines = [("Nomor laporan", seen["trackingCode"])]
    if public_title:
        lines.append(("Judul", public_title))
    lines.append(("Keadaan", STATUSES[Status(seen["status"])]))
    if office and seen["unit"] is not None:
        lines.append(("Unit", seen["unit"]["name"]))
    if seen["pemda"] is not None:
        lines.append(("Instansi", seen["pemda"]["name"]))
    if seen["dueAt"] is not None:
        lines.append(("Tenggat", local_time(datetime.fromisoformat(seen["dueAt"]), zone)))
    return _letter(f"{LABELS[kind]}: {seen['trackingCode']}", [(LABELS[kind], lines)], link)


_CALENDAR: Final = "Kalender belum lengkap"


def digest(
    parts: Mapping[str, Sequence[Mapping[str, Any]]],
    *,
    day: str,
    more: int,
    link: str,
    zone: tzinfo,
    alarms: Sequence[str] = (),
) -> Letter | None:
    """The morning's summary of a desk; None when there is nothing to say."""
    blocks = [(_CALENDAR, [("", alarm) for alarm in alarms])] if alarms else []
    for name, heading in _DIGEST:
        cases = parts[name]
        if cases:
            lines = [(case["trackingCode"], _state(case, zone)) for case in cases[:MOST_LISTED]]
            if len(cases) > MOST_LISTED:
                lines.append(("", f"dan {len(cases) - MOST_LISTED} lainnya"))
            blocks.append((f"{heading}: {len(cases)}", lines))
    if not blocks:
        return None
    if more:
        blocks.append((f"Laporan lain di meja ini: {more}", []))
    return _letter(f"{LABELS[NoticeKind.DIGEST]}, {day}", blocks, link)


def _state(case: Mapping[str, Any], zone: tzinfo) -> str:
    due = "" if case["dueAt"] is None else f", tenggat {local_time(datetime.fromisoformat(case['dueAt']), zone)}"
    return STATUSES[Status(case["status"])] + due


def _letter(subject: str, blocks: Sequence[tuple[str, Sequence[tuple[str, str]]]], link: str) -> Letter:
    plain = "\n\n".join(
        "\n".join([heading, *(f"{name}: {value}" if name else value for name, value in lines)])
        for heading, lines in blocks
    )
    marked = "".join(
        f"<h2>{escape(heading)}</h2><ul>"
        + "".join(f"<li>{escape(f'{name}: {value}' if name else value)}</li>" for name, value in lines)
        + "</ul>"
        for heading, lines in blocks
    )
    foot = "".join(f"<p>{escape(line)}</p>" for line in _FOOT.splitlines())
    page = (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{escape(subject)}</title></head>'
        f'<body>{marked}<p><a href="{escape(link)}">Buka di Tuntas</a></p>{foot}</body></html>'
    )
    return Letter(subject=subject, text=f"{plain}\n\nBuka: {link}\n\n{_FOOT}\n", html=page, link=link)
