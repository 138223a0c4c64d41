"""What a regulation printed as the result of an assessment, and where it differs from what its answers come to."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final
from uuid import UUID

import strawberry

from graph.assessing import Assessed
from graph.declarations import attribute
from graph.inputs import input_type, several, text, whole
from graph.nodes import parse_id
from rules.assessment_discrepancies import Discrepancy, in_answers, in_priorities, in_scores
from rules.errors import bad_input
from tenants.assessment_rows import UnitResult

_FIELD: Final = "published"
_NUMBER: Final = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,4})?")


@input_type
class PublishedScoreInput:
    """A score as it is printed (nilai tercetak)."""

    category: str = text("The code of the category (kategori).", at_least=1, at_most=40)
    score: str = text("The number with its printed decimals, such as 2,70 or 3 (nilai).", at_least=1, at_most=8)


@input_type
class PublishedAnswerInput:
    """An answer as it is printed in another table (jawaban tercetak)."""

    question: int = whole("The number of the question (nomor).", at_least=1, at_most=200)
    value: int = whole("The level that is ticked there (nilai).", at_least=1, at_most=4)


@input_type
class PublishedUnitInput:
    """What is printed about one unit (hasil unit tercetak)."""

    sheet: strawberry.ID = attribute("The unit's sheet (lembar penilaian).")
    scores: list[PublishedScoreInput] = several("Its scores (nilai).", at_most=20, default=())
    answers: list[PublishedAnswerInput] = several("Its answers (jawaban).", at_most=100, default=())


@input_type
class PublishedPriorityInput:
    """A place in the printed order (prioritas tercetak)."""

    category: str = text("The code of the category (kategori).", at_least=1, at_most=40)
    place: int = whole("Its place, 1 the most urgent (urutan).", at_least=1, at_most=20)


@input_type
class PublishedResultInput:
    """What was printed as the result of an assessment (hasil tercetak)."""

    units: list[PublishedUnitInput] = several("Unit by unit (per unit).", at_most=200, default=())
    averages: list[PublishedScoreInput] = several("The averages (nilai rata-rata).", at_most=20, default=())
    priorities: list[PublishedPriorityInput] = several("The order (urutan prioritas).", at_most=20, default=())


def discrepancies(assessed: Assessed, seen: Sequence[UnitResult], published: PublishedResultInput) -> list[Discrepancy]:
    """Every printed figure that differs, in the order in which it was given. Raises BAD_USER_INPUT.

    `seen` are the units whose figures the viewer may see: of another one nothing can be guessed.
    """
    by_sheet = {unit.sheet_id: unit for unit in seen}
    found: list[Discrepancy] = []
    for index, given in enumerate(published.units):
        unit = _unit(by_sheet, given.sheet, f"{_FIELD}.units.{index}.sheet")
        scores = _scores(assessed, given.scores, f"{_FIELD}.units.{index}.scores")
        found += in_answers(unit.unit_name, {one.question: one.value for one in given.answers}, unit.values)
        found += in_scores(unit.unit_name, scores, unit.scores)
    averages = assessed.averages
    if averages:
        found += in_scores(None, _scores(assessed, published.averages, f"{_FIELD}.averages"), averages)
        printed = {
            assessed.questions.category(one.category, f"{_FIELD}.priorities.{index}.category").code: one.place
            for index, one in enumerate(published.priorities)
        }
        found += in_priorities(printed, assessed.places)
    return found


def _unit(by_sheet: Mapping[UUID, UnitResult], given: str, field: str) -> UnitResult:
    unit = by_sheet.get(parse_id(given, "AssessmentSheet", field=field).uuid)
    if unit is None:
        raise bad_input(field, "This sheet does not count here.", "Lembar ini tidak termasuk dalam hasil.")
    return unit


def _scores(assessed: Assessed, given: list[PublishedScoreInput], field: str) -> dict[str, Decimal]:
    found = {}
    for index, one in enumerate(given):
        code = assessed.questions.category(one.category, f"{field}.{index}.category").code
        if not assessed.questions.of_category(code):
            raise bad_input(f"{field}.{index}.category", f"{code} has no score.", f"{code} tidak memiliki nilai.")
        found[code] = _number(one.score, f"{field}.{index}.score")
    return found


def _number(written: str, field: str) -> Decimal:
    if _NUMBER.fullmatch(written) is None:
        raise bad_input(field, f"{written!r} is not a number.", f"{written!r} bukan angka.")
    return Decimal(written.replace(",", "."))
