"""What the documents of Bintan and Bangka Belitung printed in 2021: answers, scores, priorities, minutes."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

_DATA: Final = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class PrintedUnit:
    """A unit of Bintan's matrix: its number and name in the regulation, its answers by question, its printed scores."""

    number: int
    name: str
    answers: dict[int, int]
    scores: dict[str, str]


@dataclass(frozen=True, slots=True)
class PrintedResult:
    """Bintan's result as it is printed (Perbup Bintan 53/2021, 2.2.2)."""

    units: tuple[PrintedUnit, ...]
    averages: dict[str, str]
    priorities: dict[str, int]


def bintan() -> PrintedResult:
    """The real self-assessment of Kabupaten Bintan: 19 units, 20 questions, and what was printed of it."""
    answers: dict[tuple[int, str], dict[int, int]] = defaultdict(dict)
    with (_DATA / "bintan_2021.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            answers[int(row["unit_no"]), row["unit_name"]][int(row["question_no"])] = int(row["value"])
    published = orjson.loads((_DATA / "bintan_published_2021.json").read_bytes())
    scores = {one["unit"]: one["scores"] for one in published["units"]}
    return PrintedResult(
        tuple(PrintedUnit(number, name, ticks, scores[number]) for (number, name), ticks in answers.items()),
        published["averages"],
        published["priorities"],
    )


def babel() -> dict[str, Any]:
    """Bangka Belitung's matrix of 22 items, its second table, priority sheet and minutes."""
    found: dict[str, Any] = orjson.loads((_DATA / "babel_2021.json").read_bytes())
    return found
