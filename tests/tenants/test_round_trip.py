"""Statements travel together: values, prepared texts, errors and lost connections."""

import asyncio
import gc
import weakref
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tenants import round_trip
from tenants.database import Database, Pool, open_pool
from tenants.round_trip import Answer, Connection, exchange

NOTHING: dict[str, Any] = {}
PREPARED = "SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'tuntas%%'"


@dataclass(slots=True)
class Pair:
    left: int
    right: str


@pytest.fixture
async def connection(pool: Pool) -> AsyncIterator[Connection]:
    async with pool.connection() as borrowed:
        yield borrowed


async def asked(connection: Connection, sql: str, **values: Any) -> Answer:
    (answer,) = await exchange(connection, [(sql, values)])
    return answer


async def test_values_come_back_as_they_went(connection: Connection) -> None:
    given = {"t": "a'b%", "n": 7, "u": uuid4(), "d": datetime(2026, 1, 2, 3, tzinfo=UTC), "l": ["x", "y"], "z": None}
    sql = "SELECT %(t)s::text, %(n)s::int, %(u)s::uuid, %(d)s::timestamptz, %(l)s::text[], %(z)s::int, %(n)s::int %% 4"
    for _ in range(2):  # prepared the second time
        assert (await asked(connection, sql, **given)).rows() == [(*given.values(), 3)]


async def test_rows_by_position_and_by_name(connection: Connection) -> None:
    assert (await asked(connection, "SELECT 1 AS left, 'b' AS \"right\"")).rows(Pair) == [Pair(1, "b")]
    assert (await asked(connection, "SELECT 'b' AS \"right\", 1 AS left")).rows(Pair) == [Pair(1, "b")]
    assert (await asked(connection, "SET LOCAL lock_timeout = 0")).rows(Pair) == []


@pytest.mark.parametrize("sql", ["SELECT %s", "SELECT 5 % 2", "SELECT %(a)b"])
async def test_other_placeholders_are_refused(connection: Connection, sql: str) -> None:
    with pytest.raises(psycopg.ProgrammingError):
        await exchange(connection, [(sql, {"a": 1})])
    assert (await asked(connection, "SELECT 1")).rows() == [(1,)]


async def test_the_first_error_is_raised_and_the_rest_is_not_done(connection: Connection) -> None:
    with pytest.raises(psycopg.errors.DivisionByZero):
        await exchange(
            connection, [("CREATE TEMP TABLE t (a int)", NOTHING), ("SELECT 1/0", NOTHING), ("SELECT 2", NOTHING)]
        )
    with pytest.raises(psycopg.errors.UndefinedTable):
        await exchange(connection, [("SELECT * FROM t", NOTHING)])
    assert (await asked(connection, "SELECT 2")).rows() == [(2,)]


async def test_what_somebody_else_forgot_is_prepared_again(connection: Connection) -> None:
    await asked(connection, "SELECT 1")
    await connection.execute("DEALLOCATE ALL")
    with pytest.raises(psycopg.errors.InvalidSqlStatementName):
        await asked(connection, "SELECT 1")
    assert (await asked(connection, "SELECT 1")).rows() == [(1,)]


async def test_a_connection_keeps_only_so_many(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(round_trip, "_MOST_PREPARED", 3)
    for number in range(20):
        assert (await asked(connection, f"SELECT {number}")).rows() == [(number,)]
    ((count,),) = (await asked(connection, PREPARED)).rows()
    assert count <= 5


async def test_behind_an_old_pooler_nothing_is_prepared(database: Database) -> None:
    async with open_pool(database.service_url, 1, None) as pool, pool.connection() as connection:
        assert (await asked(connection, "SELECT %(a)s::int", a=3)).rows() == [(3,)]
        assert (await asked(connection, PREPARED)).rows() == [(0,)]


async def test_much_goes_both_ways(connection: Connection) -> None:
    text = "x" * 3_000_000
    answers = await exchange(connection, [("SELECT %(t)s::text", {"t": text})] * 3)
    assert [answer.rows() for answer in answers] == [[(text,)]] * 3


async def test_cancelled_it_ends_in_order(connection: Connection) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await exchange(connection, [("SELECT pg_sleep(5)", NOTHING), ("SELECT 1", NOTHING)])
    assert (await asked(connection, "SELECT 2")).rows() == [(2,)]


async def test_a_lost_connection_is_told(database: Database) -> None:
    connection = await psycopg.AsyncConnection.connect(database.service_url, autocommit=True)
    with psycopg.connect(database.admin_url, autocommit=True) as admin:
        admin.execute("SELECT pg_terminate_backend(%s)", (connection.info.backend_pid,))
    for _ in range(2):
        with pytest.raises(psycopg.OperationalError):
            await asked(connection, "SELECT 1")
    await connection.close()


async def test_a_closed_connection_is_freed(database: Database) -> None:
    connection = await psycopg.AsyncConnection.connect(database.service_url, autocommit=True)
    await asked(connection, "SELECT 1")
    await connection.close()
    gone = weakref.ref(connection)
    del connection
    gc.collect()
    assert gone() is None
