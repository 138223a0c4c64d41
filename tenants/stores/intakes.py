"""How many complaints did a pemda receive in a year, and how many of those are resolved? The live figures of plans."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from rules.general_information import RESOLVED
from rules.plan_indicators import Intake
from rules.time_zones import zone_of
from tenants.batch import Reader

_COUNT: Final = """
SELECT c.tenant_id, x.year, count(*)::int,
    count(*) FILTER (WHERE c.status = 'CLOSED' AND c.outcome = ANY(%(resolved)s))::int
FROM unnest(%(tenants)s::int[], %(years)s::int[], %(starts)s::timestamptz[], %(ends)s::timestamptz[])
    AS x (tenant, year, start, stop)
JOIN tuntas.complaint c ON c.tenant_id = ANY(%(tenants)s) AND c.tenant_id = x.tenant
    AND c.received_at >= x.start AND c.received_at < x.stop
GROUP BY c.tenant_id, x.year
"""


async def of_years(reader: Reader, keys: Sequence[tuple[int, int]]) -> list[Intake]:
    """For each (tenant, year): complaints received in the local year, and those that are closed now as resolved.

    Closed is not solved: the outcomes that count are those of the assessment's general information.
    """
    unique = list(dict.fromkeys(keys))
    params = {
        "resolved": [outcome.value for outcome in RESOLVED],
        "tenants": [tenant for tenant, _ in unique],
        "years": [year for _, year in unique],
        "starts": [_begins(tenant, year) for tenant, year in unique],
        "ends": [_begins(tenant, year + 1) for tenant, year in unique],
    }
    found = {(tenant, year): Intake(received, resolved) for tenant, year, received, resolved in
             await reader.read(_COUNT, params)}  # fmt: skip
    return [found.get(key, Intake(0, 0)) for key in keys]


def _begins(tenant: int, year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=zone_of(tenant))
