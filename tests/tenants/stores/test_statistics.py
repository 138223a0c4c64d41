"""The same question gets the same numbers from sums of months, from days, from tallies, and from a recount."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest

from rules.identifiers import Reach, reach_of
from rules.measures import Step
from rules.statistic_figures import RankedShare, Share
from rules.statistic_peers import Size
from rules.statistic_periods import EARLIEST, Period, Span, Time, parts
from rules.statistic_questions import Dimension, Grain, Group, Piece, Plan, Question, Source, plan
from rules.statistic_tables import Cell, Place, table
from tenants import enrolment
from tenants.database import Database, Pool
from tenants.session import Sessions, on_statement
from tenants.stores import statistics
from tenants.stores.statistic_sql import Wanted
from tenants.stores.statistics import Asking, query
from tests.tallies import Tally, crowd, put_down, recounted
from tests.tenancy import EnrolledPemda, NewTenant

TODAY = date(2025, 2, 20)
KINDS = ("PENGADUAN_TIDAK_BERKADAR", "ASPIRASI", None)
CHANNELS = ("WEB", "LETTER", "APP")
UNITS = ("0001", "00010001", "000100010002", "00010002", "")
MOST_PEMDA = 1_000
_NOBODYS = "DELETE FROM tuntas.complaint_rollup WHERE day BETWEEN '2000-12-01' AND '2002-12-31'"
"""What tests of other modules left in the years whose rows are numbered here."""
YEAR = (date(2024, 1, 1), date(2024, 12, 31))


@pytest.fixture(scope="module")
def province(database: Database, new_tenant: NewTenant) -> list[EnrolledPemda]:
    """Three regencies of a province."""
    first = new_tenant(apart=True)
    return [first, new_tenant(beside=first), new_tenant(beside=first)]


@pytest.fixture(scope="module")
def topics(database: Database) -> dict[str, int]:
    """A tree of topics: road > bridge > railing, and market beside it."""
    with psycopg.connect(database.owner_url) as owner:
        ((top,),) = owner.execute("SELECT greatest(max(id), 1000000) + 1000 FROM tuntas.topic").fetchall()
        tree = {"road": top, "bridge": top + 1, "railing": top + 2, "market": top + 3}
        parents = {"road": None, "bridge": top, "railing": top + 1, "market": None}
        for name, number in tree.items():
            owner.execute(
                "INSERT INTO tuntas.topic (id, tenant_id, parent_id, name, valid_from) VALUES (%s, 0, %s, %s, %s)",
                (number, parents[name], f"{name} {number}", EARLIEST),
            )
    return tree


@pytest.fixture(scope="module")
def tallies(database: Database, province: list[EnrolledPemda], topics: dict[str, int]) -> list[Tally]:
    found = crowd(
        province, 60, kind=KINDS, channel=CHANNELS, priority=("NORMAL", "HIGH"), unit=UNITS,
        topic=(*topics.values(), None),
    )  # fmt: skip
    put_down(database, found)
    return found


def asked(scope: Reach, days: tuple[date, date] = YEAR, *by: Dimension, **only: Any) -> Question:
    return Question(scope=scope, period=Period(Span(*days), min(days[1], TODAY)), by=by, **only)


def of(pool: Pool, scope: Reach) -> Sessions:
    return Sessions(pool, scope)


async def cells(pool: Pool, planned: Plan, wanted: Wanted | None = None) -> list[Cell]:
    scope = planned.question.scope
    found = await statistics.answer(of(pool, scope), Asking(plan=planned, wanted=wanted or Wanted()))
    return table(planned.question, found.now.groups)


def plainly(rows: list[Cell]) -> dict[Any, dict[str, int]]:
    """Rows without zeros."""
    found = {(row.place, row.span): {name: value for name, value in row.sums.items() if value} for row in rows}
    return {key: sums for key, sums in found.items() if sums}


def by_days(planned: Plan) -> Plan:
    """The same from sums of days alone."""
    span = planned.question.period.counted
    early = Piece(Grain.DAY, EARLIEST, span.first - timedelta(days=1), early=True)
    return replace(planned, pieces=(early, Piece(Grain.DAY, span.first, span.last)), source=Source.DAYS)


def from_tallies(planned: Plan) -> Plan:
    return replace(planned, source=Source.TALLIES, group=Group.ALL, pieces=())


PERIODS = {
    "a year": YEAR,
    "a year that still runs": (date(2025, 1, 1), date(2025, 12, 31)),
    "days of two months": (date(2024, 3, 17), date(2024, 4, 20)),
    "three months and some days": (date(2024, 3, 17), date(2024, 7, 3)),
    "a day": (date(2024, 5, 5), date(2024, 5, 5)),
}


@pytest.mark.parametrize("days", PERIODS.values(), ids=PERIODS)
@pytest.mark.parametrize("by", [(), (Dimension.MONTH,), (Dimension.YEAR,), (Dimension.PEMDA, Dimension.MONTH)])
async def test_months_days_and_tallies_come_to_the_same(
    pool: Pool, province: list[EnrolledPemda], tallies: list[Tally], days: tuple[date, date], by: tuple[Dimension, ...]
) -> None:
    one = province[0]
    planned = plan(asked(reach_of(one.id), days, *by))
    found = plainly(await cells(pool, planned))
    assert found == plainly(await cells(pool, by_days(planned)))
    assert found == plainly(await cells(pool, from_tallies(planned)))
    own = [tally for tally in tallies if tally.tenant == one.id]
    place = Place(one.id if Dimension.PEMDA in by else None)
    spans = parts(planned.question.time, planned.question.period.counted)
    expected = {(place, span): recounted(own, span.first, span.last) for span in spans}
    assert found == {key: sums for key, sums in expected.items() if sums}


@pytest.mark.parametrize("time", [Dimension.DAY, Dimension.WEEK])
async def test_days_and_weeks_are_all_there_and_carry_the_backlog(
    pool: Pool, province: list[EnrolledPemda], tallies: list[Tally], time: Dimension
) -> None:
    days = (date(2024, 5, 8), date(2024, 6, 5))
    planned = plan(asked(reach_of(province[0].id // 100 * 100), days, time))
    found = await cells(pool, planned)
    assert [row.span for row in found] == parts(Time(time), Span(*days))
    assert plainly(found) == {(Place(), row.span): recounted(tallies, row.span.first, row.span.last) for row in found}


@pytest.mark.parametrize("name", ["kind", "channel", "priority"])
@pytest.mark.parametrize("time", [(), (Dimension.MONTH,)])
async def test_a_property_over_a_province_is_what_its_tallies_say(
    pool: Pool, province: list[EnrolledPemda], tallies: list[Tally], name: str, time: tuple[Dimension, ...]
) -> None:
    scope = reach_of(province[0].id // 100 * 100)
    planned = plan(asked(scope, YEAR, Dimension(name.upper()), *time))
    assert planned.source is Source.MONTHS
    found = plainly(await cells(pool, planned))
    expected = {}
    for value in {getattr(one, name) for one in tallies}:
        own = [one for one in tallies if getattr(one, name) == value]
        for span in parts(planned.question.time, planned.question.period.counted):
            expected[Place(**{name: value}), span] = recounted(own, span.first, span.last)
    assert found == {key: sums for key, sums in expected.items() if sums}
    narrowed = plan(asked(scope, YEAR, Dimension.PEMDA, **{name: "HIGH" if name == "priority" else "WEB"}))
    for row in await cells(pool, narrowed):
        own = [one for one in tallies if one.tenant == row.place.region]
        own = [one for one in own if getattr(one, name) == narrowed.question.only(Dimension(name.upper()))]
        assert plainly([row]).get((row.place, row.span), {}) == recounted(own, *YEAR)


async def test_topics_are_added_up_along_their_tree(
    pool: Pool, province: list[EnrolledPemda], tallies: list[Tally], topics: dict[str, int]
) -> None:
    scope = reach_of(province[0].id // 100 * 100)
    below = {"road": ("road", "bridge", "railing"), "bridge": ("bridge", "railing"), "market": ("market",)}

    def of_topics(names: tuple[str, ...], tenant: int | None = None) -> dict[str, int]:
        own = [one for one in tallies if one.topic in {topics[name] for name in names} and tenant in (None, one.tenant)]
        return recounted(own, *YEAR)

    span, none = Span(*YEAR), recounted([one for one in tallies if one.topic is None], *YEAR)
    tops = plainly(await cells(pool, plan(asked(scope, YEAR, Dimension.TOPIC))))
    expected = {(Place(topic=topics[name]), span): of_topics(below[name]) for name in ("road", "market")}
    assert tops == {**expected, (Place(), span): none}
    inside = plainly(await cells(pool, plan(asked(scope, YEAR, Dimension.TOPIC, topic=topics["road"]))))
    assert inside == {
        (Place(topic=topics["road"]), span): of_topics(("road",)),
        (Place(topic=topics["bridge"]), span): of_topics(below["bridge"]),
    }
    alone = plainly(await cells(pool, plan(asked(scope, YEAR, topic=topics["bridge"]))))
    assert alone == {(Place(), span): of_topics(below["bridge"])}
    one = province[1].id
    for question in (asked(reach_of(one), YEAR, Dimension.TOPIC), asked(reach_of(one), YEAR, topic=topics["road"])):
        planned = plan(question)
        assert plainly(await cells(pool, planned)) == plainly(await cells(pool, from_tallies(planned)))


async def test_units_are_added_up_along_their_tree(
    pool: Pool, province: list[EnrolledPemda], tallies: list[Tally]
) -> None:
    one = province[0].id
    own = [tally for tally in tallies if tally.tenant == one]

    def under(path: str | None, *, exactly: bool = False) -> dict[str, int]:
        held = [
            each for each in own
            if (each.unit or None) == path or (not exactly and path is not None and (each.unit or "-").startswith(path))
        ]  # fmt: skip
        return recounted(held, *YEAR)

    span = Span(*YEAR)
    found = plainly(await cells(pool, plan(asked(reach_of(one), YEAR, Dimension.UNIT))))
    assert found == {
        (Place(unit="0001"), span): under("0001", exactly=True),
        (Place(unit="00010001"), span): under("00010001"),
        (Place(unit="00010002"), span): under("00010002"),
        (Place(), span): under(None, exactly=True),
    }
    inside = plainly(await cells(pool, plan(asked(reach_of(one), YEAR, Dimension.UNIT, unit="00010001"))))
    assert inside == {
        (Place(unit="00010001"), span): under("00010001", exactly=True),
        (Place(unit="000100010002"), span): under("000100010002"),
    }
    assert plainly(await cells(pool, plan(asked(reach_of(one), YEAR, unit="00010001")))) == {
        (Place(), span): under("00010001")
    }


async def test_any_combination_within_one_pemda(
    pool: Pool, province: list[EnrolledPemda], tallies: list[Tally]
) -> None:
    one, days = province[2].id, (date(2024, 2, 10), date(2024, 5, 20))
    planned = plan(
        asked(reach_of(one), days, Dimension.KIND, Dimension.WEEK, channel="WEB", priority="HIGH", unit="0001")
    )
    assert planned.source is Source.TALLIES
    own = [each for each in tallies if each.tenant == one and each.unit and each.channel == "WEB"]
    own = [each for each in own if each.priority == "HIGH"]
    expected = {
        (Place(kind=kind), span): recounted([each for each in own if each.kind == kind], span.first, span.last)
        for kind in KINDS
        for span in parts(Time.WEEK, Span(*days))
    }
    assert plainly(await cells(pool, planned)) == {key: sums for key, sums in expected.items() if sums}


async def test_only_what_is_wanted_is_read(pool: Pool, province: list[EnrolledPemda], tallies: list[Tally]) -> None:
    planned = plan(asked(reach_of(province[0].id), YEAR))
    (whole,) = await cells(pool, planned)
    wanted = Wanted(backlog=False, steps=frozenset({Step.CLOSING}))
    for way in (planned, from_tallies(planned)):
        (row,) = await cells(pool, way, wanted)
        kept = {name: value for name, value in whole.sums.items() if value}
        kept = {name: value for name, value in kept.items() if not name.startswith(("open_", "first_response_"))}
        assert {name: value for name, value in row.sums.items() if value} == kept


async def test_how_many_changes_wait(database: Database, pool: Pool, new_tenant: NewTenant) -> None:
    here = new_tenant()
    beside = new_tenant(beside=here)
    with psycopg.connect(database.owner_url) as owner:
        for tenant, number in ((here.id, 3), (beside.id, 4)):
            owner.execute(
                "INSERT INTO tuntas.complaint_change (tenant_id, complaint_id, seq, at)"
                " SELECT %s, gen_random_uuid(), 1, now() FROM generate_series(1, %s)",
                (tenant, number),
            )
    planned = plan(asked(reach_of(here.id)))
    assert (await statistics.answer(of(pool, here.reach), Asking(plan=planned))).waiting == 3


async def test_the_months_in_which_an_admin_acted(
    database: Database, pool: Pool, province: list[EnrolledPemda], tallies: list[Tally]
) -> None:
    with psycopg.connect(database.owner_url) as owner:
        tenants = [one.id for one in province]
        owner.execute("UPDATE tuntas.tenant SET enrolled_at = '2024-03-05' WHERE id = ANY(%s)", (tenants,))
    active = Counter[int]()
    months = [date(2024, month, 1) for month in range(3, 13)]
    for one in province:
        days = {
            day.replace(day=1)
            for tally in tallies if tally.tenant == one.id
            for day, column, _ in tally.facts if column == "admin_acts"
        }  # fmt: skip
        active[one.id] = len(days & set(months))
    scope = reach_of(province[0].id // 100 * 100)
    planned = plan(asked(scope, YEAR, Dimension.PEMDA))
    found = await statistics.answer(of(pool, scope), Asking(plan=planned, activity=True))
    assert found.now.activity == {(one.id, YEAR[0]): Share(active[one.id], 10) for one in province}
    whole = plan(asked(scope, YEAR))
    found = await statistics.answer(of(pool, scope), Asking(plan=whole, activity=True))
    assert found.now.activity == {(None, YEAR[0]): Share(sum(active.values()), 30)}


async def test_peers_are_quantiles_of_more_than_five(database: Database, pool: Pool, new_tenant: NewTenant) -> None:
    """Seven pemda decided 40 cases each, 10, 15 ... 40 of them in time, of 150 received; nobody else is so old."""
    first = new_tenant()
    seven = [first, *(new_tenant(beside=first) for _ in range(6))]
    today, day = date(2010, 6, 15), date(2010, 3, 3)
    found = [
        Tally(one.id, [(day, "received", 150), (day, "decided", 40), (day, "in_time", 10 + 5 * number)])
        for number, one in enumerate(seven)
    ]
    put_down(database, found)
    question = Question(scope=first.reach, period=Period(Span(day, day), day))
    sessions = of(pool, first.reach)
    peers = await statistics.peers(sessions, plan(question), today)
    quartiles = peers[Size.UNDER_500, RankedShare.ON_TIME]
    assert [quartiles.pemda, *(40 * one for one in (quartiles.lower, quartiles.median, quartiles.upper))] == [
        7,
        15,
        25,
        35,
    ]
    assert set(peers) == {(Size.UNDER_500, RankedShare.ON_TIME)}
    assert await statistics.sizes(sessions, first.reach, today) == {first.id: Size.UNDER_500}
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("DELETE FROM tuntas.complaint_rollup WHERE tenant_id = ANY(%s)", ([one.id for one in seven[:2]],))
    assert await statistics.peers(sessions, plan(question), today) == {}


@pytest.fixture
def service(database: Database) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(database.service_url) as connection:
        yield connection


def rows_read(service: psycopg.Connection[Any], asked: Plan, wanted: Wanted) -> Counter[str]:
    """How many rows each table gave up, thrown away ones too, when the service asks."""
    service.execute("SELECT tuntas.enter(0, 9999, '{}')")
    statement = query(asked, wanted)
    explain = f"EXPLAIN (ANALYZE, BUFFERS OFF, FORMAT JSON) {statement.sql}"
    ((found,),) = service.execute(explain.encode(), statement.params).fetchall()
    rows, waiting = Counter[str](), [found[0]["Plan"]]
    while waiting:
        node = waiting.pop()
        waiting += node.get("Plans", [])
        if "Relation Name" in node:
            gone = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
            rows[node["Relation Name"]] += round((node["Actual Rows"] + gone) * node["Actual Loops"])
    assert rows.pop("tenant") <= MOST_PEMDA, "who was set aside is looked up once, and not for every row"
    return rows


def test_the_nation_by_province_and_month_reads_a_row_for_each_alone(
    database: Database, service: psycopg.Connection[Any]
) -> None:
    """38 provinces and 12 months of a year that no other test has, between sums by day and by every property."""
    year = (date(2001, 1, 1), date(2001, 12, 31))
    planned = plan(asked(Reach(0, 9999), year, Dimension.PROVINCE, Dimension.MONTH))
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute(_NOBODYS)
        owner.execute(
            "INSERT INTO tuntas.complaint_rollup (tenant_id, grain, grouped, day, key, received)"
            " SELECT 100 * p, g.grain, g.grouped, d, g.key, 1000 FROM generate_series(11, 48) p,"
            " (VALUES ('MONTH', 'ALL', ''), ('DAY', 'ALL', ''), ('MONTH', 'KIND', 'ASPIRASI'))"
            "     AS g (grain, grouped, key),"
            " LATERAL (SELECT d::date AS d FROM generate_series(date '2001-01-01', '2001-12-31', '1 day') d"
            "     WHERE g.grain = 'DAY' OR extract(day FROM d) = 1) AS days"
        )
        owner.execute("ANALYZE tuntas.complaint_rollup")
    found = rows_read(service, planned, Wanted(backlog=False, steps=frozenset()))
    assert found == Counter({"complaint_rollup": 38 * 12})


def test_how_many_rows_are_read_does_not_hang_on_how_many_complaints_there_are(
    database: Database, service: psycopg.Connection[Any], new_tenant: NewTenant
) -> None:
    first, source = new_tenant(), random.Random(5)
    pemda = [first, *(new_tenant(beside=first) for _ in range(4))]
    planned = plan(asked(Reach(0, 9999), (date(2002, 1, 1), date(2002, 12, 31)), Dimension.PEMDA, Dimension.MONTH))
    counts = []
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(_NOBODYS)
    for number in (1, 10):
        days = [date(2002, month, 1 + source.randrange(28)) for month in range(1, 13) for _ in range(number)]
        with psycopg.connect(database.owner_url) as owner:
            for name in ("complaint_tally", "complaint_rollup"):
                owner.execute(f"DELETE FROM tuntas.{name} WHERE tenant_id = ANY(%s)".encode(), ([p.id for p in pemda],))
        put_down(database, [Tally(one.id, [(day, "received", 1)]) for one in pemda for day in days])
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            owner.execute("ANALYZE tuntas.complaint_rollup")
        counts.append(rows_read(service, planned, Wanted(backlog=False, steps=frozenset())))
    assert counts == [Counter({"complaint_rollup": 5 * 12})] * 2


async def test_an_answer_is_one_statement_for_the_sums(
    pool: Pool, province: list[EnrolledPemda], tallies: list[Tally]
) -> None:
    seen: list[str] = []
    scope = reach_of(province[0].id // 100 * 100)
    with on_statement(lambda sql, _: seen.append(sql)):
        planned = plan(asked(scope, YEAR, Dimension.PEMDA, Dimension.MONTH))
        await statistics.answer(of(pool, scope), Asking(plan=planned))
    assert [("complaint_rollup" in sql, "complaint_change" in sql) for sql in seen] == [(False, True), (True, False)]


async def test_nobody_reads_beyond_the_reach(pool: Pool, province: list[EnrolledPemda], tallies: list[Tally]) -> None:
    own, other = province[0], province[1]
    for planned in (plan(asked(reach_of(other.id))), from_tallies(plan(asked(reach_of(other.id))))):
        found = await statistics.answer(of(pool, own.reach), Asking(plan=planned))
        assert found.now.groups == []


async def test_who_was_set_aside_counts_nowhere(pool: Pool, database: Database, new_tenant: NewTenant) -> None:
    stays = new_tenant(apart=True)
    leaves = new_tenant(beside=stays)
    tallies = crowd([stays], 20) + crowd([leaves], 30, seed=2)
    put_down(database, tallies)
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "INSERT INTO tuntas.complaint_change (tenant_id, complaint_id, seq, at)"
            " VALUES (%s, gen_random_uuid(), 1, now())",
            (leaves.id,),
        )
    scope = reach_of(stays.id // 100 * 100)

    async def told() -> tuple[int, int, set[int]]:
        planned = plan(asked(scope))
        found = await statistics.answer(of(pool, scope), Asking(plan=planned))
        received = sum(cell.sums.get("received", 0) for cell in table(planned.question, found.now.groups))
        return received, found.waiting, set(await statistics.sizes(of(pool, scope), scope, TODAY))

    def of_year(some: list[Tally]) -> int:
        return recounted(some, *YEAR)["received"]

    assert await told() == (of_year(tallies), 1, {stays.id, leaves.id})
    enrolment.detach(database.owner_url, leaves.code)
    assert await told() == (of_year(tallies[:20]), 0, {stays.id})
    enrolment.enrol(database.owner_url, [leaves.code], on=date(2026, 1, 5))
    assert await told() == (of_year(tallies), 1, {stays.id, leaves.id})
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("DELETE FROM tuntas.complaint_change WHERE tenant_id = %s", (leaves.id,))
