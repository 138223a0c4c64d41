"""The real schema answers alike by every way: random queries by everybody, over complaints at every stage."""

import gc
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from graph import compiled
from graph.complaints.types import Complaint
from graph.nodes import node_id, parse_id
from graph.schema import schema
from graph.schema_base import TuntasSchema
from policies.principal import Principal
from rules.identifiers import NATION, Reach
from rules.roles import Role
from tenants.database import Database
from tests.casework import Case, answer, submitted
from tests.crowd import gather
from tests.graph.differential import Differential, raced, stock_options
from tests.graph.operation_texts import Documents
from tests.offices import VISITOR, Asking, Office, citizen

EACH = int(os.environ.get("TUNTAS_DIFFERENTIAL_CASES", "44"))
STOCK = TuntasSchema(schema.query, schema.mutation, schema.subscription, types=(Complaint,), **stock_options())
_REASON = "Alasan yang cukup panjang."
_USUAL: dict[str, list[Any]] = {
    "Int": [1, 2, 5, 20, 50],
    "Float": [0.5, 104.5],
    "Boolean": [True, False],
    "DateTime": ["2026-03-01T00:00:00+07:00", "2024-01-01T00:00:00Z"],
    "Date": ["2026-03-01", "2026-01-15"],
}
_ODD: dict[str, list[Any]] = {
    "Int": [0, -1, 101], "DateTime": ["2026-03-01"], "Date": ["x"], "ID": ["x", ""], "String": ["", "x" * 300, "99.99"],
}  # fmt: skip


class Words:
    """Values that mean something to this office; one in eight means nothing to anybody."""

    def __init__(self, office: Office, cases: list[Case], ids: list[str]) -> None:
        self.codes = [office.pemda.code, office.pemda.code, office.pemda.code[:2], "00"]
        self.ids = [case.id for case in cases]
        self.others = [*map(office.unit, office.ids), *ids]
        self.named: dict[str, Callable[[random.Random], Any]] = {
            "pemda": lambda source: source.choice(self.codes),
            "code": lambda source: source.choice(self.codes),
            "trackingCode": lambda source: source.choice(cases).code,
            "unit": lambda source: source.choice(self.others[: len(office.ids)]),
            "under": lambda source: source.choice(self.others[: len(office.ids)]),
            "position": lambda source: source.choice(ids),
            "after": lambda source: None,
            "role": lambda source: None,
            "email": lambda source: f"dinkes.penghubung.{office.tenant}@uji.test",
        }

    def leaf(self, source: random.Random, type_name: str, name: str) -> Any:
        if source.random() < 1 / 8:
            return source.choice(_ODD.get(type_name, ["x"]))
        if name in self.named:
            return self.named[name](source)
        if type_name == "ID":
            return source.choice(self.ids if source.random() < 0.7 else self.others)
        return source.choice(_USUAL.get(type_name, ["lampu", "jalan padam"]))


async def cases_of(ask: Asking, office: Office, reporter: Principal) -> list[Case]:
    """Complaints at several stages, with words, handlings, copies, a merged one, an opened identity."""
    cases = [await submitted(ask, office, reporter, anonymous=number == 3) for number in range(9)]
    admin, dinkes = office.admin, office.by("dinkes")
    await cases[1].verified()
    for number in (2, 3, 4, 5, 6):
        await cases[number].disposed("dinkes")
    await cases[3].move(admin, "addHandling", unit=office.unit("perkim"), task=_REASON)
    await cases[3].move(dinkes, "addTembusan", unit=office.unit("kecamatan"), note="Untuk diketahui.")
    await cases[3].move(dinkes, "addNote", body=_REASON)
    await cases[4].move(dinkes, "answerComplaint", **answer())
    await cases[5].move(dinkes, "answerComplaint", **answer("PARTLY_SOLVED"))
    await cases[5].move(reporter, "objectToAnswer", reason=_REASON)
    await cases[6].move(dinkes, "returnComplaint", reason=_REASON)
    await cases[7].move(admin, "mergeComplaint", parent=cases[2].id, reason=_REASON)
    await cases[8].move(admin, "openIdentity", reason=_REASON)
    await cases[8].move(admin, "archiveComplaint", because="TOO_GENERAL", reason=_REASON)
    return cases


async def ids_of(ask: Asking, office: Office, case: Case) -> list[str]:
    """Ids of what belongs to a complaint and to the pemda."""
    document = """query($id: ID!) { complaint(id: $id) { handlings { id } messages { nodes { id } } }
      positions(first: 9) { nodes { id holders { id } } } }"""
    found = await ask(office.admin, document, id=case.id)
    positions = found["positions"]["nodes"]
    return [
        *(one["id"] for one in positions),
        *(held["id"] for one in positions for held in one["holders"]),
        *(one["id"] for one in found["complaint"]["handlings"] + found["complaint"]["messages"]["nodes"]),
        node_id("Topic", 0, 1), node_id("Pemda", office.tenant, office.tenant),
    ]  # fmt: skip


def everybody(office: Office, cases: list[Case], reporter: Principal) -> list[Principal]:
    """One of each kind that asks differently."""
    receipt = parse_id(cases[3].id, "Complaint").uuid
    here = Reach(office.tenant, office.tenant)
    return [
        office.admin, office.by("dinkes"), office.by("dinkes", Role.STAF), office.by("perkim"),
        office.by("root", Role.PIMPINAN), office.by("inspektorat", Role.PENGAWAS), reporter, VISITOR,
        Principal(Role.PELAPOR, tenant=office.tenant, reach=here, receipt=receipt),
        Principal(Role.NASIONAL, tenant=NATION, reach=Reach(0, 9999), account=uuid4(), position=uuid4()),
    ]  # fmt: skip


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """What graphql-core left behind is collected while it may be, not in somebody else's test."""
    yield
    gc.collect()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
@pytest.mark.timeout(900)
async def test_the_real_schema_answers_alike_by_every_way(ask: Asking, office: Office, database: Database) -> None:
    reporter = citizen()
    cases, tally = await cases_of(ask, office, reporter), Counter[str]()
    gather(database, office, 25)
    words = Words(office, cases, await ids_of(ask, office, cases[3]))
    for seed, who in enumerate(everybody(office, cases, reporter)):
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
    assert tally["compared"] >= 300
    assert tally["answered"] > 100
    assert tally["with errors"] > 50
