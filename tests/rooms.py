"""A worker's databases: a crowded one makes every enrolment dear, so a module of tests that finds one gets the next.

A pemda among few costs 0.1 s, among five hundred half a second: it opens a partition of every table beside all others.
"""

from tenants.database import Database
from tests.database_house import DatabaseHouse
from tests.tenancy import WAITING, NewTenant


class Rooms:
    """The databases of one worker of the run, of which one is in use."""

    def __init__(self, house: DatabaseHouse, worker: str) -> None:
        self._house = house
        self._worker = worker
        self._made = 0
        self._current: Database | None = None
        self._new_tenant: NewTenant | None = None

    def database(self) -> Database:
        """The one in use, or another when that is crowded. The first keeps the worker's plain name."""
        crowded = self._new_tenant is not None and self._new_tenant.made >= WAITING
        if self._current is None or crowded:
            self.leave()
            self._current = self._house.database_for(self._name)
        return self._current

    def new_tenant(self, database: Database) -> NewTenant:
        """Enrols pemda in the one in use."""
        if self._new_tenant is None:
            self._new_tenant = NewTenant(database)
        return self._new_tenant

    def leave(self) -> None:
        """Nobody uses it any more."""
        if self._current is not None:
            self._house.abandon(self._name)
            self._made += 1
        self._current = self._new_tenant = None

    @property
    def _name(self) -> str:
        return f"{self._worker}_{self._made}" if self._made else self._worker
