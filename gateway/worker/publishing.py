"""Was last month published? From the tenth day of the next on the worker does it, when nobody did."""

from datetime import datetime, timedelta
from typing import Final

import structlog

from gateway.delivery.inside import SISTEM, Inside, NotAnsweredError
from rules.errors import MOVE_REFUSED, NOT_FOUND, RETRY
from rules.releases import Period
from rules.time_zones import WIB

_DAY: Final = 10
"""Late reports of a month have come in by then; the national desk may be earlier."""
_PUBLISHED: Final = "query Published($period: String!) { release(period: $period) { version } }"
_PUBLISH: Final = "mutation Publish($input: PublishStatisticsInput!) { publishStatistics(input: $input) { version } }"
log = structlog.get_logger("tuntas.worker")


class Publishing:
    """Publishes the month that is over, once; never a correction, never a year."""

    def __init__(self, inside: Inside) -> None:
        self._inside = inside

    async def __call__(self) -> str | None:
        """The month that was published now; None when there was nothing to do, or not yet."""
        month = due_month(self._inside.context(SISTEM).now)
        if month is None or await self._is_published(month):
            return None
        try:
            await self._inside(SISTEM, _PUBLISH, input={"period": month, "clientKey": f"bulanan-{month}"})
        except NotAnsweredError as error:
            if not error.codes & {RETRY, MOVE_REFUSED}:
                raise
            log.info("releases.wait", period=month, why=str(error))
            return None
        log.info("releases.published", period=month)
        return month

    async def _is_published(self, month: str) -> bool:
        try:
            await self._inside(SISTEM, _PUBLISHED, period=month)
        except NotAnsweredError as error:
            if error.codes != {NOT_FOUND}:
                raise
            return False
        return True


def due_month(now: datetime) -> str | None:
    """The month that ought to be published by now; None before the tenth day."""
    today = now.astimezone(WIB).date()
    if today.day < _DAY:
        return None
    last = today.replace(day=1) - timedelta(days=1)
    return str(Period(last.year, last.month))
