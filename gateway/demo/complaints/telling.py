"""How does a plot become a story? Times are put to its moves, then words to everything."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from gateway.demo.complaints.courses import BY_HAND
from gateway.demo.complaints.frames import Frame
from gateway.demo.complaints.official import Moment, Voice, manner, pick
from gateway.demo.complaints.scenes import Site, scene_of, wording
from gateway.demo.complaints.story import Step, Story
from gateway.demo.complaints.texts import Matter, Writing, write
from gateway.demo.complaints.track import Draft, Verified
from gateway.demo.complaints.workdays import working_day_before
from gateway.demo.offices import Office
from gateway.demo.people import Reporter
from rules.complaint_states import Move
from rules.deadlines import Timetable
from rules.redaction import redact
from rules.verification import CheckResult, Verification
from rules.vocabulary import ANSWERED_DIRECTLY, Channel, Kind, Nature, Outcome

_WITH_MAP: Final = frozenset({Channel.WEB, Channel.APP, Channel.NEIGHBOUR_APP, Channel.WHATSAPP})
_DISPUTES: Final = frozenset({"upah", "pertanahan", "bangunan-ruang"})
_HANDING: Final = frozenset({Move.DISPOSE, Move.REFER, Move.RULE, Move.MERGE})
_PINNED: Final = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everything that is decided about a story before its times and words."""

    key: str
    rng: random.Random
    offices: Mapping[str, Office]
    office: Office
    frame: Frame
    problem: int
    site: Site
    words: Mapping[str, str]
    reporter: Reporter
    channel: Channel
    anonymous: bool
    secret: bool
    external_id: str | None
    calendar: Timetable

    @property
    def topic(self) -> int:
        """The topic that fits."""
        return self.frame.topic(self.problem)


def tell(cast: Cast, drafts: Sequence[Draft], moments: Sequence[datetime]) -> Story:
    """The story of these moves at these times."""
    received = _received(cast, moments[0])
    incident = _incident(cast, received)
    scene = scene_of(cast.words, incident, phone=cast.reporter.phone)
    unit = cast.office.serving(cast.frame.subject(cast.problem))
    addressee = unit.full_name if unit else cast.office.name
    matter = Matter(cast.frame, cast.problem, scene, addressee)
    writing = write(cast.rng, matter, cast.channel)
    voice = Voice(
        rng=cast.rng,
        matter=matter,
        offices=cast.offices,
        owner=cast.office.tenant,
        calendar=cast.calendar,
        lacks=pick(cast.rng, wording()["lacks"], (manner(cast.frame),)),
    )
    steps = tuple(_steps(cast, voice, writing, list(zip(drafts, moments, strict=True))))
    return _story(cast, writing, incident, received, steps)


def _story(cast: Cast, writing: Writing, incident: date, received: datetime, steps: tuple[Step, ...]) -> Story:
    site, spot = cast.site, cast.site.spot
    shown = spot if cast.channel in _WITH_MAP or cast.rng.random() < _PINNED else None
    chosen = steps[0].kind or cast.frame.kind
    return Story(
        key=cast.key,
        tenant=steps[-1].tenant_after,
        intake=steps[0].tenant,
        reporter=cast.reporter,
        channel=cast.channel,
        kind_chosen=chosen,
        kind=cast.frame.kind if any(step.move is Move.REFER for step in steps) else chosen,
        topic=cast.topic,
        frame=cast.frame.id,
        title=writing.title,
        body=writing.body,
        place=site.line,
        region=spot.region.code if spot else cast.office.tenant,
        kecamatan=site.kecamatan,
        village=site.village,
        latitude=shown.latitude if shown else None,
        longitude=shown.longitude if shown else None,
        incident=incident,
        received_at=received.astimezone(UTC),
        anonymous=cast.anonymous,
        secret=cast.secret,
        external_id=cast.external_id,
        steps=steps,
    )


def _received(cast: Cast, entered: datetime) -> datetime:
    """When it reached the office: what is typed in was received before."""
    rng, channel = cast.rng, cast.channel
    if channel not in BY_HAND:
        return entered
    if channel is Channel.LETTER:
        return entered - timedelta(days=rng.randint(1, 3), minutes=rng.randint(0, 50))
    if channel in (Channel.CALL_CENTER, Channel.FACE_TO_FACE):
        return entered - timedelta(minutes=rng.randint(3, 25))
    return entered - timedelta(minutes=rng.randint(4, 900))


def _incident(cast: Cast, received: datetime) -> date:
    back = int(cast.rng.expovariate(1 / 5))
    day = received.astimezone(cast.calendar.zone).date() - timedelta(days=min(back, 40))
    return working_day_before(day, cast.calendar)


def _steps(cast: Cast, voice: Voice, writing: Writing, timed: list[tuple[Draft, datetime]]) -> Iterator[Step]:
    since = timed[0][1]
    secret = cast.secret
    answered: Outcome | None = None
    for draft, at in timed:
        moment = Moment(at, since, answered)
        text = voice.words(draft, moment)
        secret = secret or draft.secret
        since = at if draft.move in _HANDING else since
        answered = draft.outcome or answered
        edit = draft.move is Move.EDIT_TEXT
        yield Step(
            move=draft.move,
            at=at.astimezone(UTC),
            role=draft.role,
            tenant=draft.tenant,
            actor_unit=draft.actor_unit,
            text=text,
            status=draft.status,
            tenant_after=draft.tenant_after,
            unit_after=draft.unit_after,
            to_tenant=draft.to_tenant,
            to_unit=draft.to_unit,
            kind=draft.kind,
            topic=draft.topic,
            outcome=draft.outcome,
            reason=draft.reason,
            verification=_verification(cast, draft.verified, writing, text) if draft.verified else None,
            days=draft.days,
            rating=draft.rating,
            anonymous=draft.anonymous or (draft.move is Move.FLAG and cast.anonymous),
            secret=draft.move is Move.FLAG and secret,
            title=writing.title[:1].upper() + writing.title[1:] if edit else "",
            body=redact(writing.body[:1].upper() + writing.body[1:]) if edit else voice.evidence(draft, moment),
            parent=draft.parent,
        )


def _verification(cast: Cast, found: Verified, writing: Writing, note: str) -> Verification:
    """The checks of the regulation, as the desk would have ticked them."""
    free = cast.frame.kind in ANSWERED_DIRECTLY
    lacking = found is Verified.LACKING
    return Verification(
        identity=CheckResult.NOT_NEEDED if cast.anonymous else CheckResult.MET,
        substance=CheckResult.MET,
        evidence=CheckResult.NOT_MET if lacking else CheckResult.NOT_NEEDED if free else CheckResult.MET,
        nature=_nature(cast.frame),
        subject="" if lacking else cast.office.name,
        object="" if lacking else writing.title,
        anonymous=cast.anonymous,
        secret=cast.secret,
        eligible=found is not Verified.NOT_OURS,
        note=note,
    )


def _nature(frame: Frame) -> Nature:
    if frame.kind is Kind.PENGADUAN_BERKADAR:
        return Nature.INDIKASI_PELANGGARAN
    return Nature.SENGKETA if frame.id in _DISPUTES else Nature.BUKAN_KEDUANYA
