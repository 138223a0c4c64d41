"""How long does the nation's question take, from the sums and from the raw rows, and what do both look at?

The question: 38 provinces by the last twelve whole months. Both ways run as the service's role, inside the nation's
reach, and must find the same for what the raw statement counts.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from time import perf_counter
from typing import Any, Final, LiteralString

import psycopg

from bench.site import Place
from bench.sweep import scanned

COUNTED: Final = ("received", "verified", "disposed", "responded", "answered")
_ENTER: Final = "SELECT tuntas.enter(0, 9999, '{}')"
_RAW: Final[LiteralString] = """
WITH kind (number, moves) AS (VALUES (1, '{VERIFY}'::text[]), (2, '{DISPOSE,REFER}'),
    (3, '{PROGRESS,ANSWER,ANSWER_DIRECTLY,SHARE_ANSWER}'), (4, '{ANSWER,ANSWER_DIRECTLY,SHARE_ANSWER}')),
one AS (
    SELECT c.tenant_id, 0 AS number, c.received_at AS at FROM tuntas.complaint c
    WHERE c.tenant_id BETWEEN %(lo)s AND %(hi)s AND c.received_at >= %(first)s::date - 1
    UNION ALL
    SELECT e.tenant_id, k.number, min(e.at) FROM tuntas.complaint_event e JOIN kind k ON e.move = ANY(k.moves)
    WHERE e.tenant_id BETWEEN %(lo)s AND %(hi)s
        AND (k.number <> 1 OR (e.changes -> 'verified')::boolean) GROUP BY e.tenant_id, e.complaint_id, k.number
)
SELECT x.tenant_id / 100 * 100, date_trunc('month', x.at AT TIME ZONE t.time_zone)::date AS month,
    count(*) FILTER (WHERE x.number = 0), count(*) FILTER (WHERE x.number = 1), count(*) FILTER (WHERE x.number = 2),
    count(*) FILTER (WHERE x.number = 3), count(*) FILTER (WHERE x.number = 4)
FROM one x JOIN tuntas.tenant t ON t.id = x.tenant_id
WHERE (x.at AT TIME ZONE t.time_zone)::date BETWEEN %(first)s AND %(last)s
GROUP BY 1, 2 ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Found:
    """Seconds (the median), rows that tables gave up, and what each province and month has of COUNTED."""

    seconds: float
    scanned: int
    figures: dict[tuple[int, date], tuple[int, ...]]


def months(until: date) -> tuple[date, date]:
    """The first and the last day of the twelve whole months before a day."""
    this = until.replace(day=1)
    return this.replace(year=this.year - 1), this - timedelta(days=1)


def from_sums(place: Place, until: date, times: int = 15) -> Found:
    """As the service asks it."""
    sql, params, pick = asked(until)
    seconds, rows, touched = _measured(place, sql, params, times)
    return Found(seconds, touched, {(row[0], row[6]): tuple(row[at] or 0 for at in pick) for row in rows if row[6]})


def from_rows(place: Place, until: date, times: int = 1) -> Found:
    """From complaints and events, as somebody without sums would have to."""
    first, last = months(until)
    params = {"lo": 0, "hi": 9999, "first": first, "last": last}
    seconds, rows, touched = _measured(place, _RAW, params, times)
    return Found(seconds, touched, {(row[0], row[1]): tuple(row[2:]) for row in rows})


def asked(until: date) -> tuple[str, dict[str, Any], list[int]]:
    """The service's own statement, its parameters, and where in its rows COUNTED stands."""
    from rules.identifiers import Reach  # noqa: PLC0415
    from rules.statistic_periods import period_of  # noqa: PLC0415
    from rules.statistic_questions import Dimension, Question, plan  # noqa: PLC0415
    from tenants.stores.statistic_sql import Wanted, columns  # noqa: PLC0415
    from tenants.stores.statistics import query  # noqa: PLC0415

    first, last = months(until)
    by, period = (Dimension.PROVINCE, Dimension.MONTH), period_of(first, last, until)
    question = Question(scope=Reach(0, 9999), period=period, by=by)
    found, names = query(plan(question), Wanted()), columns(Wanted())
    return found.sql, dict(found.params), [7 + names.index(name) for name in COUNTED]


def _measured(place: Place, sql: str, params: dict[str, Any], times: int) -> tuple[float, list[Any], int]:
    taken: list[float] = []
    rows: list[Any] = []
    with psycopg.connect(place.database.service_url) as connection:
        connection.execute("SET statement_timeout = 0")
        connection.execute(_ENTER)
        for _ in range(times):
            began = perf_counter()
            rows = connection.execute(sql.encode(), params).fetchall()
            taken.append(perf_counter() - began)
        explain = b"EXPLAIN (ANALYZE, BUFFERS OFF, TIMING OFF, FORMAT JSON) "
        plan = connection.execute(explain + sql.encode(), params).fetchone()
    return median(taken), rows, scanned(plan[0][0]["Plan"]) if plan else 0
