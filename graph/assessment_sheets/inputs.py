"""What a unit answers, and what the second person says of it."""

import strawberry

from graph.declarations import attribute
from graph.inputs import input_type, several, text, whole
from graph.move_input import OnceInput


@input_type
class AssessmentAnswerInput:
    """The answer to one question (jawaban)."""

    question: int = whole("The number of the question (nomor).", at_least=1, at_most=200)
    value: int = attribute("The level from 1 to 4 (nilai).")
    evidence: str = text("What proves it (bukti).", at_most=2_000, lines=True, default="")
    link: str = text("Where the proof lies, an https address (tautan bukti).", at_most=500, default="")


@input_type
class AnswerAssessmentInput(OnceInput):
    """Answers of a unit: a part of them to be kept, or all of them to be submitted (pengisian)."""

    sheet: strawberry.ID = attribute("The unit's sheet (lembar penilaian).")
    answers: list[AssessmentAnswerInput] = several("The answers, each question once (jawaban).", at_most=100)
    submit: bool = attribute("Submit the sheet: then no question may be open (sampaikan).", default=True)


@input_type
class CheckAnswersInput(OnceInput):
    """What a second person found (pemeriksaan)."""

    sheet: strawberry.ID = attribute("The unit's sheet (lembar penilaian).")
    accept: bool = attribute("Is it right? Otherwise it goes back to the unit (disetujui).")
    note: str = text("What was found; needed when it goes back (catatan).", at_most=2_000, lines=True, default="")


@input_type
class ExcuseUnitInput(OnceInput):
    """A unit that takes no part after all (pengecualian unit)."""

    sheet: strawberry.ID = attribute("The unit's sheet (lembar penilaian).")
    reason: str = text("Why (alasan).", at_least=5, at_most=2_000, lines=True)
