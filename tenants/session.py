"""How a statement reaches the database: inside which reach, in which transaction, in how few round trips.

This is the only module that begins or commits. A read is one autocommit pipeline: the reach is set and the statement
runs in one implicit transaction, after which the setting is gone, also after an error. A write is one explicit
transaction whose opening, reach and first statement share a round trip, as do its queued statements and the COMMIT.
"""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from typing import Any, Final, NamedTuple, TypeVar, overload

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.rows import TupleRow

from rules.identifiers import Reach
from tenants.announcements import announcer_of
from tenants.database import Pool
from tenants.integrity import lost_update, translate
from tenants.many_rows import several
from tenants.round_trip import Answer, Connection, Statement, exchange

T = TypeVar("T")
Params = Mapping[str, Any]
Observer = Callable[[str, Params], None]

_ENTER: Final = "SELECT tuntas.enter(%(lo)s::int, %(hi)s::int, %(writes)s::int[])"
_MOST_TENANTS: Final = 2  # a transfer writes where the complaint was and where it goes
_NO_PARAMS: Final[Params] = {}
_BEGIN: Final[Statement] = ("BEGIN", _NO_PARAMS)
_COMMIT: Final[Statement] = ("COMMIT", _NO_PARAMS)
_ROLLBACK: Final[Statement] = ("ROLLBACK", _NO_PARAMS)
_observers: tuple[Observer, ...] = ()
_writing: ContextVar[bool] = ContextVar("writing", default=False)


class Query(NamedTuple):
    """One statement, its parameters, and the dataclass its rows become (None: tuples)."""

    sql: str
    params: Params = _NO_PARAMS
    row: type[Any] | None = None


@contextmanager
def on_statement(observer: Observer) -> Iterator[None]:
    """Let `observer` see each statement of the stores in this process before it runs (not enter, BEGIN, COMMIT)."""
    global _observers  # noqa: PLW0603 - one process, few observers, swapped as a whole
    _observers = (*_observers, observer)
    try:
        yield
    finally:
        _observers = tuple(other for other in _observers if other is not observer)


class Sessions:
    """What one principal may reach: reads and writes through pooled connections that are held for the call only."""

    def __init__(self, pool: Pool, reach: Reach, writes: tuple[int, ...] = ()) -> None:
        self._pool = pool
        self.reach = reach
        self._writes = writes

    def with_reach(self, reach: Reach) -> "Sessions":
        """The same pool for another reach, for instance both ends of a transfer."""
        return Sessions(self._pool, reach, self._writes)

    @overload
    async def read(self, sql: str, params: Params = ..., row: None = None) -> list[TupleRow]: ...

    @overload
    async def read(self, sql: str, params: Params, row: type[T]) -> list[T]: ...

    async def read(self, sql: str, params: Params = _NO_PARAMS, row: type[Any] | None = None) -> list[Any]:
        """The rows of one statement; tuples without a row class. Raises Refusal for what a client can act upon."""
        (rows,) = await self.read_many(Query(sql, params, row))
        return rows

    async def read_many(self, *queries: Query) -> list[list[Any]]:
        """The rows of several statements that share one round trip and one reach."""
        async with _Borrowed(self._pool) as connection:
            entering = (_ENTER, {"lo": self.reach.lo, "hi": self.reach.hi, "writes": "{}"})
            _, *answers = await exchange(connection, [entering, *_seen(queries)])
            return _rows(queries, answers)

    @asynccontextmanager
    async def write(
        self, tenants: tuple[int, ...] = (), first: Query | None = None, *more: Query
    ) -> AsyncIterator["Transaction"]:
        """One transaction that may write the rows of `tenants` (at most two); any exception rolls it back.

        The first must lie in the reach; the second is where a transfer goes: rows may be put there, but not read.

        `first` travels with the BEGIN; its rows are `transaction.first`. `more` travel along too, their rows are
        `transaction.more`. Raises Refusal (a conflict, a busy row).
        """
        writes = tenants or self._writes
        if len(writes) > _MOST_TENANTS or (writes and not self.reach.covers(writes[0])):
            raise ValueError(f"A transaction within {self.reach} cannot write {writes}")
        async with _Borrowed(self._pool) as connection:
            settings = {"lo": self.reach.lo, "hi": self.reach.hi, "writes": f"{{{','.join(map(str, writes))}}}"}
            transaction = Transaction(connection, *await _open(connection, settings, first, more))
            _writing.set(True)
            try:
                yield transaction
            finally:
                _writing.set(False)
            await transaction.commit()
        if transaction.notices:
            announcer_of(self._pool).tell(transaction.notices)


