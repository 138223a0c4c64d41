"""Who asks, in which position, and how far that position reaches."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from rules.identifiers import NATION, NOWHERE, Reach, TenantId
from rules.roles import Role
from rules.unit_paths import ABOVE_ALL

NO_PATH = "-"
"""Sorts before every unit path: a principal without a unit contains none."""

NOBODY: Final = UUID(int=0)
"""Stands for an account or receipt that is not there: equal to no row's, where NULL would equal a missing one."""


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
    below: str = field(init=False, repr=False, compare=False)
    account_key: UUID = field(init=False, repr=False, compare=False)
    receipt_key: UUID = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out once what every decision compares with: the end of the subtree, and keys that are never null."""
        object.__setattr__(self, "below", self.unit_path + ABOVE_ALL)
        object.__setattr__(self, "account_key", self.account or NOBODY)
        object.__setattr__(self, "receipt_key", self.receipt or NOBODY)

    @property
    def is_staff(self) -> bool:
        """Does it act in a position?"""
        return self.position is not None


ANONYMOUS = Principal(Role.PUBLIK)
