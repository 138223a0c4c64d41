"""Lists of complaints against a second count in Python: filters, orders, pages, visibility, search, statements."""

import base64
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from graph.nodes import node_id, parse_id
from policies.principal import Principal
from rules.complaint_states import OPEN, Status
from rules.identifiers import Reach, TenantId
from rules.roles import Role
from rules.time_zones import zone_of
from tenants.database import Database
from tenants.rows import ComplaintRow
from tenants.session import Sessions, on_statement
from tenants.stores import topics
from tests.casework import submitted
from tests.crowd import Crowd, by_due, gather, newest, strangers
from tests.offices import NOW, VISITOR, Asking, Office, citizen, open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
LIST = """query($filter: ComplaintFilter, $order: ComplaintOrder! = DUE, $first: Int! = 100, $after: String,
    $pemda: String) { complaints(filter: $filter, orderBy: $order, first: $first, after: $after, pemda: $pemda) {
    nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor } } }"""
PUBLIC = """query($pemda: String!, $filter: ComplaintFilter, $first: Int! = 100, $after: String) {
  publicComplaints(pemda: $pemda, filter: $filter, first: $first, after: $after) {
    nodes { id title body } pageInfo { hasNextPage endCursor } } }"""
WIB = ZoneInfo("Asia/Jakarta")
Test = Callable[[ComplaintRow], bool]


@dataclass
class World:
    """A crowd, whoever filed some of it, and two topics, one below the other."""

    ask: Asking
    crowd: Crowd
    accounts: list[UUID]
    topics: list[int]

    @property
    def office(self) -> Office:
        return self.crowd.office

    async def listed(self, who: Principal, filter: dict[str, Any] | None = None, **given: Any) -> Any:
        return (await self.ask(who, LIST, filter=filter, **given))["complaints"]

    async def ids(self, who: Principal, filter: dict[str, Any] | None = None, **given: Any) -> list[UUID]:
        """Every page put together."""
        seen: list[UUID] = []
        after = None
        while True:
            page = await self.listed(who, filter, after=after, **given)
            seen += [parse_id(node["id"]).uuid for node in page["nodes"]]
            if not page["pageInfo"]["hasNextPage"]:
                return seen
            after = page["pageInfo"]["endCursor"]

    def topic(self, number: int) -> str:
        return node_id("Topic", self.office.tenant, self.topics[number])


@pytest.fixture
async def world(ask: Asking, office: Office, database: Database) -> World:
    sessions = Sessions(ask.pool, office.admin.reach)
    async with sessions.write((office.tenant,)) as tx:
        above = await topics.create(tx, office.tenant, None, "Infrastruktur", NOW.date())
        below = await topics.create(tx, office.tenant, above.id, "Lampu jalan", NOW.date())
        beside = await topics.create(tx, office.tenant, None, "Kesehatan", NOW.date())
    numbers = [above.id, below.id, beside.id]
    accounts = strangers(3)
    return World(ask, gather(database, office, 200, topics=numbers, accounts=accounts), accounts, numbers)


def ids(rows: list[ComplaintRow]) -> list[UUID]:
    return [row.id for row in rows]


def under(path: str) -> Test:
    return lambda row: row.unit_path.startswith(path)


def received(since: date | None = None, until: date | None = None) -> Test:
    def holds(row: ComplaintRow) -> bool:
        day = row.received_at.astimezone(WIB).date()
        return (since is None or day >= since) and (until is None or day <= until)

    return holds


def overdue(row: ComplaintRow) -> bool:
    return row.status in OPEN and row.due_at is not None and row.due_at < NOW


