"""How do several statements reach the server together and their answers come back, in one flush each way?

psycopg's own pipeline waits for the socket after each statement; measured on an inbox, those waits cost as much CPU as
everything else in the driver. Here all statements are sent at once, followed by one Sync, and the answers are read as
they come. Adaptation of values, prepared statements and errors are psycopg's, and so is the cancelling of a wait.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any, Final

import psycopg
from psycopg import AsyncConnection
from psycopg.abc import PQGen
from psycopg.abc import Transformer as Adapting
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.pq.abc import PGconn, PGresult
from psycopg.rows import TupleRow
from psycopg.waiting import Ready, Wait

Connection = AsyncConnection[TupleRow]
Statement = tuple[str, Mapping[str, Any]]
"""A text with %(named)s parameters, and their values."""

_LINE: Final = "tuntas_line"
_MOST_PREPARED: Final = 300
_MOST_MAKERS: Final = 5_000
_PARAMETER: Final = re.compile(r"%\((\w+)\)s|%(.?)")
_FAILED: Final = ExecStatus.FATAL_ERROR
_SYNC: Final = ExecStatus.PIPELINE_SYNC
_ROWS: Final = ExecStatus.TUPLES_OK

Maker = Callable[[Sequence[Any]], Any]
_makers: dict[tuple[str, type[Any]], Maker] = {}


class Answer:
    """What one statement gave."""

    __slots__ = ("_line", "_result", "_sql")

    def __init__(self, line: "_Line", result: PGresult, sql: str) -> None:
        self._line = line
        self._result = result
        self._sql = sql

    @property
    def count(self) -> int:
        """How many rows it touched or returned."""
        return self._result.command_tuples or 0

    @property
    def status(self) -> str:
        """The name of the command that was carried out: COMMIT, or ROLLBACK in its place."""
        return (self._result.command_status or b"").decode()

    def rows(self, row: type[Any] | None = None) -> list[Any]:
        """The rows, as tuples or as the dataclass whose fields the columns name; none when it returns none."""
        result, transformer = self._result, self._line.transformer
        if result.status != _ROWS or not result.ntuples:
            return []
        make: Maker = tuple if row is None else _maker(self._sql, row, result)
        transformer.set_pgresult(result)
        return transformer.load_rows(0, result.ntuples, make)


async def exchange(connection: Connection, statements: Sequence[Statement]) -> list[Answer]:
    """The answers of all statements; outside of a transaction they share an implicit one.

    Raises the first error of the server; the statements after it were not carried out.
    """
    kept = vars(connection)  # a line refers to its connection: kept anywhere else, neither would ever be freed
    line: _Line | None = kept.get(_LINE)
    if line is None:
        line = kept[_LINE] = _Line(connection)
    async with connection.lock:
        sending = [line.prepared(sql, values) for sql, values in statements]
        results = await connection.wait(line.conversation(sending))
    return [Answer(line, result, sql) for result, (sql, _) in zip(results, statements, strict=True)]


class _Sending:
    """One statement on its way: its parameters as bytes, the name it is prepared under, and whether that is new."""

    __slots__ = ("formats", "is_new", "name", "sql", "types", "values")

    def __init__(self, sql: bytes, transformer: Adapting, values: Sequence[Any]) -> None:
        self.sql = sql
        self.values = transformer.dump_sequence(values, [PyFormat.AUTO] * len(values))
        self.types = transformer.types
        self.formats = transformer.formats
        self.name = b""
        self.is_new = False


class _Line:
    """One connection: what is prepared on it, and the loaders that it has met."""

    def __init__(self, connection: Connection) -> None:
        self.transformer: Adapting = Transformer(connection)
        self._pgconn: PGconn = connection.pgconn
        self._prepares = connection.prepare_threshold is not None
        self._names: OrderedDict[tuple[bytes, tuple[int, ...] | None], bytes] = OrderedDict()
        self._evicted: list[bytes] = []
        self._count = 0

    def prepared(self, sql: str, values: Mapping[str, Any]) -> _Sending:
        """A statement ready to be sent; nothing has happened yet."""
        text, names = _compiled(sql)
        return _Sending(text, self.transformer, [values[name] for name in names])

    def conversation(self, sending: Sequence[_Sending]) -> PQGen[list[PGresult]]:
        """Send all, sync, and wait for all answers."""
        pgconn = self._pgconn
        if pgconn.status == ConnStatus.BAD:
            raise psycopg.OperationalError("the connection is lost")
        pgconn.enter_pipeline_mode()
        evicted, self._evicted = self._evicted, []
        try:
            for name in evicted:
                pgconn.send_query_params(b"DEALLOCATE " + name, None)
            for one in sending:
                self._send(one)
            pgconn.pipeline_sync()
        except BaseException:
            pgconn.finish()  # half a conversation cannot be ended in order
            raise
        results = yield from _answers(pgconn)
        pgconn.exit_pipeline_mode()
        return self._told(sending, results, len(evicted))

    def _send(self, one: _Sending) -> None:
        pgconn = self._pgconn
        if not self._prepares:
            pgconn.send_query_params(one.sql, one.values, one.types, one.formats)
            return
        key = (one.sql, one.types)
        known = self._names.get(key)
        if known is None:
            self._count += 1
            known = self._names[key] = b"tuntas_%d" % self._count
            pgconn.send_prepare(known, one.sql, one.types)
            one.is_new = True
        else:
            self._names.move_to_end(key)
        pgconn.send_query_prepared(known, one.values, one.formats)

    def _told(self, sending: Sequence[_Sending], results: list[PGresult], skipped: int) -> list[PGresult]:
        """The answers without those to preparing and forgetting. Raises the server's first error."""
        for result in results:
            if result.status == _FAILED:
                error = psycopg.errors.error_from_result(result)
                self._forget(sending, everything=isinstance(error, psycopg.errors.InvalidSqlStatementName))
                raise error
        while len(self._names) > _MOST_PREPARED:
            self._evicted.append(self._names.popitem(last=False)[1])
        answers = iter(results[skipped:])
        told = []
        for one in sending:
            if one.is_new:
                next(answers)
            told.append(next(answers))
        return told

    def _forget(self, sending: Sequence[_Sending], *, everything: bool) -> None:
        """Whether these were prepared is not known after an error: prepare them again, under other names.

        `everything` when somebody else took away what was prepared on this connection.
        """
        if everything:
            self._names.clear()
        for one in sending:
            if one.is_new:
                self._names.pop((one.sql, one.types), None)


