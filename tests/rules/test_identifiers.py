import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import BAD_USER_INPUT, Refusal
from rules.identifiers import NATION, NOWHERE, Reach, code_of, reach_of, tenant_id_of

with (Path(__file__).parents[2] / "tenants" / "regions.csv").open(encoding="utf-8") as _file:
    REGIONS = list(csv.DictReader(_file))
TENANTS = {row["code"]: tenant_id_of(row["code"]) for row in REGIONS}


def test_examples() -> None:
    assert {code: tenant_id_of(code) for code in ("00", "21", "21.01", "21.71")} == {
        "00": 0, "21": 2100, "21.01": 2101, "21.71": 2171,
    }  # fmt: skip


def test_every_region_has_a_number_of_its_own_and_its_code_comes_back() -> None:
    assert len(REGIONS) == 553
    assert len(set(TENANTS.values())) == 553
    assert all(code_of(tenant) == code for code, tenant in TENANTS.items())
    assert all(0 <= tenant <= 9999 for tenant in TENANTS.values())


def test_a_province_reaches_its_regencies_and_no_others() -> None:
    for row in REGIONS:
        reach = reach_of(TENANTS[row["code"]])
        inside = {code for code, tenant in TENANTS.items() if reach.covers(tenant)}
        if row["level"] == "nasional":
            assert inside == set(TENANTS)
        elif row["level"] == "provinsi":
            assert inside == {row["code"]} | {each["code"] for each in REGIONS if each["parent_code"] == row["code"]}
        else:
            assert inside == {row["code"]}


def test_nobody_reaches_nowhere() -> None:
    assert not any(NOWHERE.covers(tenant) for tenant in range(-1, 10_001))
    assert Reach(2100, 2199).covers(2100)
    assert Reach(2100, 2199).covers(2199)
    assert not Reach(2100, 2199).covers(2200)
    assert reach_of(NATION) == Reach(0, 9999)


@pytest.mark.parametrize(
    "code", ["", "2", "211", "21.1", "21.", ".01", "21.001", "21-01", " 21", "21 ", "00.01", "٢١", "ab"]
)
def test_anything_else_is_no_code(code: str) -> None:
    with pytest.raises(Refusal) as refused:
        tenant_id_of(code)
    assert (refused.value.code, refused.value.field) == (BAD_USER_INPUT, "code")
    assert code in refused.value.en


@given(st.integers(1, 99), st.integers(0, 99))
def test_every_number_comes_back(province: int, regency: int) -> None:
    tenant = province * 100 + regency
    assert tenant_id_of(code_of(tenant)) == tenant
    assert reach_of(tenant).covers(tenant)
    assert reach_of(NATION).covers(tenant)