FILTERS: dict[str, tuple[Callable[[World], dict[str, Any]], Callable[[World], Test]]] = {
    "nothing": (lambda _: {}, lambda _: lambda _: True),
    "statuses": (
        lambda _: {"statuses": ["RECEIVED", "CLOSED"]},
        lambda _: lambda row: row.status in (Status.RECEIVED, Status.CLOSED),
    ),
    "no statuses": (lambda _: {"statuses": []}, lambda _: lambda _: False),
    "outcomes": (lambda _: {"outcomes": ["SOLVED"]}, lambda _: lambda row: row.outcome == "SOLVED"),
    "kinds": (lambda _: {"kinds": ["ASPIRASI"]}, lambda _: lambda row: row.kind == "ASPIRASI"),
    "channels": (
        lambda _: {"channels": ["WEB", "LETTER", "SMS_1708"]},
        lambda _: lambda row: row.channel in ("WEB", "LETTER", "SMS_1708"),
    ),
    "priorities": (lambda _: {"priorities": ["URGENT"]}, lambda _: lambda row: row.priority == "URGENT"),
    "a topic with what is below it": (
        lambda world: {"topics": [world.topic(0)]},
        lambda world: lambda row: row.topic_id in world.topics[:2],
    ),
    "a topic at the bottom": (
        lambda world: {"topics": [world.topic(1)]},
        lambda world: lambda row: row.topic_id == world.topics[1],
    ),
    "two topics": (
        lambda world: {"topics": [world.topic(1), world.topic(2)]},
        lambda world: lambda row: row.topic_id in world.topics[1:],
    ),
    "a unit with what is below it": (
        lambda world: {"unit": world.office.unit("dinkes")},
        lambda world: under(world.office.paths["dinkes"]),
    ),
    "a unit at the bottom": (
        lambda world: {"unit": world.office.unit("kelurahan")},
        lambda world: under(world.office.paths["kelurahan"]),
    ),
    "the whole tree": (lambda world: {"unit": world.office.unit("root")}, lambda _: lambda _: True),
    "overdue": (lambda _: {"overdue": True}, lambda _: overdue),
    "waiting for a ruling": (lambda _: {"rulingRequired": True}, lambda _: lambda row: row.ruling_required),
    "waiting for no ruling": (lambda _: {"rulingRequired": False}, lambda _: lambda row: not row.ruling_required),
    "a tag": (lambda _: {"tag": "viral"}, lambda _: lambda row: "viral" in row.tags),
    "a parent": (
        lambda world: {"parent": node_id("Complaint", world.office.tenant, parent_of(world))},
        lambda world: lambda row: row.merged_into == parent_of(world),
    ),
    "since a day": (lambda _: {"receivedFrom": "2026-02-10"}, lambda _: received(since=date(2026, 2, 10))),
    "until a day": (lambda _: {"receivedUntil": "2026-02-10"}, lambda _: received(until=date(2026, 2, 10))),
    "on one day": (
        lambda _: {"receivedFrom": "2026-02-10", "receivedUntil": "2026-02-10"},
        lambda _: received(date(2026, 2, 10), date(2026, 2, 10)),
    ),
}
COMBINED = [
    ("statuses", "overdue"), ("kinds", "a tag"), ("a unit with what is below it", "channels", "since a day"),
    ("a topic with what is below it", "waiting for no ruling", "until a day"), ("priorities", "overdue", "kinds"),
]  # fmt: skip


def parent_of(world: World) -> UUID:
    return next(row.merged_into for row in world.crowd.rows if row.merged_into is not None)


async def test_each_filter_finds_what_a_recount_finds(world: World) -> None:
    for name, (given, told) in FILTERS.items():
        expected = world.crowd.where(told(world))
        page = await world.listed(world.office.admin, given(world), first=1)
        assert await world.ids(world.office.admin, given(world)) == ids(by_due(expected)), name
        assert page["totalCount"] == len(expected), name
        found = await world.ids(world.office.admin, given(world), order="NEWEST", first=37)
        assert found == ids(newest(expected)), name
    usual = [len(world.crowd.where(told(world))) for _, told in FILTERS.values()]
    assert sum(0 < count < 200 for count in usual) >= 17, "the crowd tells filters apart"


@pytest.mark.parametrize("names", COMBINED)
async def test_filters_together(world: World, names: tuple[str, ...]) -> None:
    given: dict[str, Any] = {}
    for name in names:
        given |= FILTERS[name][0](world)
    expected = world.crowd.where(*(FILTERS[name][1](world) for name in names))
    assert await world.ids(world.office.admin, given) == ids(by_due(expected))


