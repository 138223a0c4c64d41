"""What the desk says while it examines a complaint."""

import strawberry

from graph.declarations import attribute
from graph.inputs import input_type, several, text
from graph.move_input import ComplaintMoveInput, reason_text
from graph.scalars import Text
from graph.vocabulary import ArchiveReason, CheckResult, Kind, Nature, Priority


@input_type
class VerifyComplaintInput(ComplaintMoveInput):
    """The checks of Perbup Bintan 53/2021, 2.1.1, each answered (hasil verifikasi)."""

    identity: CheckResult = attribute("Is the reporter's identity there? (identitas pelapor).")
    substance: CheckResult = attribute("Is it clear what is reported? (substansi).")
    evidence: CheckResult = attribute("Is there supporting data? (data dukung).")
    nature: Nature = attribute("A dispute, an indicated violation, or neither (sengketa atau pelanggaran).")
    subject: str = text("Who is reported about (subjek pengaduan).", at_most=300, default="")
    object: str = text("What it is about (objek pengaduan).", at_most=300, default="")
    anonymous: bool = attribute("Must the reporter be hidden? (perlu anonim).")
    secret: bool = attribute("Must the report be hidden? (perlu rahasia).")
    eligible: bool = attribute("Is it eligible to be forwarded? (layak diteruskan).")
    note: str = text("What else was found (catatan).", at_most=2_000, lines=True, default="")


@input_type
class ClassifyComplaintInput(ComplaintMoveInput):
    """What the complaint is; only what is given changes (klasifikasi)."""

    kind: Kind | None = attribute("The classification (klasifikasi).", default=None)
    topic: strawberry.ID | None = attribute("The topic (kategori).", default=None)
    priority: Priority | None = attribute("How urgent (prioritas).", default=None)
    tags: list[str] | None = several("The desk's own tags (tag).", at_most=10, each=Text(1, 40), default=None)


@input_type
class FlagComplaintInput(ComplaintMoveInput):
    """Protection that the reporter did not ask for; what was asked for cannot be taken away."""

    anonymous: bool = attribute("Hide the reporter (anonim).")
    secret: bool = attribute("Hide the report from the public (rahasia).")
    reason: str = reason_text("Why (alasan).")


@input_type
class RequestCompletionInput(ComplaintMoveInput):
    """What the reporter must add within ten working days (permintaan kelengkapan)."""

    request: str = reason_text("What is missing, in words the reporter understands (permintaan).", at_least=10)


@input_type
class ArchiveComplaintInput(ComplaintMoveInput):
    """Why the complaint is not processed (alasan arsip)."""

    because: ArchiveReason = attribute("The kind of reason (jenis alasan).")
    reason: str = reason_text("In words for the reporter (alasan).", at_least=10)


@input_type
class ReasonedMoveInput(ComplaintMoveInput):
    """A move that only needs a reason."""

    reason: str = reason_text("Why (alasan).")


@input_type
class EditTextInput(ComplaintMoveInput):
    """The text that lists and the public show; the original is kept (isi laporan akhir)."""

    title: str = text("The gist in one line (judul).", at_least=5, at_most=150)
    public_body: str = text("What the public reads (isi untuk publik).", at_least=10, at_most=10_000, lines=True)
    reason: str = reason_text("Why it was edited (alasan).")
