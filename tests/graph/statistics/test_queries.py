"""Everybody sees the sums of their own reach, and of nobody else's, whatever they name."""

from datetime import date
from typing import Any

import psycopg
import pytest

from graph.nodes import node_id
from policies.principal import Principal
from rules.identifiers import Reach
from rules.roles import Role
from tenants.database import Database
from tests.graph.changing import national
from tests.graph.statistics.conftest import ASK, YEAR, Neighbourhood, overseer, unit_of
from tests.graph.statistics.test_types import EVERYTHING
from tests.offices import VISITOR, citizen
from tests.tallies import recounted

pytestmark = pytest.mark.anyio


async def total(place: Neighbourhood, who: Principal, **given: Any) -> int:
    return sum(row["figures"]["received"] for row in await place.rows(who, **given))


async def test_who_sees_how_much(neighbourhood: Neighbourhood) -> None:
    place = neighbourhood
    here, sibling = place.received(place.here), place.received(place.sibling)
    assert here != sibling
    for who in (place.here.admin, place.here.by("root", Role.PIMPINAN), place.here.by("inspektorat", Role.PENGAWAS)):
        assert await total(place, who) == here
        assert await total(place, who, region=place.here.pemda.code) == here
    province = overseer(place.here)
    regencies = {row["regionCode"]: row["figures"]["received"] for row in await place.rows(province, by=["PEMDA"])}
    assert {one.pemda.code: regencies[one.pemda.code] for one in (place.here, place.sibling)} == {
        place.here.pemda.code: here,
        place.sibling.pemda.code: sibling,
    }
    assert await total(place, province) == sum(regencies.values())
    assert await total(place, province, region=place.sibling.pemda.code) == sibling
    assert await total(place, overseer(place.here, Role.OMBUDSMAN), region=place.here.pemda.code) == here
    everywhere = await place.rows(national(), by=["PEMDA"])
    found = {row["regionCode"]: row["figures"]["received"] for row in everywhere}
    expected = {one.pemda.code: place.received(one) for one in (place.here, place.sibling, place.elsewhere)}
    assert {code: found[code] for code in expected} == expected
    by_province = {row["regionCode"]: row for row in await place.rows(national(), by=["PROVINCE"])}
    inside = sum(count for code, count in found.items() if code[:2] == place.province_code)
    assert by_province[place.province_code]["figures"]["received"] == inside


async def test_a_desk_sees_its_own_unit_and_below(neighbourhood: Neighbourhood) -> None:
    place, office = neighbourhood, neighbourhood.here
    for unit, role in (("dinkes", Role.PENGHUBUNG), ("dinkes", Role.STAF), ("puskesmas", Role.PENGHUBUNG)):
        own = place.received(office, under=office.paths[unit])
        assert await total(place, office.by(unit, role)) == own
        assert await total(place, office.by(unit, role), unit=unit_of(office, unit)) == own
    below = place.received(office, under=office.paths["puskesmas"])
    assert await total(place, office.by("dinkes"), unit=unit_of(office, "puskesmas")) == below
    assert 0 < below < place.received(office, under=office.paths["dinkes"])


async def test_whoever_has_no_sums(neighbourhood: Neighbourhood) -> None:
    place = neighbourhood
    for who in (VISITOR, citizen(), place.here.by("root", Role.INTEGRASI)):
        for given in ({}, {"region": "00"}, {"region": place.here.pemda.code}, {"unit": unit_of(place.here, "dinkes")}):
            code, _ = await place.refused(who, **given)
            assert code in ("FORBIDDEN", "UNAUTHENTICATED")