@pytest.mark.parametrize(("order", "sort"), [("DUE", by_due), ("NEWEST", newest)])
@pytest.mark.parametrize("first", [1, 7, 50, 100])
async def test_pages_to_the_end_are_the_whole_list(world: World, order: str, sort: Any, first: int) -> None:
    given = {"unit": world.office.unit("dinkes")} if first == 1 else {}
    expected = ids(sort(world.crowd.where(under(world.office.paths["dinkes"]) if given else lambda _: True)))
    assert await world.ids(world.office.admin, given, order=order, first=first) == expected


@pytest.mark.parametrize("order", ["DUE", "NEWEST"])
async def test_pages_are_stable_while_complaints_come_in(world: World, order: str) -> None:
    admin, before = world.office.admin, await world.ids(world.office.admin, order=order)
    seen: list[UUID] = []
    after = None
    while True:
        page = await world.listed(admin, order=order, first=25, after=after)
        seen += [parse_id(node["id"]).uuid for node in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
        await submitted(world.ask, world.office)
    assert [id_ for id_ in seen if id_ in set(before)] == before
    assert len(seen) == len(set(seen))


async def test_page_info_and_cursors_name_the_ends(world: World) -> None:
    page = await world.listed(world.office.admin, first=10)
    info, cursors = page["pageInfo"], [edge["cursor"] for edge in page["edges"]]
    assert (info["startCursor"], info["endCursor"]) == (cursors[0], cursors[-1])
    assert (info["hasNextPage"], info["hasPreviousPage"]) == (True, False)
    second = await world.listed(world.office.admin, first=10, after=cursors[3])
    assert second["pageInfo"]["hasPreviousPage"]
    assert [edge["cursor"] for edge in second["edges"]][:6] == cursors[4:]


def party(world: World, unit: str) -> Test:
    path = world.office.paths[unit]
    return lambda row: any(at.startswith(path) for _, at in world.crowd.parties[row.id])


def public(row: ComplaintRow) -> bool:
    shown = (Status.RECEIVED, Status.DISPOSED, Status.IN_PROGRESS, Status.ANSWERED, Status.CLOSED)
    return row.published and not row.secret and row.status in shown


SEES: dict[str, tuple[Callable[[World], Principal], Callable[[World], Test]]] = {
    "admin": (lambda world: world.office.admin, lambda _: lambda _: True),
    "pimpinan": (lambda world: world.office.by("root", Role.PIMPINAN), lambda _: lambda _: True),
    "inspektorat": (lambda world: world.office.by("inspektorat", Role.PENGAWAS), lambda _: lambda _: True),
    "dinkes": (lambda world: world.office.by("dinkes"), lambda world: party(world, "dinkes")),
    "puskesmas": (lambda world: world.office.by("puskesmas"), lambda world: party(world, "puskesmas")),
    "staff of perkim": (lambda world: world.office.by("perkim", Role.STAF), lambda world: party(world, "perkim")),
    "visitor": (lambda _: VISITOR, lambda _: public),
    "citizen": (lambda _: citizen(), lambda _: public),
    "reporter": (
        lambda world: replace(citizen(), account=world.accounts[0]),
        lambda world: lambda row: public(row) or row.reporter_account == world.accounts[0],
    ),
    "ombudsman": (
        lambda world: Principal(Role.OMBUDSMAN, reach=Reach(0, 9999), position=uuid4(), name="Ombudsman"),
        lambda _: lambda row: row.handed_over,
    ),
    "nation": (
        lambda world: Principal(Role.NASIONAL, reach=Reach(0, 9999), position=uuid4()),
        lambda _: lambda _: True,
    ),
}


@pytest.mark.parametrize("who", SEES)
async def test_a_list_and_its_count_are_what_the_viewer_may_see(world: World, who: str) -> None:
    principal, told = SEES[who][0](world), SEES[who][1](world)
    pemda, expected = world.office.pemda.code, world.crowd.where(told)
    assert await world.ids(principal, pemda=pemda) == ids(by_due(expected))
    assert (await world.listed(principal, pemda=pemda, first=1))["totalCount"] == len(expected)
    solved = [row for row in expected if row.outcome == "SOLVED"]
    assert await world.ids(principal, {"outcomes": ["SOLVED"]}, pemda=pemda) == ids(by_due(solved))
    assert expected


async def test_another_pemda_is_not_found(world: World, database: Database, new_tenant: NewTenant) -> None:
    stranger = open_office(database, new_tenant(beside=world.office.pemda)).admin
    refusal = await world.ask.refused(stranger, LIST, pemda=world.office.pemda.code)
    assert refusal["code"] == "NOT_FOUND"
    assert await world.ids(stranger, {"unit": world.office.unit("dinkes")}) == []


async def test_a_province_reads_what_is_below(world: World) -> None:
    province = TenantId(world.office.tenant // 100 * 100)
    who = replace(world.office.admin, tenant=province, reach=Reach(province, province + 99))
    document = LIST.replace("pemda: $pemda)", "pemda: $pemda, includeBelow: true)")
    code = f"{province // 100:02d}"
    page = (await world.ask(who, document, pemda=code, order="NEWEST"))["complaints"]
    here = {node["id"] for node in page["nodes"]} & {
        node_id("Complaint", world.office.tenant, id_) for id_ in ids(world.crowd.rows)
    }
    assert here
    own = (await world.ask(who, LIST, pemda=code))["complaints"]
    assert own["nodes"] == []


@pytest.mark.parametrize("unit", ["dinkes", "perkim", "kecamatan"])
async def test_mine_is_what_my_desk_must_act_on(world: World, unit: str) -> None:
    path = world.office.paths[unit]
    expected = world.crowd.where(lambda row: row.desk_path == path, party(world, unit))
    assert await world.ids(world.office.by(unit), {"mine": True}) == ids(by_due(expected))
    refusal = await world.ask.refused(citizen(), LIST, filter={"mine": True}, pemda=world.office.pemda.code)
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "filter.mine")


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ("pembuangan", "buang"), ("membuang", "buang"), ("buang", "buang"), ("berlubang", "lubang"),
        ("pungutan", "pungut"), ("memungut", "pungut"), ("PENGALIRAN", "alir"),
    ],
)  # fmt: skip
async def test_indonesian_stems_find_each_other(world: World, words: str, word: str) -> None:
    expected = world.crowd.where(lambda row: word in f"{row.title} {row.body}".lower())
    assert expected
    assert await world.ids(world.office.admin, {"text": words}) == ids(by_due(expected))


