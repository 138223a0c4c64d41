"""Types and inputs take enums from where they are published: used earlier, strawberry would publish them twice."""

import ast
from pathlib import Path

import pytest

from graph import people_vocabulary, vocabulary

ROOT = Path(__file__).parents[2]
PUBLISHED = {
    name
    for module in (vocabulary, people_vocabulary)
    for name, value in vars(module).items()
    if isinstance(value, type) and hasattr(value, "__strawberry_definition__")
}
MODULES = sorted(path for name in ("types", "inputs") for path in (ROOT / "graph").glob(f"*/{name}.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_enums_come_from_where_they_are_published(path: Path) -> None:
    taken = {
        alias.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("rules.")
        for alias in node.names
    }
    assert taken & PUBLISHED == set()


def test_every_enum_says_its_indonesian_term() -> None:
    assert len(PUBLISHED) >= 20
    for module in (vocabulary, people_vocabulary):
        for name in PUBLISHED & set(vars(module)):
            for value in getattr(module, name).__strawberry_definition__.values:
                assert value.description, (name, value.name)
