"""Complaints as what they count, for tests: tallies put down directly, and the sums of regions derived from them."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg

from rules.measures import AGES, BACKLOG, COLUMNS, NUMBER, Measure, Step, band, band_column, minutes_column
from tenants.database import Database
from tests.tenancy import EnrolledPemda

Fact = tuple[date, str, int]
BEGIN = date(2024, 1, 1)
_INSERT = """
INSERT INTO tuntas.complaint_tally (tenant_id, complaint_id, seq, kind, channel, priority, topic_id, unit_path, days,
    numbers, amounts)
VALUES (%s, %s, 1, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_SUM_UP = """
INSERT INTO tuntas.complaint_rollup (tenant_id, grain, grouped, day, key, {columns})
SELECT x.tenant_id, g.grain, g.grouped, CASE g.grain WHEN 'DAY' THEN d.day ELSE date_trunc('month', d.day)::date END,
    CASE g.grouped WHEN 'ALL' THEN '' WHEN 'KIND' THEN coalesce(x.kind, '') WHEN 'CHANNEL' THEN coalesce(x.channel, '')
        WHEN 'PRIORITY' THEN coalesce(x.priority, '') ELSE coalesce(x.topic_id::text, '') END, {sums}
FROM tuntas.complaint_tally x
CROSS JOIN unnest(x.days, x.numbers, x.amounts) AS d (day, number, amount)
CROSS JOIN (VALUES ('DAY', 'ALL'), ('MONTH', 'ALL'), ('MONTH', 'KIND'), ('MONTH', 'CHANNEL'), ('MONTH', 'PRIORITY'),
    ('MONTH', 'TOPIC')) AS g (grain, grouped)
WHERE x.tenant_id = ANY(%s)
GROUP BY 1, 2, 3, 4, 5
"""


@dataclass
class Tally:
    """What one complaint counts as."""

    tenant: int
    facts: list[Fact]
    kind: str | None = "PENGADUAN_TIDAK_BERKADAR"
    channel: str | None = "WEB"
    priority: str | None = "NORMAL"
    topic: int | None = None
    unit: str | None = None
    id: UUID = field(default_factory=uuid4)


def put_down(database: Database, tallies: Sequence[Tally]) -> None:
    """Insert them, and what they come to in each of their pemda."""
    rows = [
        (
            one.tenant, one.id, one.kind, one.channel, one.priority, one.topic, one.unit,
            [day for day, _, _ in one.facts], [NUMBER[column] for _, column, _ in one.facts],
            [amount for _, _, amount in one.facts],
        )
        for one in tallies
    ]  # fmt: skip
    sums = ", ".join(f"nullif(sum(d.amount) FILTER (WHERE d.number = {NUMBER[name]}), 0)" for name in COLUMNS)
    with psycopg.connect(database.owner_url) as owner:
        owner.cursor().executemany(_INSERT, rows)
        statement = _SUM_UP.format(columns=", ".join(COLUMNS), sums=sums)
        owner.execute(statement.encode(), [sorted({one.tenant for one in tallies})])


def history(source: random.Random, first: date = BEGIN, days: int = 700) -> list[Fact]:
    """What a complaint that took some course counts as, its future days included."""
    received = first + timedelta(days=source.randrange(days))
    facts = _counted(received, Measure.RECEIVED, Measure.COUNTABLE)
    response, closing = received, None
    if source.random() < 0.9:
        response = received + timedelta(days=source.randrange(9))
        facts += _counted(response, Measure.VERIFIED, Measure.DISPOSED, Measure.RESPONDED, Measure.ADMIN_ACTS)
        facts += _step(Step.FIRST_RESPONSE, response, (response - received).days * 1440 + source.randrange(1440))
        facts += _counted(response, *([Measure.PROMPT] if response == received else []))
    if source.random() < 0.7:
        closing = response + timedelta(days=source.randrange(1, 90))
        outcome = source.choice([Measure.SOLVED, Measure.NOT_SOLVED, Measure.INFORMATION_GIVEN, Measure.PARTLY_SOLVED])
        facts += _counted(closing, outcome, source.choice([Measure.CLOSED_BY_ADMIN, Measure.CLOSED_BY_REPORTER]))
        facts += _counted(closing, Measure.ANSWERED)
        facts += _step(Step.CLOSING, closing, (closing - received).days * 1440 + source.randrange(1440))
        facts += _counted(received, *([Measure.FOLLOWED_UP] if outcome is not Measure.NOT_SOLVED else []))
    due = received + timedelta(days=60)
    facts += _counted(min(closing or due, due), Measure.DECIDED)
    if closing and closing <= due and source.random() < 0.9:
        facts += _counted(closing, Measure.IN_TIME)
    if closing is None or closing > due:
        facts += _counted(due, Measure.OVERDUE, Measure.OPEN_OVERDUE)
        facts += [] if closing is None else [(closing, Measure.OPEN_OVERDUE.lower(), -1)]
    return [*facts, *_lying(received, closing)]


def _counted(day: date, *measures: Measure) -> list[Fact]:
    return [(day, measure.lower(), 1) for measure in measures]


def _step(step: Step, day: date, minutes: int) -> list[Fact]:
    return [(day, minutes_column(step), minutes), (day, band_column(step, band(minutes)), 1)]


def _lying(received: date, closing: date | None) -> list[Fact]:
    found: list[Fact] = []
    before = None
    for age in AGES:
        day = received + timedelta(days=age)
        if closing is not None and day > closing:
            break
        found += [(day, f"open_{age}", 1)]
        found += [] if before is None else [(day, f"open_{before}", -1)]
        before = age
    return found if closing is None else [*found, (closing, f"open_{before}", -1)]


def crowd(pemda: Iterable[EnrolledPemda], number: int, seed: int = 1, **properties: Sequence[Any]) -> list[Tally]:
    """So many complaints in each pemda, each with one of the values of each property."""
    source = random.Random(seed)
    return [
        Tally(one.id, history(source), **{name: source.choice(values) for name, values in properties.items()})
        for one in pemda
        for _ in range(number)
    ]


def recounted(tallies: Iterable[Tally], first: date, last: date) -> dict[str, int]:
    """What they come to between two days, the backlog until the last: the slow way."""
    lying = {measure.lower() for measure in BACKLOG}
    found: dict[str, int] = {}
    for one in tallies:
        for day, column, amount in one.facts:
            if day <= last and (day >= first or column in lying):
                found[column] = found.get(column, 0) + amount
    return {column: amount for column, amount in found.items() if amount}
