"""Which complaints does the demo hold? So many stories over these offices, the same ones for the same seed."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final, TypeVar

from gateway.demo.accounts import citizens
from gateway.demo.complaints.courses import Ending, Plot, course
from gateway.demo.complaints.duplicates import sibling
from gateway.demo.complaints.frames import Frame, frames_for, stray
from gateway.demo.complaints.routing import route_of
from gateway.demo.complaints.scenes import site_of
from gateway.demo.complaints.story import Story
from gateway.demo.complaints.telling import Cast, tell
from gateway.demo.complaints.timing import times
from gateway.demo.complaints.workdays import timetable
from gateway.demo.offices import NATION, Office
from gateway.demo.people import Reporter, reporter
from gateway.demo.places import spot
from rules.deadlines import Timetable
from rules.identifiers import tenant_id_of
from rules.time_zones import zone_of
from rules.vocabulary import ArchiveReason, Channel, Kind

_T = TypeVar("_T")
DEFAULT_SEED: Final = 1708
SIZES: Final[Mapping[str, float]] = {
    NATION: 5,
    "19": 7,
    "19.01": 7,
    "19.02": 5,
    "19.03": 3,
    "19.04": 4,
    "19.05": 3,
    "19.06": 3,
    "19.71": 9,
    "21": 8,
    "21.01": 15,
    "21.02": 7,
    "21.03": 3,
    "21.04": 3,
    "21.05": 2,
    "21.71": 30,
    "21.72": 10,
}
"""How many complaints each pemda gets, by its size; those of the source documents a little more than their share."""
_OTHER_SIZE: Final = 0.05
_ENDINGS: Final[Mapping[Ending, float]] = {
    Ending.NATION_DESK: 1.5,
    Ending.INSTANSI_DESK: 5.0,
    Ending.BACK_AT_DESK: 0.9,
    Ending.RULING_DUE: 0.5,
    Ending.AWAITING: 3.0,
    Ending.DISPOSED: 7.0,
    Ending.IN_PROGRESS: 7.5,
    Ending.HANDED_OVER: 1.4,
    Ending.ANSWERED: 4.2,
    Ending.CLOSED: 63.2,
    Ending.REOPENED: 0.8,
    Ending.ARCHIVED: 3.6,
    Ending.LAPSED: 1.4,
}
"""About 65 % done; archived as in Demak 2022, 21 of 422 (domain 1.1)."""
_ARCHIVED: Final[Mapping[ArchiveReason, int]] = {
    ArchiveReason.MISADDRESSED: 50,
    ArchiveReason.TOO_GENERAL: 18,
    ArchiveReason.DUPLICATE: 14,
    ArchiveReason.OUT_OF_SCOPE: 10,
    ArchiveReason.WITHDRAWN: 6,
    ArchiveReason.ABUSIVE: 2,
}
"""Salah peruntukan is the reason that Demak names."""
_WAITS: Final[Mapping[Ending, tuple[int, float]]] = {
    Ending.NATION_DESK: (3, 0.25),
    Ending.INSTANSI_DESK: (3, 0.3),
    Ending.BACK_AT_DESK: (3, 0.3),
    Ending.RULING_DUE: (3, 0.5),
    Ending.AWAITING: (8, 0.0),
    Ending.DISPOSED: (5, 0.35),
    Ending.IN_PROGRESS: (12, 0.3),
    Ending.HANDED_OVER: (10, 0.2),
    Ending.ANSWERED: (8, 0.0),
    Ending.REOPENED: (9, 0.2),
}
"""How long an open story has waited: working days that it may, and the share that waits longer."""
_MEAN_AGE, _OLDEST = 150, 540
_CALENDAR_DAYS: Final = 1.4
_AT_NATION: Final[Mapping[Channel, int]] = {
    Channel.WEB: 34,
    Channel.APP: 30,
    Channel.SMS_1708: 28,
    Channel.SOCIAL_MEDIA: 8,
}
_AT_INSTANSI: Final[Mapping[Channel, int]] = {
    Channel.WEB: 28,
    Channel.APP: 18,
    Channel.WHATSAPP: 24,
    Channel.FACE_TO_FACE: 9,
    Channel.CALL_CENTER: 8,
    Channel.LETTER: 5,
    Channel.EMAIL: 4,
    Channel.SOCIAL_MEDIA: 4,
}
_WITH_NEIGHBOUR_APP: Final = "21.71"
_ACCOUNT_SHARE: Final = 0.012
_NATION_SHARE: Final = 0.5
_SIGNED_IN: Final = 0.6
_NEIGHBOUR_SHARE: Final = 0.12


@dataclass(frozen=True, slots=True)
class _Plan:
    offices: Mapping[str, Office]
    frames: Mapping[str, Mapping[Frame, int]]
    weights: tuple[float, ...]
    seed: int
    until: datetime


def stories(offices: Sequence[Office], count: int, *, seed: int = DEFAULT_SEED, until: datetime) -> Iterator[Story]:
    """`count` stories that end before `until` (aware). Deterministic: same offices, seed and time, same stories.

    Without the nation among the offices every complaint comes in at its own pemda.
    """
    by_code = {office.tenant: office for office in offices}
    weights = tuple(SIZES.get(code, _OTHER_SIZE) for code in by_code)
    frames = {code: {frame: frame.weight for frame in frames_for(office)} for code, office in by_code.items()}
    plan = _Plan(by_code, frames, weights, seed, until)
    before: tuple[Cast, Story] | None = None
    for number in range(1, count + 1):
        again = sibling(*before, key=_key(number), until=until) if before else None
        if again is not None:
            before = None
            yield again
            continue
        cast, story = _one(plan, number)
        before = (cast, story)
        yield story


def _key(number: int) -> str:
    return f"S{number:06d}"


def _one(plan: _Plan, number: int) -> tuple[Cast, Story]:
    rng = random.Random(f"{plan.seed}/{number}")  # noqa: S311 - made-up stories
    office = rng.choices(list(plan.offices.values()), plan.weights)[0]
    ending = _drawn(rng, _ENDINGS)
    at_nation = office.tenant == NATION or ending is Ending.NATION_DESK or rng.random() < _NATION_SHARE
    at_nation = at_nation and NATION in plan.offices
    reason = _drawn(rng, _ARCHIVED) if ending is Ending.ARCHIVED else None
    frame = (stray(reason) if reason else None) or _drawn(rng, plan.frames[office.tenant])
    cast = _cast(plan, rng, office, frame, number=number, at_nation=at_nation)
    plot = Plot(
        rng=rng,
        offices=plan.offices,
        office=office,
        frame=frame,
        topic=cast.topic,
        route=route_of(office, frame.subject(cast.problem), cast.site, plan.offices),
        channel=cast.channel,
        at_nation=at_nation,
        signed_in=cast.reporter.account is not None or rng.random() < _SIGNED_IN,
        anonymous=cast.anonymous,
        ending=ending,
        reason=reason,
    )
    drafts = course(plot)
    moments = times(drafts, _end(rng, ending, plan.until), f"{plan.seed}/{number}/times", cast.calendar)
    return cast, tell(cast, drafts, moments)


def _cast(plan: _Plan, rng: random.Random, office: Office, frame: Frame, *, number: int, at_nation: bool) -> Cast:
    site, words = site_of(rng, spot(rng, office.tenant), office.name.removeprefix("Pemerintah "))
    channel = _channel(rng, office, at_nation=at_nation)
    return Cast(
        key=_key(number),
        rng=rng,
        offices=plan.offices,
        office=office,
        frame=frame,
        problem=rng.randint(1, len(frame.problems)),
        site=site,
        words=words,
        reporter=_reporter(rng, channel),
        channel=channel,
        anonymous=rng.random() < (0.45 if frame.private else 0.06),
        secret=rng.random() < _secrecy(frame),
        external_id=str(6_000_000 + number * 17 + rng.randrange(17)) if at_nation else None,
        calendar=_calendar(office.tenant),
    )


@cache
def _calendar(tenant: str) -> Timetable:
    return timetable(zone_of(tenant_id_of(tenant)))


def _secrecy(frame: Frame) -> float:
    if frame.kind is Kind.PENGADUAN_BERKADAR:
        return 0.35
    return 0.2 if frame.private else 0.02


def _channel(rng: random.Random, office: Office, *, at_nation: bool) -> Channel:
    if at_nation:
        return _drawn(rng, _AT_NATION)
    if office.tenant == _WITH_NEIGHBOUR_APP and rng.random() < _NEIGHBOUR_SHARE:
        return Channel.NEIGHBOUR_APP
    return _drawn(rng, _AT_INSTANSI)


def _reporter(rng: random.Random, channel: Channel) -> Reporter:
    """Someone who could have used the channel: an SMS has a number, an e-mail an address."""
    online = channel in (Channel.WEB, Channel.APP)
    found = reporter(rng, citizens(), share=_ACCOUNT_SHARE if online else 0.0)
    while (channel is Channel.EMAIL and not found.email) or (channel in _BY_PHONE and not found.phone):
        found = reporter(rng)
    return found


_BY_PHONE: Final = frozenset({Channel.SMS_1708, Channel.WHATSAPP, Channel.CALL_CENTER})


def _end(rng: random.Random, ending: Ending, until: datetime) -> datetime:
    """When the last thing happened: a while ago for what is over, within or beyond its time for what waits."""
    if ending not in _WAITS:
        days = min(rng.expovariate(1 / _MEAN_AGE), _OLDEST)
    else:
        limit, late = _WAITS[ending]
        over = rng.random() < late
        days = limit + rng.expovariate(1 / limit) if over else limit * rng.betavariate(1.1, 1.4)
        days *= _CALENDAR_DAYS
    return until - timedelta(days=days, minutes=10)


def _drawn(rng: random.Random, weights: Mapping[_T, float]) -> _T:
    return rng.choices(list(weights), list(weights.values()))[0]