@pytest.mark.parametrize("words", ["puskesmass", "antreyan puskesmas", "penyebrangan", "kapal penyebrangn"])
async def test_a_slip_of_the_pen_still_finds_the_title(world: World, words: str) -> None:
    word = "puskesmas" if "pus" in words else "penyeberangan"
    expected = world.crowd.where(lambda row: word in row.title)
    assert set(ids(expected)) <= set(await world.ids(world.office.admin, {"text": words}))


async def test_words_together_with_filters_and_visibility(world: World) -> None:
    given = {"text": "sampah sungai", "statuses": ["CLOSED", "DISPOSED"]}
    found = world.crowd.where(
        lambda row: "sampah" in row.title, lambda row: row.status in (Status.CLOSED, Status.DISPOSED)
    )
    assert await world.ids(world.office.admin, given) == ids(by_due(found))
    dinkes = [row for row in found if party(world, "dinkes")(row)]
    assert await world.ids(world.office.by("dinkes"), given) == ids(by_due(dinkes))
    assert await world.ids(world.office.admin, {"text": "kata yang tidak ada di mana pun"}) == []


async def test_the_public_list_shows_what_is_public_newest_first(world: World) -> None:
    expected, seen, after = newest(world.crowd.where(public)), [], None
    while True:
        page = (await world.ask(VISITOR, PUBLIC, pemda=world.office.pemda.code, first=9, after=after))[
            "publicComplaints"
        ]
        seen += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert [parse_id(node["id"]).uuid for node in seen] == ids(expected)
    assert [node["body"] for node in seen] == [row.public_body for row in expected]
    officer = (await world.ask(world.office.admin, PUBLIC, pemda=world.office.pemda.code, first=100))[
        "publicComplaints"
    ]
    assert {parse_id(node["id"]).uuid for node in officer["nodes"]} <= {
        row.id for row in world.crowd.rows if row.published
    }


