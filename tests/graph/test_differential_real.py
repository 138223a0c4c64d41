"""The real schema answers alike by every way: random queries by everybody, over complaints at every stage."""

import os
import random
from collections import Counter
from typing import Any

import pytest

from graph import compiled
from graph.complaints.types import Complaint
from graph.schema import schema
from graph.schema_base import TuntasSchema
from policies.principal import Principal
from tests.casework import Case, submitted
from tests.graph.differential import Differential, raced, stock_options
from tests.graph.documents import Documents
from tests.offices import VISITOR, Asking, Office, citizen

EACH = int(os.environ.get("TUNTAS_DIFFERENTIAL_CASES", "60"))
STOCK = TuntasSchema(schema.query, schema.mutation, schema.subscription, types=(Complaint,), **stock_options())
_USUAL: dict[str, list[Any]] = {
    "Int": [0, 1, 2, 5, 20, 100, 101, -1],
    "Float": [0.5, 104.5],
    "Boolean": [True, False],
    "DateTime": ["2026-03-01T00:00:00+07:00", "2024-01-01T00:00:00Z", "2026-03-01"],
    "Date": ["2026-03-01", "x"],
}


class Words:
    """Values that mean something to this office."""

    def __init__(self, office: Office, cases: list[Case]) -> None:
        self.ids = [*(case.id for case in cases), *map(office.unit, office.ids), "x"]
        self.texts = [office.pemda.code, *(case.code for case in cases), "lampu", "21.01", "", "x" * 300]
        self.codes = [office.pemda.code, "00", "99.99", "x"]

    def leaf(self, source: random.Random, type_name: str, name: str) -> Any:
        if type_name == "ID":
            return source.choice(self.ids)
        if type_name == "String":
            return source.choice(self.codes if name == "pemda" else self.texts)
        return source.choice(_USUAL.get(type_name, ["x"]))


async def cases_of(ask: Asking, office: Office, reporter: Principal) -> list[Case]:
    """Complaints at several stages."""
    cases = [await submitted(ask, office, reporter) for _ in range(6)]
    await cases[1].verified()
    await cases[2].disposed("dinkes")
    await cases[3].disposed("perkim")
    await cases[4].answered("dinkes")
    return cases


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
@pytest.mark.timeout(900)
async def test_the_real_schema_answers_alike_by_every_way(ask: Asking, office: Office) -> None:
    reporter = citizen()
    words, tally = Words(office, await cases_of(ask, office, reporter)), Counter[str]()
    for seed, who in enumerate([office.admin, office.by("dinkes"), reporter, VISITOR]):
        documents = Documents(schema._schema, random.Random(seed), words.leaf, depth=4)
        differential = Differential(STOCK, schema, lambda who=who: ask.context(who))  # type: ignore[misc]
        for _ in range(EACH):
            document = documents.operation("query")
            outcomes = await differential.outcomes(document)
            expected = outcomes.pop("stock")
            tally["compared"] += 1
            tally["with errors"] += bool(expected.errors)
            tally["answered"] += expected.data not in (None, "null")
            for way, outcome in outcomes.items():
                if outcome != expected and not raced(expected, outcome):
                    assert outcome == expected, f"{way} by {who.role}\n{document.text}\n{document.variables}"
    compiled.forget()
    print(tally, compiled.counts)  # noqa: T201 - `pytest -s` shows how much was compared
    assert tally["answered"] > EACH
