"""What does a packet tell somebody who only opens it? One page in Indonesian, made from its documents."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, Final

from rules.clocks import DayReason
from rules.complaint_states import LABELS, Status
from rules.packets import ANSWERS, CLOCKS, COMPLAINT, DISPOSITIONS, EVENTS, FILES, IDENTITY, Manifest, PacketKind

_FOR: Final[Mapping[PacketKind, str]] = {
    PacketKind.OMBUDSMAN: "Ombudsman Republik Indonesia",
    PacketKind.APIP: "Inspektorat (APIP)",
}
_REASONS: Final[Mapping[DayReason, str]] = {
    DayReason.COUNTED: "dihitung",
    DayReason.START: "hari mulai",
    DayReason.WEEKEND: "akhir pekan",
    DayReason.NATIONAL_HOLIDAY: "libur nasional",
    DayReason.CUTI_BERSAMA: "cuti bersama",
    DayReason.LOCAL_HOLIDAY: "libur daerah",
    DayReason.EMERGENCY: "keadaan darurat",
    DayReason.WAITING_FOR_REPORTER: "menunggu pelapor",
    DayReason.EXTENDED: "perpanjangan",
}
_LEFT_OUT: Final[Mapping[str, str]] = {
    "size": "tidak disertakan karena ukuran",
    "missing": "berkas tidak ditemukan di penyimpanan",
    "changed": "berkas di penyimpanan tidak sesuai sidik jarinya",
}
_HEAD: Final = """<!doctype html>
<html lang="id"><head><meta charset="utf-8"><title>{title}</title>
<style>body{{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}}
table{{border-collapse:collapse;width:100%}}td,th{{border:1px solid #999;padding:.3rem .5rem;text-align:left;
vertical-align:top}}pre{{white-space:pre-wrap;font:inherit}}</style></head><body>
<h1>{title}</h1>
"""


def page(manifest: Manifest, documents: Mapping[str, Any]) -> bytes:
    """The page; every word of a person is escaped."""
    title = f"Berkas pengaduan {manifest.tracking_code} untuk {_FOR[manifest.kind]}"
    parts = [
        _HEAD.format(title=escape(title)),
        _table((), _facts(manifest, documents)),
        "<h2>Isi laporan</h2>",
        f"<h3>{escape(documents[COMPLAINT]['title'])}</h3><pre>{escape(documents[COMPLAINT]['body'])}</pre>",
        "<h2>Tenggat</h2>",
        *(_clock(document) for document in documents[CLOCKS]),
        "<h2>Disposisi</h2>",
        _table(("Waktu", "Langkah", "Oleh", "Unit", "Alasan"), map(_disposition, documents[DISPOSITIONS])),
        "<h2>Tanggapan</h2>",
        _table(("Waktu", "Jenis", "Oleh", "Isi"), map(_answer, documents[ANSWERS])),
        "<h2>Lampiran</h2>",
        _table(("Nama", "Berkas", "SHA-256"), map(_file, documents[FILES])),
        "<h2>Riwayat</h2>",
        _table(("No.", "Waktu", "Langkah", "Oleh", "Status", "Alasan"), map(_event, documents[EVENTS])),
        "<p>Keaslian berkas ini diperiksa tanpa jaringan dengan <code>tuntas packet verify</code>.</p></body></html>\n",
    ]
    return "\n".join(parts).encode()


def _facts(manifest: Manifest, documents: Mapping[str, Any]) -> Iterable[Sequence[str]]:
    complaint = documents[COMPLAINT]
    yield "Instansi", f"{manifest.pemda_name} ({manifest.pemda_code})"
    yield "Diteruskan", f"{manifest.at} (kejadian {manifest.event}, {manifest.move})"
    yield "Klasifikasi", complaint["kind"]
    yield "Diterima", complaint["received_at"]
    yield "Anonim / rahasia", f"{_yes(complaint['anonymous'])} / {_yes(complaint['secret'])}"
    identity = documents.get(IDENTITY)
    yield "Pelapor", "tidak disertakan" if identity is None else ", ".join(filter(None, identity.values()))


def _clock(document: Mapping[str, Any]) -> str:
    rule, due = document["rule"], document["due"] or "berhenti, menunggu pelapor"
    stopped = document["stopped"]
    end = "masih berjalan saat diteruskan" if stopped is None else f"berakhir {stopped}"
    head = f"<h3>{escape(rule['text'])}</h3><p>Dasar: {escape(rule['source'])}. Mulai {document['clock']['started']}"
    days = ((day, str(counted), _REASONS[DayReason(reason)], note) for day, counted, reason, note in document["strip"])
    return f"{head}, tenggat {due}, {end}.</p>" + _table(("Tanggal", "Dihitung", "Sebab", "Keterangan"), days)


def _disposition(one: Mapping[str, Any]) -> Sequence[str]:
    return one["at"], one["move"], one["by"], one["unit"] or "", one["reason"]


def _answer(one: Mapping[str, Any]) -> Sequence[str]:
    words = one["body"] if not one["evidence"] else f"{one['body']}\n\nBukti: {one['evidence']}"
    return one["at"], one["kind"], one["by"], words


def _file(one: Mapping[str, Any]) -> Sequence[str]:
    left_out = one["left_out"]
    return one["name"], one["path"] if left_out is None else _LEFT_OUT[left_out], one["sha256"]


def _event(one: Mapping[str, Any]) -> Sequence[str]:
    by = ", ".join(filter(None, (one["actor"]["title"], one["actor"]["name"])))
    return str(one["seq"]), one["at"], one["move"], by, LABELS[Status(one["to"])], one["reason"]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>\n" for row in rows)
    if not body:
        return "<p>Tidak ada.</p>"
    return "<table>" + (f"<tr>{head}</tr>" if head else "") + f"\n{body}</table>"


def _yes(flag: object) -> str:
    return "ya" if flag else "tidak"