async def test_a_count_stops_at_a_thousand_and_one(ask: Asking, office: Office, database: Database) -> None:
    crowd = gather(database, office, 1_010)
    world = World(ask, crowd, [], [])
    assert (await world.listed(office.admin, first=1))["totalCount"] == 1_001
    few = world.crowd.where(lambda row: row.kind == "ASPIRASI")
    assert (await world.listed(office.admin, {"kinds": ["ASPIRASI"]}, first=1))["totalCount"] == len(few)
    public_ones = world.crowd.where(public)
    assert (await world.listed(VISITOR, pemda=office.pemda.code, first=1))["totalCount"] == len(public_ones)


def changed(cursor: str, change: Callable[[list[Any]], list[Any]]) -> str:
    parts = json.loads(base64.urlsafe_b64decode(cursor))
    return base64.urlsafe_b64encode(json.dumps(change(parts)).encode()).decode()


async def test_foreign_and_tampered_cursors_are_refused(world: World) -> None:
    page = await world.listed(world.office.admin, first=2)
    cursor = page["pageInfo"]["endCursor"]
    newest_first = (await world.listed(world.office.admin, first=2, order="NEWEST"))["pageInfo"]["endCursor"]
    bad = {
        "of another order": newest_first,
        "empty": "",
        "no base64": "???",
        "cut": cursor[:-5],
        "too long": cursor + "A" * 4_000,
        "another version": changed(cursor, lambda parts: [99, *parts[1:]]),
        "too few keys": changed(cursor, lambda parts: parts[:-1]),
        "too many keys": changed(cursor, lambda parts: [*parts, 1]),
        "no date": changed(cursor, lambda parts: [*parts[:2], "soon", parts[3]]),
        "a date without its zone": changed(cursor, lambda parts: [*parts[:2], "2026-01-01T00:00:00", parts[3]]),
        "a number for a date": changed(cursor, lambda parts: [*parts[:2], 7, parts[3]]),
        "no id": changed(cursor, lambda parts: [*parts[:3], "x"]),
        "null": changed(cursor, lambda parts: [*parts[:3], None]),
        "an object": base64.urlsafe_b64encode(b'{"a": 1}').decode(),
    }
    for name, text in bad.items():
        refusal = await world.ask.refused(world.office.admin, LIST, after=text)
        assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "after"), name
    moved = changed(cursor, lambda parts: [*parts[:2], "2020-01-01T00:00:00+00:00", str(UUID(int=0))])
    assert (await world.listed(world.office.by("dinkes"), after=moved))["totalCount"] == len(
        world.crowd.where(party(world, "dinkes"))
    ), "a cursor is a place in a list, and no key to it"


SIMILAR = """query($pemda: String!, $title: String!, $body: String! = "") {
  similarComplaints(pemda: $pemda, title: $title, body: $body) { score complaint { id title } } }"""


async def test_what_is_alike_is_suggested_to_whoever_may_see_it(ask: Asking, office: Office) -> None:
    twin = await submitted(ask, office, title="Lampu jalan padam di depan SD Negeri 3 Kijang")
    await submitted(ask, office, title="Drainase tersumbat di perumahan griya")
    given = {"pemda": office.pemda.code, "title": "Lampu jalan padam depan SD Negeri 3"}
    (found,) = (await ask(office.admin, SIMILAR, **given))["similarComplaints"]
    assert found["complaint"]["id"] == twin.id
    assert 0.35 <= found["score"] <= 1
    assert (await ask(VISITOR, SIMILAR, **given))["similarComplaints"] == []
    assert (await ask(twin.reporter, SIMILAR, **given))["similarComplaints"] != []
    assert (await ask.later(days=61)(office.admin, SIMILAR, **given))["similarComplaints"] == []


