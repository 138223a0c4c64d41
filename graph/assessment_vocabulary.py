"""The enums and small types of self-assessments and trainings, each value with its Indonesian term."""

from enum import StrEnum
from fractions import Fraction

from graph.context import Context
from graph.declarations import attribute, enum_type, object_type
from graph.fields import derived
from rules.assessment_discrepancies import Fault, Figure
from rules.assessment_scores import shown
from rules.assessments import STATUS_LABELS, AssessmentStatus, SheetStatus
from rules.general_information import GeneralFigure
from rules.question_sets import Counting
from rules.trainings import TOPIC_LABELS, Coverage, TrainingTopic

enum_type(
    TrainingTopic,
    {
        TrainingTopic.TECHNICAL: f"How complaints are managed ({TOPIC_LABELS[TrainingTopic.TECHNICAL]}).",
        TrainingTopic.PROCESS: f"How units work together ({TOPIC_LABELS[TrainingTopic.PROCESS]}).",
        TrainingTopic.PUBLIC_COMMUNICATION: (
            f"How to talk with the public ({TOPIC_LABELS[TrainingTopic.PUBLIC_COMMUNICATION]})."
        ),
    },
)
enum_type(
    Counting,
    {
        Counting.MONTH: "Complaints in an average month (rata-rata dalam 1 bulan).",
        Counting.YEAR: "Complaints in an average year (rata-rata dalam 1 tahun).",
    },
)
enum_type(
    AssessmentStatus,
    {
        AssessmentStatus.DRAFT: f"Being prepared ({STATUS_LABELS[AssessmentStatus.DRAFT]}).",
        AssessmentStatus.OPEN: f"Units answer ({STATUS_LABELS[AssessmentStatus.OPEN]}).",
        AssessmentStatus.CHECKING: f"Answers are checked ({STATUS_LABELS[AssessmentStatus.CHECKING]}).",
        AssessmentStatus.FINALISED: f"Its figures stand for good ({STATUS_LABELS[AssessmentStatus.FINALISED]}).",
    },
)
enum_type(
    SheetStatus,
    {
        SheetStatus.BLANK: "Nothing is answered yet (belum diisi).",
        SheetStatus.STARTED: "Some of it is answered (sedang diisi).",
        SheetStatus.SUBMITTED: "Answered, waiting for a second person (disampaikan).",
        SheetStatus.RETURNED: "Given back with a note (dikembalikan).",
        SheetStatus.CHECKED: "A second person found it right (diperiksa).",
        SheetStatus.EXCUSED: "The unit takes no part, with a reason (dikecualikan).",
    },
)
enum_type(
    GeneralFigure,
    {
        GeneralFigure.RECEIVED: "What came in (pengaduan diterima).",
        GeneralFigure.RESOLVED: "What was closed as resolved (pengaduan diselesaikan).",
        GeneralFigure.NOT_RESOLVED: "The rest (pengaduan tidak dapat diselesaikan).",
    },
    name="GeneralFigure",
)
enum_type(
    Figure,
    {
        Figure.ANSWER: "An answer to one question (nilai jawaban).",
        Figure.UNIT_SCORE: "The score of a unit in a category (nilai unit).",
        Figure.AVERAGE: "The pemda's average in a category (nilai rata-rata).",
        Figure.PRIORITY: "The place of a category (urutan prioritas).",
    },
    name="PublishedFigure",
)
enum_type(
    Fault,
    {
        Fault.WRONG: "It is another number (salah).",
        Fault.TRUNCATED: "What follows was cut off instead of rounded (dipotong).",
        Fault.ROUNDED_UP: "It was rounded up where it is to be rounded down (dibulatkan ke atas).",
        Fault.COARSE: "It was rounded to fewer than two decimals (pembulatan kasar).",
        Fault.SWAPPED: "Two categories changed places (urutan tertukar).",
    },
    name="PublishedFault",
)


class AssessmentAction(StrEnum):
    """What may be done to an assessment or a sheet (tindakan)."""

    READ = "READ"
    READ_RESULT = "READ_RESULT"
    MANAGE = "MANAGE"
    FINALISE = "FINALISE"
    ANSWER = "ANSWER"
    CHECK = "CHECK"


enum_type(
    AssessmentAction,
    {
        AssessmentAction.READ: "Know that it is there (melihat).",
        AssessmentAction.READ_RESULT: "See what it came to (melihat hasil).",
        AssessmentAction.MANAGE: "Lead it from step to step (mengelola).",
        AssessmentAction.FINALISE: "Let its figures stand for good (menetapkan).",
        AssessmentAction.ANSWER: "Answer for the unit (mengisi).",
        AssessmentAction.CHECK: "Check it as a second person (memeriksa).",
    },
)


@object_type
class ExactNumber:
    """An exact fraction, with what an office prints of it (nilai)."""

    numerator: int = attribute("What is divided (pembilang).")
    denominator: int = attribute("By what (penyebut).")

    @derived(str)
    @staticmethod
    def shown(exact: Fraction, _context: Context) -> str:
        """Rounded half up to two decimals, such as 2.71 (dua desimal)."""
        return shown(exact)


@object_type
class TrainingCoverage:
    """How many of those who manage complaints were trained (persentase personel terlatih)."""

    topic: TrainingTopic | None = attribute("In what; null: in any of the topics (materi).")
    trained: int = attribute("How many were trained (jumlah terlatih).")
    personnel: int = attribute("How many there are (jumlah pengelola).")

    @derived(ExactNumber | None)
    @staticmethod
    def share(row: Coverage, _context: Context) -> Fraction | None:
        """Trained people in percent; null when there is nobody (persentase)."""
        return row.share


__all__ = [
    "AssessmentAction",
    "AssessmentStatus",
    "Counting",
    "ExactNumber",
    "Fault",
    "Figure",
    "GeneralFigure",
    "SheetStatus",
    "TrainingCoverage",
    "TrainingTopic",
]
