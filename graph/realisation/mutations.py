"""Reporting a month, recording a monitoring, issuing a yearly report, and setting the scale of the predikat."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

import strawberry

from graph.context import Info
from graph.fields import mutation
from graph.fresh import fresh_id
from graph.inputs import argument
from graph.month_tables import month_tables
from graph.moving import permit
from graph.nodes import parse_id
from graph.once import once
from graph.planning import Planning, author_of, planning, today_of
from graph.realisation.inputs import (
    IssueYearReportInput,
    RecordMonitoringInput,
    ReportRealisationInput,
    SetPredikatScaleInput,
)
from graph.realisation.types import PlanMonitoring, PredikatScale, RealisationTable, YearReport
from graph.seeing import OfPemda
from policies.permissions import Permission
from rules.errors import bad_input, not_found
from rules.figures import shown, shown_or_none
from rules.plan_indicators import Measure, actual_of, reached
from rules.plan_schedule import check_begun, check_in_force
from rules.predikat import Scale, check_bands, check_scale_from
from rules.realisation import Overtaken, check_seen
from rules.realisation_tables import MonthTable
from rules.year_reports import (
    IndicatorYear,
    Monitored,
    ReportContent,
    check_monitoring,
    check_report_year,
    checksum,
)
from tenants.plan_rows import MonitoringRow, PlanIndicatorRow, ReportableRow, YearReportRow
from tenants.stores import intakes, plan_contents, plan_reports, predikat_scales, realisations
from tenants.stores.realisations import Reported


@strawberry.type
class RealisationMutations:
    """Root fields that record what came of plans."""

    @mutation(Permission.REALISATION_REPORT, RealisationTable)
    async def report_realisation(
        self, info: Info, input: Annotated[ReportRealisationInput, argument("The month.")]
    ) -> MonthTable:
        """Report what your unit realised in a month, row by row (melaporkan realisasi bulanan)."""
        month = (input.year, input.month)
        async with planning(info.context, Permission.ACTION_PLAN_READ, input) as plan:
            if plan.is_new:
                plan.row.period.check_month(*month, "plan")
                check_begun(*month, plan.today, "month")
                check_in_force(month, await plan.superseded_on(), "month")
                told = _told(plan, input)
                known = await realisations.reportable(plan.tx, plan.row, [one.action for one in told], month)
                for number, one in enumerate(told):
                    _check(plan, known.get(one.action), one, f"rows.{number}")
                check_seen([_overtaken(known[one.action], one, n) for n, one in enumerate(told)])
                _report(plan, month, told, known)
            (table,) = await month_tables(plan.tx, plan.row, *_of(month))
            return table

    @mutation(Permission.ACTION_PLAN_MONITOR, PlanMonitoring)
    async def record_monitoring(
        self, info: Info, input: Annotated[RecordMonitoringInput, argument("The record.")]
    ) -> MonitoringRow:
        """Record a monitoring and evaluation of a plan with its findings (pemantauan dan evaluasi)."""
        async with planning(info.context, Permission.ACTION_PLAN_MONITOR, input) as plan:
            if plan.is_new:
                check_monitoring(input.year, input.half, input.held_on, plan.row.period, plan.today)
                await _check_codes(plan, [one.code for one in input.findings])
                row = _monitoring(plan, input)
                plan_reports.monitor(plan.tx, row, plan.author.position)
                plan.change.keep(row.id)
            (found,) = await plan_reports.monitorings(plan.tx, [(plan.row.tenant_id, plan.row.id)])
            return next(one for one in found if one.id == plan.change.id)

    @mutation(Permission.ACTION_PLAN_ISSUE, YearReport)
    async def issue_year_report(
        self, info: Info, input: Annotated[IssueYearReportInput, argument("The year.")]
    ) -> YearReportRow:
        """Issue the yearly report of a plan to the Minister, frozen with its checksum (laporan tahunan)."""
        async with planning(info.context, Permission.ACTION_PLAN_ISSUE, input) as plan:
            if plan.is_new:
                check_report_year(input.year, plan.row.period, plan.today)
                row = await _report_row(plan, input, (await _content(plan, input.year)).frozen())
                plan_reports.issue(plan.tx, row, plan.author.position)
                plan.change.keep(row.id)
            return await plan.change.kept(plan_reports.by_id)

    @mutation(Permission.PREDIKAT_SCALE_MANAGE, PredikatScale)
    async def set_predikat_scale(
        self, info: Info, input: Annotated[SetPredikatScaleInput, argument("The scale.")]
    ) -> PredikatScale:
        """Set the scale of your pemda's predikat from a month on (menetapkan skala predikat)."""
        context, tenant = info.context, info.context.principal.tenant
        async with once(context, tenant, input) as change:
            if change.is_new:
                permit(context.principal, Permission.PREDIKAT_SCALE_MANAGE, OfPemda(tenant))
                check_scale_from(input.from_date, today_of(context, tenant))
                bands = tuple(one.band(f"bands.{number}") for number, one in enumerate(input.bands))
                check_bands(bands)
                number = len(await predikat_scales.held(change.tx, tenant)) + 1
                scale = Scale(number, input.from_date, bands, input.source)
                predikat_scales.add(change.tx, tenant, scale, author_of(context))
                change.keep(UUID(int=number))
            rows = await predikat_scales.of(change.tx, tenant)
        return _scale(next(row.scale() for row in rows if UUID(int=row.number) == change.id))


def _of(month: tuple[int, int]) -> tuple[int, list[int]]:
    return month[0], [month[1]]