INBOX = """query($first: Int!) { complaints(filter: {mine: true}, first: $first) { nodes {
  id trackingCode title status clock dueAt overdue unit { name } desk { name } topic { name }
  lastEvent { move at actorTitle } viewerCan } pageInfo { hasNextPage endCursor } } }"""
DETAIL = """query($id: ID!) { complaint(id: $id) { id title body status unit { name } desk { name } topic { name }
  lastEvent { move } viewerCan timeline(first: 20) { nodes { move at } } messages(first: 20) { nodes { body } }
  handlings { task unit { name } } participants { part unit { name } } attachments { name } versions { body }
  identityAccesses { reason } parent { id } pemda { name } reporter { name } } }"""


async def counted(ask: Asking, who: Principal, document: str, **variables: Any) -> tuple[Any, list[str]]:
    """The data and the statements that it took."""
    statements: list[str] = []
    with on_statement(lambda sql, _: statements.append(sql)):
        data = await ask(who, document, **variables)
    return data, statements


@pytest.mark.parametrize("first", [5, 50])
async def test_an_inbox_is_one_statement(ask: Asking, office: Office, database: Database, first: int) -> None:
    crowd = gather(database, office, 400)
    who = office.by("dinkes")
    data, statements = await counted(ask, who, INBOX, first=first)
    nodes = data["complaints"]["nodes"]
    assert len(nodes) == min(first, len([row for row in crowd.rows if row.desk_path == who.unit_path]))
    assert len(statements) == 1
    assert any(node["lastEvent"] for node in nodes)
    assert any(node["unit"] for node in nodes)
    counted_list = INBOX.replace("nodes {\n", "totalCount nodes {\n")
    assert len((await counted(ask, who, counted_list, first=first))[1]) == 2


DEEP = """query($first: Int!) { complaints(first: $first) { nodes { id unit { name } desk { name } topic { name }
  lastEvent { move } handlings { task unit { name } } participants { unit { name } } attachments { name }
  versions { body } identityAccesses { reason } parent { id title } pemda { name } } } }"""


def read_from(statements: list[str]) -> Counter[str]:
    """How often each table was asked."""
    return Counter(re.findall(r"FROM tuntas\.(\w+)", statement)[-1] for statement in statements)


async def test_a_list_of_fifty_costs_the_statements_of_a_list_of_five(world: World) -> None:
    for first in (5, 50):
        found = read_from((await counted(world.ask, world.office.admin, DEEP, first=first))[1])
        assert found.pop("unit") <= 2  # of handlings and of participants, in one batch when both are there in time
        assert found.pop("complaint") <= 2  # the page, and its parents where it has some
        assert found == {
            "handling": 1, "complaint_party": 1, "attachment": 1, "complaint_body": 1,
            "identity_access": 1, "region": 1,
        }, first  # fmt: skip


async def test_a_detail_asks_each_table_once(ask: Asking, office: Office) -> None:
    case = await (await submitted(ask, office)).disposed("dinkes")
    await case.move(office.admin, "addHandling", unit=office.unit("perkim"), task="Bantu periksa lokasinya.")
    await counted(ask, office.admin, DETAIL, id=case.id)  # the pemda's key is known from now on
    found = read_from((await counted(ask, office.admin, DETAIL, id=case.id))[1])
    assert found.pop("unit") <= 2
    assert found == dict.fromkeys(
        [
            "complaint", "complaint_event", "message", "handling", "complaint_party", "attachment", "complaint_body",
            "identity_access", "reporter", "region",
        ],
        1,
    )  # fmt: skip
    short = "query($id: ID!) { complaint(id: $id) { id title viewerCan unit { name } lastEvent { move } } }"
    assert len((await counted(ask, office.admin, short, id=case.id))[1]) == 1


