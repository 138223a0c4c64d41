"""Documents: asked for once, made by whichever worker takes them, kept with their fingerprint; and letterheads."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from rules.documents import KEPT, LEASE, LISTING, MOST_ATTEMPTS, SETTLED
from rules.pages import Key, Order, Page, PageRequest
from tenants.batch import OfTenant, Reader, one_per_key
from tenants.document_rows import DocumentRow, LetterheadRow
from tenants.session import Query, Sessions, Transaction
from tenants.stores.complaints import Visible

NEWEST: Final = Order("documents", (Key("requested_at", datetime), Key("id", UUID)))
OLDEST_FIRST: Final = Order("waiting_documents", (Key("requested_at", datetime), Key("id", UUID)))
POLICY_COLUMNS: Final = {"tenant_id": "d.tenant_id", "account_id": "d.account_id"}
"""What the policy's attributes of a document are called here, for policies.visibility."""
COLUMNS: Final = (
    "tenant_id", "id", "kind", "format", "year", "month", "subject", "account_id", "position_id", "asked_by", "state",
    "progress", "attempts", "code", "requested_at", "leased_until", "finished_at", "storage_key", "sha256", "size",
    "swept_at", "removed_at", "question", "rows", "cut", "parts", "resume_after", "seen_as",
)  # fmt: skip
_LISTED: Final = ", ".join("d." + name for name in COLUMNS)
_SELECT: Final = "SELECT " + _LISTED + " FROM tuntas.document d WHERE "
_INSERT: Final = (
    "INSERT INTO tuntas.document ("
    + ", ".join(COLUMNS)
    + ") VALUES ("
    + ", ".join("%(" + name + ")s" for name in COLUMNS)
    + ")"
)
_BY_KEYS: Final = _SELECT + "d.tenant_id = ANY(%(tenants)s) AND d.id = ANY(%(ids)s)"
_UNFINISHED: Final = """
SELECT count(*), count(*) FILTER (WHERE kind = ANY(%(kinds)s)) FROM tuntas.document
WHERE tenant_id = %(tenant)s AND account_id = %(account)s AND state IN ('WAITING', 'RUNNING')
"""
_PAGE_END: Final = (
    " AND (%(after)s::timestamptz IS NULL OR (d.requested_at, d.id) < (%(after)s::timestamptz, %(after_id)s::uuid))"
    " ORDER BY d.requested_at DESC, d.id DESC LIMIT %(limit)s"
)
_WAITING: Final = (
    _SELECT + "d.tenant_id BETWEEN %(lo)s AND %(hi)s AND d.state IN ('WAITING', 'RUNNING')"
    " AND (d.leased_until IS NULL OR d.leased_until < %(now)s)"
    " AND (%(after)s::timestamptz IS NULL OR (d.requested_at, d.id) > (%(after)s::timestamptz, %(after_id)s::uuid))"
    " ORDER BY d.requested_at, d.id LIMIT %(limit)s"
)
_BEGIN: Final = (
    "UPDATE tuntas.document d SET state = 'RUNNING', leased_until = %(until)s, attempts = d.attempts + 1,"
    " progress = CASE WHEN cardinality(d.parts) > 0 THEN d.progress ELSE 0 END,"
    " storage_key = %(base)s || '-' || (d.attempts + 1)"
    " WHERE d.tenant_id = %(tenant)s AND d.id = %(id)s AND d.state IN ('WAITING', 'RUNNING')"
    " AND d.attempts < %(most)s AND (d.leased_until IS NULL OR d.leased_until < %(now)s) RETURNING " + _LISTED
)
_PROGRESS: Final = """
UPDATE tuntas.document SET progress = greatest(progress, %(progress)s), leased_until = %(until)s
WHERE tenant_id = %(tenant)s AND id = %(id)s AND state = 'RUNNING' AND attempts = %(attempt)s
"""
_PART: Final = """
UPDATE tuntas.document SET parts = parts[1:%(number)s - 1] || %(attempt)s::smallint, rows = %(rows)s, cut = %(cut)s,
    resume_after = %(resume_after)s, seen_as = %(seen_as)s, progress = greatest(progress, %(progress)s),
    leased_until = %(until)s
WHERE tenant_id = %(tenant)s AND id = %(id)s AND state = 'RUNNING' AND attempts = %(attempt)s
    AND cardinality(parts) >= %(number)s - 1
"""
_DONE: Final = """
UPDATE tuntas.document SET state = 'DONE', progress = 100, sha256 = %(sha256)s, size = %(size)s, finished_at = %(at)s,
    leased_until = NULL
WHERE tenant_id = %(tenant)s AND id = %(id)s AND state = 'RUNNING' AND attempts = %(attempt)s
"""
_FAILED: Final = """
UPDATE tuntas.document SET state = 'FAILED', code = %(code)s, finished_at = %(at)s, leased_until = NULL
WHERE tenant_id = %(tenant)s AND id = %(id)s AND state IN ('WAITING', 'RUNNING')
    AND attempts = %(attempt)s
"""
_AGAIN: Final = """
UPDATE tuntas.document SET state = 'WAITING', leased_until = %(until)s
WHERE tenant_id = %(tenant)s AND id = %(id)s AND state = 'RUNNING' AND attempts = %(attempt)s
"""
_REMAINS: Final = (
    _SELECT + "d.tenant_id BETWEEN %(lo)s AND %(hi)s AND d.state IN ('DONE', 'FAILED') AND d.removed_at IS NULL"
    " AND (d.swept_at IS NULL AND d.finished_at < %(settled)s"
    " AND (d.state = 'FAILED' OR d.attempts > 1 OR cardinality(d.parts) > 0)"
    " OR d.state = 'DONE' AND d.finished_at < (SELECT k.before"
    " FROM unnest(%(kinds)s::text[], %(before)s::timestamptz[]) AS k(kind, before) WHERE k.kind = d.kind))"
    " AND (%(after)s::timestamptz IS NULL OR (d.requested_at, d.id) > (%(after)s::timestamptz, %(after_id)s::uuid))"
    " ORDER BY d.requested_at, d.id LIMIT %(limit)s"
)
_CLEARED: Final = """
UPDATE tuntas.document SET swept_at = %(now)s,
    removed_at = CASE WHEN %(removed)s AND state = 'DONE' THEN %(now)s ELSE removed_at END
WHERE tenant_id = %(tenant)s AND id = %(id)s AND state IN ('DONE', 'FAILED')
"""
_HEADS: Final = """
SELECT tenant_id, office, address, place, signer_title, signer_name, signer_number, changed_at, changed_by
FROM tuntas.letterhead WHERE tenant_id = ANY(%(tenants)s)
"""
_SET_HEAD: Final = """
INSERT INTO tuntas.letterhead (tenant_id, office, address, place, signer_title, signer_name, signer_number, changed_at,
    changed_by)
VALUES (%(tenant_id)s, %(office)s, %(address)s, %(place)s, %(signer_title)s, %(signer_name)s, %(signer_number)s,
    %(changed_at)s, %(changed_by)s)
ON CONFLICT (tenant_id) DO UPDATE SET office = excluded.office, address = excluded.address, place = excluded.place,
    signer_title = excluded.signer_title, signer_name = excluded.signer_name, signer_number = excluded.signer_number,
    changed_at = excluded.changed_at, changed_by = excluded.changed_by
"""


