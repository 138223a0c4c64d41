# ruff: noqa: PT012, SIM117 - what is raised is raised where a transaction's block ends
"""Reads and writes stay inside their reach and transaction, in as few round trips as promised."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from rules.errors import CONFLICT, RETRY, Refusal
from rules.identifiers import NOWHERE, Reach
from tenants.database import Database, Pool, open_pool
from tenants.session import Query, Sessions, on_statement
from tests.tenancy import EnrolledPemda, NewTenant

SETTINGS = """
SELECT coalesce(current_setting('tuntas.reach_lo', true), ''), coalesce(current_setting('tuntas.reach_hi', true), ''),
       coalesce(current_setting('tuntas.write_a', true), ''), coalesce(current_setting('tuntas.write_b', true), '')
"""
TEAMS = (
    "SELECT tenant_id, id, name FROM tuntas.coordination_team WHERE tenant_id BETWEEN %(lo)s AND %(hi)s ORDER BY name"
)
ADD = """
INSERT INTO tuntas.coordination_team (tenant_id, id, name, sk_number, sk_date, valid_from)
VALUES (%(tenant)s, %(id)s, %(name)s, '800/1', '2026-01-02', '2026-01-02')
"""
RENAME = "UPDATE tuntas.coordination_team SET name = %(name)s WHERE tenant_id = %(tenant)s AND id = %(id)s"
REMOVE = "DELETE FROM tuntas.coordination_team WHERE tenant_id = %(tenant)s AND id = %(id)s"
LOCK = "SELECT name FROM tuntas.coordination_team WHERE tenant_id = %(tenant)s AND id = %(id)s FOR UPDATE"


@dataclass(slots=True)
class TeamRow:
    tenant_id: int
    id: UUID
    name: str


@dataclass(slots=True)
class NamedFirst:
    name: str
    id: UUID
    tenant_id: int


@pytest.fixture
def ours(new_tenant: NewTenant) -> EnrolledPemda:
    return new_tenant()


@pytest.fixture
def sibling(new_tenant: NewTenant, ours: EnrolledPemda) -> EnrolledPemda:
    return new_tenant(beside=ours)


@pytest.fixture
def sessions(pool: Pool, ours: EnrolledPemda) -> Sessions:
    return Sessions(pool, ours.reach)


@pytest.fixture
async def one_connection(database: Database) -> AsyncIterator[Pool]:
    """A pool of one: whoever borrows next gets the connection that was used last."""
    pool = open_pool(database.service_url, size=1)
    await pool.open()
    yield pool
    await pool.close()


async def settings_left(pool: Pool) -> tuple[Any, ...]:
    async with pool.connection() as connection:
        assert connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
        return await (await connection.execute(SETTINGS)).fetchone() or ()


def within(tenant: EnrolledPemda) -> dict[str, int]:
    return {"lo": tenant.id, "hi": tenant.id}


async def add_team(sessions: Sessions, tenant: EnrolledPemda, name: str = "Tim Koordinasi") -> UUID:
    id_ = uuid4()
    async with sessions.with_reach(tenant.reach).write((tenant.id,)) as tx:
        tx.execute(ADD, {"tenant": tenant.id, "id": id_, "name": name})
    return id_


class TestRead:
    async def test_rows_come_as_tuples_and_as_dataclasses(self, sessions: Sessions, ours: EnrolledPemda) -> None:
        id_ = await add_team(sessions, ours)
        assert await sessions.read(TEAMS, within(ours)) == [(ours.id, id_, "Tim Koordinasi")]
        assert await sessions.read(TEAMS, within(ours), TeamRow) == [TeamRow(ours.id, id_, "Tim Koordinasi")]

    async def test_columns_in_another_order_go_by_name(self, sessions: Sessions, ours: EnrolledPemda) -> None:
        id_ = await add_team(sessions, ours)
        assert await sessions.read(TEAMS, within(ours), NamedFirst) == [NamedFirst("Tim Koordinasi", id_, ours.id)]

    async def test_a_column_without_a_field_is_an_error(self, sessions: Sessions, ours: EnrolledPemda) -> None:
        await add_team(sessions, ours)
        with pytest.raises(TypeError):
            await sessions.read(
                "SELECT 1 AS nothing, * FROM tuntas.coordination_team WHERE tenant_id = %(lo)s", within(ours), TeamRow
            )

    async def test_several_statements_share_a_round_trip(
        self, one_connection: Pool, ours: EnrolledPemda, round_trips: "RoundTrips"
    ) -> None:
        sessions = Sessions(one_connection, ours.reach)
        await sessions.read_many(Query("SELECT 1"), Query("SELECT 2"))  # prepares
        async with round_trips.counted(one_connection):
            assert await sessions.read_many(Query("SELECT 1"), Query("SELECT 2")) == [[(1,)], [(2,)]]
        assert round_trips.count == 1

    async def test_the_reach_is_seen_and_gone_afterwards(self, one_connection: Pool, ours: EnrolledPemda) -> None:
        sessions = Sessions(one_connection, Reach(ours.id, ours.id + 1))
        assert await sessions.read(SETTINGS) == [(str(ours.id), str(ours.id + 1), "", "")]
        assert await settings_left(one_connection) == ("", "", "", "")

    async def test_it_is_gone_after_an_error_too(self, one_connection: Pool, ours: EnrolledPemda) -> None:
        with pytest.raises(psycopg.errors.DivisionByZero):
            await Sessions(one_connection, ours.reach).read("SELECT 1 / 0")
        assert await settings_left(one_connection) == ("", "", "", "")

    async def test_it_is_gone_after_a_cancellation_too(self, one_connection: Pool, ours: EnrolledPemda) -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await Sessions(one_connection, ours.reach).read("SELECT pg_sleep(5)")
        assert await settings_left(one_connection) == ("", "", "", "")

    async def test_nothing_leaks_to_the_next_borrower(
        self, one_connection: Pool, ours: EnrolledPemda, sibling: EnrolledPemda
    ) -> None:
        sessions = Sessions(one_connection, ours.reach)
        await add_team(sessions, ours)
        everything = {"lo": 0, "hi": 9999}
        assert len(await sessions.read(TEAMS, everything)) == 1
        assert await sessions.with_reach(sibling.reach).read(TEAMS, everything) == []
        async with one_connection.connection() as connection:
            assert await (await connection.execute(TEAMS, everything)).fetchall() == []

    async def test_a_province_reads_its_regencies_and_no_other(self, pool: Pool, new_tenant: NewTenant) -> None:
        province = new_tenant(level="provinsi")
        regency, stranger = new_tenant(beside=province), new_tenant(apart=True)
        sessions = Sessions(pool, province.reach)
        for tenant in (province, regency, stranger):
            await add_team(sessions, tenant, tenant.code)
        seen = await sessions.read(TEAMS, {"lo": 0, "hi": 9999}, TeamRow)
        assert [row.tenant_id for row in seen] == [province.id, regency.id]
        assert await sessions.with_reach(NOWHERE).read(TEAMS, {"lo": 0, "hi": 9999}) == []

    async def test_it_cannot_write(self, sessions: Sessions, ours: EnrolledPemda) -> None:
        id_ = await add_team(sessions, ours)
        values = {"tenant": ours.id, "id": id_, "name": "Lain"}
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            await sessions.read(ADD, {**values, "id": uuid4()})
        await sessions.read(RENAME, values)
        await sessions.read(REMOVE, values)
        assert await sessions.read(TEAMS, within(ours), TeamRow) == [TeamRow(ours.id, id_, "Tim Koordinasi")]

    async def test_two_hundred_readers_of_two_pemda_see_their_own(
        self, pool: Pool, ours: EnrolledPemda, sibling: EnrolledPemda
    ) -> None:
        sessions = {tenant.id: Sessions(pool, tenant.reach) for tenant in (ours, sibling)}
        for tenant in (ours, sibling):
            await add_team(sessions[tenant.id], tenant)

        async def look(tenant: EnrolledPemda) -> bool:
            rows = await sessions[tenant.id].read(TEAMS, {"lo": 0, "hi": 9999}, TeamRow)
            return [row.tenant_id for row in rows] == [tenant.id]

        assert all(await asyncio.gather(*(look((ours, sibling)[turn % 2]) for turn in range(200))))


class TestWrite:
    async def test_first_travels_with_the_begin(self, sessions: Sessions, ours: EnrolledPemda) -> None:
        id_ = await add_team(sessions, ours)
        key = {"tenant": ours.id, "id": id_}
        async with sessions.write((ours.id,), Query(LOCK, key)) as tx:
            assert tx.first == [("Tim Koordinasi",)]
            tx.execute(RENAME, {**key, "name": "Tim Baru"})
        assert [row.name for row in await sessions.read(TEAMS, within(ours), TeamRow)] == ["Tim Baru"]

    async def test_two_round_trips_for_a_whole_move(
        self, one_connection: Pool, ours: EnrolledPemda, round_trips: "RoundTrips"
    ) -> None:
        sessions = Sessions(one_connection, ours.reach)
        id_ = await add_team(sessions, ours)
        key = {"tenant": ours.id, "id": id_}
        for turn in range(2):
            async with round_trips.counted(one_connection):
                async with sessions.write((ours.id,), Query(LOCK, key)) as tx:
                    tx.execute(RENAME, {**key, "name": f"Tim {turn}"})
                    tx.execute(ADD, {"tenant": ours.id, "id": uuid4(), "name": "Tim Kedua"})
        assert round_trips.count == 2

    async def test_a_read_sees_what_was_queued(self, sessions: Sessions, ours: EnrolledPemda) -> None:
        async with sessions.write((ours.id,)) as tx:
            tx.execute(ADD, {"tenant": ours.id, "id": uuid4(), "name": "Tim Satu"})
            assert [row.name for row in await tx.read(TEAMS, within(ours), TeamRow)] == ["Tim Satu"]

    async def test_an_exception_rolls_back(self, sessions: Sessions, ours: EnrolledPemda) -> None:
        with pytest.raises(KeyError):
            async with sessions.write((ours.id,)) as tx:
                tx.execute(ADD, {"tenant": ours.id, "id": uuid4(), "name": "Tim Satu"})
                await tx.read("SELECT 1")
                raise KeyError("name")
        assert await sessions.read(TEAMS, within(ours)) == []

    async def test_a_failing_queued_statement_rolls_back_all(self, sessions: Sessions, ours: EnrolledPemda) -> None:
        id_ = uuid4()
        with pytest.raises(Refusal) as refused:
            async with sessions.write((ours.id,)) as tx:
                tx.execute(ADD, {"tenant": ours.id, "id": id_, "name": "Tim Satu"})
                tx.execute(ADD, {"tenant": ours.id, "id": id_, "name": "Tim Satu lagi"})
        assert (refused.value.code, refused.value.rule) == (CONFLICT, "pk_coordination_team")
        assert await sessions.read(TEAMS, within(ours)) == []

    async def test_a_swallowed_error_is_not_committed(self, sessions: Sessions, ours: EnrolledPemda) -> None:
        with pytest.raises(RuntimeError, match="not committed: ROLLBACK"):
            async with sessions.write((ours.id,)) as tx:
                tx.execute(ADD, {"tenant": ours.id, "id": uuid4(), "name": "Tim Satu"})
                with pytest.raises(psycopg.errors.DivisionByZero):
                    await tx.read("SELECT 1 / 0")
        assert await sessions.read(TEAMS, within(ours)) == []

    async def test_a_promised_row_that_is_not_there(self, sessions: Sessions, ours: EnrolledPemda) -> None:
        with pytest.raises(Refusal) as refused:
            async with sessions.write((ours.id,)) as tx:
                tx.execute(ADD, {"tenant": ours.id, "id": uuid4(), "name": "Tim Satu"}, expect=1)
                tx.execute(RENAME, {"tenant": ours.id, "id": uuid4(), "name": "Tim Dua"}, expect=1)
        assert refused.value.code == CONFLICT
        assert await sessions.read(TEAMS, within(ours)) == []

    async def test_only_the_named_tenants_are_written(
        self, pool: Pool, ours: EnrolledPemda, sibling: EnrolledPemda
    ) -> None:
        both = Sessions(pool, Reach(ours.id, sibling.id))
        theirs = await add_team(both, sibling)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            async with both.write((ours.id,)) as tx:
                tx.execute(ADD, {"tenant": sibling.id, "id": uuid4(), "name": "Selundupan"})
        for statement in (RENAME, REMOVE):
            with pytest.raises(Refusal):
                async with both.write((ours.id,)) as tx:
                    tx.execute(statement, {"tenant": sibling.id, "id": theirs, "name": "Lain"}, expect=1)
        async with both.write((ours.id,), Query(LOCK, {"tenant": sibling.id, "id": theirs})) as tx:
            assert tx.first == []
        seen = await both.with_reach(sibling.reach).read(TEAMS, within(sibling), TeamRow)
        assert [row.name for row in seen] == ["Tim Koordinasi"]

    async def test_a_row_cannot_be_given_to_another_tenant(
        self, pool: Pool, ours: EnrolledPemda, sibling: EnrolledPemda
    ) -> None:
        both = Sessions(pool, Reach(ours.id, sibling.id))
        await add_team(both, ours)
        give = "UPDATE tuntas.coordination_team SET tenant_id = %(to)s WHERE tenant_id = %(tenant)s"
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            async with both.write((ours.id,)) as tx:
                tx.execute(give, {"tenant": ours.id, "to": sibling.id})

    async def test_a_transfer_writes_two(self, pool: Pool, ours: EnrolledPemda, sibling: EnrolledPemda) -> None:
        both = Sessions(pool, Reach(ours.id, sibling.id))
        id_ = await add_team(both, ours)
        async with both.write((ours.id, sibling.id)) as tx:
            tx.execute(REMOVE, {"tenant": ours.id, "id": id_}, expect=1)
            tx.execute(ADD, {"tenant": sibling.id, "id": id_, "name": "Pindah"}, expect=1)
        assert [row.tenant_id for row in await both.read(TEAMS, {"lo": ours.id, "hi": sibling.id}, TeamRow)] == [
            sibling.id
        ]

    async def test_three_tenants_or_one_out_of_reach_are_refused(self, sessions: Sessions, ours: EnrolledPemda) -> None:
        for tenants in ((ours.id + 1,), (ours.id, ours.id, ours.id)):
            with pytest.raises(ValueError, match="cannot write"):
                async with sessions.write(tenants):
                    pass

    async def test_reading_around_an_open_write_is_refused(self, sessions: Sessions, ours: EnrolledPemda) -> None:
        async with sessions.write((ours.id,)):
            with pytest.raises(RuntimeError, match="use its transaction"):
                await sessions.read("SELECT 1")
        assert await sessions.read("SELECT 1") == [(1,)]

    async def test_cancelled_in_the_middle(self, one_connection: Pool, ours: EnrolledPemda) -> None:
        sessions = Sessions(one_connection, ours.reach)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2), sessions.write((ours.id,)) as tx:
                tx.execute(ADD, {"tenant": ours.id, "id": uuid4(), "name": "Tim Satu"})
                await tx.read("SELECT pg_sleep(5)")
        assert await settings_left(one_connection) == ("", "", "", "")
        assert await sessions.read(TEAMS, within(ours)) == []

    async def test_of_fifty_writers_each_waits_for_the_row(self, pool: Pool, ours: EnrolledPemda) -> None:
        sessions = Sessions(pool, ours.reach)
        key = {"tenant": ours.id, "id": await add_team(sessions, ours, "0")}

        async def count() -> None:
            async with sessions.write((ours.id,), Query(LOCK, key)) as tx:
                tx.execute(RENAME, {**key, "name": str(int(tx.first[0][0]) + 1)}, expect=1)

        await asyncio.gather(*(count() for _ in range(50)))
        assert [row.name for row in await sessions.read(TEAMS, within(ours), TeamRow)] == ["50"]


class TestTrouble:
    async def test_a_lock_that_does_not_come_is_worth_a_retry(
        self, database: Database, pool: Pool, ours: EnrolledPemda
    ) -> None:
        sessions = Sessions(pool, ours.reach)
        key = {"tenant": ours.id, "id": await add_team(sessions, ours)}
        with psycopg.connect(database.owner_url) as owner:
            owner.execute(LOCK, key)
            with pytest.raises(Refusal) as refused:
                async with sessions.write((ours.id,)) as tx:
                    await tx.read("SET LOCAL lock_timeout = '100ms'")
                    await tx.read(LOCK, key)
        assert (refused.value.code, refused.value.rule) == (RETRY, "55P03")

    async def test_a_statement_that_takes_too_long(self, sessions: Sessions, ours: EnrolledPemda) -> None:
        with pytest.raises(Refusal) as refused:
            await sessions.read_many(Query("SET LOCAL statement_timeout = '50ms'"), Query("SELECT pg_sleep(5)"))
        assert (refused.value.code, refused.value.rule) == (RETRY, "57014")

    async def test_a_killed_connection_is_worth_a_retry_and_the_next_works(
        self, database: Database, pool: Pool, ours: EnrolledPemda
    ) -> None:
        sessions = Sessions(pool, ours.reach)
        await asyncio.gather(*(sessions.read("SELECT pg_sleep(0.05)") for _ in range(8)))  # fills the pool
        with psycopg.connect(database.admin_url) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE usename = 'tuntas_service' AND datname = current_database()"
            )
        with pytest.raises(Refusal) as refused:
            await sessions.read("SELECT 1")
        assert refused.value.code == RETRY
        assert await asyncio.gather(*(sessions.read("SELECT 1") for _ in range(20))) == [[(1,)]] * 20


async def test_observers_see_the_statements_of_the_stores_only(sessions: Sessions, ours: EnrolledPemda) -> None:
    seen: list[str] = []
    with on_statement(lambda sql, params: seen.append(sql)):
        await sessions.read("SELECT 1")
        async with sessions.write((ours.id,), Query("SELECT 2")) as tx:
            tx.execute("SELECT 3")
    await sessions.read("SELECT 4")
    assert seen == ["SELECT 1", "SELECT 2", "SELECT 3"]


async def test_values_arrive_as_they_were(sessions: Sessions) -> None:
    moment = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
    values = {"j": '{"a": [1, "é"]}', "m": moment, "d": date(2026, 1, 2), "b": b"\x00\xff", "n": None}
    rows = await sessions.read(
        "SELECT %(j)s::jsonb, %(m)s::timestamptz, %(d)s::date, %(b)s::bytea, %(n)s::text", values
    )
    assert rows == [({"a": [1, "é"]}, moment, date(2026, 1, 2), b"\x00\xff", None)]


class RoundTrips:
    """Counts how often a connection asked the server to answer: one Sync each, in libpq's own trace."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @asynccontextmanager
    async def counted(self, pool: Pool) -> AsyncIterator[None]:
        with self._file.open("w") as file:
            async with pool.connection() as connection:
                connection.pgconn.trace(file.fileno())
            yield
            async with pool.connection() as connection:
                connection.pgconn.untrace()

    @property
    def count(self) -> int:
        return sum("\tSync" in line for line in self._file.read_text().splitlines())


@pytest.fixture
def round_trips(tmp_path: Path) -> RoundTrips:
    return RoundTrips(tmp_path / "trace")
