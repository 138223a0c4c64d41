"""What are the words of a complaint called in Indonesian reports?"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from rules.vocabulary import Channel, Closer, Kind, Outcome, Priority

KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Kind.PENGADUAN_TIDAK_BERKADAR: "Pengaduan tidak berkadar pengawasan",
        Kind.PENGADUAN_BERKADAR: "Pengaduan berkadar pengawasan",
        Kind.PERMINTAAN_INFORMASI: "Permintaan informasi",
        Kind.ASPIRASI: "Aspirasi",
    }
)
CHANNELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Channel.WEB: "Situs web",
        Channel.APP: "Aplikasi seluler",
        Channel.SMS_1708: "SMS 1708",
        Channel.WHATSAPP: "WhatsApp",
        Channel.CALL_CENTER: "Pusat panggilan (call center)",
        Channel.FACE_TO_FACE: "Tatap muka",
        Channel.LETTER: "Surat",
        Channel.EMAIL: "Surel",
        Channel.SOCIAL_MEDIA: "Media sosial",
        Channel.NEIGHBOUR_APP: "Aplikasi terhubung",
    }
)
OUTCOMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        Outcome.SOLVED: "Selesai ditangani",
        Outcome.PARTLY_SOLVED: "Selesai sebagian",
        Outcome.NOT_SOLVED: "Tidak dapat diselesaikan",
        Outcome.INFORMATION_GIVEN: "Informasi diberikan",
        Outcome.ASPIRATION_NOTED: "Aspirasi dicatat",
        Outcome.NOT_OUR_AUTHORITY: "Bukan kewenangan",
        "": "Belum ada hasil",
    }
)
PRIORITIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        Priority.LOW: "Rendah",
        Priority.NORMAL: "Biasa",
        Priority.HIGH: "Tinggi",
        Priority.URGENT: "Mendesak",
    }
)
CLOSERS: Final[Mapping[str, str]] = MappingProxyType(
    {Closer.ADMIN: "Admin", Closer.SYSTEM: "Sistem", Closer.REPORTER: "Pelapor"}
)
