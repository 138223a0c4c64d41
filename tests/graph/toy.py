"""A small schema that uses every feature of the kit, over a world made from a seed, in which some values are wrong."""

import random
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Annotated, Any
from uuid import UUID

import strawberry

from graph import selection
from graph.context import Context, Info
from graph.declarations import attribute, enum_type, object_type
from graph.fields import derived, edge, mutation, query, subscription
from graph.inputs import argument, input_type, several, text, text_argument, whole
from graph.nodes import Node, NodeRef, node_queries, node_type
from graph.paging import After, Connection, CountedConnection, First, page_request
from graph.scalars import Text
from graph.schema_base import TuntasSchema, merged
from policies.permissions import Permission
from rules.errors import MOVE_REFUSED, Refusal, not_found
from rules.pages import Key, Order, Page, PageRequest

READ = Permission.COMPLAINT_READ
BY_TIME = Order("BY_TIME", (Key("at", datetime), Key("id", UUID)))
BY_SEQ = Order("BY_SEQ", (Key("seq", int),))
START = datetime(2026, 3, 1, 1, 2, 3, tzinfo=UTC)


class Stage(StrEnum):
    """Where it is."""

    OPEN = "OPEN"
    SHUT = "shut"


class Colour(Enum):
    """What it looks like."""

    RED = "r"
    BLUE = 2


enum_type(Stage, {Stage.OPEN: "It is open.", Stage.SHUT: "It is shut."})
enum_type(Colour, {Colour.RED: "Red.", Colour.BLUE: "Blue."})


class Strange:
    def __repr__(self) -> str:
        return "strange"


STRANGE = Strange()


@dataclass(slots=True)
class PlaceRow:
    latitude: Any
    longitude: Any
    name: Any


@dataclass(slots=True)
class UnitRow:
    tenant_id: int
    id: Any
    name: Any
    stage: Any
    parent: Any = field(init=False, repr=False)


@dataclass(slots=True)
class TopicRow:
    tenant_id: int
    id: int
    label: Any


@dataclass(slots=True)
class EventRow:
    seq: Any
    at: Any
    note: Any
    place: Any
    unit_id: UUID


@dataclass(slots=True)
class CaseRow:
    tenant_id: int
    id: Any
    title: Any
    summary: Any
    count: Any
    size: Any
    score: Any
    urgent: Any
    stage: Any
    colour: Any
    at: Any
    due_at: Any
    day: Any
    code: Any
    price: Any
    tags: Any
    numbers: Any
    stages: Any
    place: Any
    places: Any
    unit_id: UUID
    events_known: Any = ()
    unit: Any = field(init=False, repr=False)
    desk: Any = field(init=False, repr=False)
    events: Any = field(init=False, repr=False)


@dataclass
class World:
    """All data of one case of a test, and what mutations did."""

    cases: list[Any]
    units: dict[UUID, Any]
    written: list[str] = field(default_factory=list)
    batches: list[tuple[str, int]] = field(default_factory=list)
    asked: list[frozenset[str]] = field(default_factory=list)


async def units_by_id(world: Any, keys: Sequence[UUID]) -> list[Any]:
    """The batch read; an exception among the answers is one key's."""
    world.batches.append(("units", len(keys)))
    return [world.units.get(key) for key in keys]


@object_type
class Place:
    """A point with a name."""

    latitude: float = attribute("Degrees north.")
    longitude: float | None = attribute("Degrees east.")
    name: str = attribute("What it is called.")

    @derived(str)
    @staticmethod
    def shout(row: PlaceRow, _context: Context) -> str:
        """The name, loudly."""
        return row.name.upper()  # type: ignore[no-any-return]


@node_type(UnitRow)
class Unit(Node):
    """A unit."""

    name: str = attribute("What it is called.")
    stage: Stage | None = attribute("Where it is.")

    @edge(Annotated["Unit", strawberry.lazy("tests.graph.toy")] | None)
    @staticmethod
    async def parent(row: UnitRow, _context: Context) -> Any:
        """The unit above."""
        if row.name == "orphan":
            raise not_found()
        return None


@node_type(TopicRow)
class Topic(Node):
    """A topic."""

    label: str = attribute("What it is called.")


