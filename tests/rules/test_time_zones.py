import csv
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rules.identifiers import NATION, tenant_id_of
from rules.time_zones import WIB, WIT, WITA, zone_of

HOURS = {WIB: 7, WITA: 8, WIT: 9}


@pytest.mark.parametrize(
    ("code", "hours"),
    [("11", 7), ("21.01", 7), ("31", 7), ("36.71", 7), ("61", 7), ("62", 7),
     ("51", 8), ("53", 8), ("63", 8), ("64.72", 8), ("65", 8), ("71", 8), ("73", 8), ("76", 8),
     ("81", 9), ("82", 9), ("91", 9), ("92", 9), ("94", 9), ("96.71", 9)],
)  # fmt: skip
def test_the_province_decides(code: str, hours: int) -> None:
    zone = zone_of(tenant_id_of(code))
    assert HOURS[zone] == hours
    assert datetime(2026, 7, 1, tzinfo=zone).utcoffset() == timedelta(hours=hours)


def test_the_nation_keeps_jakartas_time() -> None:
    assert zone_of(NATION) is WIB


def test_a_regency_lives_in_the_zone_of_its_province() -> None:
    with (Path(__file__).parents[2] / "tenants" / "regions.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            tenant = tenant_id_of(row["code"])
            assert zone_of(tenant) is zone_of(tenant // 100 * 100)
