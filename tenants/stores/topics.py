"""The tree of topics: read by everybody, written through functions that ask whose it is."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from rules.errors import bad_input, not_found
from rules.identifiers import NATION
from rules.pages import Key, Order, Page, PageRequest
from tenants.batch import Reader, one_per_key
from tenants.people_rows import TopicRow
from tenants.session import Sessions, Transaction

BY_NUMBER: Final = Order("topic_number", (Key("id", int),))
_SELECT: Final = "SELECT t.id, t.tenant_id, t.parent_id, t.name, t.valid_from, t.valid_to FROM tuntas.topic t "
_BY_ID: Final = _SELECT + "WHERE t.id = ANY(%(ids)s)"
_PAGE: Final = (
    _SELECT
    + """
WHERE t.tenant_id = ANY(%(tenants)s)
  AND (%(every_level)s OR t.parent_id IS NOT DISTINCT FROM %(parent)s::int)
  AND (%(on)s::date IS NULL OR (t.valid_from <= %(on)s AND (t.valid_to IS NULL OR t.valid_to > %(on)s)))
  AND (%(words)s::text IS NULL OR strpos(lower(t.name), lower(%(words)s)) > 0)
  AND (%(after)s::int IS NULL OR t.id > %(after)s)
ORDER BY t.id LIMIT %(limit)s
"""
)
_CREATE: Final = "SELECT * FROM tuntas.topic_create(%(tenant)s, %(parent)s::int, %(name)s, %(since)s::date)"
_CLOSE: Final = "SELECT * FROM tuntas.topic_close(%(tenant)s, %(id)s, %(last)s::date)"
_WITH_SUBTOPICS: Final = """
WITH RECURSIVE below AS (
    SELECT t.id FROM tuntas.topic t WHERE t.id = ANY(%(ids)s)
    UNION
    SELECT t.id FROM tuntas.topic t JOIN below b ON t.parent_id = b.id
)
SELECT id FROM below ORDER BY id
"""
_OPEN_BELOW: Final = """
SELECT EXISTS (SELECT 1 FROM tuntas.topic t
    WHERE t.parent_id = %(id)s AND (t.valid_to IS NULL OR t.valid_to > %(last)s))
"""


async def by_id(reader: Reader, keys: Sequence[int]) -> list[TopicRow | None]:
    """The topics with these numbers."""
    rows = await reader.read(_BY_ID, {"ids": list(dict.fromkeys(keys))}, TopicRow)
    return one_per_key(keys, rows, lambda row: row.id)


async def page(
    reader: Sessions,
    tenants: Sequence[int],
    request: PageRequest,
    *,
    parent: int | None = None,
    words: str | None = None,
    on: date | None = None,
) -> Page[TopicRow]:
    """The topics under `parent` (None: the top), or, when words are given, those anywhere that contain them."""
    params = {
        "tenants": list(tenants), "parent": parent, "every_level": bool(words), "words": words or None, "on": on,
        "after": request.after[0] if request.after else None, "limit": request.limit,
    }  # fmt: skip
    return Page.cut(request, await reader.read(_PAGE, params, TopicRow))


async def one(reader: Reader, topic: int) -> TopicRow:
    """The topic with this number. Raises NOT_FOUND."""
    (row,) = await by_id(reader, [topic])
    if row is None:
        raise not_found("No such topic.", "Topik tidak ditemukan.")
    return row


async def create(tx: Transaction, tenant: int, parent: int | None, name: str, since: date) -> TopicRow:
    """A new topic of this tenant, with the next free number."""
    (row,) = await tx.read(_CREATE, {"tenant": tenant, "parent": parent, "name": name, "since": since}, TopicRow)
    return row


async def close(tx: Transaction, row: TopicRow, until: date) -> TopicRow:
    """Its first day of no longer being offered; complaints that have it keep it."""
    (closed,) = await tx.read(_CLOSE, {"tenant": row.tenant_id, "id": row.id, "last": until}, TopicRow)
    return closed


async def has_open_below(tx: Transaction, row: TopicRow, until: date) -> bool:
    """Is a topic below it still offered after that day?"""
    ((found,),) = await tx.read(_OPEN_BELOW, {"id": row.id, "last": until})
    return bool(found)


async def with_subtopics(reader: Reader, topics: Sequence[int]) -> list[int]:
    """These topics and everything below them."""
    return [found for (found,) in await reader.read(_WITH_SUBTOPICS, {"ids": list(topics)})]


async def usable(reader: Reader, topic: int, tenant: int, on: date, *, field: str = "topic") -> int:
    """The topic's number, when a complaint of this pemda may bear it that day. Raises BAD_USER_INPUT."""
    (row,) = await by_id(reader, [topic])
    known = row is not None and row.tenant_id in (NATION, tenant)
    if row is None or not known or on < row.valid_from or (row.valid_to is not None and on >= row.valid_to):
        raise bad_input(
            field,
            "This topic does not exist or is no longer offered.",
            "Kategori ini tidak ada atau sudah tidak dipakai.",
        )
    return row.id
