"""Counting in tests: batches of any size, what is kept, and two other ways to know what ought to be kept."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from rules.deadlines import Timetable
from rules.identifiers import Reach
from rules.measures import COLUMNS
from tenants.counting import count
from tenants.database import Database
from tenants.histories import connected
from tenants.rebuilding import rebuild
from tenants.recounting import Recount, recount
from tenants.session import Sessions
from tenants.stores import tallies
from tests.offices import Asking

_FLOWS = """
SELECT t.kind, t.channel, t.priority, t.topic_id, x.day, x.number, x.amount FROM tuntas.complaint_tally t
CROSS JOIN unnest(t.days, t.numbers, t.amounts) AS x (day, number, amount) WHERE t.tenant_id = %s
"""


@dataclass
class Books:
    """The tallies and sums of one pemda."""

    ask: Asking
    database: Database
    tenant: int

    async def count(self, most: int = 500) -> int:
        """Count one batch; how many events it had."""
        timetable = await self.timetable()
        lock, queue = tallies.beginning(self.tenant, most)
        async with self.sessions.write((self.tenant,), lock, queue) as tx:
            (waiting,) = tx.more
            if not waiting or tx.first != [(True,)]:
                return 0
            return await count(tx, self.tenant, timetable, waiting)

    async def count_all(self, most: int = 500) -> int:
        """Count until nothing waits; how many events there were."""
        counted = 0
        while batch := await self.count(most):
            counted += batch
        return counted

    async def recounted(self) -> Recount:
        """What a recount from the events finds."""
        with connected(self.database.owner_url) as connection:
            return recount(connection, self.tenant, await self.timetable())

    async def rebuilt(self) -> int:
        """Made anew; how many complaints there are."""
        with connected(self.database.owner_url) as connection:
            return rebuild(connection, self.tenant, await self.timetable())

    def waiting(self) -> list[tuple[UUID, int]]:
        """What is in the queue."""
        sql = "SELECT complaint_id, seq FROM tuntas.complaint_change WHERE tenant_id = %s ORDER BY 1, 2"
        return [(row["complaint_id"], row["seq"]) for row in self.rows(sql)]

    def tallies(self) -> dict[UUID, dict[str, Any]]:
        """Every tally that is kept."""
        rows = self.rows("SELECT * FROM tuntas.complaint_tally WHERE tenant_id = %s")
        return {row.pop("complaint_id"): row for row in rows}

    def sums(self) -> Counter[tuple[Any, ...]]:
        """Every sum that is kept and is not zero, by grain, group, day, key and column."""
        found: Counter[tuple[Any, ...]] = Counter()
        for row in self.rows("SELECT * FROM tuntas.complaint_rollup WHERE tenant_id = %s"):
            cell = (row["grain"], row["grouped"], row["day"], row["key"])
            found.update({(*cell, column): row[column] for column in COLUMNS if row[column]})
        return found

    def added_up(self) -> Counter[tuple[Any, ...]]:
        """The same, from the tallies that are kept, added up by this test alone."""
        found: Counter[tuple[Any, ...]] = Counter()
        for row in self.rows(_FLOWS):
            day, column, amount = row["day"], COLUMNS[row["number"]], row["amount"]
            found["DAY", "ALL", day, "", column] += amount
            keys = {"ALL": "", "KIND": row["kind"], "CHANNEL": row["channel"], "PRIORITY": row["priority"]}
            keys["TOPIC"] = row["topic_id"]
            for group, key in keys.items():
                found["MONTH", group, day.replace(day=1), "" if key is None else str(key), column] += amount
        return Counter({cell: amount for cell, amount in found.items() if amount})

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """Rows of this pemda, as the owner reads them."""
        with psycopg.connect(self.database.owner_url, row_factory=dict_row) as owner:
            return list(owner.execute(sql.encode(), (self.tenant,)).fetchall())

    def owner(self) -> psycopg.Connection[Any]:
        """The owner's connection."""
        return psycopg.connect(self.database.owner_url)

    @property
    def sessions(self) -> Sessions:
        """As the system reaches this pemda."""
        return Sessions(self.ask.pool, Reach(self.tenant, self.tenant))

    async def timetable(self) -> Timetable:
        """By which it is counted."""
        assert self.ask.timetables is not None
        await self.ask.timetables.prepare(self.tenant)
        return self.ask.timetables.timetable(self.tenant)
