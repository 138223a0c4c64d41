"""Which words fill a complaint's templates? Its place, its dates, its numbers."""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final

from gateway.demo.complaints.grammar import expand
from gateway.demo.places import Spot

MONTHS: Final = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
_LOCATIONS: Final = (
    "{jalan} RT {rt}/RW {rw}, {kel}, {kec}",
    "{jalan}, {patokan}, {kel}",
    "{patokan} {kel}, {kec}",
    "{jalan}, {kel}, {kec}",
    "{jalan} RT {rt}/RW {rw}, {kel}",
)
_NUMBERED_SCHOOL: Final = " Negeri"
_LOOK_BACK: Final = 60


@cache
def wording() -> Mapping[str, Any]:
    """The citizens' turns of phrase, the streets and the landmarks."""
    return _load("wording.json")


@cache
def official_wording() -> Mapping[str, Any]:
    """The offices' turns of phrase."""
    return _load("official.json")


def _load(name: str) -> Mapping[str, Any]:
    read: dict[str, Any] = json.loads((files(__package__) / "data" / name).read_text(encoding="utf-8"))
    return read


def long_date(day: date) -> str:
    """As officials write it: 12 Agustus 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and when a complaint plays, as words; the same words in its title, its body and its answers."""

    fixed: Mapping[str, str]
    incident: date

    def words(self, rng: random.Random, **more: str) -> dict[str, str]:
        """The fixed words together with freshly drawn numbers and spans."""
        turns = wording()
        before = self.incident - timedelta(days=rng.randint(3, _LOOK_BACK))
        drawn = {
            "n": str(rng.randint(2, 9)),
            "puluh": str(rng.randint(15, 90)),
            "jam": rng.choice(turns["hours"]),
            "lama": rng.choice(turns["periods"]),
            "span": rng.choice(turns["spans"]),
            "date": long_date(before),
            "sejak": rng.choice(turns["since"]),
        }
        return {**self.fixed, **drawn, **more}


@dataclass(frozen=True, slots=True)
class Site:
    """The names of a place; `spot` is None where no places of the pemda are known."""

    spot: Spot | None
    region: str
    kecamatan: str
    village: str
    line: str


def site_of(rng: random.Random, spot: Spot | None, region: str) -> tuple[Site, dict[str, str]]:
    """A place of a pemda and the words that name it."""
    turns = wording()
    landmark = rng.choice(turns["landmarks"])
    if landmark.endswith(_NUMBERED_SCHOOL):
        landmark = f"{landmark} {rng.randint(1, 24):03d}"
    words = {
        "daerah": spot.region.name if spot else region,
        "kec": f"Kecamatan {spot.kecamatan.name}" if spot else "Kecamatan Percontohan I",
        "kel": spot.village.title if spot else "Kelurahan Percontohan",
        "jalan": rng.choice(turns["streets"]),
        "patokan": landmark,
        "landmark": landmark,
        "rt": f"{rng.randint(1, 9):02d}",
        "rw": f"{rng.randint(1, 12):02d}",
    }
    words["lokasi"] = expand(rng.choice(_LOCATIONS), rng, words)
    line = f"{words['jalan']}, {words['patokan']}, {words['kel']}, {words['kec']}, {words['daerah']}"
    return Site(spot, words["daerah"], words["kec"], words["kel"], line), words


def scene_of(words: Mapping[str, str], incident: date, *, phone: str | None) -> Scene:
    """The scene: a place's words, the day of the incident, the reporter's number when there is one."""
    tag = words["daerah"].split(" ", 1)[-1].replace(" ", "").lower()
    fixed = {**words, "tgl": long_date(incident), "tag": tag, "phone": phone or "sesuai data pelapor"}
    return Scene(fixed, incident)
