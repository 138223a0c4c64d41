"""The layout of LAPOR!'s Excel export: its 26 columns in their order, what each means, and what was missing there.

Known from three importers that pemda wrote for it (domain brief, section 4). The order and the spelling of the headings
are LAPOR!'s; what people type differently is compared without case and spaces.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from rules.vocabulary import Channel, Closer, Kind

TRACKING_ID, DATE, TIME, REPORTER, KIND, TOPIC_ID, TOPIC, TITLE, FIRST_TEXT, LAST_TEXT = range(10)
TYPE, SOURCE, PARENT, UNIT_ID, UNIT, STATUS, REASON, PROVINCE, REGENCY, DISTRICT, VILLAGE = range(10, 21)
SK_NUMBER, SK_URL, YEARLY_URL, SETWAPRES, RATING = range(21, 26)
COLUMNS: Final = (
    "Tracking ID", "Tanggal Laporan Masuk", "Waktu Laporan Masuk", "Nama Pelapor", "Klasifikasi Laporan",
    "ID Kategori", "Kategori", "Judul Laporan", "Isi Laporan Awal", "Isi Laporan Akhir", "Tipe Laporan",
    "Sumber Laporan", "Instansi Induk", "ID Instansi Terdisposisi", "Instansi Terdisposisi", "Status Laporan",
    "Alasan Tunda/Arsip", "Provinsi", "Kota/Kabupaten", "Kecamatan", "Kelurahan", "Nomor SK", "Url SK",
    "Url Dokumen Laporan Tahunan", "Laporan yang Masuk melalui Kanal Aduan Setwapres", "Rating",
)  # fmt: skip
ADDED: Final = (
    "Tanggal Disposisi", "Waktu Disposisi", "Tanggal Tindak Lanjut", "Waktu Tindak Lanjut", "Tanggal Selesai",
    "Waktu Selesai",
)  # fmt: skip
"""What daerah type in by hand because the export lacks it; behind its own columns, which importers still find."""
WIDTH: Final = len(COLUMNS)
PERSONAL: Final = frozenset({REPORTER})
WORDS: Final = frozenset({TITLE, FIRST_TEXT, LAST_TEXT})
"""Columns that the complaint itself keeps; all others are kept beside it as they came."""
FIELDS: Final = (
    "trackingId", "date", "time", "reporter", "kind", "topicId", "topic", "title", "firstText", "lastText", "type",
    "source", "parent", "unitId", "unit", "status", "reason", "province", "regency", "district", "village", "skNumber",
    "skUrl", "yearlyUrl", "setwapres", "rating",
)  # fmt: skip
"""How refusals name the columns."""

_SPACES: Final = re.compile(r"\s+")


def plain(text: str) -> str:
    """For comparing: small letters, single spaces."""
    return _SPACES.sub(" ", text).strip().casefold()


KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "aspirasi": Kind.ASPIRASI,
        "permintaan informasi": Kind.PERMINTAAN_INFORMASI,
        "pengaduan": Kind.PENGADUAN_TIDAK_BERKADAR,
        "pengaduan tidak berkadar pengawasan": Kind.PENGADUAN_TIDAK_BERKADAR,
        "pengaduan berkadar pengawasan": Kind.PENGADUAN_BERKADAR,
    }
)
KIND_LABELS: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.ASPIRASI: "Aspirasi",
        Kind.PERMINTAAN_INFORMASI: "Permintaan Informasi",
        Kind.PENGADUAN_TIDAK_BERKADAR: "Pengaduan Tidak Berkadar Pengawasan",
        Kind.PENGADUAN_BERKADAR: "Pengaduan Berkadar Pengawasan",
    }
)
CLOSED: Final[Mapping[str, Closer]] = MappingProxyType(
    {
        "ditutup oleh admin": Closer.ADMIN,
        "ditutup oleh sistem": Closer.SYSTEM,
        "ditutup oleh pelapor": Closer.REPORTER,
        "selesai": Closer.ADMIN,
    }
)
ARCHIVED: Final[Mapping[str, Closer]] = MappingProxyType(
    {
        "diarsipkan oleh admin": Closer.ADMIN,
        "diarsipkan oleh sistem": Closer.SYSTEM,
        "diarsipkan": Closer.ADMIN,
    }
)
OPEN: Final = frozenset(
    {
        "belum terverifikasi", "terverifikasi", "terdisposisi", "belum terdisposisi", "tertunda",
        "belum ditindaklanjuti", "terverifikasi (belum ditindaklanjuti)", "proses", "sedang proses", "diproses",
        "ditanggapi oleh pelapor", "ditanggapi oleh instansi", "ditindaklanjuti",
    }
)  # fmt: skip
"""LAPOR! closes its list with "dst": a status that is none of these is refused, so that nobody's work is lost by it."""
_SOURCES: Final = (
    ("1708", Channel.SMS_1708), ("sms", Channel.SMS_1708), ("whatsapp", Channel.WHATSAPP),
    ("android", Channel.APP), ("ios", Channel.APP), ("mobile", Channel.APP), ("aplikasi", Channel.APP),
    ("twitter", Channel.SOCIAL_MEDIA), ("facebook", Channel.SOCIAL_MEDIA), ("instagram", Channel.SOCIAL_MEDIA),
    ("media sosial", Channel.SOCIAL_MEDIA), ("tatap muka", Channel.FACE_TO_FACE), ("call", Channel.CALL_CENTER),
    ("telepon", Channel.CALL_CENTER), ("surel", Channel.EMAIL), ("email", Channel.EMAIL), ("surat", Channel.LETTER),
    ("web", Channel.WEB), ("situs", Channel.WEB),
)  # fmt: skip
SOURCE_LABELS: Final[Mapping[Channel, str]] = MappingProxyType(
    {
        Channel.WEB: "Website", Channel.APP: "Aplikasi", Channel.SMS_1708: "SMS 1708", Channel.WHATSAPP: "WhatsApp",
        Channel.CALL_CENTER: "Call Center", Channel.FACE_TO_FACE: "Tatap Muka", Channel.LETTER: "Surat",
        Channel.EMAIL: "Email", Channel.SOCIAL_MEDIA: "Media Sosial", Channel.NEIGHBOUR_APP: "Aplikasi Terhubung",
    }
)  # fmt: skip


def channel_of(source: str) -> Channel:
    """The channel that a source names; LAPOR! itself where it names none that is known here."""
    words = plain(source)
    return next((channel for part, channel in _SOURCES if part in words), Channel.NEIGHBOUR_APP)


def is_head(cells: Mapping[int, object]) -> bool:
    """Does this row begin like the headings?"""
    first = cells.get(0)
    return isinstance(first, str) and plain(first) == plain(COLUMNS[TRACKING_ID])


def head_mistakes(cells: Mapping[int, object]) -> list[tuple[int, str]]:
    """The columns whose heading is not LAPOR!'s, with what it should be. Columns behind the 26 may be anything."""
    return [
        (at, title)
        for at, title in enumerate(COLUMNS)
        if not isinstance(found := cells.get(at), str) or plain(found) != plain(title)
    ]
