"""How does a row of LAPOR!'s export become a complaint here, and how does it follow what LAPOR! says later?"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from graph.context import Context
from graph.fresh import fresh_code, fresh_id
from graph.moving import actor_of, permit
from policies.permissions import Permission
from rules.case import Case
from rules.complaint_states import Move, Status
from rules.course import advance, take_over
from rules.errors import CONFLICT, Refusal
from rules.facts import AT_INSTANSI, Facts, Place
from rules.identifiers import NATION
from rules.lapor_layout import plain
from rules.lapor_rows import LaporRow
from rules.outside_numbers import of_lapor
from rules.redaction import redact
from rules.vocabulary import Part
from tenants.lapor_rows import KnownRow, NamedUnit, OriginRow
from tenants.rows import BodyRow, ComplaintRow, ReporterRow
from tenants.session import Transaction
from tenants.stores import bodies, complaints, directory, lapor, parties, reporters
from tenants.stores.directory import Entry
from tenants.stores.recording import Happening, record, submit
from tenants.vault import Identity, Sealer

_LAST_TEXT = "Isi Laporan Akhir LAPOR!"


@dataclass(frozen=True, slots=True)
class Names:
    """What is known here of the units and topics that LAPOR! names."""

    units: Mapping[str, NamedUnit]
    topics: Mapping[str, int]


async def names_of(tx: Transaction, tenant: int, rows: list[LaporRow]) -> Names:
    """Look up the units and topics of these rows by their names."""
    units = {plain(row.unit) for row in rows if row.unit}
    topics = {plain(row.topic) for row in rows if row.topic}
    return Names(
        await lapor.units_named(tx, tenant, sorted(units)),
        await lapor.topics_named(tx, sorted({NATION, tenant}), sorted(topics)),
    )


@dataclass(frozen=True, slots=True)
class TakingOver:
    """One import into one pemda, in one transaction."""

    context: Context
    tx: Transaction
    tenant: int
    names: Names
    seal: Sealer

    def add(self, row: LaporRow) -> UUID:
        """Queue a complaint as LAPOR! has it. What is open there arrives at the desk of the instansi."""
        now = self.context.now
        case = take_over(self._case(row), self._facts(row))
        made = submit(self.tx, self._complaint(row, case), self._happening(Move.IMPORT, case, row), quiet=True)
        for revision, text in enumerate(dict.fromkeys((row.first_text, row.last_text or row.first_text)), 1):
            reason = "" if revision == 1 else _LAST_TEXT
            body = BodyRow(self.tenant, made.id, revision, row.title, text, reason, made.entered_by, now)
            bodies.keep(self.tx, body)
        if row.reporter:
            version, sealed = self.seal(made.id, Identity(name=row.reporter))
            reporters.keep(self.tx, ReporterRow(self.tenant, made.id, None, version, sealed))
        entry = Entry(made.tracking_code, self.tenant, made.id, now)
        directory.register(self.tx, entry, account=None, receipt_hash=None, external=of_lapor(row.tracking_id))
        if made.unit_id is not None:
            parties.add(self.tx, made, (made.unit_id, made.unit_path), Part.HOLDER, now)
        lapor.keep(self.tx, self._origin(row, made.id, made.version))
        return made.id

    async def follow(self, row: LaporRow, known: KnownRow) -> None:
        """Queue what changed in LAPOR! since. Raises CONFLICT when it was handled here meanwhile."""
        locked = await complaints.locked(self.tx, self.tenant, known.complaint_id)
        if locked is None or not may_follow(row, replace(known, version=locked.version, status=locked.status)):
            raise handled_here()
        if (row.secret and not locked.secret) or (row.anonymous and not locked.anonymous):
            raise hidden_there()
        version = locked.version
        if row.status != locked.status:
            permit(self.context.principal, Permission.COMPLAINT_IMPORT_CHANGE, locked)
            facts = self._facts(row, {"status": row.status, "closed_by": row.closed_by})
            case = advance(locked.case(), Move.IMPORT_CHANGE, facts)
            version = record(self.tx, locked, self._happening(Move.IMPORT_CHANGE, case, row), quiet=True).version
        await self._text(row, locked)
        lapor.change(self.tx, self._origin(row, known.complaint_id, version))

    async def _text(self, row: LaporRow, locked: ComplaintRow) -> None:
        """A new version of the text, when LAPOR! shows another one."""
        text = row.last_text or row.first_text
        (versions,) = await bodies.of_complaints(self.tx, [(self.tenant, locked.id)])
        if versions and (versions[-1].title, versions[-1].body) == (row.title, text):
            return
        body = BodyRow(self.tenant, locked.id, len(versions) + 1, row.title, text, _LAST_TEXT, None, self.context.now)
        bodies.keep(self.tx, body)
        shown = BodyRow(self.tenant, locked.id, body.revision, redact(row.title), redact(text), "", None, body.at)
        bodies.publish(self.tx, shown, row.title)

    def _case(self, row: LaporRow) -> Case:
        return Case(
            tenant_id=self.tenant,
            status=row.status,
            kind=row.kind,
            channel=row.channel,
            topic_id=self.names.topics.get(plain(row.topic)),
            anonymous=row.anonymous,
            secret=row.secret,
            rating=row.rating if row.status is Status.CLOSED else None,
            closed_by=row.closed_by,
        )

    def _facts(self, row: LaporRow, given: Mapping[str, Any] | None = None) -> Facts:
        """What is closed stands with the unit that had it; what is open is the instansi's to dispose."""
        unit = None if row.status is Status.RECEIVED else self.names.units.get(plain(row.unit))
        place = (
            AT_INSTANSI
            if unit is None
            else Place(unit_id=unit.id, unit_path=unit.path, desk_id=unit.id, desk_path=unit.path)
        )
        timetable = self.context.timetables.timetable(self.tenant)
        return Facts(now=self.context.now, timetable=timetable, place=place, set=given or {})

    def _happening(self, move: Move, case: Case, row: LaporRow) -> Happening:
        digest = hashlib.sha256(f"{row.title}\n{row.first_text}".encode()).hexdigest()
        data = {"text_sha256": digest, "received_at": row.received_at.isoformat(), "lapor": row.tracking_id}
        return Happening(
            move=move, case=case, actor=actor_of(self.context.principal), reason=row.reason[:2_000], data=data
        )

    def _complaint(self, row: LaporRow, case: Case) -> ComplaintRow:
        text = row.last_text or row.first_text
        return ComplaintRow(
            **{name: getattr(case, name) for name in Case.__dataclass_fields__ if name not in ("tags", "returned_by")},
            tags=[],
            returned_by=[],
            id=fresh_id(self.context.now),
            tracking_code=fresh_code(),
            external_id=row.tracking_id,
            title=row.title,
            body=row.first_text,
            public_title=redact(row.title),
            public_body=redact(text),
            place=row.place,
            latitude=None,
            longitude=None,
            incident_on=None,
            reporter_account=None,
            received_at=row.received_at,
            entered_at=self.context.now,
            entered_by=self.context.principal.position,
            head_hash=b"",
        )

    def _origin(self, row: LaporRow, complaint: UUID, version: int) -> OriginRow:
        now = self.context.now
        return OriginRow(self.tenant, complaint, row.tracking_id, list(row.cells), row.fingerprint, version, now, now)


def may_follow(row: LaporRow, known: KnownRow) -> bool:
    """Is it as the last import left it, and does LAPOR! not open again what is finished here?"""
    untouched = known.version == known.imported_version
    return untouched and known.status in (row.status, Status.RECEIVED)


def hidden_there() -> Refusal:
    """LAPOR! hides since what is open here: somebody has to decide it, and nobody may miss it."""
    return Refusal(
        CONFLICT,
        "LAPOR! made it secret or anonymous since: set the same here.",
        "Di LAPOR! laporan ini telah menjadi rahasia atau anonim: tetapkan juga di sini.",
        field="type",
        rule="LAPOR!: what is hidden there is hidden here",
    )


def handled_here() -> Refusal:
    """What was moved here since its import follows its own events, not LAPOR!'s."""
    return Refusal(
        CONFLICT,
        "It was handled here since its import, or LAPOR! opened again what is finished here: decide it by hand.",
        "Laporan sudah ditangani di sini sejak diimpor, atau dibuka kembali di LAPOR!: putuskan secara manual.",
        field="status",
        rule="LAPOR!: follows only what is untouched",
    )
