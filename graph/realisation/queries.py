"""How far did a plan get in a month, and by which scale is that judged?"""

from datetime import date
from typing import Annotated, Final

import strawberry

from graph.context import Context, Info
from graph.fields import query
from graph.inputs import argument, text_argument
from graph.month_tables import month_tables
from graph.moving import reaching
from graph.nodes import Fetcher, parse_id
from graph.planning import today_of
from graph.realisation.types import PredikatScale, RealisationTable
from graph.seeing import fetcher, pemda_seen, sees
from policies.permissions import Permission
from rules.errors import not_found
from rules.plan_schedule import last_day
from rules.predikat import DEFAULT, Scale, scale_on
from rules.realisation_tables import MonthTable
from tenants.stores import action_plans, plan_reports, predikat_scales

FETCHERS: Final[dict[str, Fetcher]] = {"YearReport": fetcher(plan_reports.by_id, Permission.ACTION_PLAN_READ)}
"""How `node` fetches the types of this subject."""
_TABLES: Final = 12
MOST_SCALES: Final = 100


@strawberry.type
class RealisationQueries:
    """Root fields that read what came of plans."""

    @query(Permission.ACTION_PLAN_READ, RealisationTable)
    async def realisation_table(
        self,
        info: Info,
        plan: Annotated[strawberry.ID, argument("The plan's id.")],
        year: Annotated[int, argument("Which year.")],
        month: Annotated[int, argument("Which month, 1 to 12.")],
    ) -> MonthTable:
        """The table of one month: 17 columns, footers and completeness (tabel realisasi bulanan)."""
        context, ref = info.context, parse_id(plan, "ActionPlan", field="plan")
        context.ration("realisationTable", _TABLES)
        (row,) = await action_plans.by_id(reaching(context, ref.tenant), [(ref.tenant, ref.uuid)])
        if row is None or not sees(context, Permission.ACTION_PLAN_READ, row):
            raise not_found("No such action plan.", "Rencana aksi tidak ditemukan.")
        row.period.check_month(year, month, "plan")
        (table,) = await month_tables(context.sessions, row, year, [month])
        return table

    @query(Permission.PREDIKAT_SCALE_READ, list[PredikatScale])
    async def predikat_scales(
        self,
        info: Info,
        pemda: Annotated[str | None, text_argument("Kode wilayah; your own when absent.", at_most=5)] = None,
    ) -> list[PredikatScale]:
        """The scales of a pemda, newest first, the default last; at most 100 (skala predikat)."""
        context = info.context
        tenant = pemda_seen(context, pemda, Permission.PREDIKAT_SCALE_READ)
        own = [row.scale() for row in await predikat_scales.of(context.sessions, tenant)]
        return _shown(own, scale_today(context, tenant, own).number)


def scale_today(context: Context, tenant: int, own: list[Scale]) -> Scale:
    """The scale of the month that is running."""
    today = today_of(context, tenant)
    return scale_on(own, last_day(today.year, today.month))


def _shown(own: list[Scale], in_force: int) -> list[PredikatScale]:
    newest = [*reversed(own[-MOST_SCALES + 1 :]), DEFAULT]
    return [
        PredikatScale(
            number=one.number,
            from_date=None if one.from_date == date.min else one.from_date,
            source=one.source,
            bands=list(one.bands),  # type: ignore[arg-type] # rows of the type
            in_force=one.number == in_force,
        )
        for one in newest
    ]