async def test_regions_outside_of_the_reach(neighbourhood: Neighbourhood) -> None:
    place = neighbourhood
    own, other, far = place.here.pemda.code, place.sibling.pemda.code, place.elsewhere.pemda.code
    outside = {
        "admin": (place.here.admin, [other, far, place.province_code, far[:2], "00"]),
        "leader": (place.here.by("root", Role.PIMPINAN), [other, far, place.province_code, "00"]),
        "liaison": (place.here.by("dinkes"), [other, far, place.province_code, "00"]),
        "province": (overseer(place.here), [far, far[:2], "00"]),
        "ombudsman": (overseer(place.here, Role.OMBUDSMAN), [far, far[:2], "00"]),
    }
    for who, codes in outside.values():
        for code in codes:
            for more in ({}, {"alone": True}, {"by": ["PEMDA"]}, {"kind": "ASPIRASI"}):
                assert await place.refused(who, region=code, **more) == ("NOT_FOUND", None)
    assert own != other
    # a leader of the province reads its own government alone, an overseer from below never the whole
    leader = overseer(place.here, Role.PIMPINAN, Reach(place.here.tenant // 100 * 100, place.here.tenant // 100 * 100))
    assert await place.refused(leader, region=place.province_code) == ("FORBIDDEN", None)
    assert await total(place, leader, region=place.province_code, alone=True) == 0
    assert await total(place, leader) == 0


async def test_units_of_others(neighbourhood: Neighbourhood) -> None:
    place = neighbourhood
    admin, liaison = place.here.admin, place.here.by("dinkes")
    for office in (place.sibling, place.elsewhere):
        for who in (admin, liaison):
            assert await place.refused(who, unit=unit_of(office, "dinkes")) == ("NOT_FOUND", None)
            assert await place.refused(who, unit=node_id("Unit", place.here.tenant, office.ids["dinkes"])) == (
                "NOT_FOUND",
                None,
            )
    for unit in ("root", "perkim", "kecamatan", "inspektorat"):
        assert await place.refused(liaison, unit=unit_of(place.here, unit)) == ("FORBIDDEN", None)
        assert await place.refused(liaison, unit=unit_of(place.here, unit), by=["UNIT"]) == ("FORBIDDEN", None)
    assert await place.refused(overseer(place.here), unit=unit_of(place.here, "dinkes")) == ("BAD_USER_INPUT", "unit")
    ombudsman = overseer(place.here, Role.OMBUDSMAN)
    for given in ({"by": ["UNIT"]}, {"unit": unit_of(place.here, "dinkes")}, {"by": ["KIND", "CHANNEL"]}):
        refused = await place.refused(ombudsman, region=place.here.pemda.code, **given)
        assert refused == ("FORBIDDEN", None)


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"region": "2101"}, "BAD_USER_INPUT", "region"),
        ({"region": "x"}, "BAD_USER_INPUT", "region"),
        ({"region": "00.01"}, "BAD_USER_INPUT", "region"),
        ({"region": "210101"}, "BAD_USER_INPUT", "region"),
        ({"firstDay": "2026-01-01"}, "BAD_USER_INPUT", "lastDay"),
        ({"firstDay": "2026-03-05", "lastDay": "2026-03-31"}, "BAD_USER_INPUT", "firstDay"),
        ({"lastDay": "2099-12-31"}, "BAD_USER_INPUT", "lastDay"),
        ({"by": ["KIND", "KIND"]}, "BAD_USER_INPUT", "by"),
        ({"by": ["KIND", "TOPIC", "UNIT", "MONTH"]}, "BAD_USER_INPUT", "by"),
        ({"by": ["NATION"]}, "BAD_USER_INPUT", "by"),
        ({"by": ["DAY", "WEEK"]}, "BAD_USER_INPUT", "by"),
        ({"firstDay": "2024-01-01", "by": ["DAY"]}, "BAD_USER_INPUT", "lastDay"),
        ({"unit": "x"}, "BAD_USER_INPUT", "unit"),
        ({"unit": node_id("Topic", 0, 1)}, "BAD_USER_INPUT", "unit"),
        ({"topic": node_id("Topic", 0, 999_999_999)}, "NOT_FOUND", None),
        ({"topic": node_id("Unit", 0, 1)}, "BAD_USER_INPUT", "topic"),
        ({"rankBy": "ON_TIME"}, "BAD_USER_INPUT", "rankBy"),
    ],
)
async def test_bad_questions(neighbourhood: Neighbourhood, given: dict[str, Any], code: str, field: str | None) -> None:
    assert await neighbourhood.refused(neighbourhood.here.admin, **given) == (code, field)


