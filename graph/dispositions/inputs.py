"""Where a complaint goes, and why."""

import strawberry

from graph.declarations import attribute
from graph.inputs import input_type, text
from graph.move_input import ComplaintMoveInput, reason_text


@input_type
class TransferComplaintInput(ComplaintMoveInput):
    """Disposition to another pemda (disposisi ke instansi)."""

    pemda: str = text("Kode wilayah of the pemda, such as 21.01 (instansi tujuan).", at_least=2, at_most=5)
    note: str = reason_text("What the pemda should know (catatan disposisi).")


@input_type
class ReturnToNationInput(ComplaintMoveInput):
    """Back to the national desk: not the authority of this pemda (bukan kewenangan)."""

    reason: str = reason_text("Why (alasan).", at_least=10)
    suggested_pemda: str | None = text(
        "Kode wilayah of the right pemda, if known (saran instansi).", at_most=5, default=None
    )


@input_type
class DisposeComplaintInput(ComplaintMoveInput):
    """Disposition to a unit (disposisi)."""

    unit: strawberry.ID = attribute("The unit (unit tujuan).")
    note: str = text("What the unit should know (catatan disposisi).", at_most=2_000, lines=True, default="")


@input_type
class ReferComplaintInput(ComplaintMoveInput):
    """To the Inspektorat: abuse of authority or breach of law by officials (APIP)."""

    reason: str = reason_text("Why (alasan).", at_least=10)


@input_type
class ReturnComplaintInput(ComplaintMoveInput):
    """Back one level up: not this unit's authority (pengembalian)."""

    reason: str = reason_text("Why (alasan).", at_least=10)
    suggested_unit: strawberry.ID | None = attribute("The right unit, if known (saran unit).", default=None)


@input_type
class RuleOnComplaintInput(ComplaintMoveInput):
    """The common superior decides who handles it (putusan)."""

    unit: strawberry.ID = attribute("The unit that handles it; it cannot return it again (unit penangan).")
    ruling: str = reason_text("The ruling, which the reporter reads (putusan).", at_least=10)


@input_type
class TembusanInput(ComplaintMoveInput):
    """A copy for a unit that only reads (tembusan)."""

    unit: strawberry.ID = attribute("The unit (unit tembusan).")
    note: str = text("Why (catatan).", at_most=2_000, lines=True, default="")


@input_type
class AddHandlingInput(ComplaintMoveInput):
    """Another unit handles it in parallel and answers the lead unit (unit pendukung)."""

    unit: strawberry.ID = attribute("The unit (unit pendukung).")
    task: str = reason_text("What it should do (tugas).", at_least=10)


@input_type
class MergeComplaintInput(ComplaintMoveInput):
    """Into a parent complaint with one shared answer (kasus induk)."""

    parent: strawberry.ID = attribute("The parent complaint, of the same pemda (kasus induk).")
    reason: str = reason_text("Why they are about the same (alasan).")


@input_type
class UnmergeComplaintInput(ComplaintMoveInput):
    """Out of its parent complaint again."""

    reason: str = reason_text("Why (alasan).")