def _answers(pgconn: PGconn) -> Generator[Wait, Ready, list[PGresult]]:
    while pgconn.flush():
        ready = yield Wait.RW
        if ready and ready & Ready.R:  # the server may have to get rid of answers before it takes more
            pgconn.consume_input()
    results: list[PGresult] = []
    ended = False
    while True:
        while pgconn.is_busy():
            yield Wait.R
            pgconn.consume_input()
        result = pgconn.get_result()
        if result is None:
            if ended and pgconn.status == ConnStatus.BAD:
                raise psycopg.OperationalError("the connection is lost")
            ended = True
        elif result.status == _SYNC:
            return results
        else:
            ended = False
            results.append(result)


@lru_cache(maxsize=5_000)
def _compiled(sql: str) -> tuple[bytes, tuple[str, ...]]:
    """The text with $1, $2 ..., and the names in this order."""
    names: dict[str, int] = {}

    def numbered(match: re.Match[str]) -> str:
        name, other = match[1], match[2]
        if name is None:
            if other != "%":
                raise psycopg.ProgrammingError(f"only %(name)s and %% may be written in a statement, not %{other}")
            return "%"
        return f"${names.setdefault(name, len(names) + 1)}"

    text = _PARAMETER.sub(numbered, sql)
    return text.encode(), tuple(names)


def _maker(sql: str, row: type[Any], result: PGresult) -> Maker:
    """What makes a row of a tuple: by position when the columns are its fields in order, else by name."""
    known = _makers.get((sql, row))
    if known is None:
        if len(_makers) > _MOST_MAKERS:
            _makers.clear()
        known = _makers[sql, row] = _written(row, [(result.fname(at) or b"").decode() for at in range(result.nfields)])
    return known


def _written(row: type[Any], columns: list[str]) -> Maker:
    if columns == [field.name for field in fields(row) if field.init]:
        return lambda values: row(*values)
    return lambda values: row(**dict(zip(columns, values, strict=True)))
