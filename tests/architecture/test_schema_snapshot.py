"""The comparison with graph/schema.graphql notices a change, and says which one breaks clients."""

import importlib.util
from types import ModuleType

import pytest

from tests.architecture.codebase import HOUSE

BEFORE = "type Query {\n  complaint: String\n  inbox(first: Int): String\n}\n"


@pytest.fixture(scope="module")
def snapshot() -> ModuleType:
    found = importlib.util.spec_from_file_location("schema_snapshot", HOUSE / ".ci" / "schema.py")
    assert found is not None
    assert found.loader is not None
    loaded = importlib.util.module_from_spec(found)
    found.loader.exec_module(loaded)
    return loaded


def test_the_same_is_fine(snapshot: ModuleType) -> None:
    assert snapshot.compare(BEFORE, BEFORE) == 0


def test_an_addition_is_noticed_and_breaks_nobody(snapshot: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert snapshot.compare(BEFORE, BEFORE.replace("}", "  topics: String\n}")) == 1
    shown = capsys.readouterr().err
    assert "+  topics: String" in shown
    assert "breaking" not in shown


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("  complaint: String\n", "", "breaking: Field Query.complaint was removed."),
        ("first: Int", "first: Int!", "breaking: Argument Query.inbox(first:) has changed type from Int to Int!."),
    ],
)
def test_what_breaks_clients_is_named(
    snapshot: ModuleType, capsys: pytest.CaptureFixture[str], was: str, becomes: str, told: str
) -> None:
    assert snapshot.compare(BEFORE, BEFORE.replace(was, becomes)) == 1
    assert told in capsys.readouterr().err
