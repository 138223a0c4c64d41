"""Every value has one band, whatever the scale; past months keep theirs."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import Refusal
from rules.predikat import DEFAULT, Band, Scale, check_bands, check_scale_from, scale_on

MALUKU_TENGAH = [
    Band(code, code, Decimal(low), "#111111") for code, low in (("A", 85), ("B", 75), ("C", 65), ("D", 50))
]
LAST = Band("E", "E", None, "#111111")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("250", "ST"), ("100.01", "ST"), ("91", "ST"), ("90.99", "T"), ("90.5", "T"), ("76", "T"), ("75.99", "S"),
        ("66", "S"), ("65.5", "R"), ("51", "R"), ("50.99", "SR"), ("0", "SR"), ("-20", "SR"),
    ],
)  # fmt: skip
def test_the_default_has_lower_bounds_and_no_gaps(value: str, code: str) -> None:
    assert DEFAULT.band(Fraction(value)).code == code


scales = st.lists(st.integers(0, 1000), min_size=1, max_size=9, unique=True).map(
    lambda bounds: (
        *(Band(chr(65 + n), "x", Decimal(low), "#000000") for n, low in enumerate(sorted(bounds, reverse=True))),
        Band("Z", "x", None, "#000000"),
    )
)


@given(scales, st.fractions(-500, 2000))
def test_bands_cover_every_value_once(bands: tuple[Band, ...], value: Fraction) -> None:
    check_bands(bands)
    upper = [None, *(band.lower for band in bands[:-1])]
    holding = [
        band
        for band, above in zip(bands, upper, strict=True)
        if (band.lower is None or value >= band.lower) and (above is None or value < above)
    ]
    assert holding == [Scale(1, date.min, bands, "").band(value)]


@pytest.mark.parametrize(
    ("bands", "field"),
    [
        ([LAST], "bands"),
        ([*MALUKU_TENGAH, *MALUKU_TENGAH, *MALUKU_TENGAH, LAST], "bands"),
        (MALUKU_TENGAH, "bands.3.lower"),
        ([MALUKU_TENGAH[0], LAST, LAST], "bands.1.lower"),
        ([MALUKU_TENGAH[1], MALUKU_TENGAH[0], LAST], "bands.1.lower"),
        ([MALUKU_TENGAH[0], Band("X", "x", Decimal(85), "#111111"), LAST], "bands.1.lower"),
        ([MALUKU_TENGAH[0], MALUKU_TENGAH[0], LAST], "bands.1.code"),
        ([Band("a", "x", Decimal(9), "#111111"), LAST], "bands.0.code"),
        ([Band("A", "x", Decimal(9), "green"), LAST], "bands.0.colour"),
        ([Band("A", "x", Decimal(-1), "#111111"), LAST], "bands.0.lower"),
        ([Band("A", "x", Decimal(1001), "#111111"), LAST], "bands.0.lower"),
    ],
)
def test_what_is_no_scale(bands: list[Band], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_bands(bands)
    assert (refused.value.code, refused.value.field) == ("BAD_USER_INPUT", field)


def test_a_month_keeps_the_scale_of_its_last_day() -> None:
    own = [Scale(n, date(2026, month, 1), (*MALUKU_TENGAH, LAST), "") for n, month in ((1, 4), (2, 6), (3, 6))]
    assert [scale_on(own, date(2026, m, 28)).number for m in (3, 4, 5, 6, 7)] == [0, 1, 1, 3, 3]
    check_scale_from(date(2026, 4, 1), date(2026, 3, 31))
    for wrong in (date(2026, 3, 1), date(2026, 4, 2), date(2027, 5, 1)):
        with pytest.raises(Refusal):
            check_scale_from(wrong, date(2026, 3, 4))
