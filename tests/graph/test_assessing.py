"""What an assessment comes to is computed from whole sheets, and training counted for the unit and below."""

from fractions import Fraction
from uuid import UUID, uuid4

from graph.assessing import Assessed, coverage_below, outcome
from rules.assessments import SheetStatus
from rules.general_information import Counts
from rules.trainings import TrainingTopic
from tenants.assessment_rows import PersonnelRow, SheetRow
from tests.rules.questions import PLAIN
from tests.tenants.stores.test_assessments import row

ANI = uuid4()


def sheet(level: int, status: SheetStatus) -> SheetRow:
    answers = [[number, level, "", "", str(ANI)] for number in range(1, 6)]
    return SheetRow(2101, uuid4(), UUID(int=1), UUID(int=2), "00010001", "Dinas", status, "", None, "", None, "",
                    answers)  # fmt: skip


def test_only_whole_sheets_count() -> None:
    sheets = [sheet(4, SheetStatus.CHECKED), sheet(1, SheetStatus.SUBMITTED), sheet(1, SheetStatus.STARTED),
              sheet(1, SheetStatus.RETURNED), sheet(1, SheetStatus.EXCUSED)]  # fmt: skip
    found = Assessed(row(2101), PLAIN, outcome(PLAIN, sheets, Counts(0, 0), []))
    assert found.averages == {"A": Fraction(5, 2), "B": Fraction(5, 2)}
    assert [(one.place, one.tied) for one in found.places] == [(1, True), (1, True)]
    assert not found.frozen
    assert Assessed(row(2101), PLAIN, outcome(PLAIN, [], Counts(0, 0), [])).places == []


def test_training_of_a_unit_and_below() -> None:
    people = [
        PersonnelRow(2101, ANI, "00010001", [TrainingTopic.PROCESS]),
        PersonnelRow(2101, uuid4(), "000100010001", []),
        PersonnelRow(2101, uuid4(), "00010002", [TrainingTopic.PROCESS]),
    ]
    here = {one.topic: (one.trained, one.personnel) for one in coverage_below(people, "00010001")}
    assert here[TrainingTopic.PROCESS] == (1, 2)
    assert here[None] == (1, 2)
