"""What a unit says to the reporter, to the lead unit, to itself."""

import strawberry

from graph.declarations import attribute
from graph.inputs import input_type, text, whole
from graph.move_input import ComplaintMoveInput, FilesInput, reason_text
from graph.vocabulary import Outcome


@input_type
class ReportProgressInput(FilesInput):
    """How far the unit is (tanggapan sementara)."""

    body: str = reason_text("What was done so far and what comes next (tanggapan).", at_least=10)


@input_type
class AnswerComplaintInput(FilesInput):
    """The answer to the reporter, with what came of it and what proves it (tindak lanjut)."""

    outcome: Outcome = attribute("What came of it (hasil).")
    body: str = reason_text("The answer (tindak lanjut).", at_least=10)
    evidence: str = text(
        "What proves it, described; files may be attached too (bukti).", at_most=2_000, lines=True, default=""
    )


@input_type
class RequestExtensionInput(ComplaintMoveInput):
    """More time is asked for (permintaan perpanjangan)."""

    amount: int = whole("How much more, in the unit of the clock, mostly working days (lama).", at_least=1, at_most=60)
    reason: str = reason_text("Why (alasan).", at_least=10)


@input_type
class GrantExtensionInput(ComplaintMoveInput):
    """More time is given (perpanjangan)."""

    amount: int = whole("How much more, at most what was asked for (lama).", at_least=1, at_most=60)
    reason: str = reason_text("Why; the reporter reads it (alasan).", at_least=10)


@input_type
class RefuseExtensionInput(ComplaintMoveInput):
    """No more time is given (penolakan perpanjangan)."""

    reason: str = reason_text("Why (alasan).", at_least=10)


@input_type
class CloseComplaintInput(ComplaintMoveInput):
    """Closing by the desk of an answered complaint (tutup)."""

    reason: str = reason_text("Why it is closed without waiting for the reporter (alasan).", at_least=10)


@input_type
class NoteInput(ComplaintMoveInput):
    """A note between offices (catatan internal)."""

    body: str = reason_text("The note (catatan).")


@input_type
class DraftAnswerInput(ComplaintMoveInput):
    """A draft by staff for the penghubung (konsep tanggapan)."""

    body: str = reason_text("The draft (konsep).", at_least=10)


@input_type
class AnswerHandlingInput(ComplaintMoveInput):
    """A supporting unit's answer to the lead unit (jawaban unit pendukung)."""

    handling: strawberry.ID = attribute("The parallel handling (penanganan).")
    outcome: Outcome = attribute("What came of it (hasil).")
    body: str = reason_text("The answer (jawaban).", at_least=10)


@input_type
class ReturnHandlingInput(ComplaintMoveInput):
    """A supporting unit gives its part back (pengembalian unit pendukung)."""

    handling: strawberry.ID = attribute("The parallel handling (penanganan).")
    reason: str = reason_text("Why (alasan).", at_least=10)
