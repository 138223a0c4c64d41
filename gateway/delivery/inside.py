"""How does the process ask its own graph, as any principal? In process, by constant documents, nothing masked away."""

import copy
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from gateway.limits import Limits
from gateway.preparation import Preparation
from graph.context import Context
from graph.schema import schema
from policies.principal import Principal
from rules.identifiers import NATION, reach_of
from rules.roles import LABELS, Role
from tenants.database import Pool
from tenants.session import Sessions
from tenants.timetables import Timetables
from tenants.vault import Vault

_OURS: Final = Limits(cost=1_000_000, depth=30)
"""Our own constant texts: wide answers of documents and packets are wanted."""
_NAME: Final = re.compile(r"^\w+ \w+")
SISTEM: Final = Principal(Role.SISTEM, reach=reach_of(NATION), name=LABELS[Role.SISTEM])
"""Tuntas itself: no HTTP request ever acts as this."""


def _prepared() -> Any:
    """The schema, with every text parsed and validated once: a worker asks the same few for weeks."""
    ready = copy.copy(schema)
    ready.extensions = Preparation(schema, _OURS).extended(schema, lambda _context: True)
    return ready


_SCHEMA: Final = _prepared()


class NotAnsweredError(RuntimeError):
    """The graph refused or failed; names the operation and the codes, and no value that was sent or found."""

    def __init__(self, operation: str, codes: frozenset[str]) -> None:
        super().__init__(f"{operation}: {', '.join(sorted(codes))}")
        self.codes = codes


class Inside(Protocol):
    """Asks the graph in process."""

    def context(self, principal: Principal) -> Context:
        """A context for this principal, now."""

    async def __call__(self, principal: Principal, document: str, **variables: Any) -> Any:
        """The data of an operation. Raises NotAnsweredError."""


class House:
    """The graph of a process without a door: for the worker. `clock` tells the time."""

    def __init__(
        self,
        pool: Pool,
        vault: Vault,
        timetables: Timetables,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        packets: Any = None,
    ) -> None:
        self._pool = pool
        self._vault = vault
        self._timetables = timetables
        self._clock = clock
        self._packets = packets

    def context(self, principal: Principal) -> Context:
        """A context for this principal, now."""
        return Context(
            principal=principal,
            sessions=Sessions(self._pool, principal.reach),
            now=self._clock(),
            vault=self._vault,
            timetables=self._timetables,
            packets=self._packets,
        )

    async def __call__(self, principal: Principal, document: str, **variables: Any) -> Any:
        """The data of an operation. Raises NotAnsweredError."""
        result = await _SCHEMA.execute(document, variables, context_value=self.context(principal))
        if result.errors:
            codes = frozenset(str((error.extensions or {}).get("code")) for error in result.errors)
            raise NotAnsweredError(_NAME.findall(document)[0], codes)
        return result.data
