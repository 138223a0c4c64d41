"""Reading who holds what, which desks are vacant, what a desk would hand over."""

from typing import Annotated, Final

import strawberry

from graph.appointments.types import Appointment, Handover, HandoverCount, Vacancy
from graph.context import Info
from graph.fields import query
from graph.inputs import argument, text_argument
from graph.moving import permit, reaching
from graph.nodes import Fetcher, parse_id
from graph.paging import After, Connection, First, page_request
from graph.people_vocabulary import ItemKind
from graph.seeing import fetcher, sees, visible
from graph.vocabulary import Status
from policies.permissions import Permission
from policies.visibility import Columns, prepare
from rules.errors import not_found
from rules.identifiers import Reach, reach_of, tenant_id_of
from rules.pages import Page
from tenants.people_rows import AppointmentRow, VacancyRow
from tenants.stores import appointments, handovers, positions, vacancies

FETCHERS: Final[dict[str, Fetcher]] = {
    "Appointment": fetcher(appointments.by_id, Permission.APPOINTMENT_READ),
    "Vacancy": fetcher(vacancies.by_id, Permission.VACANCY_READ),
}
"""How `node` fetches the types of this subject."""
_APPOINTMENTS: Final = prepare(Columns(appointments.POLICY_COLUMNS), [Permission.APPOINTMENT_READ])
_VACANCIES: Final = prepare(Columns(vacancies.POLICY_COLUMNS), [Permission.VACANCY_READ])


@strawberry.type
class AppointmentQueries:
    """Root fields that read appointments and desks."""

    @query(Permission.APPOINTMENT_READ, Connection[Appointment])
    async def appointments(
        self,
        info: Info,
        pemda: Annotated[str | None, text_argument("Kode wilayah; your own when absent.", at_most=5)] = None,
        position: Annotated[strawberry.ID | None, argument("Only those to this position.")] = None,
        include_ended: Annotated[bool, argument("Also those that have ended or not begun.")] = False,
        first: First = 20,
        after: After = None,
    ) -> Page[AppointmentRow]:
        """Who holds which position, newest first, as far as you may see it (daftar pejabat)."""
        context = info.context
        tenant = context.principal.tenant if pemda is None else tenant_id_of(pemda, field="pemda")
        wanted = None if position is None else parse_id(position, "Position", field="position")
        return await appointments.page(
            reaching(context, tenant),
            tenant,
            page_request(appointments.NEWEST, first, after),
            under="",
            position=None if wanted is None else wanted.uuid,
            at=None if include_ended else context.now,
            visible=visible(context, Permission.APPOINTMENT_READ, _APPOINTMENTS),
        )

    @query(Permission.VACANCY_READ, Connection[Vacancy])
    async def vacancies(
        self,
        info: Info,
        pemda: Annotated[str | None, text_argument("Kode wilayah; all you reach when absent.", at_most=5)] = None,
        include_below: Annotated[bool, argument("Also the regencies of a province, or the whole nation.")] = True,
        unanswered: Annotated[bool, argument("Only desks whose cases nobody in their pemda answers for.")] = False,
        first: First = 20,
        after: After = None,
    ) -> Page[VacancyRow]:
        """The desks at which nobody sits now (meja kosong). With `unanswered`, those that need the level above."""
        context = info.context
        tenant = context.principal.tenant if pemda is None else tenant_id_of(pemda, field="pemda")
        reaching(context, tenant)
        return await vacancies.page(
            context.sessions,
            reach_of(tenant) if include_below else Reach(tenant, tenant),
            page_request(vacancies.BY_UNIT_PATH, first, after),
            unanswered=unanswered,
            visible=visible(context, Permission.VACANCY_READ, _VACANCIES),
        )

    @query(Permission.HANDOVER_READ, Handover)
    async def handover(
        self,
        info: Info,
        position: Annotated[strawberry.ID, argument("Whose desk.")],
        items: Annotated[list[ItemKind] | None, argument("Only these kinds.")] = None,
        statuses: Annotated[list[Status] | None, argument("Only complaints and drafts in these statuses.")] = None,
        first: First = 20,
        after: After = None,
    ) -> Handover:
        """What lies on the desk of a position: open complaints, handlings, drafts (daftar serah terima)."""
        context, ref = info.context, parse_id(position, "Position", field="position")
        reading = reaching(context, ref.tenant)
        (row,) = await positions.by_id(reading, [(ref.tenant, ref.uuid)])
        if row is None or not sees(context, Permission.POSITION_READ, row):
            raise not_found("No such position.", "Jabatan tidak ditemukan.")
        permit(context.principal, Permission.HANDOVER_READ, row)
        desk = (row.tenant_id, row.unit_id, row.unit_path)
        counts = await handovers.counts(reading, *desk)
        request = page_request(handovers.BY_DUE, first, after)
        page = await handovers.page(reading, *desk, request, items=items, statuses=statuses)
        told = [HandoverCount(item=ItemKind(item), status=status, count=many) for item, status, many in counts]
        return Handover(position=row, counts=told, items=page)  # type: ignore[arg-type]
