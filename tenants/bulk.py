"""Loading many rows at once, as the owner: for the demo, for imports into an empty pemda, for benchmarks.

The stores write to a Ledger as they would to a transaction; it keeps the rows and hands them to COPY. What a request
may do is decided by policies; this is a restore, and only the owner of the tables can do it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final
from uuid import uuid4

import psycopg
from psycopg import sql as text

from tenants.rows import ComplaintRow
from tenants.stores.complaint_sql import params_of

_INSERT: Final = re.compile(r"INSERT INTO tuntas\.(\w+)\s*\(([^)]*)\)\s*VALUES\s*\((.*)\)", re.DOTALL)
_PLACE: Final = re.compile(r"%\((\w+)\)s")
_DIRECTORY: Final = (
    "tracking_code",
    "tenant_id",
    "complaint_id",
    "account_id",
    "receipt_hash",
    "external_id",
    "entered_at",
)
_DIRECTORY_PARAMS: Final = ("code", "tenant", "id", "account", "receipt", "external", "at")
ORDER: Final = (
    "account",
    "account_email",
    "unit",
    "position",
    "appointment",
    "account_position",
    "coordination_team",
    "coordination_member",
    "complaint",
    "complaint_body",
    "complaint_event",
    "complaint_party",
    "handling",
    "message",
    "attachment",
    "reporter",
    "identity_access",
    "packet",
    "outbox",
    "complaint_change",
    "transfer",
    "directory",
    "assessment",
    "assessment_sheet",
    "assessment_answer",
    "assessment_contest",
    "assessment_priority",
    "assessment_minutes",
)
"""Tables in an order in which each finds what it refers to."""


@cache
def _target(statement: str) -> tuple[str, tuple[tuple[str, str | None], ...]] | None:
    """The table of an insert, and of each column the parameter; None where the database makes an id."""
    match = _INSERT.search(statement)
    if match is None:
        return None
    columns = (name.strip() for name in match[2].split(","))
    places = (_PLACE.search(value) for value in match[3].split(","))
    return match[1], tuple((name, place and place[1]) for name, place in zip(columns, places, strict=False))


class Ledger:
    """Collects what the stores write on one complaint; `close` gives the rows with the tenant they end in."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.parties: dict[tuple[Any, str], dict[str, Any]] = {}

    def execute(self, statement: str, params: Mapping[str, Any], *, expect: int | None = None) -> None:  # noqa: ARG002 - as a transaction has it
        """Keep an insert; updates of the complaint are seen on its row, notices are not sent."""
        if "complaint_party" in statement:
            self._party(statement, params)
        elif "directory_register" in statement:
            values = [params[name] for name in _DIRECTORY_PARAMS]
            self.rows["directory"].append(dict(zip(_DIRECTORY, values, strict=True)))
        elif "UPDATE tuntas.handling" in statement:
            self._end_handling(params)
        else:
            target = _target(statement)
            if target is not None and target[0] != "complaint":
                self.rows[target[0]].append({name: params[key] if key else uuid4() for name, key in target[1]})

    def announce(self, _channel: str, _payload: str) -> None:
        """Nobody watches while rows are loaded."""

    def _party(self, statement: str, params: Mapping[str, Any]) -> None:
        if statement.lstrip().startswith("INSERT"):
            row = {
                "tenant_id": params["tenant"],
                "complaint_id": params["id"],
                "unit_id": params["unit"],
                "part": params["part"],
                "unit_path": params["path"],
                "since": params["at"],
            }
            self.parties.setdefault((params["unit"], params["part"]), row)
            return
        for key in [key for key in self.parties if key[1] == params.get("part", "HOLDER")]:
            if "unit" not in params or key[0] == params["unit"]:
                del self.parties[key]

    def _end_handling(self, params: Mapping[str, Any]) -> None:
        for row in self.rows["handling"]:
            if row["id"] == params["id"]:
                row.update(
                    status=params["status"], outcome=params["outcome"], answer=params["answer"], ended_at=params["at"]
                )

    def close(self, complaint: ComplaintRow) -> dict[str, list[dict[str, Any]]]:
        """Everything that belongs to the complaint, in the tenant that holds it now; transfers stay where they were.

        Of the outbox only what happened there: the desks of another pemda are not told of it any more.
        """
        found = dict(self.rows)
        found["complaint"] = [params_of(complaint)]
        found["complaint_party"] = list(self.parties.values())
        found["outbox"] = [told for told in self.rows["outbox"] if told["tenant_id"] == complaint.tenant_id]
        for table, rows in found.items():
            if table != "transfer":
                for row in rows:
                    row["tenant_id"] = complaint.tenant_id
        return found


def copy_in(owner_url: str, tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> int:
    """COPY rows into their tables in one transaction; returns how many. Every row of a table has the same columns."""
    count = 0
    with psycopg.connect(owner_url) as connection, connection.cursor() as cursor:
        for table in ORDER:
            rows = list(tables.get(table, ()))
            if rows:
                count += _copy(cursor, table, tuple(rows[0]), rows)
    return count


def _copy(cursor: psycopg.Cursor[Any], table: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> int:
    statement = text.SQL("COPY tuntas.{} ({}) FROM STDIN").format(
        text.Identifier(table), text.SQL(", ").join(map(text.Identifier, columns))
    )
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([row[name] for name in columns])
    return len(rows)


def analyze(owner_url: str) -> None:
    """Let the planner know what was loaded."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute("ANALYZE")


def is_empty(owner_url: str) -> bool:
    """Is there nobody here yet: no account, and so no complaint?"""
    with psycopg.connect(owner_url) as connection:
        found = connection.execute("SELECT NOT EXISTS (SELECT FROM tuntas.account)").fetchone()
    return bool(found and found[0])