def _told(plan: Planning, given: ReportRealisationInput) -> list[Reported]:
    found: list[Reported] = []
    for number, one in enumerate(given.rows):
        field = f"rows.{number}"
        ref = parse_id(one.action, "PlanAction", field=f"{field}.action")
        if ref.tenant != plan.row.tenant_id or ref.uuid in {other.action for other in found}:
            raise bad_input(
                f"{field}.action", "Each action of this plan once.", "Setiap uraian aksi rencana ini satu kali."
            )
        realised, progress, spent = one.figures(field)
        figures = {"realised": realised, "progress": progress, "spent": spent}
        found.append(Reported(action=ref.uuid, seen=one.seen, note=one.note, **figures))
    if not found:
        raise bad_input("rows", "Name a row at least.", "Sebutkan sekurang-kurangnya satu baris.")
    return found


def _check(plan: Planning, row: ReportableRow | None, told: Reported, field: str) -> None:
    """Raise unless the row is the plan's, the viewer's own, and planned in the month."""
    if row is None:
        raise not_found("No such action in this plan.", "Uraian aksi tidak ada dalam rencana ini.")
    permit(plan.context.principal, Permission.REALISATION_REPORT, row)
    if not row.planned:
        raise bad_input(
            f"{field}.action",
            "Nothing is planned for it in this month.",
            "Tidak ada rencana untuk uraian aksi ini pada bulan tersebut.",
            rule="realisation: a month outside the plan",
        )
    if told.spent is not None and not row.leaf:
        raise bad_input(
            f"{field}.spent",
            "Money is reported at the lowest level.",
            "Realisasi anggaran dilaporkan pada tingkat terendah.",
            rule="plan: sums over levels equal the parts",
        )


def _overtaken(row: ReportableRow, told: Reported, number: int) -> Overtaken:
    name = f"{row.code} {row.description}"
    return Overtaken(f"rows.{number}", name, told.seen, row.number, row.reported_by)


def _report(plan: Planning, month: tuple[int, int], told: Sequence[Reported], known: dict[UUID, ReportableRow]) -> None:
    author = plan.author
    for one in told:
        number = known[one.action].number + 1
        realisations.report(plan.tx, plan.row, month, one, number, by=(author.position, author.title), at=author.at)
    plan.change.keep(plan.row.id)


async def _check_codes(plan: Planning, codes: Sequence[str]) -> None:
    (nodes,) = await plan_contents.nodes(plan.tx, [(plan.row.tenant_id, plan.row.id)])
    known = {"", *(node.code for node in nodes)}
    for number, code in enumerate(codes):
        if code not in known:
            raise bad_input(
                f"findings.{number}.code", f"The plan has no node {code}.", f"Tidak ada baris {code} dalam rencana ini."
            )


def _monitoring(plan: Planning, given: RecordMonitoringInput) -> MonitoringRow:
    author = plan.author
    return MonitoringRow(
        tenant_id=plan.row.tenant_id,
        id=fresh_id(author.at),
        plan_id=plan.row.id,
        year=given.year,
        half=given.half,
        held_on=given.held_on,
        summary=given.summary,
        findings=[
            {"code": one.code, "finding": one.finding, "recommendation": one.recommendation} for one in given.findings
        ],
        by_title=author.title,
        at=author.at,
    )


async def _content(plan: Planning, year: int) -> ReportContent:
    """Everything that the report says, as it is at this moment."""
    row, key = plan.row, [(plan.row.tenant_id, plan.row.id)]
    (indicators,), (monitorings,) = (
        await plan_contents.indicators(plan.tx, key),
        await plan_reports.monitorings(plan.tx, key),
    )
    return ReportContent(
        plan=row.title,
        version=row.number,
        decree=row.decree,
        year=year,
        indicators=tuple([await _indicator(plan, one, year) for one in indicators]),
        months=tuple(await month_tables(plan.tx, row, year)),
        monitorings=tuple(
            Monitored(one.half, one.held_on.isoformat(), one.summary, len(one.findings))
            for one in monitorings
            if one.year == year
        ),
    )


async def _indicator(plan: Planning, row: PlanIndicatorRow, year: int) -> IndicatorYear:
    actual = None
    if row.measure is not Measure.REPORTED:
        (intake,) = await intakes.of_years(plan.tx, [(row.tenant_id, year)])
        actual = actual_of(row.measure, intake)
    indicator = row.indicator()
    return IndicatorYear(
        name=row.name,
        unit=row.unit,
        direction=row.direction.value,
        target=shown(indicator.targets[year]),
        actual=shown_or_none(actual),
        achieved=shown_or_none(reached(indicator, year, actual)),
    )


async def _report_row(plan: Planning, given: IssueYearReportInput, content: str) -> YearReportRow:
    author = plan.author
    return YearReportRow(
        tenant_id=plan.row.tenant_id,
        id=fresh_id(author.at),
        plan_id=plan.row.id,
        year=given.year,
        number=await plan_reports.next_number(plan.tx, plan.row, given.year),
        addressee=given.addressee,
        content=content,
        sha256=checksum(content),
        by_title=author.title,
        at=author.at,
        status=plan.row.status,
    )


def _scale(scale: Scale) -> PredikatScale:
    return PredikatScale(
        number=scale.number,
        from_date=scale.from_date,
        source=scale.source,
        bands=list(scale.bands),  # type: ignore[arg-type] # rows of the type
        in_force=False,
    )
