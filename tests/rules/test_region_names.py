"""A pemda is taken from the first words only where they cannot mean anything else."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.region_names import ALIASES, ORDINARY, Names, meant_by, names_of

REGIONS = Path(__file__).parents[2] / "tenants" / "regions.csv"
SAID = "lampu jalan padam"


def all_names() -> Names:
    with REGIONS.open(encoding="utf-8") as file:
        return names_of(
            (row["code"], row["name"])
            for row in csv.DictReader(file)
            if row["autonomous"] == "true" and row["level"] != "nasional"
        )


NAMES = all_names()


def test_every_pemda_is_found_by_its_full_name_and_by_its_code() -> None:
    assert len(NAMES.full) == len(NAMES.codes) == 546
    for name, code in NAMES.full.items():
        assert meant_by(f"{name} {SAID}", NAMES) == (code, SAID)
        assert meant_by(f"{name.lower()}: {SAID}", NAMES) == (code, SAID)
        if "." in code:
            assert meant_by(f"{code} {SAID}", NAMES) == (code, SAID)
            assert meant_by(f"{code.replace('.', '')} {SAID}", NAMES) == (code, SAID)
        else:
            assert meant_by(f"{code}00 {SAID}", NAMES) == (code, SAID)
            assert meant_by(f"{code}: {SAID}", NAMES) == (code, SAID)


def test_a_bare_name_means_the_only_one_that_has_it_and_stays_in_the_sentence() -> None:
    for name, code in NAMES.bare.items():
        assert meant_by(f"{name}: {SAID}", NAMES) == (code, SAID)
        expected = (None if name in ORDINARY else code, f"{name} {SAID}")
        assert meant_by(f"{name} {SAID}", NAMES) == expected


@pytest.mark.parametrize("name", ["Bandung", "Bogor", "Gorontalo", "Sukabumi"])
def test_a_name_of_two_means_neither(name: str) -> None:
    assert name.upper() not in NAMES.bare
    assert meant_by(f"{name}: {SAID}", NAMES) == (None, f"{name}: {SAID}")


def test_short_names_of_provinces() -> None:
    for alias, code in ALIASES.items():
        assert meant_by(f"{alias}, {SAID}", NAMES) == (code, SAID)


@pytest.mark.parametrize(
    ("text", "code", "rest"),
    [
        ("21.01 x", "21.01", "x"),
        ("2101 x", "21.01", "x"),
        ("21.01, x", "21.01", "x"),
        ("21.01", "21.01", ""),
        ("2100 x", "21", "x"),
        ("21 orang sakit", None, "21 orang sakit"),
        ("21# x", "21", "x"),
        ("21.99 x", None, "21.99 x"),
        ("2024 x", None, "2024 x"),
        ("21.01.05 x", None, "21.01.05 x"),
        ("2101 2022 x", "21.01", "2022 x"),
        ("21015 x", None, "21015 x"),
        ("2101a x", None, "2101a x"),
        ("081234567890 menipu", None, "081234567890 menipu"),
        ("Kab. Bintan - x", "21.01", "x"),
        ("KAB BINTAN x", "21.01", "x"),
        ("prov kepulauan riau x", "21", "x"),
        ("Kota  Tanjung \n Pinang x", "21.72", "x"),
        ("kota bintan x", None, "kota bintan x"),
        ("bintannya rusak", None, "bintannya rusak"),
        ("", None, ""),
        ("   ", None, ""),
        ("!!!", None, "!!!"),
    ],
)
def test_examples(text: str, code: str | None, rest: str) -> None:
    assert meant_by(text, NAMES) == (code, rest)


@given(st.text(max_size=200))
def test_whatever_is_said_nothing_but_a_name_is_lost(text: str) -> None:
    code, rest = meant_by(text, NAMES)
    assert rest in text
    if code is None:
        assert rest == text.strip()
