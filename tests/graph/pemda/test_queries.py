"""The registry is public; what lies behind a pemda is not."""

import pytest

from tests.graph.changing import national
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
ONE = "query($code: String!) { pemda(code: $code) { id code name level enrolled timeZone province { code } } }"
MANY = """query($within: String, $levels: [PemdaLevel!], $enrolled: Boolean, $search: String, $first: Int) {
  pemdas(within: $within, levels: $levels, enrolled: $enrolled, search: $search, first: $first) {
    nodes { code } pageInfo { hasNextPage } } }"""


async def codes(ask: Asking, **given: object) -> list[str]:
    return [node["code"] for node in (await ask(VISITOR, MANY, **given))["pemdas"]["nodes"]]


async def test_one_is_found_by_its_code(ask: Asking) -> None:
    found = (await ask(VISITOR, ONE, code="21.01"))["pemda"]
    assert (found["name"], found["level"], found["province"]) == ("Kabupaten Bintan", "KABUPATEN", {"code": "21"})
    assert (await ask(VISITOR, ONE, code="00"))["pemda"]["level"] == "NASIONAL"
    assert (await ask(VISITOR, ONE, code="21"))["pemda"]["province"] is None


@pytest.mark.parametrize(
    ("code", "refusal"), [("10.01", "NOT_FOUND"), ("xx", "BAD_USER_INPUT"), ("", "BAD_USER_INPUT")]
)
async def test_what_is_no_pemda_is_refused(ask: Asking, code: str, refusal: str) -> None:
    assert (await ask.refused(VISITOR, ONE, code=code))["code"] == refusal


async def test_a_province_shows_its_regencies(ask: Asking) -> None:
    found = await codes(ask, within="21", first=100)
    assert found == ["21", "21.01", "21.02", "21.03", "21.04", "21.05", "21.71", "21.72"]
    assert await codes(ask, within="21", levels=["KOTA"]) == ["21.71", "21.72"]


async def test_they_are_searched_and_told_apart_by_enrolment(ask: Asking, office: Office) -> None:
    assert await codes(ask, search="Kota Batam") == ["21.71"]
    assert await codes(ask, search=office.pemda.code) == [office.pemda.code]
    assert await codes(ask, search=office.pemda.code, enrolled=False) == []


UNITS = "query($code: String!) { pemda(code: $code) { units(first: 2) { nodes { code } pageInfo { hasNextPage } } } }"


async def test_units_show_to_those_who_may_see_them(ask: Asking, office: Office, sibling: Office) -> None:
    asked = {"code": office.pemda.code}
    for who in (office.admin, office.by("perkim"), national()):
        page = (await ask(who, UNITS, **asked))["pemda"]["units"]
        assert ([node["code"] for node in page["nodes"]], page["pageInfo"]["hasNextPage"]) == (["root", "dinkes"], True)
    for stranger in (sibling.admin, citizen(), VISITOR):
        assert (await ask(stranger, UNITS, **asked))["pemda"]["units"] is None


async def test_a_pemda_is_fetched_again_by_anybody(ask: Asking) -> None:
    id_ = (await ask(VISITOR, ONE, code="21.01"))["pemda"]["id"]
    document = "query($id: ID!) { node(id: $id) { ... on Pemda { code } } }"
    assert (await ask(VISITOR, document, id=id_))["node"] == {"code": "21.01"}
