"""Leading an assessment: drafted, opened, checked, prioritised, written up, signed, made final for good."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Protocol

import strawberry

from graph.assessing import outcome, period_of
from graph.assessments.inputs import (
    AssessmentStepInput,
    ContestGeneralInformationInput,
    DraftAssessmentInput,
    SetPrioritiesInput,
    WriteMinutesInput,
)
from graph.assessments.types import Assessment
from graph.context import Context, Info
from graph.fields import mutation
from graph.fresh import fresh_id
from graph.inputs import argument
from graph.moving import permit
from graph.nodes import parse_id
from graph.once import Change, Once, once
from graph.seeing import OfPemda, sees
from policies.permissions import Permission
from rules.assessments import (
    Act,
    AssessmentStatus,
    after,
    check_finished,
    check_over,
    check_period,
    check_priorities,
    check_unsigned,
)
from rules.errors import FORBIDDEN, Refusal, bad_input, move_refused, not_found
from rules.general_information import check_counts
from rules.internet_addresses import check_link
from rules.question_sets import QuestionSet
from rules.time_zones import zone_of
from tenants.assessment_rows import AssessmentRow, ContestRow, MinutesRow, SheetRow, outcome_json
from tenants.stores import (
    assessment_papers,
    assessment_sheets,
    assessments,
    general_information,
    question_sets,
    trainings,
)


class _OfAssessment(Once, Protocol):
    assessment: strawberry.ID


@dataclass(slots=True)
class _Step:
    """An assessment in the middle of a step: held, permitted, the step possible; or done before with the same key."""

    change: Change
    context: Context
    row: AssessmentRow
    status: AssessmentStatus

    @property
    def key(self) -> tuple[int, object]:
        """Which assessment."""
        return self.row.tenant_id, self.row.id

    @property
    def title(self) -> str:
        """Who does it."""
        return self.context.principal.position_title

    @property
    def today(self) -> date:
        """The local date."""
        return self.context.now.astimezone(zone_of(self.row.tenant_id)).date()

    async def done(self) -> AssessmentRow:
        """The assessment as it is afterwards."""
        return await self.change.kept(assessments.by_id)


@strawberry.type
class AssessmentMutations:
    """Root fields that change assessments."""

    @mutation(Permission.ASSESSMENT_MANAGE, Assessment)
    async def draft_assessment(
        self, info: Info, input: Annotated[DraftAssessmentInput, argument("The assessment.")]
    ) -> AssessmentRow:
        """Prepare the assessment of a year with its questions and units (menyusun penilaian)."""
        context, tenant = info.context, info.context.principal.tenant
        async with once(context, tenant, input) as change:
            if change.is_new:
                permit(context.principal, Permission.ASSESSMENT_MANAGE, OfPemda(tenant))
                check_period(input.year, input.first_day, input.last_day)
                number = parse_id(input.question_set, "QuestionSet", field="questionSet").number
                questions = await question_sets.one(change.tx, number)
                row = _new(context, input, questions.id)
                units = [parse_id(unit, "Unit", field=f"units.{at}") for at, unit in enumerate(input.units)]
                _check_units([(ref.tenant, ref.uuid) for ref in units], tenant)
                assessments.add(change.tx, row)
                sheets = [(fresh_id(context.now), ref.uuid) for ref in units]
                await assessment_sheets.add(change.tx, (tenant, row.id), sheets, context.now)
                change.keep(row.id)
            return await change.kept(assessments.by_id)

    @mutation(Permission.ASSESSMENT_MANAGE, Assessment)
    async def open_assessment(
        self, info: Info, input: Annotated[AssessmentStepInput, argument("Which.")]
    ) -> AssessmentRow:
        """Let the units answer (membuka penilaian)."""
        async with _step(info.context, input, Act.OPEN) as step:
            return await step.done()

    @mutation(Permission.ASSESSMENT_MANAGE, Assessment)
    async def start_checking(
        self, info: Info, input: Annotated[AssessmentStepInput, argument("Which.")]
    ) -> AssessmentRow:
        """End the answering: from now on only sheets that are given back are answered (memulai pemeriksaan)."""
        async with _step(info.context, input, Act.START_CHECKING) as step:
            return await step.done()

    @mutation(Permission.ASSESSMENT_MANAGE, Assessment)
    async def reopen_assessment(
        self, info: Info, input: Annotated[AssessmentStepInput, argument("Which.")]
    ) -> AssessmentRow:
        """Let the units answer again (membuka kembali)."""
        async with _step(info.context, input, Act.REOPEN) as step:
            if step.change.is_new:
                await _check_unsigned(step)
            return await step.done()

    @mutation(Permission.ASSESSMENT_MANAGE, Assessment)
    async def contest_general_information(
        self, info: Info, input: Annotated[ContestGeneralInformationInput, argument("The figures.")]
    ) -> AssessmentRow:
        """State other figures for part A, with reason and evidence; both stay (mengoreksi informasi umum)."""
        async with _step(info.context, input, Act.CONTEST) as step:
            if step.change.is_new:
                await _check_unsigned(step)
                check_link(input.link, "link")
                counts, now = check_counts(input.received, input.resolved), info.context.now
                row = ContestRow(
                    step.row.tenant_id, fresh_id(now), step.row.id, counts.received, counts.resolved, input.reason,
                    input.evidence, input.link, step.title, now,
                )  # fmt: skip
                assessment_papers.contest(step.change.tx, row)
            return await step.done()

    @mutation(Permission.ASSESSMENT_MANAGE, Assessment)
    async def set_priorities(
        self, info: Info, input: Annotated[SetPrioritiesInput, argument("The sheet.")]
    ) -> AssessmentRow:
        """Fill in the priority sheet; ties are allowed (menetapkan prioritas)."""
        async with _step(info.context, input, Act.SET_PRIORITIES) as step:
            if step.change.is_new:
                await _check_unsigned(step)
                questions = await question_sets.one(step.change.tx, step.row.question_set_id)
                check_priorities(questions, [(one.category, one.place) for one in input.priorities])
                lines = [(one.category, one.place, one.reasons) for one in input.priorities]
                key = (step.row.tenant_id, step.row.id)
                assessment_papers.set_priorities(step.change.tx, key, lines, step.title, info.context.now)
            return await step.done()

    @mutation(Permission.ASSESSMENT_MANAGE, Assessment)
    async def write_minutes(
        self, info: Info, input: Annotated[WriteMinutesInput, argument("The minutes.")]
    ) -> AssessmentRow:
        """Write the minutes with the list of attendance, until they are signed (menulis berita acara)."""
        async with _step(info.context, input, Act.WRITE_MINUTES) as step:
            if step.change.is_new:
                await _check_minutes(step, input)
                attendance = [
                    {"name": one.name, "institution": one.institution, "position": one.position}
                    for one in input.attendance
                ]
                row = MinutesRow(
                    step.row.tenant_id, step.row.id, input.held_on, input.place, input.process, attendance,
                    step.title, info.context.now, "", "", None,
                )  # fmt: skip
                assessment_papers.write_minutes(step.change.tx, row)
            return await step.done()

    @mutation(Permission.ASSESSMENT_FINALISE, Assessment)
    async def sign_minutes(
        self, info: Info, input: Annotated[AssessmentStepInput, argument("Which.")]
    ) -> AssessmentRow:
        """Sign the minutes: their words stand (menandatangani berita acara)."""
        async with _step(info.context, input, Act.SIGN_MINUTES, Permission.ASSESSMENT_FINALISE) as step:
            if step.change.is_new:
                key, who = (step.row.tenant_id, step.row.id), info.context.principal
                (found,) = await assessment_papers.minutes(step.change.tx, [key])
                if found is None or found.signed_at is not None:
                    raise _not_to_be_signed()
                await _check_whole(step, signed=True)
                signer = (who.account, who.name, step.title)
                assessment_papers.sign_minutes(step.change.tx, key, signer, info.context.now)
            return await step.done()

    @mutation(Permission.ASSESSMENT_FINALISE, Assessment)
    async def finalise_assessment(
        self, info: Info, input: Annotated[AssessmentStepInput, argument("Which.")]
    ) -> AssessmentRow:
        """Make the figures stand for good: scores, part A and trainings as they are now (menetapkan penilaian)."""
        async with _step(info.context, input, Act.FINALISE, Permission.ASSESSMENT_FINALISE) as step:
            if step.change.is_new:
                tx, row = step.change.tx, step.row
                check_over(row.last_day, step.today)
                questions, sheets = await _check_whole(step, signed=await _signed(step))
                (counts,) = await general_information.counts(tx, [period_of(row)])
                (people,) = await trainings.personnel(tx, [(row.tenant_id, info.context.now)])
                result = outcome_json(outcome(questions, sheets, counts, people))
                assessments.finalise(tx, row, step.status, result, (step.title, info.context.now))
            return await step.done()


@asynccontextmanager
async def _step(
    context: Context, given: _OfAssessment, act: Act, permission: Permission = Permission.ASSESSMENT_MANAGE
) -> AsyncIterator[_Step]:
    """One transaction on one assessment, held. Raises NOT_FOUND for a stranger, MOVE_REFUSED out of order."""
    ref = parse_id(given.assessment, "Assessment", field="assessment")
    async with once(context, ref.tenant, given) as change:
        row = await assessments.locked(change.tx, ref.tenant, ref.uuid)
        if not sees(context, Permission.ASSESSMENT_READ, row):
            raise not_found("No such assessment.", "Penilaian tidak ditemukan.")
        status = row.status
        if change.is_new:
            permit(context.principal, permission, row)
            status = after(row.status, act)
            change.keep(row.id)
            if act is not Act.FINALISE and status is not row.status:
                assessments.move(change.tx, row, status)
        yield _Step(change, context, row, status)


async def _signed(step: _Step) -> bool:
    (minutes,) = await assessment_papers.minutes(step.change.tx, [(step.row.tenant_id, step.row.id)])
    return minutes is not None and minutes.signed_at is not None


async def _check_unsigned(step: _Step) -> None:
    check_unsigned(signed=await _signed(step))


async def _check_whole(step: _Step, *, signed: bool) -> tuple[QuestionSet, list[SheetRow]]:
    """Its questions and sheets. Raises MOVE_REFUSED while something is missing."""
    tx, key = step.change.tx, (step.row.tenant_id, step.row.id)
    questions = await question_sets.one(tx, step.row.question_set_id)
    (sheets,) = await assessment_sheets.of_assessments(tx, [key])
    (priorities,) = await assessment_papers.priorities(tx, [key])
    check_finished([one.status for one in sheets], {one.category for one in priorities}, questions, signed=signed)
    return questions, sheets


def _new(context: Context, given: DraftAssessmentInput, question_set: int) -> AssessmentRow:
    who = context.principal
    if who.position is None:
        raise Refusal(FORBIDDEN, "Act in a position.", "Gunakan jabatan Anda.")
    return AssessmentRow(
        tenant_id=who.tenant,
        id=fresh_id(context.now),
        year=given.year,
        question_set_id=question_set,
        first_day=given.first_day,
        last_day=given.last_day,
        status=AssessmentStatus.DRAFT,
        created_by=who.position,
        created_title=who.position_title,
        created_at=context.now,
        finalised_title="",
        finalised_at=None,
        frozen=None,
    )


def _check_units(units: list[tuple[int, object]], tenant: int) -> None:
    if not units:
        raise bad_input("units", "Name a unit at least.", "Sebutkan sekurang-kurangnya satu unit.")
    if len(set(units)) != len(units):
        raise bad_input("units", "A unit is there twice.", "Ada unit yang tercantum dua kali.")
    for index, (of, _) in enumerate(units):
        if of != tenant:
            raise bad_input(f"units.{index}", "This unit is not of your pemda.", "Unit ini bukan milik pemda Anda.")


async def _check_minutes(step: _Step, given: WriteMinutesInput) -> None:
    if given.held_on > step.today:
        raise bad_input("heldOn", "It was not held yet.", "Kegiatan belum dilaksanakan.")
    if not given.attendance:
        raise bad_input("attendance", "Somebody attended.", "Daftar hadir tidak boleh kosong.")
    (found,) = await assessment_papers.minutes(step.change.tx, [(step.row.tenant_id, step.row.id)])
    if found is not None and found.signed_at is not None:
        raise move_refused(
            "assessment: signed minutes", "The minutes are signed.", "Berita acara sudah ditandatangani."
        )


def _not_to_be_signed() -> Refusal:
    return move_refused(
        "assessment: minutes to sign",
        "There are no minutes to sign, or they are signed.",
        "Tidak ada berita acara yang menunggu tanda tangan.",
    )
