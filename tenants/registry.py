"""Which pemda exist on a given day, which of them are enrolled, which numbers they have: the registry, remembered."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from rules.errors import BAD_USER_INPUT, Refusal, not_found
from rules.identifiers import NOWHERE, Reach, TenantId, reach_of
from tenants.session import Query, Sessions

_REGIONS: Final = """
SELECT code, valid_from, valid_to, parent_code, tenant_id, level, autonomous, name FROM tuntas.region
ORDER BY code, valid_from
"""
_TENANTS: Final = """
SELECT id, code, level, name, time_zone, brand FROM tuntas.tenant WHERE detached_at IS NULL ORDER BY id
"""
_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region under one code and name, from a day on, until (not including) another."""

    code: str
    valid_from: date
    valid_to: date | None
    parent_code: str | None
    tenant_id: int
    level: str
    autonomous: bool
    name: str

    def valid_on(self, day: date) -> bool:
        """Was the region known like this on that day?"""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class TenantRow:
    """A pemda that is enrolled here, or the nation."""

    id: int
    code: str
    level: str
    name: str
    time_zone: str
    brand: str


class Snapshot:
    """The registry as it was read at one moment; it does not change."""

    def __init__(self, regions: Iterable[RegionRow], tenants: Iterable[TenantRow]) -> None:
        self._regions: dict[str, list[RegionRow]] = {}
        for region in regions:
            self._regions.setdefault(region.code, []).append(region)
        self._tenants = {tenant.id: tenant for tenant in tenants}

    @property
    def tenants(self) -> list[TenantRow]:
        """Everyone enrolled, in the order of their numbers."""
        return list(self._tenants.values())

    def tenant(self, tenant_id: int) -> TenantRow | None:
        """The enrolled pemda with this number."""
        return self._tenants.get(tenant_id)

    def resolve(self, code: str, on: date) -> RegionRow | None:
        """What this kode wilayah meant on that day: regions are renamed, split and given new codes."""
        return next((region for region in self._regions.get(code, ()) if region.valid_on(on)), None)

    def history(self, code: str) -> list[RegionRow]:
        """All that this code has meant, oldest first."""
        return list(self._regions.get(code, ()))

    def within(self, code: str, on: date) -> list[RegionRow]:
        """The regions directly under this one on that day, Jakarta's administrative areas included."""
        rows = (row for history in self._regions.values() for row in history)
        return [row for row in rows if row.parent_code == code and row.valid_on(on)]

    def tenant_id_of(self, code: str, on: date) -> TenantId:
        """The tenant that keeps a region's cases: a pemda's own, for an administrative area its province's.

        Raises NOT_FOUND for a code without a region on that day, BAD_USER_INPUT when the pemda is not enrolled.
        """
        region = self.resolve(code, on)
        if region is None:
            raise not_found(f"No region had the code {code} on {on}.", f"Tidak ada wilayah berkode {code} pada {on}.")
        if region.tenant_id not in self._tenants:
            raise Refusal(
                BAD_USER_INPUT,
                f"{region.name} is not enrolled.",
                f"{region.name} belum terdaftar.",
                field="code",
            )
        return TenantId(region.tenant_id)

    def reach_of(self, tenant_id: int) -> Reach:
        """What a desk of this pemda oversees; nothing at all when it is not enrolled."""
        return reach_of(tenant_id) if tenant_id in self._tenants else NOWHERE


class Registry:
    """The registry for this process: read once, then again when it may have changed."""

    def __init__(self, sessions: Sessions, seconds: float = _SECONDS) -> None:
        self._sessions = sessions.with_reach(NOWHERE)
        self._seconds = seconds
        self._snapshot: Snapshot | None = None
        self._read_at = 0.0

    async def current(self) -> Snapshot:
        """The registry, at most half a minute old: another process may have enrolled somebody."""
        if self._snapshot is None or time.monotonic() - self._read_at > self._seconds:
            regions, tenants = await self._sessions.read_many(
                Query(_REGIONS, row=RegionRow), Query(_TENANTS, row=TenantRow)
            )
            self._snapshot = Snapshot(regions, tenants)
            self._read_at = time.monotonic()
        return self._snapshot

    def invalidate(self) -> None:
        """Forget what was read: this process has just changed it."""
        self._snapshot = None
