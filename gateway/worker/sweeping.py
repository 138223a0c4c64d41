"""What does Tuntas do by itself when time runs out? It asks the graph what is due, and does one step after the other.

Nothing is remembered here: whether a step is due, was done or is too early is decided by the case itself, under its
lock. So two workers at once, a worker that is killed, a clock that is set back or an outage of days change nothing but
the time at which a step is done, and its event says how late that was.
"""

import asyncio
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import NAMESPACE_OID, uuid5

import structlog

from gateway.delivery.inside import SISTEM, Inside, NotAnsweredError

PAGE: Final = 100
AT_ONCE: Final = 4
"""Steps of different cases that one worker does side by side."""
PATIENCE: Final = 3
"""Rounds without a step after which what others hold is left to the next look."""
PAUSE: Final = 0.2
"""Seconds between them."""
_DUE: Final = """query Due($first: Int, $after: String) {
  dueSteps(first: $first, after: $after) { nodes { complaint version act } pageInfo { hasNextPage endCursor } } }"""
_STEPS: Final = {
    act: f"mutation Step($input: TimeRanOutInput!) {{ {mutation}(input: $input) {{ version }} }}"
    for act, mutation in {
        "WARN": "warnOfDeadline",
        "ESCALATE": "escalateComplaint",
        "HAND_OVER": "handOverComplaint",
        "LAPSE": "lapseComplaint",
    }.items()
}
_LOST: Final = frozenset({"CONFLICT", "MOVE_REFUSED", "FORBIDDEN", "RETRY"})
"""Somebody moved the case meanwhile, or another worker did the step: it is looked at again, and not complained of."""
log = structlog.get_logger("tuntas.worker")


@dataclass(slots=True)
class Swept:
    """How many steps were done, how many somebody else was faster with, and how many failed."""

    done: int = 0
    lost: int = 0
    failed: int = 0


class Sweep:
    """One look at everything that is due in the nation."""

    def __init__(self, inside: Inside) -> None:
        self._inside = inside

    async def __call__(self) -> Swept:
        """Do what is due until nothing is; a case that fails is left for the next look and keeps nobody waiting.

        What was lost to somebody is looked at again: who held it may have given up, as a killed worker does.
        """
        swept, idle = Swept(), 0
        while idle < PATIENCE:
            before = replace(swept)
            await self._round(swept)
            if swept.done > before.done:
                idle = 0
            elif swept.lost > before.lost:
                idle += 1
                await asyncio.sleep(PAUSE)
            else:
                break
        return swept

    async def _round(self, swept: Swept) -> None:
        after: str | None = None
        room = asyncio.Semaphore(AT_ONCE)
        while True:
            page = (await self._inside(SISTEM, _DUE, first=PAGE, after=after))["dueSteps"]
            async with asyncio.TaskGroup() as group:
                for step in page["nodes"]:
                    if step["act"] is not None:
                        group.create_task(self._step(step, room, swept))
            if not page["pageInfo"]["hasNextPage"]:
                return
            after = page["pageInfo"]["endCursor"]

    async def _step(self, step: dict[str, Any], room: asyncio.Semaphore, swept: Swept) -> None:
        key = str(uuid5(NAMESPACE_OID, f"{step['act']} {step['complaint']} {step['version']}"))
        given = {"complaint": step["complaint"], "version": step["version"], "clientKey": key}
        async with room:
            try:
                await self._inside(SISTEM, _STEPS[step["act"]], input=given)
            except NotAnsweredError as error:
                if error.codes <= _LOST:
                    swept.lost += 1
                else:
                    swept.failed += 1
                    log.warning("sweep.failed", act=step["act"], complaint=step["complaint"], why=str(error))
            else:
                swept.done += 1