@object_type
class Event:
    """Something that happened."""

    seq: int = attribute("Its number.")
    at: datetime | None = attribute("When.")
    note: str | None = attribute("What.")
    place: Place | None = attribute("Where.")

    @edge(Unit | None)
    @staticmethod
    def unit(row: EventRow, context: Context) -> Awaitable[Any]:
        """Whose it is."""
        return context.load(units_by_id, row.unit_id)


def shown_to(_row: Any, context: Context, found: Any) -> Any:
    """Hide what is called hidden."""
    assert context.now.tzinfo
    return None if isinstance(found, UnitRow) and found.name == "hidden" else found


@node_type(CaseRow)
class Case(Node):
    """A case with an attribute of every type."""

    title: str = attribute("A text.")
    summary: str | None = attribute("A text or nothing.")
    count: int = attribute("A number.")
    size: int | None = attribute("A number or nothing.")
    score: float | None = attribute("A fraction.")
    urgent: bool = attribute("Yes or no.")
    stage: Stage = attribute("Where it is.")
    colour: Colour | None = attribute("What it looks like.")
    at: datetime = attribute("When.")
    due_at: datetime | None = attribute("Until when.")
    day: date | None = attribute("Which day.")
    code: strawberry.ID = attribute("A code.")
    price: Decimal | None = attribute("A price.")
    tags: list[str] = attribute("Texts.")
    numbers: list[int | None] | None = attribute("Numbers.")
    stages: list[Stage] = attribute("Stages.")
    place: Place | None = attribute("Where.")
    places: list[Place | None] | None = attribute("Where else.")

    @edge(Unit | None)
    @staticmethod
    async def unit(row: CaseRow, context: Context) -> Any:
        """The unit."""
        return await context.load(units_by_id, row.unit_id)

    @edge(Unit, shown=shown_to)
    @staticmethod
    async def desk(row: CaseRow, context: Context) -> Any:
        """The desk, never null."""
        return await context.load(units_by_id, row.unit_id)

    @edge(Connection[Event])
    @staticmethod
    async def events(row: CaseRow, _context: Context, first: First = 20, after: After = None) -> Page[Any]:
        """What happened."""
        return cut(page_request(BY_SEQ, first, after), row.events_known, lambda event: (event.seq,))

    @edge(list[Event])
    @staticmethod
    def recent(row: CaseRow, _context: Context, most: Annotated[int, argument("How many.")] = 2) -> Any:
        """The first few, without waiting."""
        return list(row.events_known)[:most]

    @derived(list[Stage])
    @staticmethod
    def viewer_can(row: CaseRow, context: Context) -> list[Stage]:
        """What may be done."""
        return [Stage.OPEN] if context.principal.unit_path < str(row.title) else [Stage.SHUT, Stage.OPEN]

    @derived(str)
    @staticmethod
    def excerpt(
        row: CaseRow,
        _context: Context,
        length: Annotated[int, argument("How long.")] = 3,
        stage: Annotated[Stage | None, argument("A stage.")] = None,
    ) -> str:
        """The beginning of the title."""
        if length < 0:
            raise Refusal(MOVE_REFUSED, "No.", "Tidak.", field="length", rule="toy")
        return str(row.title)[:length] + (stage.name if stage else "")

    @derived(Place | None)
    @staticmethod
    def middle(row: CaseRow, _context: Context) -> Any:
        """A place computed."""
        return PlaceRow(1.5, None, row.summary) if row.summary != "nowhere" else None

    @strawberry.field(description="A resolver that the kit does not know.")  # type: ignore[untyped-decorator]
    def foreign(self) -> int:
        return 7

    @strawberry.field(description="Another one, to be awaited.")  # type: ignore[untyped-decorator]
    async def foreign_unit(self: Any, info: Info) -> Unit | None:
        return await info.context.load(units_by_id, self.unit_id)


Found = Annotated[Unit | Topic, strawberry.union("Found", description="One of two.")]


@input_type
class Corner:
    """A corner of a map."""

    name: str = text("What it is called.", at_least=1, at_most=10)
    degrees: float = attribute("How far.")


@input_type
class CaseFilter:
    """Which cases."""

    search: str | None = text("Words.", at_most=20, default=None)
    stages: list[Stage] = several("Where they are.", at_most=3, default=())
    least: int = whole("At least.", at_least=0, at_most=100, default=0)
    corner: Corner | None = attribute("Near there.", default=None)
    corners: list[Corner] | None = several("Or near there.", at_most=2, default=None)
    marks: list[str] | None = several("Marks.", at_most=2, each=Text(1, 3), default=None)
    since: datetime | None = attribute("Since when.", default=None)


