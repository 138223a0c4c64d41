"""A complaint's chain of events and the documents of its packet, made by the rules alone: late, and handed over."""

import hashlib
from datetime import timedelta
from typing import Any
from uuid import UUID

from rules.case import Case, changes
from rules.clock_proof import proof, runs
from rules.complaint_states import Move, Status
from rules.course import advance, receive
from rules.deadlines import Timetable
from rules.event_chain import GENESIS, Actor, Event, link
from rules.facts import AT_INSTANSI, Facts
from rules.ladder import Act
from rules.packets import (
    ANSWERS,
    CLOCKS,
    COMPLAINT,
    DISPOSITIONS,
    EVENTS,
    FILES,
    Manifest,
    PacketKind,
    event_written,
    moment,
)
from rules.roles import Role
from rules.turns import next_of
from rules.vocabulary import Channel, Kind
from tests.rules.walks import BINTAN, DINAS, NOW, TIMETABLE, place

COMPLAINT_ID = UUID(int=7)
TITLE, BODY = "Lampu jalan padam", "Lampu jalan padam sejak dua minggu <b>di simpang</b>."
SYSTEM = Actor(role=Role.SISTEM, tenant=0, title="Sistem")
ADMIN = Actor(role=Role.INSTANSI, tenant=BINTAN, position=UUID(int=3), unit=UUID(int=4), title="Admin", name="Siti")
_MOVES = {Act.WARN: Move.WARN, Act.ESCALATE: Move.ESCALATE, Act.HAND_OVER: Move.HAND_OVER}
Links = list[tuple[Event, bytes]]


class Chain:
    """Events of one case, each recorded as the service records it."""

    def __init__(self, timetable: Timetable = TIMETABLE, kind: Kind = Kind.PENGADUAN_TIDAK_BERKADAR) -> None:
        self.timetable = timetable
        self.now = NOW
        self.links: Links = []
        case = Case(tenant_id=BINTAN, status=Status.RECEIVED, kind=kind, channel=Channel.WEB)
        self.case = receive(case, self._facts(place=AT_INSTANSI))
        digest = hashlib.sha256(f"{TITLE}\n{BODY}".encode()).hexdigest()
        self._keep(None, Move.SUBMIT, Actor(role=Role.PELAPOR, tenant=0, title="Pelapor"), {"text_sha256": digest})

    def move(self, move: Move, actor: Actor = ADMIN, *, after: timedelta = timedelta(days=1), **told: Any) -> "Chain":
        """One more event, so long after the one before."""
        self.now += after
        before = self.case
        self.case = advance(before, move, self._facts(**told))
        self._keep(before, move, actor)
        return self

    def late(self) -> "Chain":
        """Everything that the system does until the hand-over."""
        while not self.case.handed_over:
            step = next_of(self.case, self._facts(), handed_over=False)
            assert step is not None
            self.move(_MOVES[step.act], SYSTEM, after=max(step.at - self.now, timedelta(seconds=1)), step=step)
        return self

    @property
    def events(self) -> list[Event]:
        return [event for event, _ in self.links]

    def _facts(self, **told: Any) -> Facts:
        return Facts(now=self.now, timetable=self.timetable, **told)

    def _keep(self, before: Case | None, move: Move, actor: Actor, data: dict[str, Any] | None = None) -> None:
        event = Event(
            complaint_id=COMPLAINT_ID,
            seq=self.case.version,
            move=move,
            actor=actor,
            from_status=before.status if before else None,
            to_status=self.case.status,
            reason="" if move is not Move.DISPOSE else "Mohon ditindaklanjuti.",
            changes=dict(changes(before, self.case)),
            data=data or {},
            at=self.now,
        )
        self.links.append((event, link(self.links[-1][1] if self.links else GENESIS, event)))


def overdue() -> Chain:
    """Verified, disposed, paused on the way, answered by nobody, handed over."""
    chain = Chain().move(Move.VERIFY, passed=True).move(Move.REQUEST_COMPLETION)
    chain.move(Move.SUPPLEMENT, after=timedelta(days=3)).move(Move.VERIFY, passed=True)
    return chain.move(Move.DISPOSE, place=place(DINAS)).late()


def documents_of(chain: Chain) -> dict[str, Any]:
    """What the packet of its last event tells."""
    disposed = next(event for event in chain.events if event.move is Move.DISPOSE)
    return {
        COMPLAINT: {
            "title": TITLE, "body": BODY, "masked": False, "kind": "PENGADUAN_TIDAK_BERKADAR", "anonymous": False,
            "secret": False, "received_at": moment(NOW),
        },
        EVENTS: [event_written(event, hash_) for event, hash_ in chain.links],
        CLOCKS: [proof(run, chain.timetable) for run in runs(chain.events)],
        DISPOSITIONS: [
            {
                "seq": disposed.seq, "move": "DISPOSE", "at": moment(disposed.at), "by": "Admin, Siti",
                "unit": "Dinas", "reason": disposed.reason,
            }
        ],
        ANSWERS: [
            {
                "id": str(UUID(int=5)), "event": 2, "kind": "PROGRESS", "at": moment(NOW), "role": "PENGHUBUNG",
                "by": "Penghubung", "body": "Sedang dikerjakan.", "evidence": "Foto.",
            }
        ],
        FILES: [],
    }  # fmt: skip


def manifest_of(chain: Chain, **other: Any) -> Manifest:
    """The manifest of that packet, without files and unsigned."""
    last, head = chain.links[-1]
    told: dict[str, Any] = {
        "kind": PacketKind.OMBUDSMAN,
        "tracking_code": "K7QW-2M9D-XH4C",
        "complaint": str(COMPLAINT_ID),
        "pemda_code": "21.01",
        "pemda_name": "Kabupaten Bintan",
        "event": last.seq,
        "move": last.move,
        "at": moment(last.at),
        "head": head.hex(),
        "key": "",
        "public_key": "",
        "identity": False,
    }
    return Manifest(**{**told, **other})
