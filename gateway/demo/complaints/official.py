"""How do the offices put it? The words of every move: dispositions, answers, returns, requests, rulings."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from gateway.demo.complaints.frames import Frame, stray
from gateway.demo.complaints.grammar import expand
from gateway.demo.complaints.scenes import long_date, official_wording, wording
from gateway.demo.complaints.texts import Matter
from gateway.demo.complaints.track import Draft
from gateway.demo.complaints.workdays import office_time
from gateway.demo.offices import ROOT, Office
from rules.complaint_states import Move
from rules.deadlines import Timetable
from rules.roles import Role
from rules.vocabulary import ANSWERED_DIRECTLY, Kind, Outcome

_FIELD: Final = frozenset(
    {
        "jalan",
        "jalan_provinsi",
        "drainase",
        "perhubungan",
        "air_minum",
        "perkim",
        "lingkungan",
        "ketertiban",
        "bencana",
        "tambang",
        "kecamatan",
        "ruang",
        "listrik",
    },
)
"""Subjects whose answers speak of places and photographs; the others speak of counters and files."""
_ANSWERS: Final = frozenset({Move.ANSWER, Move.ANSWER_DIRECTLY, Move.SHARE_ANSWER})
_WITH_FRAME: Final = frozenset({"answer", "progress", "drafts", "archives"})
_BY_OUTCOME: Final[Mapping[Outcome, str]] = {
    Outcome.PARTLY_SOLVED: "partly",
    Outcome.NOT_SOLVED: "not_solved",
    Outcome.NOT_OUR_AUTHORITY: "not_authority",
}
_REACTED_TO: Final[Mapping[Outcome, str]] = {
    Outcome.SOLVED: "done",
    Outcome.PARTLY_SOLVED: "done",
    Outcome.NOT_SOLVED: "refused",
    Outcome.NOT_OUR_AUTHORITY: "refused",
    Outcome.INFORMATION_GIVEN: "answered",
    Outcome.ASPIRATION_NOTED: "answered",
}
_VISIT_BEFORE: Final = 3


def manner(frame: Frame) -> str:
    """How one speaks about the matter: in the field, at a counter, of an inspection, in a mere answer."""
    if frame.kind in ANSWERED_DIRECTLY:
        return "told"
    if frame.kind is Kind.PENGADUAN_BERKADAR:
        return "oversight"
    return "field" if frame.serves in _FIELD else "service"


def pick(rng: random.Random, phrases: Any, manners: Iterable[str]) -> str:
    """One phrase: a sentence, one of a list, or one of those for any manner and for these."""
    if isinstance(phrases, str):
        return phrases
    if isinstance(phrases, list):
        return str(rng.choice(phrases))
    return str(rng.choice([text for key in ("any", *manners) for text in phrases.get(key, ())]))


@dataclass(frozen=True, slots=True)
class Moment:
    """When a move happens: its time, since when the case is its unit's, the last answer's outcome."""

    at: datetime
    since: datetime
    answered: Outcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who writes about what: the matter, the pemda by kode and the one whose business it is, what a report lacks."""

    rng: random.Random
    matter: Matter
    offices: Mapping[str, Office]
    owner: str
    calendar: Timetable
    lacks: str

    def words(self, draft: Draft, moment: Moment) -> str:
        """The text of one move at its time."""
        if draft.move is Move.SUBMIT or not draft.wording:
            return ""
        said = self._said(draft, moment)
        turns = official_wording()
        if draft.wording == "answer":
            return expand(self._pick(turns[self._answer(draft)], moment), self.rng, said)
        if draft.wording == "archives" and draft.reason:
            phrases = [said["solved"]] if stray(draft.reason) is self.matter.frame else turns["archives"][draft.reason]
            return expand(self.rng.choice(phrases), self.rng, said)
        if draft.wording == "progress":
            return expand(self.rng.choice(turns["progress_frame"]), self.rng, said)
        phrases = turns.get(draft.wording) or wording()[draft.wording]
        return expand(self._pick(phrases, moment), self.rng, said)

    def evidence(self, draft: Draft, moment: Moment) -> str:
        """What is attached to an answer, described; empty where nothing is."""
        if draft.move not in _ANSWERS or draft.outcome not in (Outcome.SOLVED, Outcome.PARTLY_SOLVED):
            return ""
        words = self.matter.scene.words(self.rng, tindak=self._acted(moment))
        return expand(self._pick(official_wording()["evidence_described"], moment), self.rng, words)

    def _pick(self, phrases: Any, moment: Moment) -> str:
        reacted = (_REACTED_TO[moment.answered],) if moment.answered else ()
        return pick(self.rng, phrases, (manner(self.matter.frame), *reacted))

    def _said(self, draft: Draft, moment: Moment) -> dict[str, str]:
        office, turns = self.offices[draft.tenant], official_wording()
        named = office.unit(draft.to_unit).full_name if draft.to_unit else ""
        own = self._own(office, draft.actor_unit or draft.unit_after)
        home = draft.move is Move.RETURN_TO_NATION
        said = self.matter.scene.words(
            self.rng,
            tindak=self._acted(moment),
            unit=own if draft.move in (Move.RETURN, Move.ANSWER_HANDLING) or not named else named,
            other=named or (self.offices[self.owner].name if home else self.rng.choice(turns["elsewhere"])),
            to=self.offices[draft.to_tenant].name if draft.to_tenant else named,
            here=office.name,
            days=str(draft.days),
            lacks=self.lacks,
            greet=self._pick(turns["greetings"], moment),
            evidence=self._pick(turns["evidence"], moment),
        )
        if draft.wording in _WITH_FRAME:
            planned = office_time(self.rng, moment.at, self.rng.randint(2, 7), self.calendar)
            said["rencana"] = long_date(planned.date())
            said["progress"] = self.matter.one(self.rng, self.matter.frame.progress, said)
            said["solved"] = self.matter.one(self.rng, self.matter.frame.solved, said)
        return said

    def _own(self, office: Office, unit: str) -> str:
        """The name that signs: for the pemda's own desk the unit where its admin works."""
        admin = office.desk(ROOT, Role.INSTANSI) or office.desk(ROOT, Role.NASIONAL)
        return office.unit(admin.home if admin and unit == ROOT else unit).full_name

    def _acted(self, moment: Moment) -> str:
        """A working day shortly before the move, but not before the case was theirs."""
        day = moment.at.astimezone(self.calendar.zone) - timedelta(days=self.rng.randint(0, _VISIT_BEFORE))
        while not self.calendar.is_working_day(day.date()):
            day -= timedelta(days=1)
        return long_date(max(day, moment.since.astimezone(self.calendar.zone)).date())

    def _answer(self, draft: Draft) -> str:
        name = _BY_OUTCOME.get(draft.outcome) if draft.outcome else None
        if name is not None:
            return name
        if self.matter.frame.kind in ANSWERED_DIRECTLY:
            return "answer_plain"
        return "explained" if draft.outcome is Outcome.INFORMATION_GIVEN else "answer_frame"
