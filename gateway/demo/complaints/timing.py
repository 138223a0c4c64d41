"""When did each move happen? Times along the calendar, so that the last one lies where the story's age wants it."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from gateway.demo.complaints.track import Draft, Pace
from gateway.demo.complaints.workdays import citizen_time, lapse_time, office_time
from rules.complaint_states import Clock
from rules.deadlines import Timetable
from rules.vocabulary import Kind

_ATTEMPTS = 24
_CLOSE_ENOUGH = timedelta(days=3, hours=12)


def times(drafts: Sequence[Draft], end: datetime, seed: str, calendar: Timetable) -> list[datetime]:
    """A time for every draft, ascending; the last is not after `end` and not long before it."""
    start = end - timedelta(days=sum(draft.delay for draft in drafts) * 1.4 + 1)
    best: list[datetime] = []
    for _ in range(_ATTEMPTS):
        found = _from(start, drafts, random.Random(seed), calendar)  # noqa: S311 - made-up stories
        gap = end - found[-1]
        if gap >= timedelta(0):
            best = max(best, found, key=lambda tried: tried[-1:])
            if gap < _CLOSE_ENOUGH:
                break
            start += gap * 0.8
        else:
            start += gap - timedelta(hours=9)
    return best or _from(start - timedelta(days=30), drafts, random.Random(seed), calendar)  # noqa: S311 - the same


def _from(start: datetime, drafts: Sequence[Draft], rng: random.Random, calendar: Timetable) -> list[datetime]:
    found: list[datetime] = []
    at = start
    for draft in drafts:
        at = _next(at, draft, rng, calendar)
        found.append(at)
    return found


def _next(at: datetime, draft: Draft, rng: random.Random, calendar: Timetable) -> datetime:
    kind = Kind.PENGADUAN_TIDAK_BERKADAR
    if draft.pace is Pace.CITIZEN:
        return citizen_time(rng, at, draft.delay, calendar)
    if draft.pace is Pace.COMPLETION_LAPSE:
        return lapse_time(rng, at, Clock.REPORTER_COMPLETION, kind, calendar)
    if draft.pace is Pace.REACTION_LAPSE:
        return lapse_time(rng, at, Clock.REPORTER_REACTION, kind, calendar)
    if draft.pace is Pace.NIGHT:
        return office_time(rng, at, draft.delay, calendar).replace(hour=23, minute=59) + timedelta(minutes=21)
    return office_time(rng, at, draft.delay, calendar)
