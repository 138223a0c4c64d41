"""How a self-assessment goes: which step is possible when, what a sheet must have, and who may not check it."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from rules.errors import CONFLICT, Refusal, bad_input, move_refused
from rules.question_sets import LEVELS, QuestionSet

MOST_UNITS: Final = 200
"""How many units take part in one campaign."""
PLACES: Final = range(1, 6)
"""What is circled on the priority sheet; 1 is the most urgent (Rencana Aksi Bangka Belitung, Tabel 5)."""


class AssessmentStatus(StrEnum):
    """Where a campaign is."""

    DRAFT = "DRAFT"
    OPEN = "OPEN"
    CHECKING = "CHECKING"
    FINALISED = "FINALISED"


class SheetStatus(StrEnum):
    """Where the sheet of one unit is."""

    BLANK = "BLANK"
    STARTED = "STARTED"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    CHECKED = "CHECKED"
    EXCUSED = "EXCUSED"


class Act(StrEnum):
    """What can be done in a campaign."""

    OPEN = "OPEN"
    ANSWER = "ANSWER"
    CHECK = "CHECK"
    EXCUSE = "EXCUSE"
    CONTEST = "CONTEST"
    START_CHECKING = "START_CHECKING"
    REOPEN = "REOPEN"
    SET_PRIORITIES = "SET_PRIORITIES"
    WRITE_MINUTES = "WRITE_MINUTES"
    SIGN_MINUTES = "SIGN_MINUTES"
    FINALISE = "FINALISE"


_DRAFT, _OPEN = AssessmentStatus.DRAFT, AssessmentStatus.OPEN
_CHECKING, _FINALISED = AssessmentStatus.CHECKING, AssessmentStatus.FINALISED
ACTS: Final = MappingProxyType(
    {
        (_DRAFT, Act.OPEN): _OPEN,
        (_OPEN, Act.ANSWER): _OPEN,
        (_OPEN, Act.CHECK): _OPEN,
        (_OPEN, Act.EXCUSE): _OPEN,
        (_OPEN, Act.CONTEST): _OPEN,
        (_OPEN, Act.START_CHECKING): _CHECKING,
        (_CHECKING, Act.ANSWER): _CHECKING,
        (_CHECKING, Act.CHECK): _CHECKING,
        (_CHECKING, Act.EXCUSE): _CHECKING,
        (_CHECKING, Act.CONTEST): _CHECKING,
        (_CHECKING, Act.REOPEN): _OPEN,
        (_CHECKING, Act.SET_PRIORITIES): _CHECKING,
        (_CHECKING, Act.WRITE_MINUTES): _CHECKING,
        (_CHECKING, Act.SIGN_MINUTES): _CHECKING,
        (_CHECKING, Act.FINALISE): _FINALISED,
    }
)
"""From where each act is possible, and where it leads. Nothing leads out of FINALISED: its figures stand."""
STATUS_LABELS: Final = MappingProxyType(
    {_DRAFT: "rancangan", _OPEN: "pengisian", _CHECKING: "pemeriksaan", _FINALISED: "selesai"}
)
_ANSWERABLE: Final = MappingProxyType(
    {
        _OPEN: frozenset({SheetStatus.BLANK, SheetStatus.STARTED, SheetStatus.RETURNED}),
        _CHECKING: frozenset({SheetStatus.RETURNED}),
    }
)
"""While answers are checked, only a sheet that was given back is answered again."""
COUNTED: Final = frozenset({SheetStatus.SUBMITTED, SheetStatus.CHECKED})
"""Sheets that are whole, and so count in the averages; an excused unit does not."""


def after(status: AssessmentStatus, act: Act) -> AssessmentStatus:
    """The status after an act. Raises MOVE_REFUSED when it is not possible now."""
    found = ACTS.get((status, act))
    if found is None:
        raise move_refused(
            f"assessment: {act} in {status}",
            f"An assessment that is {status} does not allow {act}.",
            f"Penilaian pada tahap {STATUS_LABELS[status]} tidak memungkinkan langkah ini.",
        )
    return found


def check_answerable(assessment: AssessmentStatus, sheet: SheetStatus) -> None:
    """Raise unless the unit may answer now: CONFLICT when it answered already, else MOVE_REFUSED."""
    after(assessment, Act.ANSWER)
    if sheet in _ANSWERABLE[assessment]:
        return
    if sheet in COUNTED:
        raise Refusal(
            CONFLICT,
            "This unit has answered already.",
            "Unit ini sudah menyampaikan jawaban.",
            rule="assessment: one sheet for each unit",
        )
    raise move_refused(
        f"assessment: answers of a sheet that is {sheet}, in {assessment}",
        f"A sheet that is {sheet} takes no answers now.",
        "Lembar ini tidak menerima jawaban pada tahap sekarang.",
    )


def check_answers(
    questions: QuestionSet, given: Sequence[tuple[int, int]], known: AbstractSet[int], *, whole: bool
) -> None:
    """Raise BAD_USER_INPUT for an unknown question, one answered twice, a level outside 1 to 4, or what is missing.

    `known` are the questions answered before; when it shall be `whole`, every question must have an answer.
    """
    seen: set[int] = set()
    for index, (number, value) in enumerate(given):
        questions.question(number, f"answers.{index}.question")
        if number in seen:
            raise bad_input(
                f"answers.{index}.question",
                f"Question {number} is answered twice.",
                f"Pertanyaan {number} dijawab dua kali.",
            )
        if value not in LEVELS:
            raise bad_input(
                f"answers.{index}.value",
                f"An answer is 1 to 4, not {value}.",
                f"Nilai adalah 1 sampai 4, bukan {value}.",
            )
        seen.add(number)
    missing = sorted(questions.numbers - seen - known)
    if whole and missing:
        named = ", ".join(map(str, missing))
        raise bad_input("answers", f"Not answered: {named}.", f"Belum dijawab: {named}.", rule=questions.rule)


def check_second_person(answered_by: AbstractSet[UUID], checker: UUID | None) -> None:
    """Raise MOVE_REFUSED when the checker answered some of it: the person counts, not the position."""
    if checker is None or checker in answered_by:
        raise move_refused(
            "assessment: a second person checks",
            "Somebody else must check what you answered.",
            "Jawaban harus diperiksa oleh orang lain, bukan oleh pengisinya.",
        )


def check_checkable(sheet: SheetStatus) -> None:
    """Raise MOVE_REFUSED unless the sheet waits for its check."""
    if sheet is not SheetStatus.SUBMITTED:
        raise move_refused(
            f"assessment: check of a sheet that is {sheet}",
            f"A sheet that is {sheet} cannot be checked.",
            "Hanya lembar yang sudah disampaikan yang dapat diperiksa.",
        )


def check_period(year: int, first: date, last: date) -> None:
    """Raise BAD_USER_INPUT unless part A counts whole months, two years at most, not after the campaign's year."""
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    if not whole or not timedelta(0) < last - first <= timedelta(days=731):
        raise bad_input(
            "lastDay",
            "The period is whole months, at most two years: from the first day of one to the last day of another.",
            "Periode adalah bulan penuh, paling lama dua tahun: dari tanggal satu sampai akhir bulan.",
        )
    if last.year > year or first.year < year - 2:
        raise bad_input(
            "firstDay",
            f"The period does not belong to an assessment of {year}.",
            f"Periode tidak sesuai dengan penilaian tahun {year}.",
        )


