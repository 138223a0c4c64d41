"""Which deadlines did a pemda miss on a complaint, and was the complaint completed in time? By its clocks alone.

In delay is a complaint while the most urgent clock of the office has run out; the reporter's own time is no delay.

Completed in time is judged once, by the deadline that was given first: a return, an archiving that was restored, a
merge that was parted start another clock, but the reporter was promised that day. Only more time that a superior gave
moves it, unless the complaint is in delay just then, and another kind, unless anything was late before: a return ends
the delay of a desk, but what was late is no occasion to find another kind. An answer that solves nothing completes
nothing: such a complaint is decided on the day after its deadline, as if nobody had answered.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Final, NamedTuple

from rules.complaint_states import Clock, Move
from rules.day_counts import DayCounts
from rules.ladder import REPORTERS
from rules.measures import NUMBER

_OVERDUE: Final = NUMBER["overdue"]
_OPEN_OVERDUE: Final = NUMBER["open_overdue"]
_WAITING: Final = frozenset(str(clock) for clock in REPORTERS)
_COMPLETION: Final = str(Clock.COMPLETION)
_Key = tuple[str, str, datetime]


class Deadline(NamedTuple):
    """Until when, of which clock, and the day on which it counts as missed."""

    at: datetime
    clock: str
    started: str
    day: int


@dataclass(slots=True)
class Delays:
    """What was missed until now.

    `late`: some deadline was. `decided`: the day on which it was completed in time, or was not. `failed`: it was not,
    or does not stand. A reply of the reporter starts another deadline: until it is kept, what was completed fails.
    """

    zone: tzinfo
    counts: DayCounts
    late: bool = False
    decided: int | None = None
    failed: bool = False
    _urgent: Deadline | None = None
    _since: datetime | None = None
    _in_delay: bool = False
    _known: set[_Key] | None = None
    _promised: Deadline | None = None

    def until(self, at: datetime) -> None:
        """Time passed until an event: what ran out before it has run out, whatever the event is."""
        if self._urgent is not None and at > self._urgent.at:
            self.late = True
        if self._promised is not None and at > self._promised.at:
            self.late = True
            self._fail(self._promised)

    def completed(self, day: int) -> None:
        """It was answered usefully on this day."""
        if self._promised is not None:
            if self.decided is None:
                self.decided = day
            self._promised = None

    def run(self, clocks: Iterable[Mapping[str, Any]], move: Move, at: datetime, day: int) -> None:
        """From this event on its clocks run like this, as its changes have them (rules.clocks.written)."""
        urgent: Deadline | None = None
        for clock in clocks:
            name, due = clock["clock"], clock["due"]
            if due is None or name in _WAITING or clock["handling"] is not None:
                continue
            ends = datetime.fromisoformat(due)
            last = ends.astimezone(self.zone).toordinal()
            deadline = Deadline(ends, name, clock["started"], last + 1 if last >= day else day)
            if urgent is None or ends < urgent.at:
                urgent = deadline
            if name == _COMPLETION and not self.failed:
                self._promise(deadline, move, at)
        self._settle(at, day)
        self._urgent, self._since = urgent, at

    def _promise(self, deadline: Deadline, move: Move, at: datetime) -> None:
        before = self._promised
        if before is None:
            self._promised = deadline
        elif deadline.at != before.at:
            is_other_kind = move == Move.CLASSIFY and deadline.started == before.started and not self.late
            is_more_time = move == Move.EXTEND and not (self._urgent is not None and at > self._urgent.at)
            if is_other_kind or is_more_time or deadline.at < before.at:
                self._promised = deadline

    def _fail(self, promised: Deadline) -> None:
        if self.decided is None:
            self.decided = promised.day
        self.failed, self._promised = True, None

    def _settle(self, at: datetime | None, day: int | None) -> None:
        """The most urgent deadline stood until this event (None: still); counted when it was missed, and once."""
        due, was_in_delay = self._urgent, self._in_delay
        self._in_delay = due is not None and (at is None or at > due.at)
        if due is None or not self._in_delay:
            return
        key = due.clock, due.started, due.at
        if self._known is None:
            self._known = set()
        if key not in self._known:
            self._known.add(key)
            if not (was_in_delay and self._since is not None and due.at < self._since):
                self.counts.add(due.day, _OVERDUE)
        self.counts.lie(due.day, day, _OPEN_OVERDUE)

    def leave(self, at: datetime, day: int) -> None:
        """It goes elsewhere: what ran until then stops. An answer that was replied to is not given again here."""
        self.until(at)
        if self.decided is not None and self._promised is not None:
            self.failed = True
        self._settle(at, day)
        self._urgent = self._promised = None

    def finish(self) -> None:
        """Nothing follows: what runs will run out on its day."""
        if self._promised is not None:
            self._fail(self._promised)
        self._settle(None, None)
