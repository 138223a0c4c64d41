"""How many complaints came in a period, and what became of them: counted in one statement, as their viewer sees them.

Each line counts the complaints that were received in the period. On time is what got its answer by the deadline of its
completion; late is what was answered after it, or has neither answer nor time left.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from rules.complaint_states import Move
from tenants.document_rows import ReportCounts, ReportLine
from tenants.session import Query, Sessions
from tenants.stores.complaints import Visible

MOST_LINES: Final = 2_000
ANSWERS: Final = (Move.ANSWER.value, Move.ANSWER_DIRECTLY.value, Move.SHARE_ANSWER.value)
RESPONSES: Final = (*ANSWERS, Move.PROGRESS.value)
_CASES: Final = """
c AS MATERIALIZED (
    SELECT c.tenant_id, c.id, c.status, c.outcome, c.kind, c.channel, c.topic_id, c.unit_id, c.received_at, c.due_at,
        c.closed_at
    FROM tuntas.complaint c
    WHERE c.tenant_id = %(tenant)s AND c.received_at >= %(first)s AND c.received_at < %(following)s AND (<visible>)
)"""
_ANSWERED: Final = """
answered AS (
    SELECT e.complaint_id, min(e.seq) AS seq, min(e.at) AS at FROM tuntas.complaint_event e
    WHERE e.tenant_id = %(tenant)s AND e.complaint_id IN (SELECT id FROM c) AND e.move = ANY(%(answers)s)
    GROUP BY e.complaint_id
),
promised AS (
    SELECT DISTINCT ON (e.complaint_id) e.complaint_id, coalesce(
        jsonb_path_query_first(e.changes, '$.open_clocks[*] ? (@.clock == "COMPLETION").due') #>> '{}',
        e.changes ->> 'due_at')::timestamptz AS due
    FROM tuntas.complaint_event e JOIN answered a ON a.complaint_id = e.complaint_id AND e.seq < a.seq
    WHERE e.tenant_id = %(tenant)s AND e.changes ? 'due_at'
    ORDER BY e.complaint_id, e.seq DESC
),
timed AS (
    SELECT c.*, CASE
        WHEN a.at IS NOT NULL THEN p.due IS NULL OR a.at <= p.due
        WHEN c.status IN ('RECEIVED', 'DISPOSED', 'IN_PROGRESS') AND c.due_at < %(now)s THEN false
    END AS on_time
    FROM c LEFT JOIN answered a ON a.complaint_id = c.id LEFT JOIN promised p ON p.complaint_id = c.id
)"""
_COUNTED: Final = """count(*)::int AS received,
    count(*) FILTER (WHERE s.status IN ('RECEIVED', 'AWAITING_REPORTER'))::int AS unverified,
    count(*) FILTER (WHERE s.status = 'DISPOSED')::int AS disposed,
    count(*) FILTER (WHERE s.status = 'IN_PROGRESS')::int AS in_progress,
    count(*) FILTER (WHERE s.status = 'ANSWERED')::int AS answered,
    count(*) FILTER (WHERE s.status = 'CLOSED')::int AS closed,
    count(*) FILTER (WHERE s.status = 'ARCHIVED')::int AS archived,
    count(*) FILTER (WHERE s.on_time)::int AS on_time,
    count(*) FILTER (WHERE NOT s.on_time)::int AS late
FROM timed s"""


def _by(dimension: str, key: str, name: str = "''", join: str = "", more: str = "") -> str:
    return (
        "SELECT '" + dimension + "' AS dimension, " + key + " AS key, " + name + " AS name, " + _COUNTED + join
        + " GROUP BY 2" + more
    )  # fmt: skip


_LINES: Final = (
    "WITH " + _CASES + "," + _ANSWERED + " "
    + " UNION ALL ".join(
        (
            "SELECT 'TOTAL' AS dimension, '' AS key, '' AS name, " + _COUNTED,
            _by("MONTH", "to_char(s.received_at AT TIME ZONE %(zone)s, 'YYYY-MM')"),
            _by("KIND", "s.kind"),
            _by("CHANNEL", "s.channel"),
            _by("OUTCOME", "coalesce(s.outcome, '')"),
            _by(
                "UNIT",
                "coalesce(s.unit_id::text, '')",
                "coalesce(u.name, '')",
                " LEFT JOIN tuntas.unit u ON u.tenant_id = %(tenant)s AND u.id = s.unit_id",
                ", 3",
            ),
            _by(
                "TOPIC",
                "coalesce(s.topic_id::text, '')",
                "coalesce(t.name, '')",
                " LEFT JOIN tuntas.topic t ON t.id = s.topic_id",
                ", 3",
            ),
        )
    )
    + " ORDER BY dimension, received DESC, name, key LIMIT %(most)s"
)  # fmt: skip
_REST: Final = (
    "WITH " + _CASES + """,
responded AS (
    SELECT e.complaint_id, min(e.at) AS at FROM tuntas.complaint_event e
    WHERE e.tenant_id = %(tenant)s AND e.complaint_id IN (SELECT id FROM c) AND e.move = ANY(%(responses)s)
    GROUP BY e.complaint_id
)
SELECT
    (SELECT count(*) FROM tuntas.complaint c WHERE c.tenant_id = %(tenant)s AND c.received_at < %(first)s
        AND (c.status NOT IN ('CLOSED', 'ARCHIVED') OR c.closed_at >= %(first)s) AND (<visible>))::int AS carried_over,
    (SELECT count(*) FROM tuntas.complaint c WHERE c.tenant_id = %(tenant)s AND c.status = 'CLOSED'
        AND c.closed_at >= %(first)s AND c.closed_at < %(following)s AND (<visible>))::int AS finished,
    (SELECT round(avg(extract(epoch FROM r.at - c.received_at) / 86400), 2) FROM c
        JOIN responded r ON r.complaint_id = c.id) AS first_response_days,
    (SELECT round(avg(extract(epoch FROM c.closed_at - c.received_at) / 86400), 2) FROM c
        WHERE c.status = 'CLOSED') AS completion_days
"""
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """What is counted: whose complaints, received from when until when, as seen by whom, as of when."""

    tenant: int
    first: datetime
    following: datetime
    zone: str
    now: datetime
    visible: Visible


async def counted(sessions: Sessions, counting: Counting) -> tuple[list[ReportLine], ReportCounts]:
    """The lines of the report, the fullest of each dimension first, and what else it tells; in one round trip."""
    values: dict[str, Any] = {
        **counting.visible.params,
        "tenant": counting.tenant,
        "first": counting.first,
        "following": counting.following,
        "zone": counting.zone,
        "now": counting.now,
        "answers": list(ANSWERS),
        "responses": list(RESPONSES),
        "most": MOST_LINES,
    }
    lines, (counts,) = await sessions.read_many(
        Query(_LINES.replace("<visible>", counting.visible.text), values, ReportLine),
        Query(_REST.replace("<visible>", counting.visible.text), values, ReportCounts),
    )
    return lines, counts
