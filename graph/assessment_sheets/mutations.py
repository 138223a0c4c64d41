"""Answering for a unit, checking as a second person, excusing a unit."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated, Protocol
from uuid import UUID

import strawberry

from graph.assessment_sheets.inputs import AnswerAssessmentInput, CheckAnswersInput, ExcuseUnitInput
from graph.assessment_sheets.types import AssessmentSheet
from graph.context import Context, Info
from graph.fields import mutation
from graph.inputs import argument
from graph.moving import permit
from graph.nodes import parse_id
from graph.once import Change, Once, once
from graph.seeing import sees
from policies.permissions import Permission
from rules.assessments import (
    Act,
    SheetStatus,
    after,
    check_answerable,
    check_answers,
    check_checkable,
    check_excusable,
    check_second_person,
)
from rules.errors import FORBIDDEN, Refusal, bad_input, not_found
from rules.internet_addresses import check_link
from tenants.assessment_rows import AnswerRow, AssessmentRow, SheetRow
from tenants.stores import assessment_sheets, assessments, question_sets


class _OfSheet(Once, Protocol):
    sheet: strawberry.ID


@dataclass(slots=True)
class _Step:
    """A sheet in the middle of a change: held, seen, not yet changed."""

    change: Change
    context: Context
    assessment: AssessmentRow
    sheet: SheetRow

    @property
    def account(self) -> UUID:
        """Who works on it: a person, whatever the position. Raises FORBIDDEN for a program."""
        account = self.context.principal.account
        if account is None:
            raise Refusal(FORBIDDEN, "Act as a person.", "Gunakan akun perorangan.")
        return account

    async def done(self) -> SheetRow:
        """The sheet as it is afterwards."""
        return await self.change.kept(assessment_sheets.by_id)


@strawberry.type
class AssessmentSheetMutations:
    """Root fields that change the sheets of assessments."""

    @mutation(Permission.SHEET_ANSWER, AssessmentSheet)
    async def answer_assessment(
        self, info: Info, input: Annotated[AnswerAssessmentInput, argument("The answers.")]
    ) -> SheetRow:
        """Answer for your unit, from 1 to 4 with evidence; submit once everything is answered (mengisi penilaian)."""
        async with _sheet(info.context, input) as step:
            if step.change.is_new:
                sheet, tx, now = step.sheet, step.change.tx, info.context.now
                permit(info.context.principal, Permission.SHEET_ANSWER, sheet)
                check_answerable(step.assessment.status, sheet.status)
                questions = await question_sets.one(tx, step.assessment.question_set_id)
                pairs = [(one.question, one.value) for one in input.answers]
                check_answers(questions, pairs, sheet.values.keys(), whole=input.submit)
                answers = _answers(input, step.account)
                assessment_sheets.answer(tx, sheet, answers, step.account, now)
                status = SheetStatus.SUBMITTED if input.submit else _unfinished(sheet)
                assessment_sheets.answered(tx, sheet, status, info.context.principal.position_title, now)
            return await step.done()

    @mutation(Permission.SHEET_CHECK, AssessmentSheet)
    async def check_answers(
        self, info: Info, input: Annotated[CheckAnswersInput, argument("What was found.")]
    ) -> SheetRow:
        """Check a submitted sheet that you did not answer yourself, or give it back (memeriksa jawaban)."""
        async with _sheet(info.context, input) as step:
            if step.change.is_new:
                permit(info.context.principal, Permission.SHEET_CHECK, step.sheet)
                after(step.assessment.status, Act.CHECK)
                check_checkable(step.sheet.status)
                check_second_person(step.sheet.answerers, step.account)
                if not input.accept and not input.note:
                    raise bad_input("note", "Say what is to be changed.", "Sebutkan apa yang harus diperbaiki.")
                _judged(step, SheetStatus.CHECKED if input.accept else SheetStatus.RETURNED, input.note)
            return await step.done()

    @mutation(Permission.ASSESSMENT_MANAGE, AssessmentSheet)
    async def excuse_unit(self, info: Info, input: Annotated[ExcuseUnitInput, argument("Which unit.")]) -> SheetRow:
        """Let a unit take no part: its sheet does not count (mengecualikan unit)."""
        async with _sheet(info.context, input) as step:
            if step.change.is_new:
                permit(info.context.principal, Permission.ASSESSMENT_MANAGE, step.assessment)
                after(step.assessment.status, Act.EXCUSE)
                check_excusable(step.sheet.status)
                _judged(step, SheetStatus.EXCUSED, input.reason)
            return await step.done()


@asynccontextmanager
async def _sheet(context: Context, given: _OfSheet) -> AsyncIterator[_Step]:
    """One transaction on one sheet; its assessment stays where it is meanwhile. Raises NOT_FOUND for a stranger."""
    ref = parse_id(given.sheet, "AssessmentSheet", field="sheet")
    async with once(context, ref.tenant, given) as change:
        (found,) = await assessment_sheets.by_id(change.tx, [(ref.tenant, ref.uuid)])
        if found is None or not sees(context, Permission.SHEET_READ, found):
            raise not_found("No such sheet.", "Lembar penilaian tidak ditemukan.")
        assessment = await assessments.shared(change.tx, ref.tenant, found.assessment_id)
        if change.is_new:
            change.keep(ref.uuid)
        yield _Step(change, context, assessment, await assessment_sheets.locked(change.tx, ref.tenant, ref.uuid))


def _answers(given: AnswerAssessmentInput, account: UUID) -> list[AnswerRow]:
    for index, one in enumerate(given.answers):
        check_link(one.link, f"answers.{index}.link")
    return [AnswerRow(one.question, one.value, one.evidence, one.link, account) for one in given.answers]


def _unfinished(sheet: SheetRow) -> SheetStatus:
    """What was given back stays given back until it is submitted again."""
    return SheetStatus.RETURNED if sheet.status is SheetStatus.RETURNED else SheetStatus.STARTED


def _judged(step: _Step, status: SheetStatus, note: str) -> None:
    by = (step.account, step.context.principal.position_title, step.context.now)
    assessment_sheets.checked(step.change.tx, step.sheet, status, note, by)
