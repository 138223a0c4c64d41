"""Many rows go in with few statements, exactly as they are."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest

from rules.errors import CONFLICT, Refusal
from rules.identifiers import Reach
from tenants.database import Pool
from tenants.many_rows import several
from tenants.session import Sessions, on_statement
from tests.offices import NOW
from tests.tenancy import NewTenant

INSERT = "\nINSERT INTO tuntas.x (a, b) VALUES (%(a)s, %(b)s::jsonb)\nON CONFLICT (a) DO UPDATE SET b = excluded.b\n"
ADD_CHANGE = """
INSERT INTO tuntas.complaint_change (tenant_id, complaint_id, seq, at)
VALUES (%(tenant)s, %(complaint)s, %(seq)s, %(at)s)
ON CONFLICT DO NOTHING
"""


class Colour(StrEnum):
    RED = "merah"


@pytest.mark.parametrize(
    ("count", "chunks"), [(0, []), (1, [1]), (7, [1] * 7), (8, [8]), (75, [64, 8, 1, 1, 1]), (128, [64, 64])]
)
def test_by_64_by_8_and_one_by_one(count: int, chunks: list[int]) -> None:
    found = list(several(INSERT, [{"a": number, "b": "{}"} for number in range(count)]))
    assert [one.rows for one in found] == chunks
    assert [value for one in found for name, value in one.params.items() if name[0] == "a"] == list(
        map(str, range(count))
    )
    assert len({one.sql for one in found}) == len(set(chunks))


def test_the_row_is_repeated_and_nothing_else() -> None:
    (one,) = several(INSERT, [{"a": 1, "b": "{}", "more": object()}] * 8)
    rows = ", ".join(f"(%(a_{at})s, %(b_{at})s::jsonb)" for at in range(8))
    assert one.sql == (f"INSERT INTO tuntas.x (a, b) VALUES {rows}\nON CONFLICT (a) DO UPDATE SET b = excluded.b")
    assert len(one.params) == 16


@pytest.mark.parametrize("sql", ["SELECT 1", "INSERT INTO tuntas.x (a) SELECT 1", "DELETE FROM tuntas.x"])
def test_anything_else_is_a_mistake(sql: str) -> None:
    with pytest.raises(ValueError, match="not an INSERT"):
        list(several(sql, [{}]))


VALUES: tuple[tuple[str, Any, Any], ...] = (
    ("int", 7, 7),
    ("bigint", 3_000_000_000, 3_000_000_000),
    ("numeric", Decimal("0.10"), Decimal("0.10")),
    ("boolean", True, True),
    ("boolean", False, False),
    ("text", "", ""),
    ("text", 'O\'Brien \\ "x" %s {}', 'O\'Brien \\ "x" %s {}'),
    ("text", Colour.RED, "merah"),
    ("text", None, None),
    ("date", date(2026, 3, 4), date(2026, 3, 4)),
    ("timestamptz", datetime(2026, 3, 4, 1, 2, 3, 456789, UTC), datetime(2026, 3, 4, 1, 2, 3, 456789, UTC)),
    ("uuid", UUID(int=5), UUID(int=5)),
    ("int[]", [], []),
    ("int[]", [1, -70_000], [1, -70_000]),
    ("date[]", [date(2026, 3, 4)], [date(2026, 3, 4)]),
    ("text[]", ["a,b", '"', "\\", "", "NULL", "{}"], ["a,b", '"', "\\", "", "NULL", "{}"]),
)


@pytest.mark.parametrize(("type_", "given", "found"), VALUES)
async def test_a_value_arrives_as_it_is(pool: Pool, type_: str, given: Any, found: Any) -> None:
    (one,) = several("INSERT INTO tuntas.x (a) VALUES (%(a)s)", [{"a": given}])
    assert one.params["a_0"] is None or type(one.params["a_0"]) is str
    async with pool.connection() as connection:
        read = await connection.execute(f"SELECT %s::{type_}".encode(), (one.params["a_0"],))
        assert await read.fetchone() == (found,)


async def test_small_and_large_numbers_share_a_statement(pool: Pool, new_tenant: NewTenant) -> None:
    pemda = new_tenant()
    rows = [{"tenant": pemda.id, "complaint": UUID(int=1), "seq": seq, "at": NOW} for seq in (1, 40_000, 2**31 - 1)]
    seen: list[str] = []
    with on_statement(lambda sql, _params: seen.append(sql)):
        async with Sessions(pool, Reach(pemda.id, pemda.id)).write((pemda.id,)) as tx:
            tx.insert(ADD_CHANGE, rows)
    assert len(seen) == 3
    assert len(set(seen)) == 1


async def test_a_row_that_does_not_go_in_is_a_conflict(pool: Pool, new_tenant: NewTenant) -> None:
    pemda = new_tenant()
    sessions = Sessions(pool, Reach(pemda.id, pemda.id))
    rows = [{"tenant": pemda.id, "complaint": UUID(int=1), "seq": seq, "at": NOW} for seq in (*range(8), 3)]
    with pytest.raises(Refusal) as refused:
        async with sessions.write((pemda.id,)) as tx:
            tx.insert(ADD_CHANGE, rows)
    assert refused.value.code == CONFLICT
    count = "SELECT count(*) FROM tuntas.complaint_change WHERE tenant_id = %(tenant)s"
    assert await sessions.read(count, {"tenant": pemda.id}) == [(0,)]
