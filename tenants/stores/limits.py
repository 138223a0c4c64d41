"""Limits of clocks: versions with from-dates, added and never changed; and the open clocks to rehearse new ones on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import orjson

from rules.clocks import read as clock_of
from rules.complaint_states import Clock
from rules.limits import RuleVersion
from rules.rehearsals import Alike
from rules.vocabulary import Kind
from tenants.calendar_rows import limits_json
from tenants.session import Query, Sessions, Transaction
from tenants.stores.calendars import Author

_ADD: Final = """
INSERT INTO tuntas.clock_rules (tenant_id, number, from_date, limits, ladder, source, set_by, set_by_title, at)
VALUES (%(tenant)s, %(number)s, %(from_date)s, %(limits)s::jsonb, %(ladder)s::jsonb, %(source)s, %(set_by)s,
    %(set_by_title)s, %(at)s)
"""
_OPEN: Final = """
SELECT coalesce(sum(jsonb_array_length(c.open_clocks)), 0)::integer FROM tuntas.complaint c
WHERE c.tenant_id = %(tenant)s AND c.open_clocks <> '[]'::jsonb
"""
_ALIKE: Final = """
SELECT c.kind, (array_agg(k.value))[1] AS sample, count(*)::integer AS count,
    (array_agg(c.id ORDER BY c.id))[1:100] AS complaints, (sum(count(*)) OVER ())::integer AS asked
FROM tuntas.complaint c CROSS JOIN jsonb_array_elements(c.open_clocks) AS k (value)
WHERE c.tenant_id = %(tenant)s AND c.open_clocks <> '[]'::jsonb
  AND (k.value ->> 'clock', c.kind) IN (SELECT * FROM unnest(%(clocks)s::text[], %(kinds)s::text[]))
GROUP BY c.kind, k.value ->> 'clock', k.value ->> 'due', k.value -> 'limit', k.value -> 'edition', k.value -> 'pauses',
    k.value -> 'extensions', CASE WHEN %(by_minute)s THEN k.value ->> 'started'
        ELSE ((k.value ->> 'started')::timestamptz AT TIME ZONE %(zone)s)::date::text END
ORDER BY count(*) DESC, min(c.id::text) LIMIT %(limit)s
"""
MOST_GROUPS: Final = 2_000
"""Each is computed day by day: this bounds how long one question occupies the process."""


@dataclass(frozen=True, slots=True)
class _Group:
    kind: str
    sample: dict[str, Any]
    count: int
    complaints: list[UUID]
    asked: int


async def open_clocks(
    sessions: Sessions, tenant: int, asked: Sequence[tuple[Clock, Kind]], zone: str, *, by_minute: bool
) -> tuple[int, int, list[Alike]]:
    """How many clocks are open, how many of them are asked about, and those in groups that fall due alike.

    Without `by_minute` clocks of one local day are alike. At most 2,000 groups, the largest first.
    """
    values = {
        "tenant": tenant,
        "clocks": [clock.value for clock, _ in asked],
        "kinds": [kind.value for _, kind in asked],
        "zone": zone,
        "by_minute": by_minute,
        "limit": MOST_GROUPS,
    }
    ((total,),), groups = await sessions.read_many(Query(_OPEN, {"tenant": tenant}), Query(_ALIKE, values, _Group))
    alike = [Alike(clock_of(one.sample), Kind(one.kind), one.count, tuple(one.complaints)) for one in groups]
    return total, groups[0].asked if groups else 0, alike


def add(tx: Transaction, tenant: int, version: RuleVersion, author: Author) -> None:
    """Queue the next version of a pemda's limits; `calendars.held` keeps others from taking its number."""
    tx.execute(
        _ADD,
        {
            "tenant": tenant,
            "number": version.number,
            "from_date": version.from_date,
            "limits": orjson.dumps(limits_json(version.limits)).decode(),
            "ladder": orjson.dumps({level.value: days for level, days in version.ladder.items()}).decode(),
            "source": version.source,
            "set_by": author.position,
            "set_by_title": author.title,
            "at": author.at,
        },
        expect=1,
    )
