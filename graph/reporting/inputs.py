"""What a reporter says after the submission."""

from graph.declarations import attribute
from graph.inputs import input_type, text, whole
from graph.move_input import ComplaintMoveInput, FilesInput, reason_text


@input_type
class SupplementComplaintInput(FilesInput):
    """What the desk asked for (kelengkapan)."""

    body: str = reason_text("The missing facts (kelengkapan).")


@input_type
class CommentInput(FilesInput):
    """Something to add while it is being worked on (komentar)."""

    body: str = reason_text("The words (komentar).", at_least=3)


@input_type
class AcceptAnswerInput(ComplaintMoveInput):
    """The answer is accepted; the complaint closes (terima)."""

    note: str = text("A word to the office (catatan).", at_most=1_000, lines=True, default="")


@input_type
class ObjectToAnswerInput(FilesInput):
    """The answer is not accepted: the work goes on (keberatan)."""

    reason: str = reason_text("What is wrong with the answer (alasan keberatan).", at_least=10)


@input_type
class ReopenComplaintInput(FilesInput):
    """It was closed but is not solved (buka kembali)."""

    reason: str = reason_text("What is still wrong (alasan).", at_least=10)


@input_type
class ConsentToBeNamedInput(ComplaintMoveInput):
    """May the Ombudsman or the APIP know who reported? (izin identitas)."""

    agree: bool = attribute("True gives the consent, false withdraws it (setuju).")


@input_type
class RateComplaintInput(ComplaintMoveInput):
    """How satisfied (penilaian)."""

    rating: int = whole("1 (bad) to 5 (very good) (nilai).", at_least=1, at_most=5)
    note: str = text("Why (catatan).", at_most=1_000, lines=True, default="")
