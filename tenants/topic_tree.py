"""The national topics that come with the service: loaded by the owner, again after each upgrade, never deleted."""

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import psycopg

_TOPICS: Final = Path(__file__).with_name("topics.csv")
_ADD: Final = """
INSERT INTO tuntas.topic (id, tenant_id, parent_id, name, valid_from, valid_to)
VALUES (%(id)s, 0, %(parent_id)s, %(name)s, %(valid_from)s, %(valid_to)s)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, valid_to = excluded.valid_to
"""


def load_topics(owner_url: str) -> int:
    """Bring the bundled tree into the database, parents first; returns how many topics it has."""
    with _TOPICS.open(encoding="utf-8", newline="") as file:
        rows = [_topic(row) for row in csv.DictReader(file)]
    rows.sort(key=lambda row: (row["parent_id"] is not None, row["id"]))
    with psycopg.connect(owner_url) as connection, connection.cursor() as cursor:
        cursor.executemany(_ADD, rows)
    return len(rows)


def _topic(row: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": int(row["id"]),
        "parent_id": int(row["parent_id"]) if row["parent_id"] else None,
        "name": row["name"],
        "valid_from": date.fromisoformat(row["valid_from"]),
        "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
    }
