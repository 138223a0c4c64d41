"""What is written to a citizen in an SMS: short Indonesian, a code and a status, no name and no word of the report."""

from typing import Final

from rules.complaint_states import LABELS, Status
from rules.sms_commands import SHORTEST_REPORT, Unclear
from rules.tracking_codes import shown

LONGEST: Final = 160
"""One SMS of the alphabet GSM-7; every text here keeps to it."""
_HOW: Final = (
    "Kirim: LAPOR <nama daerah> <isi laporan>. Contoh: LAPOR BINTAN lampu jalan padam di Jl. Merdeka."
    " Cek: STATUS <kode>"
)
_UNCLEAR: Final[dict[Unclear, str]] = {
    Unclear.NO_COMMAND: _HOW,
    Unclear.TOO_SHORT: f"Isi laporan minimal {SHORTEST_REPORT} huruf: apa, di mana, kapan. Contoh: LAPOR BINTAN lampu"
    " jalan padam di Jl. Merdeka sejak Senin.",
    Unclear.TOO_LONG: "Pesan terlalu panjang. Singkat isinya lalu kirim lagi.",
    Unclear.NO_CODE: "Kode pelacakan tidak dikenali. Kirim: STATUS <kode>, contoh: STATUS K7QW-2M9D-XH4C",
}


def unclear(why: Unclear) -> str:
    """What to do differently."""
    return _UNCLEAR[why]


def received(code: str, secret: str) -> str:
    """The receipt: whoever has both may talk back."""
    receipt = f"Laporan diterima. Kode {shown(code)}, rahasia {shown(secret)}."
    return f"{receipt} Cek: STATUS <kode>. Balas: <kode> <rahasia> <pesan>"


def where(code: str, status: Status) -> str:
    """Where a complaint is."""
    return f"Laporan {shown(code)}: {LABELS[status]}."


def taken(code: str, status: Status) -> str:
    """A reply was taken."""
    return f"Balasan Anda dicatat. Laporan {shown(code)}: {LABELS[status]}."


def say_what_you_mean(code: str, status: Status) -> str:
    """The reply cannot be taken as it is in this status."""
    if status is Status.ANSWERED:
        return "Laporan Anda telah ditanggapi. Balas: <kode> <rahasia> KEBERATAN <alasan>, atau <kode> <rahasia> TERIMA"
    if status is Status.CLOSED:
        return "Laporan Anda telah selesai. Belum tuntas? Balas: <kode> <rahasia> KEBERATAN <alasan>"
    return f"Balasan tidak dapat dicatat. {where(code, status)}"


def refused(why: str) -> str:
    """A refusal's own sentence, as far as one message holds it."""
    return why if len(why) <= LONGEST else f"{why[: LONGEST - 3]}..."


def not_kept(files: int) -> str:
    """Files that were refused, to be added to another text; nothing when there were none."""
    return f" {files} lampiran tidak dapat diterima." if files else ""


def unknown() -> str:
    """No such complaint, or a secret one: the answer is the same."""
    return "Laporan dengan kode itu tidak ditemukan. Periksa kembali kodenya."


def wrong_secret() -> str:
    """The secret is not the code's."""
    return "Kode dan rahasia tidak cocok. Periksa kembali pesan tanda terima Anda."