class _Borrowed:
    """One connection for one call. It goes back idle, whatever happened: the pool lends it to somebody else next."""

    __slots__ = ("_connection", "_pool")

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def __aenter__(self) -> Connection:
        if _writing.get():
            # A second connection asked for while holding the first starves the pool under load.
            raise RuntimeError("A write is open in this task: use its transaction")
        try:
            self._connection = await self._pool.getconn()
        except psycopg.Error as error:
            refusal = translate(error)
            if refusal is None:
                raise
            raise refusal from error
        return self._connection

    async def __aexit__(self, _: object, error: BaseException | None, __: object) -> None:
        connection = self._connection
        try:
            if error is not None:
                await _quiet(connection)
        finally:
            lost = connection.closed
            await self._pool.putconn(connection)
        if isinstance(error, psycopg.Error):
            if lost:
                await self._pool.check()  # the server went away: the other connections are dead too
            refusal = translate(error)
            if refusal is not None:
                raise refusal from error


class Transaction:
    """An open transaction: reads run at once, writes wait for the next read or the end of the block."""

    def __init__(self, connection: Connection, first: list[Any], more: list[list[Any]]) -> None:
        self._connection = connection
        self._queue: list[tuple[Query, int | None]] = []
        self.first = first
        self.more = more
        self.notices: list[tuple[str, str]] = []

    @overload
    async def read(self, sql: str, params: Params = ..., row: None = None) -> list[TupleRow]: ...

    @overload
    async def read(self, sql: str, params: Params, row: type[T]) -> list[T]: ...

    async def read(self, sql: str, params: Params = _NO_PARAMS, row: type[Any] | None = None) -> list[Any]:
        """The rows of one statement; it sees what was queued before it, which travels along."""
        (rows,) = await self.read_many(Query(sql, params, row))
        return rows

    async def read_many(self, *queries: Query) -> list[list[Any]]:
        """The rows of several statements in one round trip, after what was queued."""
        queue, self._queue = self._queue, []
        written = [query for query, _ in queue]
        answers = await exchange(self._connection, _seen([*written, *queries]))
        for answer, (_, expected) in zip(answers, queue, strict=False):
            if expected is not None and answer.count != expected:
                raise lost_update()
        return _rows(queries, answers[len(queue) :])

    def execute(self, sql: str, params: Params = _NO_PARAMS, *, expect: int | None = None) -> None:
        """Queue a write. When it does not touch `expect` rows: Refusal CONFLICT, and nothing is kept."""
        self._queue.append((Query(sql, params), expect))

    def insert(self, sql: str, rows: Sequence[Params]) -> None:
        """Queue these rows, put in by an INSERT .. VALUES of one row. When one does not go in: Refusal CONFLICT."""
        for statement in several(sql, rows):
            self.execute(statement.sql, statement.params, expect=statement.rows)

    def announce(self, channel: str, payload: str) -> None:
        """Let other processes hear this on a channel, shortly after the commit; not at all when it rolls back."""
        self.notices.append((channel, payload))

    async def commit(self) -> None:
        """Send what is queued together with the COMMIT; promised row counts are checked before it."""
        if any(expected is not None for _, expected in self._queue):
            await self.read_many()
        queue, self._queue = self._queue, []
        *_, done = await exchange(self._connection, [*_seen([query for query, _ in queue]), _COMMIT])
        if done.status != "COMMIT":
            raise RuntimeError(f"The transaction was not committed: {done.status}")


async def _open(
    connection: Connection, settings: Params, first: Query | None, more: Sequence[Query]
) -> tuple[list[Any], list[list[Any]]]:
    queries = [*more] if first is None else [first, *more]
    _, _, *answers = await exchange(connection, [_BEGIN, (_ENTER, settings), *_seen(queries)])
    rows = _rows(queries, answers)
    return ([], rows) if first is None else (rows[0], rows[1:])


def _seen(queries: Sequence[Query]) -> list[Statement]:
    """The statements as they are sent, after whoever observes has seen them."""
    for observer in _observers:
        for query in queries:
            observer(query.sql, query.params)
    # Statements are constants of this code base (tests/architecture checks it), values travel as parameters.
    return [(query.sql, query.params) for query in queries]


def _rows(queries: Sequence[Query], answers: Sequence[Answer]) -> list[list[Any]]:
    return [answer.rows(query.row) for answer, query in zip(answers, queries, strict=True)]


async def _quiet(connection: Connection) -> None:
    """Leave no transaction open after an error; what cannot be rolled back any more is closed."""
    if connection.closed or connection.info.transaction_status == TransactionStatus.IDLE:
        return
    try:
        await exchange(connection, [_ROLLBACK])
    except psycopg.Error:
        await connection.close()


@contextmanager
def owner_transaction(connection: psycopg.Connection[TupleRow]) -> Iterator[None]:
    """One transaction of a tool that works as the owner (enrolment, import), without a reach: never for a request."""
    with connection.transaction():
        yield
