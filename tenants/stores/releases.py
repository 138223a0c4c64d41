"""Published releases: read by everybody through functions, made once from the sums of all pemda, never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from rules.identifiers import NATION, Reach, code_of
from rules.open_data import LICENCE
from rules.pages import Key, Order, Page, PageRequest
from rules.releases import OPEN, Figure, Period, Region, Release, Sums, regions_of
from tenants.batch import Reader, one_per_key
from tenants.release_rows import ReleaseRow, content_of, release_of, sha256_of
from tenants.session import Query, Transaction

LATEST_FIRST: Final = Order("releases", (Key("period", str), Key("version", int)))
_PAGE: Final = "SELECT * FROM tuntas.releases_page(%(after)s::text, %(number)s::integer, %(limit)s::integer)"
_ONE: Final = """
SELECT r.* FROM unnest(%(periods)s::text[], %(numbers)s::integer[]) AS x (period, number)
CROSS JOIN LATERAL tuntas.release_of(x.period, x.number) r
"""
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('statistic_release', %(tenant)s))"
_VERSIONS: Final = """
SELECT content FROM tuntas.statistic_release WHERE tenant_id = %(tenant)s AND period = ANY(%(periods)s::text[])
ORDER BY period, version
"""
_ADD: Final = """
INSERT INTO tuntas.statistic_release
    (tenant_id, period, version, made_at, made_by, made_by_title, note, as_of, licence, sha256, content)
VALUES (%(tenant)s, %(period)s, %(version)s, %(at)s, %(by)s, %(title)s, %(note)s, %(at)s, %(licence)s,
    %(sha256)s, %(content)s)
"""
_PEMDA: Final = """
SELECT r.tenant_id, r.name FROM tuntas.region r JOIN tuntas.tenant t ON t.id = r.tenant_id AND t.detached_at IS NULL
WHERE r.autonomous AND r.valid_from <= %(on)s::date AND (r.valid_to IS NULL OR r.valid_to > %(on)s::date)
"""
_PROVINCES: Final = """
SELECT tenant_id, name FROM tuntas.region
WHERE level = 'provinsi' AND valid_from <= %(on)s::date AND (valid_to IS NULL OR valid_to > %(on)s::date)
"""
_STAY: Final = "SELECT 1"
_UNCOUNTED: Final = """
SELECT 1 FROM tuntas.complaint_change c JOIN tuntas.tenant t ON t.id = c.tenant_id AND t.detached_at IS NULL
WHERE c.tenant_id BETWEEN %(lo)s AND %(hi)s AND c.at < %(until)s LIMIT 1
"""
"""What waits of pemda that were set aside waits until they are back: nobody else's month may wait for it."""
_SUMS: Final = """
SELECT tenant_id, day, coalesce(received, 0), coalesce(answered, 0),
    coalesce(closed_by_admin, 0) + coalesce(closed_by_system, 0) + coalesce(closed_by_reporter, 0),
    coalesce(objected, 0), coalesce(in_time, 0), coalesce(decided, 0) - coalesce(in_time, 0)
FROM tuntas.complaint_rollup
WHERE tenant_id BETWEEN %(lo)s AND %(hi)s AND grain = 'MONTH' AND grouped = 'ALL'
    AND day >= %(first)s::date AND day < %(after)s::date
"""
_OPEN: Final = """
SELECT tenant_id, sum(coalesce(open_0, 0) + coalesce(open_6, 0) + coalesce(open_15, 0) + coalesce(open_31, 0)
    + coalesce(open_61, 0) + coalesce(open_181, 0))
FROM tuntas.complaint_rollup
WHERE tenant_id BETWEEN %(lo)s AND %(hi)s AND grain = 'MONTH' AND grouped = 'ALL' AND day < %(after)s::date
GROUP BY tenant_id
"""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes: the position and its title, when, and why again. Tuntas itself has no position."""

    position: UUID | None
    title: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a release is made from: the regions, whether everything is counted, the sums by month."""

    regions: tuple[Region, ...]
    complete: bool
    sums: Mapping[str, Sums]


async def page(reader: Reader, request: PageRequest) -> Page[ReleaseRow]:
    """Releases without their tables, the latest period first and its newest version first."""
    after = request.after or (None, None)
    values = {"after": after[0], "number": after[1], "limit": request.limit}
    return Page.cut(request, await reader.read(_PAGE, values, ReleaseRow))


async def one(reader: Reader, period: str, version: int | None = None) -> ReleaseRow | None:
    """A release with its tables: the newest version, or this one."""
    rows = await reader.read(_ONE, {"periods": [period], "numbers": [version]}, ReleaseRow)
    return rows[0] if rows else None


async def with_tables(reader: Reader, keys: Sequence[tuple[str, int]]) -> list[ReleaseRow | None]:
    """Releases by (period, version) with their tables."""
    unique = list(dict.fromkeys(keys))
    asked = {"periods": [period for period, _ in unique], "numbers": [version for _, version in unique]}
    rows = await reader.read(_ONE, asked, ReleaseRow)
    return one_per_key(keys, rows, lambda row: (row.period, row.version))


async def held(tx: Transaction, year: int) -> dict[str, list[Release]]:
    """Every release of a year and its months, oldest version first; whoever publishes next waits for this one."""
    periods = [str(Period(year)), *(str(month) for month in Period(year).months)]
    _, rows = await tx.read_many(
        Query(_LOCK, {"tenant": NATION}), Query(_VERSIONS, {"tenant": NATION, "periods": periods})
    )
    found: dict[str, list[Release]] = {}
    for (content,) in rows:
        release = release_of(content)
        found.setdefault(str(release.period), []).append(release)
    return found


async def counted(tx: Transaction, period: Period, now: datetime, reach: Reach) -> Counted:
    """What is counted of every pemda in the months of a period."""
    within = {"lo": reach.lo, "hi": reach.hi, "first": period.first, "after": period.after}
    on = {"on": now.date()}
    pemda, provinces, waiting, sums, open_ = await tx.read_many(
        Query(_PEMDA, on),
        Query(_PROVINCES, on),
        Query(_UNCOUNTED, {**within, "until": period.ends_at}),
        Query(_SUMS, within),
        Query(_OPEN, within),
    )
    by_month: dict[str, dict[str, dict[str, int]]] = {
        str(month): {name: {} for name in (*Figure, OPEN)} for month in period.months
    }
    for tenant, day, *values in sums:
        for figure, value in zip(Figure, values, strict=True):
            by_month[str(Period(day.year, day.month))][figure][code_of(tenant)] = value
    by_month[str(period.months[-1])][OPEN] = {code_of(tenant): value for tenant, value in open_}
    return Counted(regions_of(dict(pemda), dict(provinces)), not waiting, by_month)


async def stay(tx: Transaction) -> None:
    """Tell the database that somebody still reckons: the lock is kept."""
    await tx.read(_STAY)


def add(tx: Transaction, release: Release, publisher: Publisher) -> None:
    """Queue a new version: from then on it is what it is."""
    content = content_of(release)
    values = {
        "tenant": NATION,
        "period": str(release.period),
        "version": release.version,
        "at": publisher.at,
        "by": publisher.position,
        "title": publisher.title,
        "note": publisher.note,
        "licence": LICENCE,
        "sha256": sha256_of(content),
        "content": content,
    }
    tx.execute(_ADD, values, expect=1)