def check_excusable(sheet: SheetStatus) -> None:
    """Raise MOVE_REFUSED for a sheet that was checked or excused already."""
    if sheet in (SheetStatus.CHECKED, SheetStatus.EXCUSED):
        raise move_refused(
            f"assessment: excuse of a sheet that is {sheet}",
            f"A sheet that is {sheet} cannot be excused.",
            "Unit ini tidak dapat dikecualikan lagi.",
        )


def check_priorities(questions: QuestionSet, given: Sequence[tuple[str, int]]) -> None:
    """Raise BAD_USER_INPUT unless every category has one place from 1 to 5; places may be shared."""
    seen: set[str] = set()
    for index, (code, place) in enumerate(given):
        questions.category(code, f"priorities.{index}.category")
        if code in seen:
            raise bad_input(f"priorities.{index}.category", f"{code} is there twice.", f"{code} tercantum dua kali.")
        if place not in PLACES:
            raise bad_input(
                f"priorities.{index}.place",
                f"A priority is 1 to 5, not {place}.",
                f"Prioritas adalah 1 sampai 5, bukan {place}.",
            )
        seen.add(code)
    missing = [category.code for category in questions.categories if category.code not in seen]
    if missing:
        named = ", ".join(missing)
        raise bad_input("priorities", f"Without a priority: {named}.", f"Belum diprioritaskan: {named}.")


def check_over(last_day: date, today: date) -> None:
    """Raise MOVE_REFUSED while the period runs: part A would be frozen as the average of months that are to come."""
    if today <= last_day:
        raise move_refused(
            "assessment: the period is over",
            f"Part A counts until {last_day}: it cannot be final before.",
            f"Bagian A dihitung sampai {last_day}: belum dapat ditetapkan sebelum itu.",
        )


def check_unsigned(*, signed: bool) -> None:
    """Raise MOVE_REFUSED once the minutes are signed: what they say must stay as it was signed."""
    if signed:
        raise move_refused(
            "assessment: the minutes are signed",
            "The minutes are signed: what they rest on stays.",
            "Berita acara sudah ditandatangani: isinya tidak dapat diubah lagi.",
        )


def check_finished(
    sheets: Iterable[SheetStatus], prioritised: AbstractSet[str], questions: QuestionSet, *, signed: bool
) -> None:
    """Raise MOVE_REFUSED unless every sheet is checked or excused, one counts, and sheet and minutes are there.

    Asked before the minutes are signed, too: they carry the matrix and the priorities.
    """
    found = list(sheets)
    for missing, en, id in (
        (set(found) - {SheetStatus.CHECKED, SheetStatus.EXCUSED}, "some sheets are not checked",
         "masih ada lembar yang belum diperiksa"),
        (SheetStatus.CHECKED not in found, "no unit has answered", "belum ada unit yang mengisi"),
        ({one.code for one in questions.categories} - prioritised, "the priority sheet is missing",
         "lembar prioritas belum ada"),
        (not signed, "the minutes are not signed", "berita acara belum ditandatangani"),
    ):  # fmt: skip
        if missing:
            raise move_refused(
                "assessment: finalise", f"It cannot be finalised: {en}.", f"Belum dapat ditetapkan: {id}."
            )
