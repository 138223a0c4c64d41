"""The bundled topics: a tree of the nation, loaded again without harm, closed rather than deleted."""

import csv
from collections.abc import Iterator

import psycopg
import pytest
from psycopg.rows import TupleRow

from tenants.database import Database
from tenants.topic_tree import _TOPICS, load_topics


@pytest.fixture
def owner(database: Database) -> Iterator[psycopg.Connection[TupleRow]]:
    load_topics(database.owner_url)
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        yield owner
        ids = [int(row["id"]) for row in bundled()]
        owner.execute("DELETE FROM tuntas.topic WHERE id = ANY(%s)", (ids,))  # other tests look at all topics


def bundled() -> list[dict[str, str]]:
    with _TOPICS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_file_is_a_tree_of_two_levels_without_repetition() -> None:
    rows = bundled()
    tops = {row["id"] for row in rows if not row["parent_id"]}
    assert len({row["id"] for row in rows}) == len(rows)
    assert {row["parent_id"] for row in rows if row["parent_id"]} <= tops
    for top in tops:
        names = [row["name"] for row in rows if row["parent_id"] == top]
        assert len(set(names)) == len(names)
    assert all(row["name"].strip() == row["name"] != "" for row in rows)


def test_all_of_it_is_the_nations(owner: psycopg.Connection[TupleRow], database: Database) -> None:
    count = len(bundled())
    assert load_topics(database.owner_url) == count
    found = owner.execute("SELECT id, parent_id, name FROM tuntas.topic WHERE tenant_id = 0 AND id < 10000").fetchall()
    expected = {(int(row["id"]), int(row["parent_id"]) if row["parent_id"] else None, row["name"]) for row in bundled()}
    assert expected <= set(found)


def test_loading_again_restores_names_and_keeps_what_was_added(
    owner: psycopg.Connection[TupleRow], database: Database
) -> None:
    first = bundled()[0]
    owner.execute("UPDATE tuntas.topic SET name = 'lain' WHERE id = %s", (int(first["id"]),))
    owner.execute("INSERT INTO tuntas.topic VALUES (2000000001, 0, NULL, 'Topik uji', '2026-01-01', NULL)")
    load_topics(database.owner_url)
    names: dict[int, str] = dict(
        owner.execute("SELECT id, name FROM tuntas.topic WHERE id IN (%s, 2000000001)", (int(first["id"]),)).fetchall()
    )
    owner.execute("DELETE FROM tuntas.topic WHERE id = 2000000001")
    assert names == {int(first["id"]): first["name"], 2000000001: "Topik uji"}
