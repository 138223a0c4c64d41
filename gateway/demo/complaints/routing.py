"""To which unit does a matter belong, which units may wrongly get it first, and which pemda are its neighbours?"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from gateway.demo.complaints.frames import LOWEST, Frame
from gateway.demo.complaints.scenes import Site
from gateway.demo.offices import ROOT, Office, Unit, slug
from rules.roles import DESK_ROLES, Role, UnitKind

_CANDIDATES: Final = frozenset({UnitKind.DINAS, UnitKind.BADAN, UnitKind.SATPOL_PP})
_LAST_RESORT: Final = "pemerintahan"


@dataclass(frozen=True, slots=True)
class Route:
    """The unit that a matter belongs to.

    `between` is the unit above it that disposes further down, None when it is directly below the root;
    `kecamatan` the unit of the place, where the pemda has one; `neighbours` the pemda that may get it by mistake.
    """

    unit: str
    between: str | None
    kecamatan: str | None
    neighbours: tuple[str, ...]

    @property
    def top(self) -> str:
        """The unit directly below the root on the way: what a returning unit suggests."""
        return self.between or self.unit


def route_of(office: Office, frame: Frame, site: Site, tenants: Iterable[str]) -> Route:
    """The way of a matter at a place through a pemda's units. Raises LookupError where no unit can take it."""
    kecamatan = f"kec-{slug(site.kecamatan.removeprefix('Kecamatan '))}"
    unit = _unit(office, frame, site, kecamatan)
    above = unit.parent if unit.parent not in (None, ROOT) else None
    same_province = (code for code in tenants if "." in code and code[:2] == office.tenant[:2])
    return Route(
        unit=unit.code,
        between=above if above and has_desk(office, above) else None,
        kecamatan=kecamatan if office.has(kecamatan) else None,
        neighbours=tuple(code for code in same_province if code != office.tenant),
    )


def _unit(office: Office, frame: Frame, site: Site, kecamatan: str) -> Unit:
    if frame.serves not in LOWEST:
        serving = office.serving(frame.serves) or office.serving(_LAST_RESORT)
        if serving is None:
            raise LookupError(frame.serves)
        return serving
    word, _, name = site.village.partition(" ")
    village = f"{'desa' if word == 'Desa' else 'kel'}-{slug(name)}"
    for code in (village, kecamatan) if frame.serves == "kelurahan" else (kecamatan,):
        if office.has(code):
            return office.unit(code)
    return office.unit("setda")


def has_desk(office: Office, unit: str) -> bool:
    """Does anyone sit there who may act on a complaint?"""
    return any(office.desk(unit, role) for role in DESK_ROLES)


def other_units(rng: random.Random, office: Office, route: Route, count: int) -> list[str]:
    """`count` units (fewer when there are not as many) that could be thought responsible, but are not."""
    candidates = [
        unit.code
        for unit in office.children(ROOT)
        if unit.kind in _CANDIDATES and unit.code != route.top and office.desk(unit.code, Role.PENGHUBUNG)
    ]
    return rng.sample(candidates, min(count, len(candidates)))
