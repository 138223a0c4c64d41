"""A search of several pemda looks at one stretch of time after the other, and finds what one look at all would find."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from rules.identifiers import NATION, Reach, reach_of
from tenants.database import Database
from tests.crowd import gather
from tests.offices import open_office
from tests.tenancy import EnrolledPemda, NewTenant

EACH = 150
SPREAD = """
UPDATE tuntas.complaint c SET received_at = now() - x.n * interval '2 days'
FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM tuntas.complaint WHERE tenant_id = %(tenant)s) x
WHERE c.tenant_id = %(tenant)s AND c.id = x.id
"""
AT_ONCE = """
(SELECT c.tenant_id, c.id FROM tuntas.complaint c
 WHERE c.tenant_id BETWEEN %(lo)s AND %(hi)s AND c.search @@ websearch_to_tsquery('indonesian', %(words)s)
 ORDER BY c.received_at DESC, c.id DESC LIMIT least(%(most)s, 2000))
UNION
(SELECT c.tenant_id, c.id FROM tuntas.complaint c
 WHERE c.tenant_id BETWEEN %(lo)s AND %(hi)s AND %(words)s <%% c.title AND c.received_at >= %(alike_since)s
 ORDER BY c.received_at DESC, c.id DESC LIMIT least(%(most)s, 200))
"""
SEARCH = "SELECT s.tenant_id, s.id FROM tuntas.search_complaints(%(lo)s, %(hi)s, %(words)s, %(most)s) s"
NAMED = (
    """SELECT count(*) FROM tuntas.complaint WHERE tenant_id BETWEEN %s AND %s AND title LIKE 'Lampu jalan padam%%'"""
)
A_MONTH_AGO = "SELECT now() - interval '31 days'"
Service = psycopg.Connection[Any]


@pytest.fixture(scope="module")
def province(database: Database, new_tenant: NewTenant) -> EnrolledPemda:
    """Two of its regencies have complaints of three hundred days."""
    found = new_tenant(level="provinsi")
    for seed in (1, 2):
        office = open_office(database, new_tenant(beside=found))
        gather(database, office, EACH, seed=seed)
        with psycopg.connect(database.owner_url) as owner:
            owner.execute(SPREAD, {"tenant": office.tenant})
    return found


@pytest.fixture
def service(database: Database) -> Iterator[Service]:
    with psycopg.connect(database.service_url) as connection:
        yield connection


def both(database: Database, service: Service, reach: Reach, words: str, most: int) -> tuple[list[Any], list[Any]]:
    """What the search finds for the service, and what one look at all finds for the owner of the tables."""
    service.execute("SELECT tuntas.enter(%s, %s, '{}')", tuple(reach))
    asked: dict[str, Any] = {"lo": reach.lo, "hi": reach.hi, "words": words, "most": most, "alike_since": "-infinity"}
    with psycopg.connect(database.owner_url) as owner:
        if reach.lo // 100 != reach.hi // 100:
            ((asked["alike_since"],),) = owner.execute(A_MONTH_AGO).fetchall()
        return service.execute(SEARCH, asked).fetchall(), owner.execute(AT_ONCE, asked).fetchall()


@pytest.mark.parametrize("most", [1, 7, 40, 2000])
@pytest.mark.parametrize("words", ["lampu jalan padam", "sungai", "lampu jaln padm", "kapal", "tidak ada yang begini"])
@pytest.mark.parametrize("region", ["province", "nation"])
def test_what_is_found_is_what_one_look_would_find(
    database: Database, service: Service, province: EnrolledPemda, words: str, most: int, region: str
) -> None:
    reach = reach_of(NATION) if region == "nation" else reach_of(province.id)
    found, expected = both(database, service, reach, words, most)
    assert sorted(found) == sorted(expected)


def test_what_has_the_words_is_found_once(database: Database, service: Service, province: EnrolledPemda) -> None:
    found, _ = both(database, service, reach_of(province.id), "lampu jalan padam", 2000)
    with psycopg.connect(database.owner_url) as owner:
        ((titles,),) = owner.execute(NAMED, tuple(reach_of(province.id))).fetchall()
    assert len(found) == len(set(found)) == titles > 2
    assert len({tenant for tenant, _ in found}) == 2


def test_beyond_the_reach_nothing_is_found(service: Service, province: EnrolledPemda) -> None:
    service.execute("SELECT tuntas.enter(%s, %s, '{}')", tuple(reach_of(province.id)))
    for lo, hi in (tuple(reach_of(NATION)), (province.id - 100, province.id + 99), (province.id, province.id + 100)):
        asked = {"lo": lo, "hi": hi, "words": "lampu jalan padam", "most": 2000}
        assert service.execute(SEARCH, asked).fetchall() == []
