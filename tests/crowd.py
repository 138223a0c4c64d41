"""Many complaints at once in a pemda of a test: made up as rows, so that a test can count them a second time itself."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

from graph.fresh import fresh_code, fresh_id
from rules.complaint_states import OPEN, Clock, Status
from rules.unit_paths import ROOT
from rules.vocabulary import Channel, Closer, Kind, Outcome, Priority
from tenants.bulk import copy_in
from tenants.database import Database
from tenants.rows import ComplaintRow
from tenants.stores.complaint_sql import params_of
from tests.offices import NOW, Office

TITLES = (
    "Lampu jalan padam di simpang pasar", "Warga membuang sampah di sungai", "Pembuangan limbah ke parit",
    "Antrean puskesmas terlalu panjang", "Jalan berlubang dekat sekolah", "Air bersih tidak mengalir",
    "Pungutan liar di kantor kelurahan", "Banjir setiap hujan di perumahan", "Guru sering tidak masuk kelas",
    "Kapal penyeberangan tidak berlayar",
)  # fmt: skip
_PLACED = frozenset({Status.DISPOSED, Status.IN_PROGRESS, Status.ANSWERED, Status.CLOSED})


@dataclass
class Crowd:
    """The complaints of an office, and which units take part in each by (part, path)."""

    office: Office
    rows: list[ComplaintRow] = field(default_factory=list)
    parties: dict[UUID, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def where(self, *conditions: Any) -> list[ComplaintRow]:
        """The rows that meet every condition."""
        return [row for row in self.rows if all(condition(row) for condition in conditions)]


def by_due(rows: Sequence[ComplaintRow]) -> list[ComplaintRow]:
    """As the list orders them by deadline."""
    return sorted(rows, key=lambda row: (row.due_order, row.id.bytes))


def newest(rows: Sequence[ComplaintRow]) -> list[ComplaintRow]:
    """As the list orders them by arrival."""
    return sorted(rows, key=lambda row: (row.received_at, row.id.bytes), reverse=True)


def gather(
    database: Database,
    office: Office,
    count: int,
    *,
    seed: int = 1,
    topics: Sequence[int] = (),
    accounts: Sequence[UUID] = (),
) -> Crowd:
    """Put a crowd into the pemda of an office: any status, kind, unit, time, tag; some secret, some merged."""
    random, crowd = Random(seed), Crowd(office)
    tables: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number in range(count):
        row = _row(random, office, number, topics, accounts)
        if number > 9 and row.status == Status.IN_PROGRESS and random.random() < 0.3:
            row.merged_into = random.choice(crowd.rows[:10]).id
        crowd.rows.append(row)
        tables["complaint"].append(params_of(row))
        tables["complaint_event"].append(_event(row))
        if row.unit_id is not None:
            tables["complaint_party"].append(_party(crowd, row, "HOLDER", row.unit_id, row.unit_path))
        if random.random() < 0.2:
            name = random.choice([name for name in office.ids if name != "root"])
            part = random.choice(["TEMBUSAN", "HANDLER"])
            tables["complaint_party"].append(_party(crowd, row, part, office.ids[name], office.paths[name]))
    copy_in(database.owner_url, tables)
    return crowd


def _row(random: Random, office: Office, number: int, topics: Sequence[int], accounts: Sequence[UUID]) -> ComplaintRow:
    status = random.choice(list(Status))
    unit = random.choice([name for name in office.ids if name != "root"]) if status in _PLACED else "root"
    placed = unit != "root"
    desk = unit if random.random() < 0.8 or unit in ("dinkes", "perkim", "inspektorat", "kecamatan") else "root"
    received = NOW - timedelta(minutes=random.randrange(60 * 24 * 90))
    runs = status in OPEN
    kind = random.choice(list(Kind))
    secret = random.random() < 0.2
    ended = status in (Status.CLOSED, Status.ARCHIVED)
    title = random.choice(TITLES) + (f" nomor {number}" if random.random() < 0.5 else "")
    return ComplaintRow(
        tenant_id=office.tenant, id=fresh_id(received), tracking_code=fresh_code(), external_id=None, status=status,
        outcome=random.choice(list(Outcome)) if status in (Status.ANSWERED, Status.CLOSED) else None, kind=kind,
        channel=random.choice(list(Channel)), topic_id=random.choice([None, *topics]), title=title,
        body=f"{title}. Sudah {number} hari dan belum ada perubahan, mohon ditindaklanjuti.", public_title=title,
        public_body=f"{title}.", place="", latitude=None, longitude=None, incident_on=None,
        anonymous=random.random() < 0.3, secret=secret,
        published=placed and not secret and random.random() < 0.8, handed_over=random.random() < 0.05,
        verified=placed, reporter_account=random.choice([None, *accounts]),
        unit_id=office.ids[unit] if placed else None, unit_path=office.paths[unit],
        desk_id=office.ids[desk] if placed and desk != "root" else None,
        desk_path=office.paths[desk] if placed else ROOT, clock=Clock.COMPLETION if runs else None,
        due_at=_due(random, received) if runs else None, open_clocks=[], wake_at=None, escalation=None,
        extension_asked=0, returns=0,
        returned_by=[], ruling_required=random.random() < 0.1, ruled=False, objections=0, reopenings=0, rating=None,
        merged_into=None, handlings_open=0, answered_at=None, closed_at=NOW if ended else None,
        closed_by=Closer.ADMIN if ended else None, priority=random.choice(list(Priority)),
        tags=random.sample(["lampu", "prioritas", "viral", "pulau"], random.randrange(3)), received_at=received,
        entered_at=received, entered_by=None, version=random.randrange(1, 9), last_event_at=received, head_hash=b"",
    )  # fmt: skip


def _due(random: Random, received: datetime) -> datetime:
    """On one of few days, so that many fall due together."""
    day = received + timedelta(days=random.choice([3, 5, 20, 60]))
    return day.replace(hour=16, minute=59, second=59, microsecond=0)


def _event(row: ComplaintRow) -> dict[str, Any]:
    """The newest event: the one that a list reads along."""
    return {
        "tenant_id": row.tenant_id, "complaint_id": row.id, "seq": row.version, "move": "PROGRESS",
        "actor_role": "PENGHUBUNG", "actor_tenant": row.tenant_id, "actor_position": None, "actor_unit": None,
        "actor_title": "Penghubung", "actor_name": "Ani", "from_status": row.status, "to_status": row.status,
        "reason": "", "changes": "{}", "data": "{}", "at": row.received_at, "hash": b"h",
    }  # fmt: skip


def _party(crowd: Crowd, row: ComplaintRow, part: str, unit: UUID, path: str) -> dict[str, Any]:
    crowd.parties[row.id].append((part, path))
    return {
        "tenant_id": row.tenant_id, "complaint_id": row.id, "unit_id": unit, "part": part, "unit_path": path,
        "since": row.received_at,
    }  # fmt: skip


def strangers(count: int) -> list[UUID]:
    """Accounts of citizens."""
    return [uuid4() for _ in range(count)]
