"""Who asks, in which position, and how far that position reaches."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rules.identifiers import NATION, NOWHERE, Reach, TenantId
from rules.roles import Role

NO_PATH = "-"
"""Sorts before every unit path: a principal without a unit contains none."""


@dataclass(frozen=True, slots=True)
class Principal:
    """One request acts as one principal: an account in one position, a citizen, a receipt, the system, or nobody."""

    role: Role
    tenant: TenantId = NATION
    reach: Reach = NOWHERE
    account: UUID | None = None
    name: str = ""
    position: UUID | None = None
    position_title: str = ""
    unit: UUID | None = None
    unit_path: str = NO_PATH
    receipt: UUID | None = None
    appointed_until: datetime | None = None
    restricted: frozenset[str] = frozenset()

    @property
    def is_staff(self) -> bool:
        """Does it act in a position?"""
        return self.position is not None


ANONYMOUS = Principal(Role.PUBLIK)
