"""Which documents were asked for and may be seen, what stands above them, and what a report counts."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Any, Final

import strawberry

from graph.context import Context, Info
from graph.documents.types import ComplaintReport, Document, DocumentRemains, DocumentTask, Letterhead
from graph.fields import query
from graph.inputs import argument, text_argument
from graph.moving import reaches
from graph.nodes import Fetcher, NodeRef
from graph.paging import After, Connection, First, page_request
from graph.seeing import pemda_seen, sees, visible
from policies.permissions import Permission
from policies.visibility import Columns
from rules.documents import PERSONAL, SHARED, period_of
from rules.pages import Page
from tenants.document_rows import ComplaintReportRow, DocumentRow, LetterheadRow
from tenants.stores import complaint_reports, documents
from tenants.stores.complaint_reports import Counting
from tenants.stores.complaint_sql import PARTY_EXISTS, POLICY_COLUMNS
from tenants.stores.complaints import Visible

_COMPLAINTS: Final = Columns(of=POLICY_COLUMNS, party=PARTY_EXISTS)
_DOCUMENTS: Final = Columns(of=documents.POLICY_COLUMNS)
_REPORTS: Final = 3
"""In one request: each counts all complaints of its period."""
Code = Annotated[str | None, text_argument("Kode wilayah; your own pemda when absent.", at_least=2, at_most=5)]


def may_read(context: Context, row: DocumentRow) -> bool:
    """May the viewer have this document?

    What holds an assessment, a plan or single complaints is whose it is, in the position in which it was asked for:
    others of the pemda may not read all of them.
    """
    who = context.principal
    own = (row.account_id, row.position_id) == (who.account, who.position)
    return sees(context, Permission.of_document(row.kind), row) and (own or row.kind in SHARED)


async def document_nodes(context: Context, refs: Sequence[NodeRef]) -> list[DocumentRow | None]:
    """Documents by id; None where the viewer may not have one."""
    keys = [(ref.tenant, ref.uuid) for ref in refs]
    wanted = [key for key in keys if reaches(context, key[0])]
    found = await documents.by_id(context.sessions, wanted) if wanted else []
    seen = {(row.tenant_id, row.id): row for row in found if row is not None and may_read(context, row)}
    return [seen.get(key) for key in keys]


FETCHERS: Final[dict[str, Fetcher]] = {"Document": document_nodes}
"""How `node` fetches the types of this subject."""


def _visible(context: Context) -> Visible:
    """The documents that the viewer may see: those with a row for every complaint are whose they are."""
    shared = visible(context, Permission.DOCUMENT_READ, _DOCUMENTS)
    own = visible(context, Permission.DOCUMENT_READ_EXPORT, _DOCUMENTS)
    text = "CASE WHEN d.kind = ANY(%(personal)s) THEN " + own.text + " ELSE " + shared.text + " END" + documents.OWN
    theirs = {"me": context.principal.account, "seat": context.principal.position}
    kinds = {"personal": [kind.value for kind in PERSONAL], "shared": [kind.value for kind in SHARED]}
    return Visible(text, {**shared.params, **own.params, **theirs, **kinds})


@strawberry.type
class DocumentQueries:
    """Root fields about documents."""

    @query(Permission.DOCUMENT_READ, Connection[Document])
    async def documents(self, info: Info, first: First = 20, after: After = None) -> Page[DocumentRow]:
        """The documents of your pemda that you may have, newest first (daftar dokumen)."""
        context, request = info.context, page_request(documents.NEWEST, first, after)
        return await documents.page(context.sessions, context.principal.tenant, _visible(context), request)

    @query(Permission.DOCUMENT_MAKE, Connection[DocumentTask])
    async def waiting_documents(self, info: Info, first: First = 20, after: After = None) -> Page[DocumentRow]:
        """Documents in the whole reach that wait to be written, the longest first (dokumen yang menunggu)."""
        context, request = info.context, page_request(documents.OLDEST_FIRST, first, after)
        return await documents.waiting(context.sessions, context.now, request)

    @query(Permission.DOCUMENT_MAKE, Connection[DocumentRemains])
    async def document_remains(self, info: Info, first: First = 20, after: After = None) -> Page[DocumentRow]:
        """Documents in the whole reach of which files may go now, the oldest first (berkas yang boleh dihapus)."""
        context, request = info.context, page_request(documents.OLDEST_FIRST, first, after)
        return await documents.remains(context.sessions, context.now, request)

    @query(Permission.LETTERHEAD_READ, Letterhead | None)
    async def letterhead(self, info: Info, pemda: Code = None) -> LetterheadRow | None:
        """What stands above the documents of a pemda; null until it is set (kop surat)."""
        tenant = pemda_seen(info.context, pemda, Permission.LETTERHEAD_READ)
        return (await documents.letterheads(info.context.sessions, [tenant]))[0]

    @query(Permission.REPORT_READ, ComplaintReport)
    async def complaint_report(
        self,
        info: Info,
        year: Annotated[int, argument("The year.")],
        month: Annotated[int | None, argument("The month; the whole year when absent.")] = None,
        pemda: Code = None,
    ) -> Any:
        """The complaints of a pemda in a month or a year, counted (laporan pengelolaan pengaduan)."""
        context = info.context
        context.ration("complaintReport", _REPORTS)
        tenant = pemda_seen(context, pemda, Permission.REPORT_READ)
        await context.timetables.prepare(tenant)
        calendar = context.timetables.timetable(tenant).calendar.today
        period = period_of(year, month, calendar.date_of(context.now))
        counting = Counting(
            tenant=tenant,
            first=calendar.beginning(period.first),
            following=calendar.beginning(period.following),
            zone=str(calendar.zone),
            now=context.now,
            visible=visible(context, Permission.COMPLAINT_READ, _COMPLAINTS),
        )
        found = await complaint_reports.counted(context.sessions, counting)
        last = period.following - timedelta(days=1)
        return ComplaintReportRow(tenant, year, month, period.first, last, context.now, *found)
