"""Where in a pemda does something happen: kecamatan, kelurahan and desa, with a point that lies about there."""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_SPREAD = 0.012


@dataclass(frozen=True, slots=True)
class Village:
    """A kelurahan or desa: the lowest level of administration."""

    name: str
    is_desa: bool

    @property
    def title(self) -> str:
        """With the word before it: Kelurahan Sadai, Desa Berakit."""
        return f"{'Desa' if self.is_desa else 'Kelurahan'} {self.name}"


@dataclass(frozen=True, slots=True)
class Kecamatan:
    """A kecamatan with its approximate centre in degrees (WGS 84)."""

    name: str
    latitude: float
    longitude: float
    villages: tuple[Village, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """The rough bounding box of a pemda in degrees."""

    south: float
    north: float
    west: float
    east: float

    def covers(self, latitude: float, longitude: float) -> bool:
        """Is the point inside?"""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


@dataclass(frozen=True, slots=True)
class Region:
    """The places of one kabupaten or kota."""

    code: str
    name: str
    box: Box
    kecamatan: tuple[Kecamatan, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """One place: where a complaint says that it happened."""

    region: Region
    kecamatan: Kecamatan
    village: Village
    latitude: float
    longitude: float


@cache
def regions() -> Mapping[str, Region]:
    """Every kabupaten and kota whose places are known, by kode wilayah (Kepulauan Riau, Kepulauan Bangka Belitung)."""
    read = json.loads((files(__package__) / "places.json").read_text(encoding="utf-8"))
    return {code: _region(code, pemda) for code, pemda in read["pemda"].items()}


def _region(code: str, pemda: Mapping[str, Any]) -> Region:
    return Region(code, pemda["name"], Box(*pemda["box"]), tuple(_kecamatan(entry) for entry in pemda["kecamatan"]))


def _kecamatan(entry: Mapping[str, Any]) -> Kecamatan:
    villages = [Village(name, is_desa=False) for name in entry["kelurahan"]]
    villages += [Village(name, is_desa=True) for name in entry["desa"]]
    return Kecamatan(entry["name"], entry["lat"], entry["lon"], tuple(villages))


def regions_under(code: str) -> tuple[Region, ...]:
    """The known regions that a pemda covers: itself, a province's regencies, everything for the nation."""
    if code == "00":
        return tuple(regions().values())
    return tuple(region for region in regions().values() if region.code == code or region.code.startswith(f"{code}."))


def spot(rng: random.Random, code: str) -> Spot | None:
    """A place in this pemda drawn at random, first kecamatan more often; None where no places are known."""
    known = regions_under(code)
    if not known:
        return None
    region = rng.choice(known)
    weights = range(len(region.kecamatan) + 2, 2, -1)
    kecamatan = rng.choices(region.kecamatan, weights)[0]
    return Spot(
        region=region,
        kecamatan=kecamatan,
        village=rng.choice(kecamatan.villages),
        latitude=round(kecamatan.latitude + rng.uniform(-_SPREAD, _SPREAD), 6),
        longitude=round(kecamatan.longitude + rng.uniform(-_SPREAD, _SPREAD), 6),
    )
