"""Which offices does a pemda of the demo have: its tree of units, its positions, its coordination team?"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final
from zlib import crc32

from gateway.demo.people import holder_name
from gateway.demo.places import Kecamatan, regions
from rules.roles import AppointmentKind, Role, TeamSeat, UnitKind

ROOT: Final = "root"
NATION: Final = "00"
DEMO: Final = "demo"
DOCUMENTED: Final = ("00", "21", "21.01", "21.71", "19")
"""The pemda whose offices come from the four source documents; all others get the generic set."""
_HEADS: Final = (("Provinsi ", "Gubernur "), ("Kabupaten ", "Bupati "), ("Kota ", "Wali Kota "))
_FIRST_DAY: Final = date(2022, 1, 3)
_DAYS: Final = 1_200
_ACTING_ONE_IN: Final = 12


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit; `source` is document and section (000, 002, 003, 004), or starts with 'demo' where none names it.

    `serves` are the subjects that the unit answers for; the generator of complaints disposes by them.
    """

    code: str
    name: str
    full_name: str
    kind: UnitKind
    parent: str | None
    source: str
    serves: tuple[str, ...] = ()
    desk: bool = True

    @property
    def documented(self) -> bool:
        """Does one of the source documents name it?"""
        return not self.source.startswith(DEMO)


@dataclass(frozen=True, slots=True)
class Position:
    """A jabatan: unit and role, and who holds it since when by which SK. `home` is the unit where an admin works."""

    unit: str
    role: Role
    title: str
    source: str
    home: str
    holder: str
    sk_number: str
    kind: AppointmentKind
    since: date


