"""What rows show: figures, what was before, ranks, units and topics, and peers."""

from datetime import date
from typing import Any

import pytest

from graph import compiled
from graph.complaints.types import Complaint
from graph.schema import schema
from graph.schema_base import TuntasSchema
from rules.figures import shown
from rules.measures import Step
from rules.statistic_figures import MEDIAN, Share, duration, on_time
from tenants.database import Database
from tests.graph.differential import Differential, stock_options
from tests.graph.operation_texts import Document
from tests.graph.statistics.conftest import YEAR, Neighbourhood, overseer, unit_of
from tests.tallies import Tally, put_down, recounted
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
STOCK = TuntasSchema(schema.query, schema.mutation, schema.subscription, types=(Complaint,), **stock_options())
EVERYTHING = """query($q: StatisticsInput!) { statistics(question: $q) { asOf rows {
    region { code name } unit { id } topic { id } priority channel size peers { size onTime { pemda } }
    rank { best worst of }
    previous { received onTime { value } }
    figures { received verified pingPong adminActs closed { total byAdmin bySystem byReporter }
      outcomes { solved partlySolved notSolved informationGiven } rating { count mean }
      onTime { numerator denominator value lower upper tooFew } followUp { value } prompt { value } resolved { value }
      objections { denominator } activity { numerator denominator }
      durations { closing { count mean median { value above atMost } p90 { atMost } } verification { count mean } }
      backlog { open overdue ages { firstDay lastDay open } } } } } }"""


def percent(share: Any) -> str | None:
    return None if share is None else shown(share * 100)


async def test_every_figure(neighbourhood: Neighbourhood) -> None:
    place = neighbourhood
    (row,) = await place.rows(place.here.admin, EVERYTHING)
    own = [one for one in place.tallies if one.tenant == place.here.tenant]
    sums = recounted(own, date(2025, 1, 1), date(2025, 12, 31))
    before = recounted(own, date(2024, 1, 1), date(2024, 12, 31))
    assert row["region"] == {"code": place.here.pemda.code, "name": place.here.pemda.name}
    assert row["previous"] == {"received": before["received"], "onTime": {"value": percent(on_time(before).value)}}
    figures, closing, share = row["figures"], duration(sums, Step.CLOSING), on_time(sums)
    assert figures["received"] == sums["received"] == place.received(place.here)
    assert figures["closed"] == {
        "total": sums["closed_by_admin"] + sums["closed_by_reporter"], "byAdmin": sums["closed_by_admin"],
        "bySystem": 0, "byReporter": sums["closed_by_reporter"],
    }  # fmt: skip
    assert figures["onTime"] == {
        "numerator": sums["in_time"], "denominator": sums["decided"], "value": percent(share.value),
        "lower": percent(share.lower), "upper": percent(share.upper), "tooFew": share.too_few,
    }  # fmt: skip
    assert closing.mean is not None
    assert figures["durations"]["closing"]["mean"] == shown(closing.mean)
    assert figures["durations"]["closing"]["count"] == closing.count == sum(figures["outcomes"].values())
    median = closing.quantile(MEDIAN)
    assert median is not None
    assert figures["durations"]["closing"]["median"] == {
        "value": shown(median.value), "above": median.above, "atMost": median.at_most,
    }  # fmt: skip
    assert figures["durations"]["verification"] == {"count": 0, "mean": None}
    assert figures["rating"] == {"count": 0, "mean": None}
    assert figures["backlog"]["overdue"] == sums.get("open_overdue", 0)
    assert figures["backlog"]["open"] == sum(age["open"] for age in figures["backlog"]["ages"])
    assert figures["activity"] == {"numerator": 0, "denominator": 0}  # connected after that year


async def test_the_period_before_is_matched_part_by_part(neighbourhood: Neighbourhood) -> None:
    place = neighbourhood
    document = "query($q: StatisticsInput!) { statistics(question: $q) { rows { firstDay kind figures { received }"
    rows = await place.rows(place.here.admin, document + " previous { received } } } }", by=["KIND", "MONTH"])
    earlier = await place.rows(
        place.here.admin, document + " } } }", by=["KIND", "MONTH"], firstDay="2024-01-01", lastDay="2024-12-31"
    )
    before = {(row["kind"], row["firstDay"]): row["figures"]["received"] for row in earlier}
    assert len(rows) == 24
    for row in rows:
        year_before = row["firstDay"].replace("2025", "2024")
        assert row["previous"]["received"] == before.get((row["kind"], year_before), 0)


