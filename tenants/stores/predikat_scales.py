"""The scales of pemda: versions with from-dates, added and never changed."""

from typing import Final

import orjson

from rules.predikat import Scale
from tenants.batch import Reader
from tenants.plan_rows import ScaleRow
from tenants.session import Query, Transaction
from tenants.stores.calendars import Author

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('predikat', %(tenant)s))"
_ALL: Final = """
SELECT s.tenant_id, s.number, s.from_date, s.bands, s.source, s.by_title, s.at
FROM tuntas.predikat_scale s WHERE s.tenant_id = %(tenant)s ORDER BY s.number
"""
_ADD: Final = """
INSERT INTO tuntas.predikat_scale (tenant_id, number, from_date, bands, source, by_position, by_title, at)
VALUES (%(tenant)s, %(number)s, %(from_date)s, %(bands)s::jsonb, %(source)s, %(by_position)s, %(by_title)s, %(at)s)
"""


async def of(reader: Reader, tenant: int) -> list[ScaleRow]:
    """Every version of the pemda's own scale, oldest first; none when it keeps to the default."""
    return await reader.read(_ALL, {"tenant": tenant}, ScaleRow)


async def held(tx: Transaction, tenant: int) -> list[ScaleRow]:
    """The same, held until the transaction ends: whoever adds a version next waits."""
    _, rows = await tx.read_many(Query(_LOCK, {"tenant": tenant}), Query(_ALL, {"tenant": tenant}, ScaleRow))
    return rows


def add(tx: Transaction, tenant: int, scale: Scale, author: Author) -> None:
    """Queue the next version."""
    bands = [
        {"code": one.code, "label": one.label, "lower": None if one.lower is None else str(one.lower),
         "colour": one.colour}
        for one in scale.bands
    ]  # fmt: skip
    tx.execute(
        _ADD,
        {
            "tenant": tenant,
            "number": scale.number,
            "from_date": scale.from_date,
            "bands": orjson.dumps(bands).decode(),
            "source": scale.source,
            "by_position": author.position,
            "by_title": author.title,
            "at": author.at,
        },
        expect=1,
    )
