"""What became of the rows of an export, and complaints as rows of one."""

from datetime import datetime
from typing import Any

import strawberry

from graph import veil
from graph.context import Context
from graph.declarations import attribute, enum_type, object_type
from graph.fields import edge
from graph.vocabulary import Channel, Closer, Kind, Status
from policies.permissions import Permission
from rules import lapor_layout as layout
from rules.complaint_states import LABELS
from rules.lapor_dates import written
from rules.lapor_rows import RowFate
from tenants.lapor_rows import OriginRow
from tenants.rows import ComplaintRow
from tenants.stores import bodies, lapor, pemda, reporters, topics, units

enum_type(
    RowFate,
    {
        RowFate.NEW: "It was not here (baru).",
        RowFate.SAME: "It is here as it stands there (sudah ada).",
        RowFate.CHANGED: "It is here, and LAPOR! says something else now (berubah).",
        RowFate.REFUSED: "It cannot be taken over; the refusal says why (ditolak).",
    },
)
_CLOSED = {
    Closer.ADMIN: "Ditutup oleh Admin",
    Closer.SYSTEM: "Ditutup oleh Sistem",
    Closer.REPORTER: "Ditutup oleh Pelapor",
}
_ARCHIVED = {Closer.ADMIN: "Diarsipkan oleh Admin", Closer.SYSTEM: "Diarsipkan oleh Sistem"}


@object_type
class LaporRefusal:
    """Why a row cannot be taken over (alasan penolakan)."""

    code: str = attribute("For programs (kode).")
    field: str | None = attribute("The column (kolom).")
    rule: str | None = attribute("What decided (aturan).")
    message: str = attribute("In English (dalam bahasa Inggris).")
    message_id: str = attribute("In Indonesian (dalam bahasa Indonesia).")


@object_type
class LaporRowFate:
    """What became of a row, or would become of it (nasib baris)."""

    line: int = attribute("Its number in the workbook (nomor baris).")
    tracking_id: str = attribute("Its tracking ID, as far as it can be read (tracking ID).")
    fate: RowFate = attribute("What became of it (hasil).")
    complaint: strawberry.ID | None = attribute("The complaint here, if there is one (pengaduan).")
    refusal: LaporRefusal | None = attribute("Why it was refused (alasan penolakan).")


@object_type
class LaporImport:
    """What became of the rows that were sent (hasil impor)."""

    dry_run: bool = attribute("Was nothing changed? (uji coba).")
    rows: list[LaporRowFate] = attribute("Each row, in the order in which they were sent (baris).")


@object_type
class LaporReport:
    """A complaint as a row of LAPOR!'s export, as far as you may see it (baris ekspor LAPOR!)."""

    received_at: datetime = attribute("When it was received (waktu masuk).")

    @edge(list[str])
    @staticmethod
    async def cells(row: ComplaintRow, context: Context) -> list[str]:
        """LAPOR!'s 26 columns, then date and time of disposition, of the answer and of the end (isi kolom).

        The reporter's name is empty where you may not know it, and for everybody where the reporter asked for
        anonymity.
        """
        key = (row.tenant_id, row.id)
        origin = await context.load(lapor.origins, key)
        cells = list(origin.cells) if origin is not None else [""] * layout.WIDTH
        zone = context.timetables.timetable(row.tenant_id).calendar.zone
        _ours(cells, row, context, origin)
        cells[layout.DATE], cells[layout.TIME] = written(row.received_at, zone)
        cells[layout.REPORTER] = await _reporter(row, context)
        await _names(cells, row, context)
        cells[layout.FIRST_TEXT], cells[layout.LAST_TEXT] = await _texts(row, context)
        for at in (await context.load(lapor.disposed, key), row.answered_at, row.closed_at):
            cells += written(at, zone)
        return cells


def _ours(cells: list[str], row: ComplaintRow, context: Context, origin: OriginRow | None) -> None:
    """What this pemda knows better than the import: what happened since, and how it is classified now."""
    inside = veil.may(context, Permission.COMPLAINT_READ_CASE, row)
    cells[layout.TRACKING_ID] = row.tracking_code if origin is None else origin.external_id
    cells[layout.KIND] = layout.KIND_LABELS[Kind(row.kind)]
    cells[layout.TITLE] = row.title if inside else row.public_title
    flags = (("Anonim", row.anonymous), ("Rahasia", row.secret))
    cells[layout.TYPE] = ", ".join(name for name, is_set in flags if is_set)
    if not cells[layout.SOURCE]:
        cells[layout.SOURCE] = layout.SOURCE_LABELS[Channel(row.channel)]
    if row.rating is not None:
        cells[layout.RATING] = str(row.rating)
    if origin is None or row.version != origin.version:
        cells[layout.STATUS] = status_of(row)


def status_of(row: ComplaintRow) -> str:
    """The status in LAPOR!'s words."""
    closer = None if row.closed_by is None else Closer(row.closed_by)
    if row.status == Status.CLOSED:
        return _CLOSED.get(closer or Closer.ADMIN, "")
    if row.status == Status.ARCHIVED:
        return _ARCHIVED.get(closer or Closer.ADMIN, _ARCHIVED[Closer.ADMIN])
    return "Belum ditindaklanjuti" if row.status == Status.DISPOSED else LABELS[Status(row.status)]


async def _reporter(row: ComplaintRow, context: Context) -> str:
    if row.anonymous or not veil.may(context, Permission.COMPLAINT_READ_REPORTER, row):
        return ""
    sealed = await context.load(reporters.by_key, (row.tenant_id, row.id))
    return "" if sealed is None else str((await context.vault.open(context.sessions, sealed)).name)


async def _names(cells: list[str], row: ComplaintRow, context: Context) -> None:
    if row.topic_id is not None:
        topic: Any = await context.load(topics.by_id, row.topic_id)
        if topic is not None:
            cells[layout.TOPIC] = topic.name
    if row.unit_id is not None:
        unit: Any = await context.load(units.by_id, (row.tenant_id, row.unit_id))
        if unit is not None:
            cells[layout.UNIT] = unit.name
    if not cells[layout.PARENT]:
        holder: Any = await context.load(pemda.by_tenant, row.tenant_id)
        cells[layout.PARENT] = "" if holder is None else holder.name


async def _texts(row: ComplaintRow, context: Context) -> tuple[str, str]:
    """The first and the last text; whoever may not read the case reads the redacted one twice."""
    if not veil.may(context, Permission.COMPLAINT_READ_CASE, row):
        return row.public_body, row.public_body
    versions = await context.load(bodies.of_complaints, (row.tenant_id, row.id))
    return (versions[0].body, versions[-1].body) if versions else (row.body, row.body)