@dataclass(frozen=True, slots=True)
class TeamMember:
    """One seat of the coordination team: the office that fills it, and an invented name."""

    seat: TeamSeat
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Team:
    """The coordination team; `sk_number` is None where no document prints it."""

    sk_number: str | None
    about: str
    source: str
    members: tuple[TeamMember, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """One pemda's offices. Units come parents first; the first is the root."""

    tenant: str
    name: str
    units: tuple[Unit, ...]
    positions: tuple[Position, ...]
    team: Team | None
    _by_code: Mapping[str, Unit] = field(repr=False, compare=False)

    def unit(self, code: str) -> Unit:
        """The unit with this code. Raises KeyError."""
        return self._by_code[code]

    def has(self, code: str) -> bool:
        """Is there such a unit?"""
        return code in self._by_code

    def serving(self, subject: str) -> Unit | None:
        """The first unit that answers for a subject (jalan, kesehatan ...); None when no unit does."""
        return next((unit for unit in self.units if subject in unit.serves), None)

    def desk(self, unit: str, role: Role) -> Position | None:
        """The first position of this role at this unit."""
        return next((p for p in self.positions if p.unit == unit and p.role is role), None)

    def children(self, code: str) -> tuple[Unit, ...]:
        """The units directly below."""
        return tuple(unit for unit in self.units if unit.parent == code)


def offices(codes: Iterable[tuple[str, str]]) -> tuple[Office, ...]:
    """The offices of these pemda, given as (kode wilayah, name)."""
    return tuple(office_of(code, name) for code, name in codes)


@cache
def office_of(code: str, name: str) -> Office:
    """The offices of one pemda: from the documents where they describe it, otherwise the generic set of its level."""
    document = _document(code)
    words = {"region": name, "head": _head(name)}
    units = tuple(_units(code, document, words))
    positions = tuple(_positions(code, units, document, words))
    by_code = {unit.code: unit for unit in units}
    return Office(code, units[0].name, units, positions, _team(code, document, words), by_code)


def _document(code: str) -> Mapping[str, Any]:
    if code in DOCUMENTED:
        return _read(f"{code}.json")
    return _read("generic_regency.json" if "." in code else "generic_province.json")


@cache
def _read(name: str) -> Mapping[str, Any]:
    read: dict[str, Any] = json.loads((files(__package__) / "offices" / name).read_text(encoding="utf-8"))
    return read


def _head(name: str) -> str:
    for level, title in _HEADS:
        if name.startswith(level):
            return title + name.removeprefix(level)
    return f"Kepala {name}"


def _units(code: str, document: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[Unit]:
    for entry in document["units"]:
        name = entry["name"].format(**words)
        yield Unit(
            code=entry["code"],
            name=name,
            full_name=entry.get("full_name", name),
            kind=UnitKind(entry["kind"]),
            parent=entry["parent"],
            source=entry["source"],
            serves=tuple(entry["serves"]),
            desk=entry.get("desk", True),
        )
    for kecamatan in _taken(code, document["kecamatan"]["take"]):
        yield from _kecamatan(kecamatan, document["kecamatan"])


def _taken(code: str, count: int) -> Iterable[Kecamatan]:
    region = regions().get(code)
    if region is not None:
        return region.kecamatan[:count]
    numerals = ("I", "II", "III")[:count]
    return [Kecamatan(f"Percontohan {numeral}", 0.0, 0.0, ()) for numeral in numerals]


def _kecamatan(kecamatan: Kecamatan, settings: Mapping[str, Any]) -> Iterator[Unit]:
    name, code = f"Kecamatan {kecamatan.name}", f"kec-{slug(kecamatan.name)}"
    source = settings["sources"].get(kecamatan.name, DEMO)
    yield Unit(code, name, name, UnitKind.KECAMATAN, ROOT, source, ("kecamatan",))
    for village in kecamatan.villages[: settings["villages"]]:
        below = f"{'desa' if village.is_desa else 'kel'}-{slug(village.name)}"
        yield Unit(below, village.title, village.title, UnitKind.KELURAHAN, code, DEMO, ("kelurahan",))


def slug(name: str) -> str:
    """The part of a unit's code that a place name makes."""
    return name.lower().replace(" ", "-")


def _positions(
    code: str, units: tuple[Unit, ...], document: Mapping[str, Any], words: Mapping[str, str]
) -> Iterator[Position]:
    stated = [(p["unit"], Role(p["role"]), p["title"].format(**words), p) for p in document["positions"]]
    for number, (unit, role, title, entry) in enumerate(stated):
        yield _position(code, unit, role, title, source=entry["source"], home=entry.get("home", unit), number=number)
    taken = {(unit, role) for unit, role, _, _ in stated}
    for unit in units:
        for role, title in _usual(unit):
            if (unit.code, role) not in taken:
                yield _position(code, unit.code, role, title, source=DEMO, home=unit.code)


def _usual(unit: Unit) -> Iterator[tuple[Role, str]]:
    """The desk that every unit of a kind has; a bidang inside a dinas has its head and no staff of its own."""
    if not unit.desk:
        return
    if unit.kind in (UnitKind.DINAS, UnitKind.BADAN) and unit.parent != ROOT:
        yield Role.PENGHUBUNG, f"Kepala {unit.name}"
        return
    for role, title in _read("titles.json")[unit.kind]:
        yield Role(role), title.format(name=unit.name)


def _position(tenant: str, unit: str, role: Role, title: str, *, source: str, home: str, number: int = 0) -> Position:
    key = f"{tenant}/{unit}/{role}/{number}"
    draw = crc32(key.encode())
    since = _FIRST_DAY + timedelta(days=draw % _DAYS)
    acting = role is Role.PENGHUBUNG and draw % _ACTING_ONE_IN == 0
    return Position(
        unit=unit,
        role=role,
        title=title,
        source=source,
        home=home,
        holder=holder_name(key),
        sk_number=f"{draw % 900 + 100}/DEMO/{since.year}",
        kind=AppointmentKind.PLT if acting else AppointmentKind.DEFINITIVE,
        since=since,
    )


def _team(code: str, document: Mapping[str, Any], words: Mapping[str, str]) -> Team | None:
    team = document["team"]
    if team is None:
        return None
    members = (
        TeamMember(TeamSeat(m["seat"]), m["title"].format(**words), holder_name(f"{code}/team/{number}"))
        for number, m in enumerate(team["members"])
    )
    return Team(team["sk_number"], team["about"].format(**words), team["source"], tuple(members))
