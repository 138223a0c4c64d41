"""The same questions, as each contender wants them asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count, islice
from secrets import token_hex
from typing import Any, Final
from uuid import UUID

import orjson
import psycopg

from bench import client, documents, peer
from bench.offices import Officer
from bench.site import Place
from graph.nodes import node_id

OURS, RAW, PEER = "ours", "raw", "PostGraphile"
_LONG: Final = (
    "SELECT id FROM tuntas.complaint WHERE tenant_id = %s AND version >= 21 AND status <> 'ARCHIVED' ORDER BY id"
)
_MOVABLE: Final = """
SELECT id, version FROM tuntas.complaint WHERE tenant_id = %s AND status IN ('RECEIVED', 'DISPOSED', 'IN_PROGRESS')
ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class Asking:
    """Requests on one database by its main pemda's admin; `times` of them in a round."""

    place: Place
    admin: Officer
    times: int

    def graphql(self, document: str, variables: dict[str, Any] | None = None, who: Officer | None = None) -> bytes:
        """One operation for our service, as free text with a bearer token."""
        body = orjson.dumps({"query": document, "variables": variables or {}})
        return client.request("/graphql", body, [("Authorization", f"Bearer {(who or self.admin).token}")])

    def inboxes(self) -> dict[str, Callable[[], Sequence[bytes]]]:
        """The inbox of fifty."""
        times = self.times
        return {
            OURS: lambda: [self.graphql(documents.INBOX)] * times,
            RAW: lambda: [client.request("/inbox", b"{}")] * times,
            PEER: lambda: [peer.inbox(self.place)] * times,
        }

    def details(self) -> dict[str, Callable[[], Sequence[bytes]]]:
        """Complaints with more than twenty events, one after the other."""
        ids = [row[0] for row in self._rows(_LONG)]
        asked = [ids[number % len(ids)] for number in range(self.times)]
        return {
            OURS: lambda: [self.graphql(documents.DETAIL, {"id": self._node(id_)}) for id_ in asked],
            RAW: lambda: [client.request("/detail", orjson.dumps({"id": id_})) for id_ in asked],
            PEER: lambda: [peer.detail(self.place, id_) for id_ in asked],
        }

    def moves(self) -> dict[str, Callable[[], Sequence[bytes]]]:
        """Priorities set, each contender on complaints of its own, with the versions that they have now."""
        return {
            OURS: lambda: [self._ours(*move) for move in self._movable(0)],
            RAW: lambda: [
                client.request("/move", orjson.dumps({"id": id_, "version": version, "priority": priority}))
                for id_, version, priority in self._movable(1)
            ],
            PEER: lambda: [peer.move(self.place, *move) for move in self._movable(2)],
        }

    def _ours(self, id_: UUID, version: int, priority: str) -> bytes:
        given = {"complaint": self._node(id_), "version": version, "clientKey": token_hex(16), "priority": priority}
        return self.graphql(documents.MOVE, {"input": given})

    def _movable(self, part: int) -> Sequence[tuple[UUID, int, str]]:
        """A third of the complaints that can be moved, again and again, each time one version later."""
        mine = self._rows(_MOVABLE)[part::3]

        def endless() -> Any:
            for turn in count():
                for id_, version in mine:
                    yield id_, version + turn, ("HIGH", "LOW")[version + turn & 1]

        return list(islice(endless(), self.times))

    def _rows(self, sql: Any) -> list[Any]:
        with psycopg.connect(self.place.database.admin_url) as connection:
            return connection.execute(sql, (self.place.main,)).fetchall()

    def _node(self, id_: UUID) -> str:
        return node_id("Complaint", self.place.main, id_)
