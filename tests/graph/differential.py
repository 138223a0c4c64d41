"""Runs one request on the stock executor, on the compiled one and by a plan, over ASGI, and tells where they differ.

Point it at any schema: `Differential(stock, compiled, contexts)`, where `contexts` makes the context of a request, anew
for each way, from what the request is about.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from strawberry import Schema
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as StockExecutor
from structlog.testing import capture_logs

from gateway.plan import PlannedView
from gateway.view import GraphQLView
from graph.context import Context
from tests.gateway.asgi import Channel, Reply, call, http_scope
from tests.graph.operation_texts import Document

HEADERS = [("content-type", "application/json"), ("accept", "application/graphql-response+json")]


@dataclass
class Outcome:
    """What one way of running answered, what it logged as ours, and what else it left behind."""

    status: int
    headers: dict[str, str]
    data: Any
    errors: list[str]
    incidents: list[str]
    left: Any


@dataclass
class Differential:
    """Three views over the same contexts: `make` gives a new context, `left` what it shows afterwards."""

    stock: Schema
    compiled: Schema
    make: Callable[[], Context]
    left: Callable[[Context], Any] = lambda _context: None
    context: Context | None = field(default=None)

    def __post_init__(self) -> None:
        self._stock = self._view(GraphQLView, self.stock)
        self._compiled, self._planned = self._view(GraphQLView, self.compiled), self._view(PlannedView, self.compiled)
        for view in (self._compiled, self._planned):  # validating takes longest, and is not what is compared
            view.preparation.prepare = self._stock.preparation.prepare

    async def outcomes(self, document: Document) -> dict[str, Outcome]:
        """The outcome by each way, the compiled ones twice: what was kept of the first time is used the second time."""
        self._planned.plan(document.text, None, staff=True)  # now it was seen, and is planned the next time
        ways = [("stock", self._stock), ("compiled, first", self._compiled), ("compiled", self._compiled)]
        ways += [("plan", self._planned), ("plan, again", self._planned)]
        return {name: await self._outcome(view, document) for name, view in ways}

    def _view(self, view: Any, schema: Schema) -> Any:
        async def opened(_connection: Any) -> Context:
            self.context = self.make()
            return self.context

        async def closed(_context: Any) -> None:
            return None

        return view(schema, open_context=opened, close_context=closed, is_staff=lambda _context: True)

    async def _outcome(self, view: GraphQLView, document: Document) -> Outcome:
        body = json.dumps({"query": document.text, "variables": document.variables}).encode()
        with _incidents() as logged:
            reply = await call(view, http_scope("POST", HEADERS), Channel([body]))
        assert self.context is not None
        incidents = sorted(f"{entry.get('path')} {entry.get('error')}" for entry in logged)
        return _read(reply, incidents, self.left(self.context))


def _read(reply: Reply, incidents: list[str], left: Any) -> Outcome:
    answer = reply.json()
    told = sorted(json.dumps(error, sort_keys=True) for error in answer.get("errors", ()))
    data = json.dumps(answer["data"]) if "data" in answer else None
    headers = {name: value for name, value in reply.headers.items() if name != "content-length"}
    return Outcome(reply.status, headers, data, told, incidents, left)


@contextmanager
def _incidents() -> Iterator[list[Any]]:
    """Gives every incident the same number, and what was logged of it."""
    with mock.patch("graph.errors.secrets.token_hex", return_value="0"), capture_logs() as logged:
        yield logged


def raced(one: Outcome, other: Outcome) -> bool:
    """Do they differ only in what GraphQL leaves open: which errors are heard below a place that one of them nulls?

    When a field that must not be null fails, its parent is null and its siblings are cancelled; whether these failed
    before is a race.
    """
    if (one.status, one.headers, one.data, one.left) != (other.status, other.headers, other.data, other.left):
        return False
    ours, theirs = _by_place(one), _by_place(other)
    if ours.keys() != theirs.keys():
        return False
    return all(ours[place] == theirs[place] or _propagated(place, ours[place] | theirs[place]) for place in ours)


def _by_place(outcome: Outcome) -> dict[str, frozenset[str]]:
    """The errors by the place in the data that is null because of them."""
    data = None if outcome.data is None else json.loads(outcome.data)
    places: dict[str, set[str]] = {}
    for error in outcome.errors:
        at, place = data, []
        for step in json.loads(error).get("path", ()):
            if at is None:
                break
            place.append(step)
            at = at[step]
        places.setdefault(json.dumps(place), set()).add(error)
    return {place: frozenset(found) for place, found in places.items()}


def _propagated(place: str, found: frozenset[str]) -> bool:
    return any(json.dumps(json.loads(error).get("path")) != place for error in found)


def stock_options() -> dict[str, Any]:
    """How a schema is made that runs on strawberry's own executor."""
    return {"execution_context_class": StockExecutor}
