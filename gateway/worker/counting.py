"""Which complaints have changed and are not counted yet? Pemda after pemda, batch after batch, until nothing waits."""

from typing import Final

import structlog

from gateway.delivery.inside import SISTEM, Inside, NotAnsweredError

_WAITING: Final = "query Uncounted { uncounted }"
_COUNT: Final = "mutation Count($input: OfPemdaInput!) { countChanges(input: $input) { count } }"
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
        """A pemda that cannot be counted keeps its own changes waiting, and nobody else's."""
        counted = 0
        try:
            while batch := (await self._inside(SISTEM, _COUNT, input={"pemda": pemda}))["countChanges"]["count"]:
                counted += batch
        except NotAnsweredError as error:
            log.warning("statistics.not_counted", pemda=pemda, why=str(error))
        return counted
