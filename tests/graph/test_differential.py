"""Stock executor, compiled executor and plan answer alike: random operations over random worlds, errors included."""

import gc
import logging
import os
import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from graph import compiled
from graph.context import Context
from graph.nodes import node_id
from graph.paging import cursor_of
from policies.principal import Principal
from rules.roles import Role
from tests.graph.differential import Differential, raced, stock_options
from tests.graph.operation_texts import Documents
from tests.graph.toy import BY_SEQ, BY_TIME, CaseRow, EventRow, WorldMaker, toy_schema

CASES_EACH = int(os.environ.get("TUNTAS_DIFFERENTIAL_CASES", "200"))
SEEDS = range(16)
STOCK, COMPILED = toy_schema(**stock_options()), toy_schema()
NOW = datetime(2026, 11, 23, 1, 2, 3, 4, tzinfo=UTC)


class Toy:
    """Worlds and contexts of one seed; the same world is made anew for each way of running."""

    event = EventRow(0, None, None, None, UUID(int=0))

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.seed, self.wrong = 0, 0.0
        self.role = Role.NASIONAL

    def turn(self) -> None:
        """Another world for another operation."""
        self.seed = self.random.getrandbits(32)
        self.wrong = self.random.choice([0.0, 0.0, 0.002, 0.01, 0.05])
        self.role = self.random.choice([Role.NASIONAL, Role.NASIONAL, Role.NASIONAL, Role.PUBLIK])
        self.example = self.world()

    def world(self) -> Any:
        return WorldMaker(self.seed, self.wrong).world()

    def context(self) -> Context:
        world: Any = self.world()
        context = Context(Principal(self.role), world, NOW)
        context.storage = world
        return context

    @staticmethod
    def left(context: Context) -> Any:
        """What mutations wrote, each time; and what resolvers saw selected (a query of two fields may run twice)."""
        return context.storage.written, set(context.storage.asked)

    def leaf(self, source: random.Random, type_name: str, name: str) -> Any:
        """A value that may mean something in this world."""
        if type_name == "ID":
            return source.choice([*self.ids(), "x", node_id("Topic", 0, 5), node_id("Case", 1, 5)])
        if name == "after":
            return source.choice(["", "x", cursor_of(BY_SEQ, self.event), self.cursor()])
        usual: dict[str, Any] = {
            "String": ["a", "kata", " b ", "", "a\x07", "sangat panjang sekali"],
            "Int": [0, 1, 2, 3, 4, 20, 100, 101, -1],
            "Float": [0.5, 1],
            "Boolean": [True, False],
            "DateTime": ["2026-03-01T00:00:00+07:00", "2026-03-01"],
        }
        return source.choice(usual[type_name])

    def ids(self) -> list[str]:
        cases = [case for case in self.example.cases if isinstance(case, CaseRow) and isinstance(case.id, UUID)]
        keys = [node_id("Case", 2101, case.id) for case in cases]
        return keys + [node_id("Unit", 2101, key) for key in self.example.units]

    def cursor(self) -> str:
        try:
            return cursor_of(BY_TIME, self.example.cases[0])
        except (AttributeError, IndexError, TypeError):
            return "WzEsIkJZX1RJTUUiXQ=="


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """What graphql-core left behind is collected while it may be, not in somebody else's test."""
    yield
    gc.collect()


# graphql-core itself leaves coroutines behind when one of several root fields fails and the others are cancelled.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", SEEDS)
async def test_all_ways_answer_alike(seed: int) -> None:
    logging.disable(logging.CRITICAL)
    toy, tally = Toy(seed), Counter[str]()
    documents = Documents(COMPILED._schema, random.Random(seed + 1000), toy.leaf)
    differential = Differential(STOCK, COMPILED, toy.context, toy.left)
    while tally["compared"] < CASES_EACH:
        toy.turn()
        document = documents.operation("mutation" if toy.random.random() < 0.15 else "query")
        outcomes = await differential.outcomes(document)
        expected = outcomes.pop("stock")
        if expected.data is None:
            tally["refused before execution"] += 1
            if tally["refused before execution"] % 3:
                continue  # the ways differ little here: one in three is enough
        tally["compared"] += 1
        tally["with errors"] += bool(expected.errors)
        for way, outcome in outcomes.items():
            if outcome != expected and raced(expected, outcome):
                tally["raced"] += 1
                continue
            assert outcome == expected, f"{way} of seed {seed}\n{document.text}\n{document.variables}"
    compiled.forget()
    assert tally["with errors"] > CASES_EACH // 10
    assert tally["raced"] < CASES_EACH // 25
