"""The action plans of Bangka Belitung, Bintan and Batam as their documents print them, and how they are entered.

Every file carries its source and the defects of the document that were kept or corrected; nothing else is added, but
what `made_up` names. They are entered through the graph, by those who may: `entering` says as whom to ask what.
"""

import json
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final
from uuid import uuid4

from rules.roles import Role

NAMES: Final = ("babel", "bintan", "batam_grid", "batam_table")
APPROVER: Final = "setda"
"""Whose head approves; the pemda's own head enacts."""
PEOPLE: Final = ((Role.INSTANSI, "root"), (Role.PIMPINAN, APPROVER), (Role.PIMPINAN, "root"))
"""Who is asked, by role and unit."""
_UNITS: Final = "query($pemda: String!) { units(pemda: $pemda, first: 100) { nodes { id code } } }"
_SEEN: Final = "{ id revision status }"


@dataclass(frozen=True, slots=True)
class Asked:
    """One operation: as which role of the pemda, and what; `unit` is where that position sits."""

    role: Role
    document: str
    variables: Mapping[str, Any]
    unit: str = "root"


Entering = Generator[Asked, dict[str, Any], dict[str, Any]]


@cache
def plan(name: str) -> dict[str, Any]:
    """One of the documents, by the name of its file."""
    read: dict[str, Any] = json.loads((files(__package__) / f"{name}.json").read_text(encoding="utf-8"))
    return read


def entering(document: Mapping[str, Any], *, key: str = "") -> Entering:
    """Everything to ask, one after the other, to have this plan enacted; returns it as it is then.

    `key` makes the client keys those of one run, so that an interrupted one goes on where it stopped.
    """
    run = _Run(document, key or uuid4().hex)
    yield from run.change("draftActionPlan", **document["draft"])
    yield from run.step(parties=document["parties"])
    yield from run.step()
    yield from run.change("setPlanTree", **run.base(), nodes=(yield from _nodes(document)))
    if document["indicators"]:
        yield from run.change("setPlanIndicators", **run.base(), indicators=document["indicators"])
    yield from run.step()
    yield from run.change("writeActionPlan", **run.base(), **document["chapters"])
    yield from run.step()
    yield from run.change("approveActionPlan", Role.PIMPINAN, APPROVER, **run.base())
    yield from run.change("enactActionPlan", Role.PIMPINAN, **run.base(), **document["decree"])
    return run.seen


@dataclass(slots=True)
class _Run:
    """A plan being entered: `seen` is what the last answer said of it."""

    document: Mapping[str, Any]
    key: str
    seen: dict[str, Any] = field(default_factory=dict)
    count: int = 0

    def base(self) -> dict[str, Any]:
        """Which plan, at which revision."""
        return {"plan": self.seen["id"], "revision": self.seen["revision"]}

    def step(self, **given: Any) -> Generator[Asked, dict[str, Any], None]:
        """Complete the office's step that is under way."""
        yield from self.change("completePlanStep", **self.base(), **given)

    def change(
        self, mutation: str, role: Role = Role.INSTANSI, unit: str = "root", /, **given: Any
    ) -> Generator[Asked, dict[str, Any], None]:
        """One mutation, once for its key."""
        self.count += 1
        kind = f"{mutation[0].upper()}{mutation[1:]}Input"
        document = f"mutation($input: {kind}!) {{ {mutation}(input: $input) {_SEEN} }}"
        answer = yield Asked(role, document, {"input": {"clientKey": f"{self.key}-{self.count:02d}", **given}}, unit)
        self.seen = answer[mutation]


def _nodes(document: Mapping[str, Any]) -> Generator[Asked, dict[str, Any], list[dict[str, Any]]]:
    """The nodes with the ids of the units that they name by code."""
    if not any("unit" in node for node in document["nodes"]):
        return list(document["nodes"])
    answer = yield Asked(Role.INSTANSI, _UNITS, {"pemda": document["pemda"]})
    ids = {unit["code"]: unit["id"] for unit in answer["units"]["nodes"]}
    return [{**node, "unit": ids[node["unit"]]} if "unit" in node else node for node in document["nodes"]]
