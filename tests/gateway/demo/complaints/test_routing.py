import random

import pytest

from gateway.demo.complaints.routing import has_desk, other_units, route_of
from gateway.demo.complaints.scenes import Site
from tests.gateway.demo.crowd import BATAM, BINTAN, demo_offices

SITE = Site(None, "Kabupaten Bintan", "Kecamatan Bintan Timur", "Kelurahan Kijang Kota", "")


@pytest.mark.parametrize(
    ("subject", "unit", "between"),
    [
        ("kesehatan", "dinkes", None),
        ("jalan", "dpupr", None),
        ("kelurahan", "kel-kijang-kota", "kec-bintan-timur"),
        ("kecamatan", "kec-bintan-timur", None),
        ("listrik", "pln", None),
        ("organisasi", "setda-organisasi", "setda"),
        ("pengawasan", "inspektorat", None),
    ],
)
def test_subjects_find_their_unit(subject: str, unit: str, between: str | None) -> None:
    route = route_of(demo_offices()[BINTAN], subject, SITE, demo_offices())
    assert (route.unit, route.between) == (unit, between)
    assert route.top == (between or unit)
    assert route.kecamatan == "kec-bintan-timur"
    assert BATAM in route.neighbours
    assert BINTAN not in route.neighbours
    assert "19.71" not in route.neighbours


def test_a_village_without_a_unit_is_the_kecamatans() -> None:
    site = Site(None, "Kota Tanjung Pinang", "Kecamatan Bukit Bestari", "Kelurahan Tanjung Unggat", "")
    route = route_of(demo_offices()["21.72"], "kelurahan", site, ())
    assert route.unit == "kec-bukit-bestari"
    nowhere = Site(None, "Kota Tanjung Pinang", "Kecamatan Entah", "Kelurahan Entah", "")
    assert route_of(demo_offices()["21.72"], "kecamatan", nowhere, ()).unit == "setda"


def test_other_units_are_desks_of_the_first_level_and_never_the_right_one() -> None:
    office = demo_offices()[BINTAN]
    route = route_of(office, "kesehatan", SITE, ())
    for seed in range(50):
        found = other_units(random.Random(seed), office, route, 2)
        assert len(set(found)) == 2
        assert "dinkes" not in found
        assert all(office.unit(code).parent == "root" and has_desk(office, code) for code in found)


def test_a_group_without_a_desk_is_no_step_on_the_way() -> None:
    office = demo_offices()[BINTAN]
    assert not has_desk(office, "vertikal")
    assert office.unit("pln").parent == "vertikal"


def test_near_units_are_thought_of_first() -> None:
    office = demo_offices()[BINTAN]
    route = route_of(office, "jalan", SITE, ())
    assert route.related == ("dishub", "perkim", "bappelitbang")
    assert {unit for seed in range(30) for unit in other_units(random.Random(seed), office, route, 2)} == set(
        route.related
    )
