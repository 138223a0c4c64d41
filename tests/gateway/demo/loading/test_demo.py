"""Which pemda the demo enrols; that it fills an empty installation as it must is seen in commands/test_demo.py."""

import pytest

from gateway.demo.loading.demo import PROVINCES_SHOWN, regions


def test_the_nation_all_provinces_and_the_regencies_that_are_shown() -> None:
    codes = [code for code, _ in regions(everything=False)]
    assert codes[0] == "00"
    assert len([code for code in codes if len(code) == 2]) == 39
    regencies = [code for code in codes if len(code) == 5]
    assert {code[:2] for code in regencies} == set(PROVINCES_SHOWN)
    assert {"21.01", "21.71", "19.71"} <= set(regencies)


@pytest.mark.parametrize("everything", [True, False])
def test_each_is_there_once_and_after_its_province(everything: bool) -> None:  # noqa: FBT001 - a case
    codes = [code for code, _ in regions(everything=everything)]
    assert len(set(codes)) == len(codes)
    assert all(codes.index(code[:2]) < codes.index(code) for code in codes if len(code) == 5)


def test_everything_is_the_nation_and_546_pemda() -> None:
    assert len(regions(everything=True)) == 547