def cut(request: PageRequest, rows: Sequence[Any], key: Any) -> Page[Any]:
    """What a store's statement would answer."""
    kept = [row for row in rows if request.after is None or key(row) > request.after]
    return Page.cut(request, list(kept[: request.limit]), total=len(rows))


@strawberry.type
class CaseQueries:
    @query(READ, CountedConnection[Case])
    async def inbox(
        self,
        info: Info,
        first: First = 20,
        after: After = None,
        where: Annotated[CaseFilter | None, argument("Which.")] = None,
    ) -> Page[Any]:
        """A page of cases."""
        world = info.context.storage
        world.asked.append(selection.relations(info) | selection.of_page(info))
        request = page_request(BY_TIME, first, after)
        least = where.least if where else 0
        rows = [case for case in world.cases if not isinstance(case, CaseRow) or case.events_known is not None]
        return cut(request, rows[least:] if least < 100 else [None], lambda row: (row.at, row.id))

    @query(READ, list[Case | None] | None)
    async def cases(self, info: Info, stage: Annotated[Stage | None, argument("Where.")] = None) -> Any:
        """All cases."""
        world = info.context.storage
        world.asked.append(selection.fields(info))
        return [case for case in world.cases if stage is None or case is None or case.stage == stage]

    @query(READ, Case | None)
    async def case(self, info: Info, number: Annotated[int, argument("Which.")] = 0) -> Any:
        """One case."""
        cases = info.context.storage.cases
        if number < 0:
            raise not_found()
        return cases[number] if number < len(cases) else None

    @query(READ, Case)
    async def sure_case(self, info: Info) -> Any:
        """A case that must be there."""
        return info.context.storage.cases[0]

    @query(READ, int)
    async def how_many(self, info: Info, most: Annotated[int | None, argument("At most.")] = 10) -> int:
        """A number."""
        found = len(info.context.storage.cases)
        return found if most is None else min(found, most)

    @query(READ, datetime)
    def now(self, info: Info) -> datetime:
        """The time of the request, without waiting."""
        return info.context.now

    @query(READ, str)
    async def echo(
        self,
        info: Info,
        word: Annotated[str, text_argument("A word.", at_least=1, at_most=9)],
        words: Annotated[list[Colour] | None, argument("Colours.")] = None,
    ) -> str:
        """The word."""
        assert info.field_name == "echo"
        return word + "".join(colour.name for colour in words or ())

    @query(READ, list[Found])
    async def found(self, info: Info) -> Any:
        """Units and topics."""
        return [*info.context.storage.units.values(), TopicRow(0, 5, "a topic")]

    @query(Permission.COMPLAINT_LAPSE, int)
    async def forbidden(self, info: Info) -> int:
        """Nobody here may."""
        raise AssertionError(info)


@strawberry.type
class CaseMutations:
    @mutation(READ, Case)
    async def rename(
        self,
        info: Info,
        number: Annotated[int, argument("Which.")],
        corner: Annotated[Corner, argument("A corner.")],
        where: Annotated[CaseFilter | None, argument("A filter.")] = None,
    ) -> Any:
        """Write down that it was done."""
        world = info.context.storage
        world.written.append(f"{number} {corner} {where}")
        if number == 3:
            raise Refusal(MOVE_REFUSED, "Not three.", "Bukan tiga.", rule="toy")
        if number == 4:
            raise ZeroDivisionError("secret")
        return world.cases[number % len(world.cases)] if world.cases else None

    @mutation(READ, Case | None)
    async def forget(self, info: Info) -> Any:
        """Write down that it was done, answer nothing or something."""
        world = info.context.storage
        world.written.append("forget")
        return world.cases[0] if world.cases else None


@strawberry.type
class CaseSubscriptions:
    @subscription(READ, Case)
    async def changes(self, info: Info, most: Annotated[int, argument("How many.")] = 3) -> Any:
        """The cases, one by one."""
        for case in info.context.storage.cases[:most]:
            yield case


async def case_nodes(context: Context, refs: Sequence[NodeRef]) -> list[Any]:
    cases = {case.id: case for case in context.storage.cases if isinstance(case, CaseRow)}
    return [cases.get(ref.uuid) for ref in refs]