def storage_key(id_: UUID) -> str:
    """Where the bytes of a document lie, but for the number of the attempt that follows once it is begun.

    Known before they lie there, and no attempt's is another's: a slow worker overwrites nothing.
    """
    return f"documents/{id_.hex[-2:]}/{id_.hex}"


def part_keys(row: DocumentRow) -> list[str]:
    """Where the parts lie that are read already, in their order."""
    return [part_key(f"{storage_key(row.id)}-{attempt}", number) for number, attempt in enumerate(row.parts, 1)]


def part_key(attempt: str, number: int) -> str:
    """Where an attempt, named by its key, keeps its part of this number."""
    return f"{attempt}-part-{number}"


def keys_of(row: DocumentRow) -> list[str]:
    """Wherever an attempt at this document may have left bytes: also a part that it could not say it kept."""
    base = storage_key(row.id)
    attempts = [f"{base}-{attempt}" for attempt in range(1, row.attempts + 1)]
    most = len(row.parts) + 1 if row.kind in LISTING else 0
    return [base, *attempts, *(part_key(one, number) for one in attempts for number in range(1, most + 1))]


class Part(NamedTuple):
    """A part of a list that was read: the how manieth it is, and where the list stands with it."""

    number: int
    rows: int
    cut: bool
    resume_after: str | None
    seen_as: str
    progress: int


class Attempt(NamedTuple):
    """The work of one worker at one document: only the newest one counts."""

    tenant: int
    id: UUID
    attempt: int


def ask(tx: Transaction, row: DocumentRow) -> None:
    """Queue a request for a document."""
    tx.execute(_INSERT, {name: getattr(row, name) for name in COLUMNS})


async def unfinished(tx: Transaction, tenant: int, account: UUID) -> tuple[int, int]:
    """How many documents this person still waits for, and how many of them list complaints."""
    kinds = [kind.value for kind in LISTING]
    ((count, lists),) = await tx.read(_UNFINISHED, {"tenant": tenant, "account": account, "kinds": kinds})
    return count, lists


