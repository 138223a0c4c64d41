"""Incremental counting is a recount: over random histories, in any interleaving, by one worker or two, also killed."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextvars import Context
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

import pytest

from graph.nodes import node_id, parse_id
from graph.schema import schema
from policies.principal import Principal
from rules.complaint_states import TRANSITIONS, Move, Status
from rules.identifiers import NATION
from tenants import enrolment
from tenants.counting import count
from tenants.database import Database
from tenants.stores import tallies
from tests.casework import PASSED, Case, submitted
from tests.counting import Books
from tests.graph.exchange.rows import cells, fresh, imported
from tests.graph.test_moves_table import (
    SISTEM,
    WAYS,
    as_it_is,
    national,
    next_act,
    unit,
    verified,
    with_handling,
    with_request,
)
from tests.graph.test_statements import first_case, listening
from tests.offices import Asking, Office, open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
_WHY = "Alasan yang cukup panjang untuk dicatat."
_ANYWHERE = [move for move, way in WAYS.items() if way.before in (as_it_is, verified, with_handling, with_request)]
_DUE = {
    "WARN": "warnOfDeadline", "ESCALATE": "escalateComplaint", "HAND_OVER": "handOverComplaint",
    "LAPSE": "lapseComplaint",
}  # fmt: skip
_LIKELY = [
    Move.VERIFY, Move.DISPOSE, Move.DISPOSE, Move.PROGRESS, Move.ANSWER, Move.ANSWER, Move.RETURN, Move.OBJECT,
    Move.ACCEPT, Move.REOPEN, Move.CLASSIFY, Move.RESTORE, Move.RATE, Move.CLOSE, Move.UNMERGE,
]  # fmt: skip


@pytest.fixture
def other(database: Database, new_tenant: NewTenant) -> Office:
    return open_office(database, new_tenant(apart=True))


@pytest.fixture
def books(ask: Asking, office: Office, database: Database) -> Books:
    return Books(ask, database, office.tenant)


@dataclass
class World:
    """Complaints that live in two pemda and at the nation, in which something happens at random."""

    ask: Asking
    offices: list[Office]
    chance: Random
    cases: list[Case] = field(default_factory=list)
    happened: Counter[str] = field(default_factory=Counter)

    async def begin(self) -> None:
        here = self.offices[0]
        for kind in ("PENGADUAN_TIDAK_BERKADAR", "PENGADUAN_TIDAK_BERKADAR", "ASPIRASI"):
            self.cases.append(await submitted(self.ask, here, kind=kind))
        self.cases.append(await submitted(self.ask, self.offices[1]))
        fresh()
        for rows in ([cells("1", status="Proses", rating=""), cells("2")], [cells("1", title="Judul lain")]):
            await imported(self.ask, here.admin, *rows)

    async def step(self) -> None:
        """Some hours later somebody tries something with one of them; what is refused did not happen."""
        self.ask = self.ask.later(hours=self.chance.choice((1, 5, 30, 120, 400)))
        at = self.chance.randrange(len(self.cases))
        case = replace(self.cases[at], ask=self.ask)
        among = (self._moved,) * 9 + (self._due,) * 2 + (self._away, self._merged, self._begun)
        acts: Sequence[Callable[[Case], Awaitable[Case]]] = among
        self.cases[at] = await self.chance.choice(acts)(case)

    async def _moved(self, case: Case) -> Case:
        seen = await case.now()
        if seen is None:  # at a desk that the admin has nothing to do with
            return case
        status = Status(seen["status"])
        among = _LIKELY if self.chance.random() < 0.8 else _ANYWHERE
        way = WAYS[self.chance.choice([move for move in among if status in TRANSITIONS[move].sources] or _ANYWHERE)]
        if way.mutation == "disposeComplaint":
            await self._tried(case, case.office.admin, "verifyComplaint", **PASSED)
            way = replace(way, given=unit("dinkes"))
        await self._tried(case, way.by(status)(case), way.mutation, **way.given(case))
        return case

    async def _due(self, case: Case) -> Case:
        """What the worker would do about it by now."""
        name = _DUE.get(await next_act(case) or "")
        if name is not None:
            await self._tried(case, SISTEM, name)
        return case

    async def _merged(self, case: Case) -> Case:
        parent = self.chance.choice([one for one in self.cases if one.office is case.office])
        await self._tried(case, case.office.admin, "mergeComplaint", parent=parent.id, reason=_WHY)
        return case

    async def _begun(self, case: Case) -> Case:
        return await submitted(self.ask, case.office)

    async def _away(self, case: Case) -> Case:
        """Back to the nation, and on to one of the two."""
        if not await self._tried(case, case.office.admin, "returnComplaintToNation", reason=_WHY):
            return case
        id_ = parse_id(case.id, "Complaint").uuid
        to = self.chance.choice(self.offices)
        lying = replace(case, id=node_id("Complaint", NATION, id_))
        admin = national(case)
        for name, given in (("verifyComplaint", PASSED), ("transferComplaint", {"pemda": to.pemda.code, "note": _WHY})):
            document, values = lying.written(name, (await lying.seen_by(admin))["version"], **given)
            await self.ask(admin, document, **values)
        return replace(case, office=to, id=node_id("Complaint", to.tenant, id_))

    async def _tried(self, case: Case, who: Principal, name: str, **given: Any) -> bool:
        document, values = await case.prepared(name, **given)
        result = await schema.execute(document, values, context_value=case.ask.context(who))
        self.happened[name] += not result.errors
        return not result.errors


@pytest.mark.parametrize("seed", [3, 17, 29, 71])
async def test_counting_in_any_interleaving_is_a_recount(
    ask: Asking, office: Office, other: Office, database: Database, seed: int
) -> None:
    chance = Random(seed)
    world = World(ask, [office, other], chance)
    books = [Books(ask, database, tenant) for tenant in (office.tenant, other.tenant, NATION)]
    await books[2].count_all()  # what other tests left at the nation
    await world.begin()
    for _ in range(60):
        await world.step()
        if chance.random() < 0.3:
            await chance.choice(books).count(chance.choice((1, 2, 7, 500)))
        if chance.random() < 0.1:
            assert (await chance.choice(books[:2]).recounted()).agrees, "what waits is no error"
    assert sum(world.happened.values()) > 25
    assert world.happened.keys() >= {"verifyComplaint", "disposeComplaint", "returnComplaintToNation"}
    for one in books:
        await one.count_all(chance.choice((3, 500)))
        assert one.waiting() == []
        found = await one.recounted()
        assert (found.agrees, found.waiting, found.complaints, found.sums) == (True, 0, [], [])
        assert one.sums() == one.added_up()
    for one in books[:2]:
        before = one.tallies(), one.sums()
        assert await one.rebuilt() == len(one.rows("SELECT id FROM tuntas.complaint WHERE tenant_id = %s"))
        assert (one.tallies(), one.sums()) == before


async def test_every_move_is_counted(ask: Asking, office: Office, books: Books) -> None:
    chance = Random(5)
    for move, way in WAYS.items():
        case, status = await first_case(ask, office, move)
        document, values = await case.prepared(way.mutation, **way.given(case))
        await case.ask(way.by(status)(case), document, **values)
        if chance.random() < 0.4:
            await books.count(chance.choice((1, 5, 500)))
    assert await books.count_all() > 0
    found = await books.recounted()
    assert (found.complaints, found.sums, found.waiting) == ([], [], 0)
    assert books.sums() == books.added_up()


async def test_acts_merges_and_extensions_are_known_by_name(ask: Asking, office: Office, books: Books) -> None:
    """As they lie in the database, where a move and a role are text: counted as the rules mean them."""
    parent = await (await submitted(ask, office)).disposed()
    child = await (await submitted(ask, office)).verified()
    await child.move(office.admin, "mergeComplaint", parent=parent.id, reason=_WHY)
    await books.count_all()
    expected = {"received": 2, "merged": 1, "countable": 1, "verified": 2, "admin_acts": 4}
    for _ in range(2):
        columns = _columns(books)
        assert {column: columns.get(column, 0) for column in expected} == expected
        await books.rebuilt()


async def test_two_workers_count_nothing_twice(ask: Asking, office: Office, books: Books) -> None:
    cases = [await submitted(ask, office) for _ in range(12)]
    for case in cases[:4]:
        await case.answered()
    waiting = len(books.waiting())
    assert waiting == 12 + 3 * 4
    counted = 0
    while books.waiting():
        counted += sum(await asyncio.gather(*(books.count(5) for _ in range(4))))
    assert counted == waiting
    assert (await books.recounted()).agrees
    assert sum(amount for cell, amount in books.sums().items() if cell[0::4] == ("DAY", "received")) == 12


async def test_what_happens_while_it_is_counted_waits_for_the_next_time(
    ask: Asking, office: Office, books: Books
) -> None:
    case = await submitted(ask, office)
    lock, queue = tallies.beginning(office.tenant, 10)
    async with books.sessions.write((office.tenant,), lock, queue) as tx:
        await elsewhere(_verified(case))
        await count(tx, office.tenant, await books.timetable(), tx.more[0])
        assert await elsewhere(books.count()) == 0, "another is at it"
    assert [seq for _, seq in books.waiting()] == [2]
    assert (await books.recounted()).waiting == 1
    assert await books.count_all() == 1
    assert books.sums() == books.added_up()
    assert (await books.recounted()).agrees


async def _verified(case: Case) -> None:
    await case.verified()


def elsewhere(work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    """In another request, while a transaction is open in this one."""
    return asyncio.create_task(work, context=Context())


async def _killed(books: Books) -> None:
    """Everything is written, but for the COMMIT."""
    lock, queue = tallies.beginning(books.tenant, 10)
    async with books.sessions.write((books.tenant,), lock, queue) as tx:
        await count(tx, books.tenant, await books.timetable(), tx.more[0])
        await tx.read_many()
        raise KeyboardInterrupt


async def test_a_worker_that_dies_in_between_loses_nothing(ask: Asking, office: Office, books: Books) -> None:
    await (await submitted(ask, office)).answered()
    await books.count_all()
    await submitted(ask, office)
    before = books.waiting(), books.tallies(), books.sums()
    with pytest.raises(KeyboardInterrupt):
        await _killed(books)
    assert (books.waiting(), books.tallies(), books.sums()) == before
    assert await books.count_all() == 1
    assert (await books.recounted()).agrees


async def test_a_batch_takes_the_same_statements_however_large(ask: Asking, office: Office, books: Books) -> None:
    found = []
    for number in (1, 8):
        for _ in range(number):
            await (await submitted(ask, office)).disposed()
        with listening() as heard:
            assert await books.count() == 3 * number
        found.append([sql for sql, _ in heard])
    few, many = ([sql for sql in one if "INSERT" not in sql] for one in found)
    assert len(few) == 7
    assert few == many, "and the same texts"
    inserts = [sql for one in found for sql in one if "INSERT" in sql]
    assert len(set(inserts)) <= 2 * 3, "of tallies and of sums: by 64, by 8 and one by one"
    assert max(len(one) for one in found) < 7 + 30


async def test_who_went_away_is_counted_no_more_where_it_was(
    ask: Asking, office: Office, other: Office, database: Database
) -> None:
    case = await submitted(ask, office)
    here, there = Books(ask, database, office.tenant), Books(ask, database, other.tenant)
    await here.count_all()
    assert _columns(here)["received"] == 1
    world = World(ask, [other], Random(1))
    await world._away(case)
    for one in (here, there, Books(ask, database, NATION)):
        await one.count_all()
        assert (await one.recounted()).agrees
    assert _columns(here) == {"passed_on": 1}
    assert _columns(there)["received"] == 1
    ((tally),) = here.tallies().values()
    assert (tally["seq"], tally["kind"], tally["topic_id"]) == (0, None, None)


async def test_who_let_it_be_late_keeps_it_in_its_shares(
    ask: Asking, office: Office, other: Office, database: Database
) -> None:
    case = await submitted(ask, office)
    here, there = Books(ask, database, office.tenant), Books(ask, database, other.tenant)
    late = ask.later(days=60)
    world = World(late, [other], Random(1))
    gone = await world._away(replace(case, ask=late))
    assert gone.office is other
    for one in (here, there, Books(late, database, NATION)):
        await one.count_all()
        assert (await one.recounted()).agrees
    columns = _columns(here)
    expected = {"passed_on": 1, "countable": 1, "overdue": 1, "followed_up": 0, "received": 0}
    assert {name: columns.get(name, 0) for name in expected} == expected
    assert _columns(there)["countable"] == 1
    before = here.tallies(), here.sums()
    await here.rebuilt()
    assert (here.tallies(), here.sums()) == before


async def test_who_is_set_aside_is_counted_when_it_is_back(ask: Asking, office: Office, books: Books) -> None:
    await (await submitted(ask, office)).verified()
    enrolment.detach(books.database.owner_url, office.pemda.code)
    assert await tallies.tenants(books.sessions) == []
    assert await books.count() == 0
    assert len(books.waiting()) == 2
    enrolment.enrol(books.database.owner_url, [office.pemda.code], on=ask.now.date())
    assert await books.count_all() == 2
    assert (await books.recounted()).agrees
    assert _columns(books)["received"] == 1


async def test_an_import_counts_once(ask: Asking, office: Office, books: Books) -> None:
    fresh()
    rows = [cells(str(number), status="Proses", rating="") for number in range(3)]
    await imported(ask, office.admin, *rows)
    await imported(ask, office.admin, *rows)
    assert len(books.waiting()) == 3
    assert await books.count_all() == 3
    assert _columns(books)["received"] == 3


def _columns(books: Books) -> dict[str, int]:
    """The sums of all days, by column."""
    found: dict[str, int] = {}
    for (grain, _, _, _, column), amount in books.sums().items():
        if grain == "DAY":
            found[column] = found.get(column, 0) + amount
    return {column: amount for column, amount in found.items() if amount}