async def unit_nodes(context: Context, refs: Sequence[NodeRef]) -> list[Any]:
    return [await context.load(units_by_id, ref.uuid) for ref in refs]


NodeQueries = node_queries(READ, {"Case": case_nodes, "Unit": unit_nodes})


def toy_schema(**options: Any) -> TuntasSchema:
    """A new schema over the same types."""
    return TuntasSchema(
        merged("Query", "What can be read.", CaseQueries, NodeQueries),
        merged("Mutation", "What can be changed.", CaseMutations),
        merged("Subscription", "What can be followed.", CaseSubscriptions),
        types=[Topic],
        **options,
    )


class WorldMaker:
    """Makes worlds; `wrong` is the share of values that are not what their type promises."""

    def __init__(self, seed: int, wrong: float) -> None:
        self.random = random.Random(seed)
        self.wrong = wrong

    def world(self) -> World:
        units = [self.unit() for _ in range(3)]
        self.known = [UUID(int=self.random.getrandbits(128)) for _ in units]
        self.units: dict[UUID, Any] = {}
        for key, unit in zip(self.known, units, strict=True):
            self.units[key] = self.some(unit)
        return World([self.some(self.case()) for _ in range(self.random.randint(0, 4))], self.units)

    def some(self, value: Any) -> Any:
        """The value, or once in a while something else."""
        if self.random.random() >= self.wrong:
            return value
        strange: list[Any] = [
            None,
            ValueError("strange"),
            3.5,
            "text",
            2**40,
            True,
            STRANGE,
            not_found(),
            [],
            float("nan"),
            "",
        ]
        return self.random.choice(strange)

    def pick(self, *values: Any) -> Any:
        return self.some(self.random.choice(values))

    def unit(self) -> UnitRow:
        row = UnitRow(2101, UUID(int=self.random.getrandbits(128)), "", None)
        row.name = self.pick("dinas", "badan", "hidden", "orphan")
        row.stage = self.pick(Stage.OPEN, "shut", None)
        if self.random.random() < 0.3:
            row.parent = self.random.choice([None, UnitRow(2101, UUID(int=1), "upper", None)])
        return row

    def place(self) -> PlaceRow:
        return PlaceRow(self.pick(1.0, -2.5), self.pick(None, 104), self.pick("Kijang", "Toapaya"))

    def event(self, seq: int) -> EventRow:
        at = self.pick(START, START + timedelta(microseconds=5), None)
        return EventRow(self.some(seq), at, self.pick("n", None), self.pick(None, self.place()), self.key())

    def key(self) -> UUID:
        return self.random.choice([*self.known, UUID(int=0)])

    def case(self) -> CaseRow:
        pick, wib = self.pick, timezone(timedelta(hours=7))
        row = CaseRow(
            tenant_id=2101,
            id=self.some(UUID(int=self.random.getrandbits(128))),
            title=pick("Jalan rusak", "Lampu"),
            summary=pick("nowhere", "Gelap", None),
            count=pick(0, -7),
            size=pick(None, 2**31 - 1),
            score=pick(None, 0.5, 2),
            urgent=pick(*(True, False)),
            stage=pick(Stage.OPEN, "shut", "OPEN"),
            colour=pick(Colour.RED, Colour.BLUE, None, "r", 2),
            at=pick(START, START.astimezone(wib), START + timedelta(days=1)),
            due_at=pick(None, START, START.replace(tzinfo=None)),
            day=pick(None, date(2026, 2, 28)),
            code=pick("c1", 17),
            price=pick(None, Decimal("1.50")),
            tags=pick([], ["a", self.some("b")], ("t",)),
            numbers=pick(None, [1, None, self.some(3)]),
            stages=pick([], [Stage.SHUT, "OPEN"], (), (Stage.SHUT, "OPEN"), ("shut", self.some("OPEN"))),
            place=pick(None, self.place()),
            places=pick(None, [], [self.place(), None, self.some(self.place())]),
            unit_id=self.key(),
            events_known=tuple(self.event(seq) for seq in range(self.random.randint(0, 3))),
        )
        if self.random.random() < 0.5:
            row.unit = self.some(self.random.choice([None, self.unit()]))
        if self.random.random() < 0.5:
            row.desk = self.some(self.unit())
        return row