async def test_how_many_questions_one_request_may_ask(neighbourhood: Neighbourhood) -> None:
    fields = " ".join(f"a{number}: statistics(question: $q) {{ source }}" for number in range(9))
    refusal = await neighbourhood.ask.refused(
        neighbourhood.here.admin, f"query($q: StatisticsInput!) {{ {fields} }}", q=YEAR
    )
    assert refusal["code"] == "OPERATION_TOO_COMPLEX"
    two, three = (" ".join(f"a{at}: statistics(question: $q) {{ source }}" for at in range(most)) for most in (2, 3))
    divided = {**YEAR, "by": ["UNIT"]}
    found = await neighbourhood.ask(neighbourhood.here.admin, f"query($q: StatisticsInput!) {{ {two} }}", q=divided)
    assert found == {"a0": {"source": "TALLIES"}, "a1": {"source": "TALLIES"}}
    refusal = await neighbourhood.ask.refused(
        neighbourhood.here.admin, f"query($q: StatisticsInput!) {{ {three} }}", q=divided
    )
    assert refusal["code"] == "OPERATION_TOO_COMPLEX", "each takes every complaint of the pemda apart"


async def test_many_rows_with_many_figures_are_too_much(neighbourhood: Neighbourhood) -> None:
    """Two kinds, two channels and 396 days: with few figures they are answered, with eighty they are not."""
    place, days = neighbourhood, {"firstDay": "2024-12-01", "lastDay": "2025-12-31", "by": ["KIND", "CHANNEL", "DAY"]}
    assert len(await place.rows(place.here.admin, **days)) == 4 * 396
    refusal = await place.ask.refused(place.here.admin, EVERYTHING, q=days)
    assert (refusal["code"], refusal["field"]) == ("OPERATION_TOO_COMPLEX", "rows")


async def test_the_year_that_runs_is_counted_until_today(neighbourhood: Neighbourhood, database: Database) -> None:
    place = neighbourhood
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "INSERT INTO tuntas.complaint_change (tenant_id, complaint_id, seq, at)"
            " VALUES (%s, gen_random_uuid(), 1, now())",
            (place.here.tenant,),
        )
    running = {"firstDay": "2025-10-01", "lastDay": "2026-12-31"}
    found = (await place.ask(place.here.admin, ASK, q=running))["statistics"]
    own = [one for one in place.tallies if one.tenant == place.here.tenant]
    sums = recounted(own, date(2025, 10, 1), date(2026, 3, 4))
    lying = sum(sums.get(f"open_{age}", 0) for age in (0, 6, 15, 31, 61, 181))
    assert found == {
        "source": "MONTHS_AND_DAYS",
        "countedUntil": "2026-03-04",
        "uncountedChanges": 1,
        "rows": [
            {
                "regionCode": place.here.pemda.code, "firstDay": "2025-10-01", "lastDay": "2026-03-04", "kind": None,
                "figures": {
                    "received": sums["received"],
                    "onTime": {"numerator": sums["in_time"], "denominator": sums["decided"]},
                    "backlog": {"open": lying},
                },
            }
        ],
    }  # fmt: skip


async def test_what_a_province_sees_is_what_its_regencies_see(neighbourhood: Neighbourhood) -> None:
    place = neighbourhood
    for by in (["KIND"], ["KIND", "MONTH"], ["CHANNEL", "YEAR"]):
        seen = await place.rows(overseer(place.here), by=["PEMDA", *by][:3])
        for office in (place.here, place.sibling):
            own = await place.rows(office.admin, by=["PEMDA", *by][:3])
            assert [row for row in seen if row["regionCode"] == office.pemda.code] == own
            assert sum(row["figures"]["received"] for row in own) == place.received(office)
