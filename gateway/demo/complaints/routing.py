"""To which unit does a matter belong, which units may wrongly get it first, and which pemda are its neighbours?"""

import json
import random
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from gateway.demo.complaints.frames import LOWEST
from gateway.demo.complaints.scenes import Site
from gateway.demo.offices import ROOT, Office, Unit, slug
from rules.roles import DESK_ROLES, Role, UnitKind

_CANDIDATES: Final = frozenset({UnitKind.DINAS, UnitKind.BADAN, UnitKind.SATPOL_PP})
_LAST_RESORT: Final = "pemerintahan"
_NATIONAL: Final = "nasional"


@dataclass(frozen=True, slots=True)
class Route:
    """The unit that a matter belongs to.

    `between` is the unit above it that disposes further down, None when it is directly below the root;
    `kecamatan` the unit of the place, where the pemda has one; `related` the units of the first level whose subjects
    lie near, so that they take part or get it by mistake; `neighbours` the pemda that may get it by mistake.
    """

    unit: str
    between: str | None
    kecamatan: str | None
    related: tuple[str, ...]
    neighbours: tuple[str, ...]

    @property
    def top(self) -> str:
        """The unit directly below the root on the way: what a returning unit suggests."""
        return self.between or self.unit


def route_of(office: Office, subject: str, site: Site, tenants: Iterable[str]) -> Route:
    """The way of a subject at a place through a pemda's units. Raises LookupError where no unit can take it."""
    kecamatan = f"kec-{slug(site.kecamatan.removeprefix('Kecamatan '))}"
    unit = _unit(office, subject, site, kecamatan)
    above = unit.parent if unit.parent not in (None, ROOT) else None
    near = (office.serving(partner) for partner in _partners().get(subject, ()))
    same_province = (code for code in tenants if "." in code and code[:2] == office.tenant[:2])
    return Route(
        unit=unit.code,
        between=above if above and has_desk(office, above) else None,
        kecamatan=kecamatan if office.has(kecamatan) else None,
        related=tuple(dict.fromkeys(other.code for other in near if other and _may_take(office, other, unit))),
        neighbours=tuple(code for code in same_province if code != office.tenant),
    )


@cache
def _partners() -> dict[str, list[str]]:
    read: dict[str, list[str]] = json.loads((files(__package__) / "data" / "partners.json").read_text(encoding="utf-8"))
    return read


def _may_take(office: Office, other: Unit, unit: Unit) -> bool:
    free = other.code not in (unit.code, unit.parent) and other.parent == ROOT
    return free and office.desk(other.code, Role.PENGHUBUNG) is not None


def _unit(office: Office, subject: str, site: Site, kecamatan: str) -> Unit:
    if subject not in LOWEST:
        serving = office.serving(subject) or office.serving(_LAST_RESORT) or office.serving(_NATIONAL)
        if serving is None:
            raise LookupError(subject)
        return serving
    word, _, name = site.village.partition(" ")
    village = f"{'desa' if word == 'Desa' else 'kel'}-{slug(name)}"
    for code in (village, kecamatan) if subject == "kelurahan" else (kecamatan,):
        if office.has(code):
            return office.unit(code)
    return office.unit("setda")


def has_desk(office: Office, unit: str) -> bool:
    """Does anyone sit there who may act on a complaint?"""
    return any(office.desk(unit, role) for role in DESK_ROLES)


def other_units(rng: random.Random, office: Office, route: Route, count: int) -> list[str]:
    """`count` units (fewer when there are not as many) that could be thought responsible: near ones before others."""
    found = rng.sample(route.related, min(count, len(route.related)))
    if len(found) < count:
        candidates = [
            unit.code
            for unit in office.children(ROOT)
            if unit.kind in _CANDIDATES
            and unit.code not in (route.top, *found)
            and office.desk(unit.code, Role.PENGHUBUNG)
        ]
        found += rng.sample(candidates, min(count - len(found), len(candidates)))
    return found
