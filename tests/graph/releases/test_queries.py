"""Everybody reads what was published, and nothing that was hidden."""

import hashlib

import pytest

from rules.releases import Period
from tenants.release_rows import release_of
from tests.graph.releases.conftest import Press
from tests.offices import VISITOR, Asking, Office, citizen
from tests.tenants.stores.releasing import Counting

pytestmark = pytest.mark.anyio
LIST = """query Releases($first: Int, $after: String) { releases(first: $first, after: $after) {
  nodes { period version newest } pageInfo { hasNextPage endCursor } } }"""
ONE = """query Release($period: String!, $version: Int) { release(period: $period, version: $version) {
  period version newest content sha256 licenceUrl } }"""
REGIONS = """query Release($period: String!, $after: String) { release(period: $period) {
  regions(level: PEMDA, first: 3, after: $after) { nodes { code name level } pageInfo { hasNextPage endCursor } } } }"""


async def test_everybody_reads_the_same(press: Press, ask: Asking, counts: Counting, office: Office) -> None:
    month = counts.counted(1, {counts.first[0]: 3})
    await press(month)
    seen = [await ask(who, ONE, period=month) for who in (VISITOR, citizen(), office.admin, office.by("dinkes"))]
    assert all(one == seen[0] for one in seen)
    found = seen[0]["release"]
    assert hashlib.sha256(found["content"].encode()).hexdigest() == found["sha256"]
    release = release_of(found["content"])
    assert release.period == Period.of(month)
    assert release.figures["received"][counts.first[0].code] is None


async def test_versions_by_number_and_the_newest_without(press: Press, ask: Asking, counts: Counting) -> None:
    month = counts.counted(2)
    await press(month)
    counts.counted(2, {counts.first[0]: 90})
    await press(month, note="Laporan terlambat masuk.")
    found = [(await ask(VISITOR, ONE, period=month, version=number))["release"] for number in (None, 1, 2)]
    assert [(one["version"], one["newest"]) for one in found] == [(2, True), (1, False), (2, True)]
    assert found[0]["content"] == found[2]["content"] != found[1]["content"]


async def test_the_list_goes_from_the_latest_back_page_by_page(press: Press, ask: Asking, counts: Counting) -> None:
    for number in (1, 2, 3):
        await press(counts.counted(number))
    counts.counted(2, {counts.first[0]: 90})
    await press(counts.month(2), note="Laporan terlambat masuk.")
    listed, after = list[tuple[str, int]](), None
    while True:
        page = (await ask(VISITOR, LIST, first=2, after=after))["releases"]
        listed += [(node["period"], node["version"]) for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert listed == sorted(set(listed), reverse=True)
    own = [one for one in listed if one[0].startswith(str(counts.year))]
    assert own == [(counts.month(3), 1), (counts.month(2), 2), (counts.month(2), 1), (counts.month(1), 1)]


async def test_regions_page_by_page(press: Press, ask: Asking, counts: Counting) -> None:
    month = counts.counted(1)
    await press(month)
    codes, after = list[str](), None
    while True:
        page = (await ask(VISITOR, REGIONS, period=month, after=after))["release"]["regions"]
        codes += [node["code"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert codes == sorted(set(codes))
    assert {one.code for one in counts.pemda} <= set(codes)


@pytest.mark.parametrize("given", [{"period": "2000-05"}, {"period": "2000"}, {"period": "2000-05", "version": -1}])
async def test_what_was_not_published_is_not_there(ask: Asking, given: dict[str, object]) -> None:
    assert (await ask.refused(VISITOR, ONE, **given))["code"] == "NOT_FOUND"


async def test_a_period_that_is_none_is_refused(ask: Asking) -> None:
    assert (await ask.refused(VISITOR, ONE, period="2026-13"))["field"] == "period"
