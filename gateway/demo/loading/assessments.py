"""The self-assessments of Bintan and Bangka Belitung in 2021 as rows of the demo, as far as their documents go.

Bintan's regulation has no minutes: its campaign waits in CHECKING, for somebody who tries the demo to finish it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

import orjson

from gateway.demo.assessments.printed import babel, bintan
from gateway.demo.loading.people import Rows
from graph.fresh import fresh_id
from rules.assessment_scores import unit_scores
from rules.assessments import AssessmentStatus, SheetStatus
from rules.general_information import Counts
from rules.identifiers import tenant_id_of
from rules.question_sets import QuestionSet
from rules.roles import Role
from rules.trainings import PERSONNEL, coverage
from tenants.assessment_rows import Outcome, UnitResult, outcome_json
from tenants.question_sets import bundled_sets

_BINTAN: Final = "21.01"
_BABEL: Final = "19"
_AT: Final = datetime(2021, 10, 13, 7, 0, tzinfo=UTC)
_ALASAN: Final = "Urutan prioritas dalam Perbup Bintan 53/2021, 2.2.2."


@dataclass(frozen=True, slots=True)
class _Pemda:
    """One pemda among the demo's rows: its units by name, its admin, and an account at each unit."""

    tenant: int
    units: Mapping[str, dict[str, Any]]
    holders: Mapping[tuple[UUID, str], tuple[UUID, str, str]]
    personnel: frozenset[UUID]

    @classmethod
    def of(cls, rows: Rows, code: str) -> "_Pemda":
        tenant = tenant_id_of(code)
        appointed = {one["position_id"]: one for one in rows["appointment"] if one["tenant_id"] == tenant}
        holders: dict[tuple[UUID, str], tuple[UUID, str, str]] = {}
        people = set()
        for position in rows["position"]:
            held = appointed.get(position["id"])
            if held is not None:
                key = (position["unit_id"], position["role"])
                holders.setdefault(key, (held["account_id"], held["person_name"], position["title"]))
                people |= {held["account_id"]} if Role(position["role"]) in PERSONNEL else set()
        units = {one["name"]: one for one in rows["unit"] if one["tenant_id"] == tenant}
        return cls(tenant, units, holders, frozenset(people))

    @property
    def admin(self) -> tuple[UUID, str, str]:
        """Account, name and title of the instansi's admin."""
        root = next(one for one in self.units.values() if one["parent_id"] is None)
        return self.holders[root["id"], Role.INSTANSI]


def assessments(rows: Rows) -> Rows:
    """The rows to load after those of the offices; of the pemda that are among them."""
    found: Rows = defaultdict(list)
    sets = {one.code: one for one in bundled_sets()}
    enrolled = {one["tenant_id"] for one in rows["unit"]}
    if tenant_id_of(_BINTAN) in enrolled:
        _bintan(found, _Pemda.of(rows, _BINTAN), sets["BINTAN"])
    if tenant_id_of(_BABEL) in enrolled:
        _babel(found, _Pemda.of(rows, _BABEL), sets["BANGKA-BELITUNG"])
    return found


def _bintan(found: Rows, pemda: _Pemda, questions: QuestionSet) -> None:
    printed = bintan()
    id_ = _assessment(found, pemda, questions, (date(2020, 1, 1), date(2020, 12, 31)), AssessmentStatus.CHECKING)
    for unit in printed.units:
        _sheet(found, pemda, id_, pemda.units[unit.name], unit.answers)
    _priorities(found, pemda, id_, ((code, place, _ALASAN) for code, place in printed.priorities.items()))


def _babel(found: Rows, pemda: _Pemda, questions: QuestionSet) -> None:
    printed = babel()
    unit = pemda.units["Dinas Komunikasi dan Informatika"]
    values = dict(enumerate(printed["answers"], 1))
    id_ = _assessment(found, pemda, questions, (date(2020, 1, 1), date(2020, 12, 31)), AssessmentStatus.FINALISED)
    sheet = _sheet(found, pemda, id_, unit, values)
    _priorities(found, pemda, id_, printed["priorities"])
    _, name, title = pemda.admin
    result = UnitResult(sheet, unit["path"], unit["name"], unit_scores(questions, values), values)
    outcome = Outcome((result,), Counts(0, 0), tuple(coverage(pemda.personnel, ())))
    found["assessment"][-1].update(
        finalised_title=title, finalised_at=_AT, result=orjson.dumps(outcome_json(outcome)).decode()
    )
    contest = printed["contest"]
    found["assessment_contest"].append(
        {"tenant_id": pemda.tenant, "id": fresh_id(_AT), "assessment_id": id_, **contest, "link": "", "by_title": title,
         "at": _AT}
    )  # fmt: skip
    minutes = printed["minutes"]
    attendance = [dict(zip(("name", "institution", "position"), each, strict=True)) for each in minutes["attendance"]]
    found["assessment_minutes"].append(
        {"tenant_id": pemda.tenant, "assessment_id": id_, **minutes, "attendance": orjson.dumps(attendance).decode(),
         "written_title": title, "written_at": _AT, "signed_by": pemda.admin[0], "signed_name": name,
         "signed_title": title, "signed_at": _AT}
    )  # fmt: skip


def _assessment(
    found: Rows, pemda: _Pemda, questions: QuestionSet, period: tuple[date, date], status: AssessmentStatus
) -> UUID:
    id_ = fresh_id(_AT)
    found["assessment"].append(
        {"tenant_id": pemda.tenant, "id": id_, "year": 2021, "question_set_id": questions.id, "first_day": period[0],
         "last_day": period[1], "status": status.value, "created_by": id_, "created_title": pemda.admin[2],
         "created_at": _AT, "finalised_title": "", "finalised_at": None, "result": None}
    )  # fmt: skip
    return id_


def _sheet(found: Rows, pemda: _Pemda, assessment: UUID, unit: Mapping[str, Any], values: Mapping[int, int]) -> UUID:
    id_ = fresh_id(_AT)
    account, _, title = pemda.holders.get((unit["id"], Role.PENGHUBUNG), (id_, "", "Pejabat Penghubung"))
    checker, _, checked = pemda.admin
    found["assessment_sheet"].append(
        {"tenant_id": pemda.tenant, "id": id_, "assessment_id": assessment, "unit_id": unit["id"],
         "status": SheetStatus.CHECKED.value, "answered_title": title, "answered_at": _AT, "checked_by": checker,
         "checked_title": checked, "checked_at": _AT, "note": ""}
    )  # fmt: skip
    found["assessment_answer"].extend(
        {"tenant_id": pemda.tenant, "sheet_id": id_, "number": number, "value": value, "evidence": "", "link": "",
         "answered_by": account, "answered_at": _AT}
        for number, value in values.items()
    )  # fmt: skip
    return id_


def _priorities(found: Rows, pemda: _Pemda, assessment: UUID, lines: Iterable[tuple[str, int, str]]) -> None:
    found["assessment_priority"].extend(
        {"tenant_id": pemda.tenant, "assessment_id": assessment, "category": code, "place": place, "reasons": reasons,
         "set_title": pemda.admin[2], "set_at": _AT}
        for code, place, reasons in lines
    )  # fmt: skip
