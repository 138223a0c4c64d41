"""How many complaints came to a pemda in a period, and how many of them were resolved: counted on the complaints."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, TypeAlias

from rules.general_information import RESOLVED, Counts
from tenants.batch import Reader

Period: TypeAlias = tuple[int, datetime, datetime]
"""The tenant, the moment at which the period begins, the moment at which it is over."""
_COUNT: Final = """
SELECT x.number, count(c.id)::int,
    count(c.id) FILTER (WHERE c.status = 'CLOSED' AND c.outcome = ANY(%(resolved)s))::int
FROM unnest(%(numbers)s::int[], %(in)s::int[], %(since)s::timestamptz[], %(until)s::timestamptz[])
    AS x (number, tenant_id, since, until)
LEFT JOIN tuntas.complaint c ON c.tenant_id = x.tenant_id AND c.tenant_id = ANY(%(tenants)s)
    AND c.received_at >= x.since AND c.received_at < x.until
GROUP BY x.number ORDER BY x.number
"""


async def counts(reader: Reader, keys: Sequence[Period]) -> list[Counts]:
    """What was received and resolved in these periods."""
    params = {
        "numbers": list(range(len(keys))), "in": [key[0] for key in keys], "since": [key[1] for key in keys],
        "until": [key[2] for key in keys], "tenants": sorted({key[0] for key in keys}), "resolved": sorted(RESOLVED),
    }  # fmt: skip
    return [Counts(received, resolved) for _, received, resolved in await reader.read(_COUNT, params)]