async def by_id(reader: Reader, keys: Sequence[OfTenant]) -> list[DocumentRow | None]:
    """Documents by (tenant, id), finished or not: whoever hands them out decides whether they may be seen."""
    asked = {"tenants": sorted({tenant for tenant, _ in keys}), "ids": [id_ for _, id_ in keys]}
    return one_per_key(keys, await reader.read(_BY_KEYS, asked, DocumentRow), lambda row: (row.tenant_id, row.id))


OWN: Final = " AND (d.kind = ANY(%(shared)s) OR d.account_id = %(me)s AND d.position_id = %(seat)s)"
"""Shared by kind, or asked for by this account in this position."""


async def page(sessions: Sessions, tenant: int, visible: Visible, request: PageRequest) -> Page[DocumentRow]:
    """The documents of a pemda that the viewer may see, newest first."""
    after = request.after or (None, None)
    values = {**visible.params, "tenant": tenant, "after": after[0], "after_id": after[1], "limit": request.limit}
    sql = _SELECT + "d.tenant_id = %(tenant)s AND (" + visible.text + ")" + _PAGE_END
    return Page.cut(request, await sessions.read(sql, values, DocumentRow))


async def waiting(sessions: Sessions, now: datetime, request: PageRequest) -> Page[DocumentRow]:
    """Documents of the whole reach that nobody is making now, the longest waiting first."""
    after = request.after or (None, None)
    lo, hi = sessions.reach
    values = {"lo": lo, "hi": hi, "now": now, "after": after[0], "after_id": after[1], "limit": request.limit}
    return Page.cut(request, await sessions.read(_WAITING, values, DocumentRow))


def beginning(tenant: int, id_: UUID, now: datetime) -> Query:
    """The statement by which one worker takes a document; no row when another has it, or it was tried too often."""
    values = {"tenant": tenant, "id": id_, "now": now, "until": now + LEASE, "most": MOST_ATTEMPTS}
    values["base"] = storage_key(id_)
    return Query(_BEGIN, values, DocumentRow)


def went(tx: Transaction, at: Attempt, progress: int, now: datetime) -> None:
    """Queue how far it is, in percent; the worker keeps it, unless another has it."""
    tx.execute(_PROGRESS, {**at._asdict(), "progress": progress, "until": now + LEASE})


def kept(tx: Transaction, at: Attempt, part: Part, now: datetime) -> None:
    """Queue that a part is read and lies in its place; the worker keeps the document. Later parts count no more."""
    tx.execute(_PART, {**at._asdict(), **part._asdict(), "until": now + LEASE})


def done(tx: Transaction, attempt: Attempt, made: tuple[bytes, int], at: datetime) -> None:
    """Queue that its bytes are there, with SHA-256 and size; one that is finished, or another's, stays as it is."""
    sha256, size = made
    tx.execute(_DONE, {**attempt._asdict(), "sha256": sha256, "size": size, "at": at})


def failed(tx: Transaction, attempt: Attempt, code: str, at: datetime) -> None:
    """Queue that it cannot be made, and why; one that is finished, or another's, stays as it is."""
    tx.execute(_FAILED, {**attempt._asdict(), "code": code, "at": at})


def again(tx: Transaction, attempt: Attempt, until: datetime) -> None:
    """Queue that it is tried again after a while."""
    tx.execute(_AGAIN, {**attempt._asdict(), "until": until})


async def remains(sessions: Sessions, now: datetime, request: PageRequest) -> Page[DocumentRow]:
    """Documents of the whole reach of which bytes may go: of broken attempts, or because their time is over."""
    after = request.after or (None, None)
    lo, hi = sessions.reach
    timed = [(kind.value, now - kept) for kind, kept in KEPT.items() if kept is not None]
    values = {"lo": lo, "hi": hi, "after": after[0], "after_id": after[1], "limit": request.limit}
    values |= {"settled": now - SETTLED, "kinds": [kind for kind, _ in timed], "before": [at for _, at in timed]}
    return Page.cut(request, await sessions.read(_REMAINS, values, DocumentRow))


def cleared(tx: Transaction, key: OfTenant, now: datetime, *, removed: bool) -> None:
    """Queue that the bytes of broken attempts are gone, and its own if they were `removed`; the checksum stays."""
    tx.execute(_CLEARED, {"tenant": key[0], "id": key[1], "now": now, "removed": removed}, expect=1)


async def letterheads(reader: Reader, keys: Sequence[int]) -> list[LetterheadRow | None]:
    """The letterheads of these pemda."""
    rows = await reader.read(_HEADS, {"tenants": list(dict.fromkeys(keys))}, LetterheadRow)
    return one_per_key(keys, rows, lambda row: row.tenant_id)


def set_letterhead(tx: Transaction, row: LetterheadRow) -> None:
    """Queue a pemda's letterhead, whether it had one or not."""
    tx.execute(_SET_HEAD, asdict(row))
