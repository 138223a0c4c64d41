"""Which clocks ran on a complaint, from when to when, told by its events alone?"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from rules.clocks import OpenClock, clocks_of
from rules.complaint_states import Clock
from rules.identifiers import NATION

_Key = tuple[Clock, UUID | None, datetime]


@dataclass(frozen=True, slots=True)
class RunClock:
    """One clock as it was last, when and by which event it stopped; both None while it is open.

    `tenant` is the pemda whose calendar and limits it goes by: a transferred complaint has clocks of several.
    """

    tenant: int
    clock: OpenClock
    stopped_at: datetime | None = None
    stopped_by: int | None = None

    @property
    def was_met(self) -> bool | None:
        """Did it stop in time? None while it is open, and where it stopped while it was paused."""
        if self.stopped_at is None or self.clock.due is None:
            return None
        return self.stopped_at <= self.clock.due


def history(events: Iterable[tuple[int, datetime, dict[str, Any]]]) -> list[RunClock]:
    """All clocks of a complaint in the order in which they started. An event is its number, time and changes."""
    found: dict[_Key, RunClock] = {}
    tenant = NATION
    for seq, at, changes in events:
        tenant = changes.get("tenant_id", tenant)
        if "open_clocks" not in changes:
            continue
        running = {_key(clock): clock for clock in clocks_of(changes["open_clocks"])}
        for key, run in found.items():
            if run.stopped_at is None and key not in running:
                found[key] = replace(run, stopped_at=at, stopped_by=seq)
        for key, clock in running.items():
            found[key] = RunClock(tenant, clock)
    return sorted(found.values(), key=lambda run: run.clock.started)


def _key(clock: OpenClock) -> _Key:
    return clock.clock, clock.handling, clock.started
