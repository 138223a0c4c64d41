"""Which way does a complaint go? Recipes of believable courses, from intake to the ending that is wanted."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from gateway.demo.complaints.frames import Frame
from gateway.demo.complaints.routing import Route, other_units
from gateway.demo.complaints.track import Draft, Pace, Track, Verified
from gateway.demo.offices import NATION, ROOT, Office
from rules.complaint_states import Move
from rules.roles import Role
from rules.vocabulary import ANSWERED_DIRECTLY, ArchiveReason, Channel, Kind, Outcome


class Ending(Enum):
    """Where a story stops: the state that the demo shows it in."""

    NATION_DESK = auto()
    INSTANSI_DESK = auto()
    BACK_AT_DESK = auto()
    RULING_DUE = auto()
    AWAITING = auto()
    DISPOSED = auto()
    IN_PROGRESS = auto()
    HANDED_OVER = auto()
    ANSWERED = auto()
    CLOSED = auto()
    REOPENED = auto()
    ARCHIVED = auto()
    LAPSED = auto()


BY_HAND: Final = frozenset(
    {Channel.WHATSAPP, Channel.CALL_CENTER, Channel.FACE_TO_FACE, Channel.LETTER, Channel.EMAIL, Channel.SOCIAL_MEDIA},
)
"""Channels that an officer types in (Bintan duty 14)."""
_SOLVED: Final[Mapping[Outcome, int]] = {
    Outcome.SOLVED: 74,
    Outcome.PARTLY_SOLVED: 12,
    Outcome.NOT_SOLVED: 7,
    Outcome.INFORMATION_GIVEN: 4,
    Outcome.NOT_OUR_AUTHORITY: 3,
}
_CLOSING: Final[Mapping[Move, int]] = {Move.ACCEPT: 30, Move.CLOSE: 14, Move.LAPSE_REACTION: 56}
_RETURNS: Final = (870, 105, 25)
_RETURNS_AT: Final[Mapping[Ending, int]] = {Ending.BACK_AT_DESK: 1, Ending.RULING_DUE: 2}
_EXTENSIONS: Final = (5, 7, 10, 14)
_OVERSIGHT_EXTENSIONS: Final = (10, 15, 20, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """What the course is about: the frame, its topic, whose business it is, how it came in, where it shall end."""

    rng: random.Random
    offices: Mapping[str, Office]
    office: Office
    frame: Frame
    topic: int
    route: Route
    channel: Channel
    at_nation: bool
    signed_in: bool
    anonymous: bool
    ending: Ending
    reason: ArchiveReason | None = None
    """Why it is archived, when it ends so."""


def course(plot: Plot) -> list[Draft]:
    """The moves of a complaint, in order, ending where the plot wants it."""
    return _Teller(plot).tell()


def merged_course(plot: Plot, parent: str, parent_unit: str, *, answered: bool) -> list[Draft]:
    """The moves of a complaint that is merged into `parent`, which `parent_unit` handles; it shares the answer."""
    return _Teller(plot).merge(parent, parent_unit, answered=answered)


class _Teller:
    def __init__(self, plot: Plot) -> None:
        self.plot = plot
        self.rng = plot.rng
        self.track = Track(plot.rng, plot.offices, NATION if plot.at_nation else plot.office.tenant)

    def tell(self) -> list[Draft]:
        ending = self.plot.ending
        self._submit()
        if ending is Ending.NATION_DESK:
            return self.track.drafts
        if ending is Ending.ARCHIVED:
            self._archive()
            return self.track.drafts
        self._nation()
        for stage, stops in self._stages():
            stage()
            if ending in stops:
                break
        return self.track.drafts

    def merge(self, parent: str, parent_unit: str, *, answered: bool) -> list[Draft]:
        track = self.track
        self._submit()
        track.by_admin(Move.MERGE, 0, "merges", to_unit=parent_unit, parent=parent)
        if answered:
            track.by_desk(Move.SHARE_ANSWER, 0, "answer", outcome=Outcome.SOLVED)
            track.by_system(Move.LAPSE_REACTION, Pace.REACTION_LAPSE, "lapsed_reaction")
        return track.drafts

    def _stages(self) -> tuple[tuple[Callable[[], None], frozenset[Ending]], ...]:
        e = Ending
        return (
            (lambda: None, frozenset({e.INSTANSI_DESK})),
            (self._complete, frozenset({e.AWAITING, e.LAPSED})),
            (self._verify, frozenset()),
            (self._dispose, frozenset({e.BACK_AT_DESK, e.RULING_DUE, e.DISPOSED})),
            (self._work, frozenset({e.IN_PROGRESS, e.HANDED_OVER})),
            (self._answer, frozenset({e.ANSWERED})),
            (self._react, frozenset({e.CLOSED})),
            (self._reopen, frozenset({e.REOPENED})),
        )

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def within(self, limit: int, late: float = 0.15) -> int:
        """Working days until a desk acts: mostly early in its time, sometimes late."""
        if self.chance(late):
            return limit + 1 + int(self.rng.expovariate(1 / limit))
        return int(limit * self.rng.betavariate(1.2, 3.0))

    def _submit(self) -> None:
        plot, track = self.plot, self.track
        chosen = Kind.PENGADUAN_TIDAK_BERKADAR if plot.frame.kind is Kind.PENGADUAN_BERKADAR else plot.frame.kind
        topic = None if self.chance(0.25) or plot.channel is Channel.SMS_1708 else plot.topic
        role, unit = self._entered_by()
        track.submit(role, unit, kind=chosen, topic=topic)

    def _entered_by(self) -> tuple[Role, str | None]:
        plot, track = self.plot, self.track
        if plot.channel is Channel.NEIGHBOUR_APP:
            return Role.INTEGRASI, None
        if plot.channel not in BY_HAND:
            return (Role.PELAPOR if plot.signed_in else Role.PUBLIK), None
        kecamatan = plot.route.kecamatan
        if plot.channel is Channel.FACE_TO_FACE and kecamatan and self.chance(0.4):
            return Role.PENGHUBUNG, kecamatan
        return track.admin, ROOT

    def _nation(self) -> None:
        """From the national desk to the pemda; now and then to the wrong one first."""
        track, target = self.track, self.plot.office.tenant
        if track.tenant == target:
            return
        track.by_admin(Move.VERIFY, self.within(3), "verifications", verified=Verified.PASSED, kind=self._chosen())
        wrong = [code for code in self.plot.route.neighbours if code in self.plot.offices]
        if wrong and self.chance(0.05):
            track.by_admin(Move.TRANSFER, 0, "transfers", to_tenant=self.rng.choice(wrong))
            track.by_admin(Move.VERIFY, self.within(3), "verifications_not_ours", verified=Verified.NOT_OURS)
            track.by_admin(Move.RETURN_TO_NATION, 0, "returns_to_nation", to_tenant=NATION)
            track.by_admin(Move.VERIFY, self.within(2), "verifications", verified=Verified.PASSED)
        track.by_admin(Move.TRANSFER, 0, "transfers", to_tenant=target)

    def _chosen(self) -> Kind | None:
        return self.track.drafts[0].kind

    def _complete(self) -> None:
        """What is missing is asked for; always when the story ends there, otherwise now and then."""
        track, ending = self.track, self.plot.ending
        if ending not in (Ending.AWAITING, Ending.LAPSED) and not self.chance(0.1):
            return
        track.by_admin(Move.VERIFY, self.within(3), "verifications_lacking", verified=Verified.LACKING)
        track.by_admin(Move.REQUEST_COMPLETION, 0, "supplement_asks")
        if ending is Ending.LAPSED:
            track.by_system(Move.LAPSE_COMPLETION, Pace.COMPLETION_LAPSE, "lapsed_completion")
        elif ending is not Ending.AWAITING:
            track.by_citizen(Move.SUPPLEMENT, self.rng.randint(0, 9), "supplements")

    def _verify(self) -> None:
        track, plot = self.track, self.plot
        if self.chance(0.003):
            track.by_admin(Move.ARCHIVE, self.within(3), "archives", reason=ArchiveReason.TOO_GENERAL)
            track.by_admin(Move.RESTORE, self.within(6), "restores")
        kind = self._chosen()
        track.by_admin(
            Move.VERIFY, self.within(3), "verifications", verified=Verified.PASSED, kind=kind, topic=plot.topic
        )
        private = plot.frame.private and not plot.anonymous
        if private and self.chance(0.6):
            track.by_admin(Move.FLAG, 0, "flags", anonymous=True, secret=self.chance(0.3))
        if self.chance(0.04):
            track.by_admin(Move.EDIT_TEXT, 0, "edits")
        if self.chance(0.03):
            track.by_admin(Move.CLASSIFY, 0, "classifications", kind=kind, topic=plot.topic)

    def _dispose(self) -> None:
        track, plot = self.track, self.plot
        if self._answered_directly():
            return
        if plot.frame.kind is Kind.PENGADUAN_BERKADAR:
            track.by_admin(Move.REFER, 0, "referrals", to_unit=plot.route.unit)
            return
        self._detour()
        if plot.ending in (Ending.BACK_AT_DESK, Ending.RULING_DUE):
            return
        self._put()
        self._accompany()

    def _answered_directly(self) -> bool:
        direct = self.plot.frame.kind in ANSWERED_DIRECTLY and self.plot.ending in (
            Ending.ANSWERED,
            Ending.CLOSED,
        )
        return direct and self.chance(0.4)

    def _detour(self) -> None:
        """A wrong unit returns it; twice, and the superior must rule."""
        track, ending, route = self.track, self.plot.ending, self.plot.route
        turns: int = self.rng.choices((0, 1, 2), _RETURNS)[0]
        turns = _RETURNS_AT.get(ending, turns)
        for wrong in other_units(self.rng, track.office, route, turns):
            track.by_admin(Move.DISPOSE, 0, "dispositions", to_unit=wrong)
            track.by_desk(Move.RETURN, self.within(4), "returns", to_unit=route.top)

    def _put(self) -> None:
        """To the right unit: by ruling after two returns, directly, or down in two steps."""
        track, route = self.track, self.plot.route
        if len(track.returned_by) > 1:
            track.by_admin(Move.RULE, self.within(3), "rulings", to_unit=route.unit)
            return
        delay = self.within(2) if track.returned_by else 0
        if route.between and self.chance(0.6):
            track.by_admin(Move.DISPOSE, delay, "dispositions", to_unit=route.between)
            track.by_desk(Move.DISPOSE, self.within(2), "dispositions_down", to_unit=route.unit)
        else:
            track.by_admin(Move.DISPOSE, delay, "dispositions", to_unit=route.unit)
        settled = self.plot.ending is not Ending.DISPOSED
        if route.between and settled and not track.returned_by and self.chance(0.08):
            track.by_desk(Move.RETURN, self.within(3), "returns", to_unit=route.between)

    def _accompany(self) -> None:
        """Units whose business lies near read along or handle their part."""
        track, route = self.track, self.plot.route
        near = [unit for unit in (*route.related, route.kecamatan) if unit and unit not in (route.unit, route.between)]
        if near and self.chance(0.14):
            track.by_admin(Move.ADD_TEMBUSAN, 0, "tembusan", to_unit=self.rng.choice(near))
        if route.related and self.plot.frame.kind not in ANSWERED_DIRECTLY and self.chance(0.055):
            track.by_admin(Move.ADD_HANDLING, 0, "handlings", to_unit=self.rng.choice(route.related))

    def _work(self) -> None:
        track, plot = self.track, self.plot
        if track.unit == ROOT:
            return
        oversight = plot.frame.kind is Kind.PENGADUAN_BERKADAR
        if self.chance(0.06):
            track.by_citizen(Move.COMMENT, self.rng.randint(2, 9), "comments")
        if self.chance(0.06):
            track.by_desk(Move.NOTE, self.within(3), "notes")
        if plot.anonymous and self.chance(0.08):
            track.by_desk(Move.OPEN_IDENTITY, self.within(2), "identity_opened")
        must = plot.ending in (Ending.IN_PROGRESS, Ending.HANDED_OVER) or oversight
        for number in range(self.rng.choices((0, 1, 2, 3), (30, 50, 15, 5))[0] or (1 if must else 0)):
            limit = 12 if oversight else 4 + 2 * number
            track.by_desk(Move.PROGRESS, max(number, self.within(limit)), "progress_more" if number else "progress")
        if self.drafted(Move.PROGRESS) and self.chance(0.07):
            days = self.rng.choice(_OVERSIGHT_EXTENSIONS if oversight else _EXTENSIONS)
            track.by_desk(Move.REQUEST_EXTENSION, self.within(3), "extensions", days=days)
            track.by_admin(Move.EXTEND, 1, "extensions", days=days)
        if plot.ending is Ending.HANDED_OVER:
            track.by_system(Move.HAND_OVER, Pace.NIGHT, "handed_over", delay=self.rng.randint(16, 45))

    def drafted(self, move: Move) -> bool:
        return any(draft.move is move for draft in self.track.drafts)

    def _answer(self) -> None:
        track, kind = self.track, self.plot.frame.kind
        if track.unit == ROOT:
            track.by_admin(Move.ANSWER_DIRECTLY, self.within(3), "answer", outcome=_noted(kind))
            return
        for draft in list(track.drafts):
            if draft.move is Move.ADD_HANDLING and draft.to_unit:
                track.by_desk(
                    Move.ANSWER_HANDLING, self.within(4), "handling_answers", unit=draft.to_unit, to_unit=draft.to_unit
                )
        if track.office.desk(track.unit, Role.STAF) and self.chance(0.12):
            track.by_staff(Move.DRAFT, self.within(3), "drafts")
        limit = {Kind.PENGADUAN_BERKADAR: 30, Kind.PENGADUAN_TIDAK_BERKADAR: 9}.get(kind, 3)
        track.by_desk(Move.ANSWER, self.within(limit), "answer", outcome=self._outcome())

    def _outcome(self) -> Outcome:
        kind = self.plot.frame.kind
        if kind in ANSWERED_DIRECTLY:
            return _noted(kind)
        if kind is Kind.PENGADUAN_BERKADAR or self.drafted(Move.OBJECT):
            return self.rng.choices((Outcome.SOLVED, Outcome.PARTLY_SOLVED), (85, 15))[0]
        return self.rng.choices(list(_SOLVED), list(_SOLVED.values()))[0]

    def _react(self) -> None:
        """What the reporter makes of the answer: silence, thanks, an objection; or the admin closes."""
        track = self.track
        if not self.drafted(Move.OBJECT) and self.chance(0.09):
            track.by_citizen(Move.OBJECT, self.rng.randint(0, 8), "objections")
            track.by_desk(Move.PROGRESS, self.within(3), "progress_more")
            track.by_desk(Move.ANSWER, self.within(7), "answer", outcome=self._outcome())
        end = self.rng.choices(list(_CLOSING), list(_CLOSING.values()))[0]
        if end is Move.ACCEPT:
            track.by_citizen(Move.ACCEPT, self.rng.randint(0, 7), "acceptances")
        elif end is Move.CLOSE:
            track.by_admin(Move.CLOSE, self.rng.randint(2, 7), "closes")
        else:
            track.by_system(Move.LAPSE_REACTION, Pace.REACTION_LAPSE, "lapsed_reaction")
        pleased = end is Move.ACCEPT
        if self.chance(0.6 if pleased else 0.06):
            track.by_citizen(Move.RATE, self.rng.randint(0, 3), "", rating=self._rating(pleased=pleased))

    def _rating(self, *, pleased: bool) -> int:
        return self.rng.choices((5, 4, 3, 2, 1), (40, 34, 16, 6, 4) if pleased else (10, 20, 25, 25, 20))[0]

    def _reopen(self) -> None:
        track = self.track
        track.by_citizen(Move.REOPEN, self.rng.randint(3, 20), "reopenings")
        if track.unit != ROOT:
            track.by_desk(Move.PROGRESS, self.within(4), "progress_more")

    def _archive(self) -> None:
        if not self.plot.at_nation or self.chance(0.4):
            self._nation()
        self.track.by_admin(Move.ARCHIVE, self.within(3), "archives", reason=self.plot.reason)


def _noted(kind: Kind) -> Outcome:
    return Outcome.ASPIRATION_NOTED if kind is Kind.ASPIRASI else Outcome.INFORMATION_GIVEN
