"""What do people complain about? The frames: one matter each, with everything that may be said about it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from gateway.demo.offices import NATION, Office
from rules.vocabulary import ArchiveReason, Kind

_TAGGED: Final = re.compile(r"(\d+):(.*)", re.DOTALL)
_FILES: Final = (
    "infrastructure",
    "environment",
    "people",
    "economy",
    "oversight",
    "information",
    "aspiration",
    "nation",
    "stray",
)
LOWEST: Final = ("kecamatan", "kelurahan")
"""Subjects served by the kecamatan and the kelurahan or desa of the place itself."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, and to which problems of its frame it belongs (empty: to all)."""

    text: str
    problems: frozenset[int]


@dataclass(frozen=True, slots=True)
class Frame:
    """One matter: `serves` names the subject that a unit answers for, `level` whose business it is.

    `private` marks matters in which people hide who they are. Problems are counted from 1.
    """

    id: str
    kind: Kind
    serves: str
    level: str
    weight: int
    private: bool
    topics: tuple[int, ...]
    subjects: tuple[str, ...]
    problems: tuple[str, ...]
    titles: tuple[Line, ...]
    detail: tuple[Line, ...]
    effect: tuple[Line, ...]
    ask: tuple[Line, ...]
    progress: tuple[Line, ...]
    solved: tuple[Line, ...]

    def topic(self, problem: int) -> int:
        """The topic of one of its problems."""
        return self.topics[problem - 1]

    def subject(self, problem: int) -> str:
        """The subject of one of its problems: usually the frame's own."""
        return self.subjects[problem - 1]

    def lines(self, part: tuple[Line, ...], problem: int) -> list[str]:
        """The sentences of a part that fit the problem."""
        return [line.text for line in part if not line.problems or problem in line.problems]


@cache
def frames() -> tuple[Frame, ...]:
    """All frames, in the order of their files."""
    return tuple(_frame(entry) for name in _FILES for entry in _read(name))


@cache
def stray(reason: ArchiveReason) -> Frame | None:
    """The matters that are archived for this reason, where the report itself gives it."""
    wanted = f"stray-{reason.value.lower().replace('_', '-')}"
    return next((frame for frame in frames() if frame.id == wanted), None)


def frames_for(office: Office) -> tuple[Frame, ...]:
    """The frames that this pemda (or the nation) can be asked about: its level, and a unit that serves the subject."""
    level = "nation" if office.tenant == NATION else "regency" if "." in office.tenant else "province"
    return tuple(_fitting(office, level))


def _fitting(office: Office, level: str) -> Iterator[Frame]:
    for frame in frames():
        own = frame.level == level or (frame.level == "any" and level != "nation")
        if own and (frame.serves in LOWEST or office.serving(frame.serves)):
            yield frame


def _read(name: str) -> list[dict[str, Any]]:
    text = (files(__package__) / "data" / f"frames_{name}.json").read_text(encoding="utf-8")
    read: list[dict[str, Any]] = json.loads(text)
    return read


def _frame(entry: dict[str, Any]) -> Frame:
    problems = tuple(entry["problem"])
    return Frame(
        id=entry["id"],
        kind=Kind(entry["kind"]),
        serves=entry["serves"],
        level=entry["level"],
        weight=entry["weight"],
        private=entry.get("private", False),
        topics=tuple(entry.get("topics", [entry["topic"]] * len(problems))),
        subjects=tuple(entry.get("subjects", [entry["serves"]] * len(problems))),
        problems=problems,
        titles=_lines(entry["titles"]),
        detail=_lines(entry["detail"]),
        effect=_lines(entry["effect"]),
        ask=_lines(entry["ask"]),
        progress=_lines(entry["progress"]),
        solved=_lines(entry["solved"]),
    )


def _lines(texts: list[str]) -> tuple[Line, ...]:
    return tuple(_line(text) for text in texts)


def _line(text: str) -> Line:
    tagged = _TAGGED.fullmatch(text)
    if tagged is None:
        return Line(text, frozenset())
    return Line(tagged[2], frozenset(int(digit) for digit in tagged[1]))
