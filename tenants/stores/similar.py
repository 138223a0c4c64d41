"""Which complaints may be about the same thing: near in words, topic, place and time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Self
from uuid import UUID

from tenants.rows import ComplaintRow, SimilarRow
from tenants.session import Sessions
from tenants.stores import complaints

WINDOW: Final = timedelta(days=60)
MOST: Final = 10
_SIMILAR: Final = """
SELECT id, score FROM tuntas.similar_complaints(
    %(tenant)s, %(itself)s, %(title)s, %(body)s, %(topic)s, %(latitude)s, %(longitude)s, %(since)s, %(most)s
)
"""
_PUBLISHED: Final = """
SELECT s.id, s.score FROM (
    SELECT c.id, c.received_at,
           0.5 * similarity(c.public_title, %(title)s) + 0.3 * similarity(left(c.public_body, 500), left(%(body)s, 500))
           AS score
    FROM (
        SELECT n.id, n.received_at, n.public_title, n.public_body FROM tuntas.complaint n
        WHERE n.tenant_id = %(tenant)s AND n.published AND NOT n.secret AND n.received_at >= %(since)s
        ORDER BY n.received_at DESC LIMIT 500
    ) c
) s WHERE s.score >= 0.35 ORDER BY s.score DESC, s.received_at DESC LIMIT %(most)s
"""
_NOBODY: Final = UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What to compare with."""

    tenant: int
    title: str
    body: str
    around: datetime
    topic: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    itself: UUID = _NOBODY

    @classmethod
    def of(cls, row: ComplaintRow) -> Self:
        """A complaint that is here already."""
        return cls(
            tenant=row.tenant_id,
            title=row.title,
            body=row.body,
            around=row.received_at,
            topic=row.topic_id,
            latitude=row.latitude,
            longitude=row.longitude,
            itself=row.id,
        )


async def to(sessions: Sessions, likeness: Likeness) -> list[SimilarRow]:
    """At most ten complaints of the pemda, the most alike first; who may see them is for the caller to decide."""
    values = {
        "tenant": likeness.tenant,
        "itself": likeness.itself,
        "title": likeness.title,
        "body": likeness.body,
        "topic": likeness.topic,
        "latitude": likeness.latitude,
        "longitude": likeness.longitude,
        "since": likeness.around - WINDOW,
        "most": MOST,
    }
    return await _scored(sessions, _SIMILAR, values)


async def published(sessions: Sessions, likeness: Likeness) -> list[SimilarRow]:
    """The same among the newest 500 that are published, compared by what is shown: a score of hidden text tells it."""
    values = {
        "tenant": likeness.tenant,
        "title": likeness.title,
        "body": likeness.body,
        "since": likeness.around - WINDOW,
        "most": MOST,
    }
    return await _scored(sessions, _PUBLISHED, values)


async def _scored(sessions: Sessions, statement: str, values: dict[str, Any]) -> list[SimilarRow]:
    scores = await sessions.read(statement, values)
    if not scores:
        return []
    rows = await complaints.by_key(sessions, [(values["tenant"], id_) for id_, _ in scores])
    return [SimilarRow(score, row) for (_, score), row in zip(scores, rows, strict=True) if row is not None]
