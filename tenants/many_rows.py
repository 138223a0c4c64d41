"""How do many rows go in with few statements? An INSERT of one row, said for several: VALUES (..), (..).

Not as a set that the client sends (`INSERT .. SELECT FROM unnest`), of which Citus makes a COPY, and refuses it to a
role under row security. Rows go by 64, by 8 and one by one, so that a statement has three texts at most, each prepared
once; and their values as text, or a small and a large number would make two prepared statements of one text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from psycopg.abc import Transformer as Adapting
from psycopg.adapt import PyFormat, Transformer

_AT_ONCE: Final = (64, 8, 1)
_VALUES: Final = re.compile(r"(.*?\bVALUES\s*)(\(.*?\))(\s*(?:ON CONFLICT\b.*)?)", re.DOTALL)
_PARAMETER: Final = re.compile(r"%\((\w+)\)s")


class Several(NamedTuple):
    """A statement that puts in so many `rows`."""

    sql: str
    params: Mapping[str, str | None]
    rows: int


def several(sql: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[Several]:
    """The statements that put in these rows, in their order. `sql` is an INSERT .. VALUES of one row."""
    names, dumped, start = _parts(sql).names, Transformer(), 0
    for count in _AT_ONCE:
        while len(rows) - start >= count:
            chunk = rows[start : start + count]
            values = {f"{name}_{at}": _text(row[name], dumped) for at, row in enumerate(chunk) for name in names}
            yield Several(_repeated(sql, count), values, count)
            start += count


def _text(value: Any, transformer: Adapting) -> str | None:
    """A value as PostgreSQL reads it."""
    if value is None or type(value) is str:
        return value
    written = transformer.get_dumper(value, PyFormat.TEXT).dump(value)
    return None if written is None else bytes(written).decode()


class _Parts(NamedTuple):
    head: str
    row: str
    tail: str
    names: tuple[str, ...]


@lru_cache(maxsize=50)
def _parts(sql: str) -> _Parts:
    found = _VALUES.fullmatch(sql.strip())
    if found is None:
        raise ValueError(f"not an INSERT of one row: {sql}")
    head, row, tail = found.groups()
    return _Parts(head, row, tail, tuple(dict.fromkeys(_PARAMETER.findall(row))))


@lru_cache(maxsize=150)
def _repeated(sql: str, count: int) -> str:
    """The statement with so many rows of values, whose parameters are numbered."""
    head, row, tail, _ = _parts(sql)
    return head + ", ".join(_PARAMETER.sub(rf"%(\1_{at})s", row) for at in range(count)) + tail
