"""Which complaints have changed and are not counted yet? Pemda after pemda, batch after batch, until nothing waits."""

from typing import Final

import structlog

from gateway.delivery.inside import SISTEM, Inside, NotAnsweredError

_WAITING: Final = "query Uncounted { uncounted }"
_COUNT: Final = "mutation Count($input: CountChangesInput!) { countChanges(input: $input) { count more after } }"
log = structlog.get_logger("tuntas.worker")


class Counting:
    """Counts what waits to be counted."""

    def __init__(self, inside: Inside) -> None:
        self._inside = inside

    async def __call__(self) -> int:
        """Count everything that waits; answers how many events that were."""
        pemda = (await self._inside(SISTEM, _WAITING))["uncounted"]
        return sum([await self._count(one) for one in pemda])

    async def _count(self, pemda: str) -> int:
        """The queue of a pemda once from end to end: what cannot be counted stays in it and holds up nobody else's."""
        counted, batch = 0, {"more": True, "after": None}
        try:
            while batch["more"]:
                where = {"pemda": pemda, "after": batch["after"]}
                batch = (await self._inside(SISTEM, _COUNT, input=where))["countChanges"]
                counted += batch["count"]
        except NotAnsweredError as error:
            log.warning("statistics.not_counted", pemda=pemda, why=str(error))
        return counted
