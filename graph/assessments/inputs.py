"""What the instansi says to lead an assessment from its draft to its end."""

from datetime import date

import strawberry

from graph.declarations import attribute
from graph.inputs import input_type, several, text, whole
from graph.move_input import OnceInput
from graph.scalars import Text
from rules.assessments import MOST_UNITS


@input_type
class DraftAssessmentInput(OnceInput):
    """A new assessment of your pemda (rancangan penilaian)."""

    year: int = whole("Of which year (tahun).", at_least=2013, at_most=2100)
    question_set: strawberry.ID = attribute("Its questions (daftar pertanyaan).")
    units: list[strawberry.ID] = several(
        "The units that answer (unit pengelola pengaduan).", at_most=MOST_UNITS, each=Text(1, 200)
    )
    first_day: date = attribute("The first day whose complaints part A counts: the first of a month (awal periode).")
    last_day: date = attribute("The last one: the end of a month (akhir periode).")


@input_type
class AssessmentStepInput(OnceInput):
    """A step of an assessment (langkah penilaian)."""

    assessment: strawberry.ID = attribute("The assessment (penilaian).")


@input_type
class ContestGeneralInformationInput(AssessmentStepInput):
    """Other figures than those counted, with reason and evidence (koreksi informasi umum)."""

    received: int = whole("Complaints received in the period (diterima).", at_least=0, at_most=10_000_000)
    resolved: int = whole("Of these, resolved (diselesaikan).", at_least=0, at_most=10_000_000)
    reason: str = text("Why the counted figures are not right (alasan).", at_least=5, at_most=2_000, lines=True)
    evidence: str = text("What proves it (bukti).", at_least=5, at_most=2_000, lines=True)
    link: str = text("Where the proof lies (tautan bukti).", at_most=500, default="")


@input_type
class AssessmentPriorityInput:
    """A line of the priority sheet (penetapan prioritas)."""

    category: str = text("The code of the category (aspek).", at_least=1, at_most=40)
    place: int = attribute("What is circled, 1 to 5, 1 the most urgent (prioritas).")
    reasons: str = text("Why (alasan).", at_least=5, at_most=4_000, lines=True)


@input_type
class SetPrioritiesInput(AssessmentStepInput):
    """The whole priority sheet: every category once, places may be shared (penetapan prioritas)."""

    priorities: list[AssessmentPriorityInput] = several("The lines (prioritas).", at_most=20)


@input_type
class AttendeeInput:
    """Somebody who attended (peserta)."""

    name: str = text("Name (nama).", at_least=2, at_most=200)
    institution: str = text("From which office (instansi).", at_most=200, default="")
    position: str = text("In which position (jabatan).", at_most=200, default="")


@input_type
class WriteMinutesInput(AssessmentStepInput):
    """The minutes of the assessment (berita acara)."""

    held_on: date = attribute("On which day (tanggal).")
    place: str = text("Where (tempat).", at_least=2, at_most=300)
    process: str = text("How it went (proses pelaksanaan).", at_least=10, at_most=10_000, lines=True)
    attendance: list[AttendeeInput] = several("Who attended (daftar hadir).", at_most=300)