async def test_what_i_filed_comes_newest_first(ask: Asking, office: Office) -> None:
    who = citizen()
    cases = [await submitted(ask.later(minutes=number), office, who) for number in range(4)]
    await submitted(ask, office)
    document = """query($first: Int! = 20, $after: String) {
      myComplaints(first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }"""
    mine = (await ask(who, document))["myComplaints"]
    assert [one["id"] for one in mine["nodes"]] == [case.id for case in reversed(cases)]
    two = (await ask(who, document, first=2))["myComplaints"]
    rest = (await ask(who, document, first=2, after=two["pageInfo"]["endCursor"]))["myComplaints"]
    assert two["nodes"] + rest["nodes"] == mine["nodes"]
    assert (two["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (True, False)
    for nobody in (citizen(), VISITOR):
        assert (await ask(nobody, document))["myComplaints"]["nodes"] == []


async def test_what_is_masked_cannot_be_searched_for(ask: Asking, office: Office) -> None:
    case = await (await submitted(ask, office)).disposed("dinkes")
    shown, hidden = "lampu simpang pasar", "0811-0000-1234"
    for who in (VISITOR, citizen()):
        for words, found in ((shown, 1), (hidden, 0)):
            page = (await ask(who, PUBLIC, pemda=office.pemda.code, filter={"text": words}))["publicComplaints"]
            assert len(page["nodes"]) == found, words
            listed = (await ask(who, LIST, pemda=office.pemda.code, filter={"text": words}))["complaints"]
            assert (len(listed["nodes"]), listed["totalCount"]) == (found, found), words
    admin = (await ask(office.admin, LIST, filter={"text": hidden}))["complaints"]
    assert [node["id"] for node in admin["nodes"]] == [case.id]


async def test_a_score_does_not_tell_how_near_a_guess_is_to_what_is_masked(ask: Asking, office: Office) -> None:
    await (await submitted(ask, office)).disposed("dinkes")
    body = "Lampu jalan di simpang pasar padam sejak dua minggu, hubungi {} untuk lokasi."
    for who, same in ((VISITOR, True), (citizen(), True), (office.admin, False)):
        scores = []
        for guess in ("0811-0000-1234", "0899-7777-5566"):
            given = {"title": "Lampu jalan padam di simpang pasar", "body": body.format(guess)}
            (found,) = (await ask(who, SIMILAR, pemda=office.pemda.code, **given))["similarComplaints"]
            scores.append(found["score"])
        assert (abs(scores[0] - scores[1]) < 0.02) is same


@pytest.mark.parametrize("given", [{"priorities": ["URGENT"]}, {"tag": "viral"}])
async def test_what_is_for_offices_only_is_no_filter_for_others(
    ask: Asking, office: Office, given: dict[str, Any]
) -> None:
    for who in (VISITOR, citizen()):
        for document in (LIST, PUBLIC):
            refusal = await ask.refused(who, document, pemda=office.pemda.code, filter=given)
            assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", f"filter.{next(iter(given))}")


@pytest.mark.parametrize("first", [0, -1, 101, 2**31 - 1])
async def test_a_page_has_one_to_a_hundred(ask: Asking, office: Office, first: int) -> None:
    refusal = await ask.refused(office.admin, LIST, first=first)
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "first")


async def test_days_end_at_local_midnight(ask: Asking, office: Office, database: Database) -> None:
    crowd = gather(database, office, 0)
    cases = {}
    for local in ("2026-03-01T23:59:59", "2026-03-02T00:00:00"):
        now = datetime.fromisoformat(local).replace(tzinfo=zone_of(office.tenant)).astimezone(UTC)
        cases[local[:10]] = (await submitted(replace(ask, now=now), office)).id
    world = World(ask, crowd, [], [])
    for day, case in cases.items():
        page = await world.listed(office.admin, {"receivedFrom": day, "receivedUntil": day})
        assert [node["id"] for node in page["nodes"]] == [case]
    refusal = await ask.refused(
        office.admin, LIST, filter={"receivedFrom": "2026-03-02", "receivedUntil": "2026-03-01"}
    )
    assert refusal["field"] == "filter.receivedUntil"
