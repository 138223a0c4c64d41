"""Does a second citizen report the same? Then the second complaint is merged into the first (kasus induk)."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from gateway.demo.complaints.courses import Ending, Plot, merged_course
from gateway.demo.complaints.routing import Route
from gateway.demo.complaints.story import Story
from gateway.demo.complaints.telling import Cast, tell
from gateway.demo.complaints.workdays import citizen_time, lapse_time, office_time
from gateway.demo.offices import ROOT
from gateway.demo.people import reporter
from rules.complaint_states import Clock, Move
from rules.vocabulary import Channel, Kind

_SHARE: Final = 0.05
_ROOM: Final = timedelta(days=4)
_TAKING_ITS_COURSE: Final = frozenset({Move.SUBMIT, Move.VERIFY, Move.TRANSFER, Move.DISPOSE, Move.PROGRESS, Move.NOTE})
_FINISHING: Final = frozenset({Move.ANSWER, Move.ACCEPT, Move.CLOSE, Move.LAPSE_REACTION, Move.RATE})


def sibling(cast: Cast, first: Story, *, key: str, until: datetime) -> Story | None:
    """The same matter reported again while the first is being handled; None for most stories."""
    rng = random.Random(f"{key}/{first.key}/{first.title}")  # noqa: S311 - made-up stories
    window = _window(first, until)
    if window is None or rng.random() >= _SHARE:
        return None
    opens, answered = window
    submitted = citizen_time(rng, opens, rng.randint(0, max(0, (answered - opens).days - 3)), cast.calendar)
    merged = office_time(rng, submitted, 0, cast.calendar)
    if merged >= answered:
        return None
    done = answered < until
    moments = [submitted, merged]
    if done:
        shared = answered + timedelta(seconds=rng.randint(60, 400))
        moments += [shared, lapse_time(rng, shared, Clock.REPORTER_REACTION, first.kind, cast.calendar)]
    drafts = merged_course(_plot(cast, rng), first.key, first.unit, answered=done)
    kept = [(draft, at) for draft, at in zip(drafts, moments, strict=True) if at <= until]
    again = replace(
        cast,
        key=key,
        rng=rng,
        reporter=reporter(rng),
        channel=Channel.WEB,
        anonymous=False,
        secret=False,
        external_id=None,
    )
    return tell(again, [draft for draft, _ in kept], [at for _, at in kept])


def _window(first: Story, until: datetime) -> tuple[datetime, datetime] | None:
    """From the disposition to the answer (or now), when nothing unusual happened and there is room for a second."""
    moves = [step.move for step in first.steps]
    plain = set(moves) <= _TAKING_ITS_COURSE | _FINISHING and moves.count(Move.DISPOSE) == 1
    if not plain or first.kind is Kind.PENGADUAN_BERKADAR or first.anonymous or first.secret or first.unit == ROOT:
        return None
    opens = next(step.at for step in first.steps if step.move is Move.DISPOSE)
    answered = next((step.at for step in first.steps if step.move is Move.ANSWER), until)
    return (opens, answered) if answered - opens >= _ROOM else None


def _plot(cast: Cast, rng: random.Random) -> Plot:
    return Plot(
        rng=rng,
        offices=cast.offices,
        office=cast.office,
        frame=cast.frame,
        topic=cast.topic,
        route=Route("", None, None, (), ()),
        channel=Channel.WEB,
        at_nation=False,
        signed_in=False,
        anonymous=False,
        ending=Ending.IN_PROGRESS,
    )