async def test_units_by_name(neighbourhood: Neighbourhood) -> None:
    place, office = neighbourhood, neighbourhood.here
    document = "query($q: StatisticsInput!) { statistics(question: $q) { rows { unit { id } figures { received } } } }"
    rows = await place.rows(office.admin, document, by=["UNIT"])
    found = {row["unit"] and row["unit"]["id"]: row["figures"]["received"] for row in rows}
    direct = [name for name, path in office.paths.items() if len(path) == 8]
    for name in direct:
        assert found.get(unit_of(office, name), 0) == place.received(office, under=office.paths[name])
    assert sum(found.values()) == place.received(office)


async def test_regions_are_ranked_by_intervals(
    neighbourhood: Neighbourhood, database: Database, new_tenant: NewTenant
) -> None:
    place = neighbourhood
    first = new_tenant(apart=True)
    regions = [first, new_tenant(beside=first), new_tenant(beside=first)]
    day = date(2025, 5, 5)
    shares = [Share(90, 100), Share(20, 100), Share(9, 9)]
    put_down(
        database,
        [
            Tally(one.id, [(day, "decided", share.denominator), (day, "in_time", share.numerator)])
            for one, share in zip(regions, shares, strict=True)
        ],
    )
    (office, who) = (place.here, overseer(place.here))
    assert office.tenant // 100 != first.id // 100
    province = type(who)(
        who.role, first.id // 100 * 100, type(who.reach)(first.id // 100 * 100, first.id // 100 * 100 + 99),  # type: ignore[arg-type]
        account=who.account, position=who.position, unit_path=who.unit_path,
    )  # fmt: skip
    document = """query($q: StatisticsInput!) { statistics(question: $q) { rows { regionCode rank { best worst of }
        figures { onTime { tooFew } } } } }"""
    rows = await place.rows(province, document, by=["PEMDA"], rankBy="ON_TIME")
    assert [(row["regionCode"], row["rank"], row["figures"]["onTime"]["tooFew"]) for row in rows] == [
        (regions[0].code, {"best": 1, "worst": 1, "of": 2}, False),
        (regions[1].code, {"best": 2, "worst": 2, "of": 2}, False),
        (regions[2].code, None, True),
    ]


async def test_peers_are_told_as_quartiles_alone(
    neighbourhood: Neighbourhood, database: Database, new_tenant: NewTenant
) -> None:
    """Seven pemda of 12,000 complaints: no other test has one so big."""
    place = neighbourhood
    first = new_tenant()
    seven = [first, *(new_tenant(beside=first) for _ in range(6))]
    day = date(2025, 11, 11)
    facts = [("received", 12_000), ("decided", 100)]
    put_down(
        database,
        [
            Tally(one.id, [*((day, name, number) for name, number in facts), (day, "in_time", 10 * number)])
            for number, one in enumerate(seven, 1)
        ],
    )
    who = overseer(place.here)
    regency = type(who)(who.role, first.id, first.reach, account=who.account, position=who.position, unit_path="0001")
    document = """query($q: StatisticsInput!) { statistics(question: $q) { rows { regionCode size
        peers { size onTime { pemda lower median upper } followUp { pemda } } } } }"""
    quartiles = {"pemda": 7, "lower": "20.00", "median": "40.00", "upper": "60.00"}
    assert await place.rows(regency, document) == [
        {
            "regionCode": first.code, "size": "MORE",
            "peers": {"size": "MORE", "onTime": quartiles, "followUp": None},
        }
    ]  # fmt: skip
    (row,) = await place.rows(regency, document, kind="ASPIRASI")
    assert (row["size"], row["peers"]) == (None, None)


@pytest.mark.parametrize(
    "given",
    [{}, {"by": ["UNIT", "KIND"]}, {"by": ["MONTH"], "kind": "ASPIRASI"}, {"by": ["PEMDA"], "rankBy": "PROMPT"}],
)
async def test_every_way_of_running_answers_alike(neighbourhood: Neighbourhood, given: dict[str, Any]) -> None:
    place = neighbourhood
    ways = Differential(STOCK, schema, lambda: place.ask.context(place.here.admin))
    outcomes = await ways.outcomes(Document(EVERYTHING, {"q": {**YEAR, **given}}))
    expected = outcomes.pop("stock")
    assert (expected.errors, "received" in str(expected.data)) == ([], True)
    for outcome in outcomes.values():
        assert outcome == expected
    compiled.forget()
