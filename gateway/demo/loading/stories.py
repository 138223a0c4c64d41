"""A story becomes rows: each step goes through the rules and the recorder as a request's would."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

import orjson

from gateway.demo.complaints.story import Step, Story
from gateway.demo.loading.people import Directory, Rows
from gateway.demo.loading.reminding import is_superfluous, reminders
from graph.fresh import fresh_code, fresh_id
from rules.case import Case
from rules.clocks import Extension
from rules.complaint_states import Clock, Move, Status
from rules.course import advance, receive
from rules.deadlines import Timetable
from rules.event_chain import Actor, link
from rules.facts import AT_INSTANSI, Facts, Place
from rules.identifiers import NATION, code_of, tenant_id_of
from rules.limits import Level
from rules.outside_numbers import of_lapor
from rules.packets import PacketKind
from rules.redaction import redact
from rules.roles import LABELS, Role
from rules.tallies import Told, left_behind
from rules.tracking_codes import receipt_secret
from rules.vocabulary import Audience, HandlingStatus, MessageKind, Part
from tenants.bulk import Ledger
from tenants.rows import BodyRow, ComplaintRow, HandlingRow, MessageRow, ReporterRow, TransferRow
from tenants.stores import bodies, handlings, messages, packets, parties, reporters
from tenants.stores.directory import Entry, register
from tenants.stores.recording import Happening, arrival, happened, record, submit, write_event
from tenants.stores.transfers import KEEP, kept_values
from tenants.vault import Identity

SAID: Final[Mapping[Move, tuple[MessageKind, Audience]]] = {
    Move.REQUEST_COMPLETION: (MessageKind.COMPLETION_REQUEST, Audience.REPORTER),
    Move.SUPPLEMENT: (MessageKind.SUPPLEMENT, Audience.REPORTER),
    Move.COMMENT: (MessageKind.COMMENT, Audience.REPORTER),
    Move.OBJECT: (MessageKind.OBJECTION, Audience.REPORTER),
    Move.REOPEN: (MessageKind.OBJECTION, Audience.REPORTER),
    Move.PROGRESS: (MessageKind.PROGRESS, Audience.PUBLIC),
    Move.ANSWER: (MessageKind.ANSWER, Audience.PUBLIC),
    Move.ANSWER_DIRECTLY: (MessageKind.ANSWER, Audience.PUBLIC),
    Move.SHARE_ANSWER: (MessageKind.ANSWER, Audience.PUBLIC),
    Move.NOTE: (MessageKind.NOTE, Audience.OFFICES),
    Move.DRAFT: (MessageKind.DRAFT, Audience.OFFICES),
    Move.ANSWER_HANDLING: (MessageKind.HANDLING_ANSWER, Audience.OFFICES),
}
"""Moves whose words are a message; the words of all others are the event's reason."""
PACKETS: Final[Mapping[Move, PacketKind]] = {Move.HAND_OVER: PacketKind.OMBUDSMAN, Move.REFER: PacketKind.APIP}
"""Moves that owe a packet; the worker makes it as soon as it runs."""
NEWS: Final = timedelta(days=3)
"""What happened since then is told to people when the worker starts; what is older they know."""
_TO_ROOT: Final = frozenset({Move.RESTORE, Move.UNMERGE, Move.TRANSFER, Move.RETURN_TO_NATION})

Seal = Callable[[int, UUID, Identity], tuple[int, bytes]]


@dataclass(slots=True)
class Teller:
    """Tells stories into rows. `ids` remembers where each story's complaint is, for those merged into it."""

    directory: Directory
    timetable: Callable[[int], Timetable]
    receipt_key: bytes
    seal: Seal
    ids: dict[str, UUID]
    now: datetime

    def tell(self, story: Story) -> Rows:
        """Every row of one complaint, in the tenant that holds it at the end."""
        ledger = Ledger()
        first, *steps = story.steps
        row = self._submit(ledger, story, first)
        self.ids[story.key] = row.id
        for step in steps:
            row = self._remind(ledger, row, step.at)
            if not is_superfluous(row.case(), step.move, step.at):
                row = self._step(ledger, story, row, step)
        row = self._remind(ledger, row, self.now)
        self._reporter(ledger, story, row)
        rows = ledger.close(row)
        rows["outbox"] = [told for told in rows["outbox"] if told["at"] >= self.now - NEWS]
        return rows

    def _submit(self, ledger: Ledger, story: Story, step: Step) -> ComplaintRow:
        tenant = tenant_id_of(story.intake)
        case = Case(
            tenant_id=tenant,
            status=Status.RECEIVED,
            kind=story.kind_chosen,
            channel=story.channel,
            topic_id=story.topic,
            anonymous=story.anonymous,
            secret=story.secret,
        )
        case = receive(case, self._facts(tenant, step.at, place=AT_INSTANSI))
        row = self._row(story, case, step)
        digest = hashlib.sha256(f"{story.title}\n{story.body}".encode()).hexdigest()
        data = {"text_sha256": digest, "received_at": story.received_at.isoformat()}
        row = submit(ledger, row, Happening(move=Move.SUBMIT, case=case, actor=self._actor(step), data=data))  # type: ignore[arg-type]
        bodies.keep(ledger, BodyRow(tenant, row.id, 1, story.title, story.body, "", row.entered_by, step.at))  # type: ignore[arg-type]
        return row

    def _row(self, story: Story, case: Case, step: Step) -> ComplaintRow:
        account = story.reporter.account
        values: dict[str, Any] = {name: getattr(case, name) for name in Case.__dataclass_fields__}
        values.update(tags=[], returned_by=[], open_clocks=[])
        return ComplaintRow(
            **values,
            id=fresh_id(story.received_at),
            tracking_code=fresh_code(),
            external_id=story.external_id,
            title=story.title,
            body=story.body,
            public_title=redact(story.title),
            public_body=redact(story.body),
            place=story.place,
            latitude=story.latitude,
            longitude=story.longitude,
            incident_on=story.incident,
            reporter_account=self.directory.accounts.get(account) if account else None,
            received_at=story.received_at,
            entered_at=step.at,
            entered_by=self._actor(step).position,
            head_hash=b"",
        )

    def _step(self, ledger: Ledger, story: Story, row: ComplaintRow, step: Step) -> ComplaintRow:
        before = row.case()
        facts = self._facts_of(before, step)
        said = SAID.get(step.move)
        happening = Happening(
            move=step.move,
            case=advance(before, step.move, facts),
            actor=self._actor(step),
            reason="" if said else step.text,
            data=self._data(step),
        )
        if step.to_tenant is not None or step.move is Move.RETURN_TO_NATION:
            row = self._transfer(ledger, row, happening, step)
        else:
            row = self._record(ledger, row, happening)
        self._along(ledger, row, step)
        if said:
            self._say(ledger, row, step, *said)
        if step.move is Move.EDIT_TEXT:
            row = self._edit(ledger, story, row, step)
        return row

    def _remind(self, ledger: Ledger, row: ComplaintRow, until: datetime) -> ComplaintRow:
        code = code_of(row.tenant_id)
        headed = any(where == code and role is Role.PIMPINAN for where, _, role in self.directory.actors)
        vacant = frozenset() if headed else frozenset({Level.HEAD})
        for happening in reminders(row.case(), partial(self._facts, row.tenant_id), until, vacant):
            row = self._record(ledger, row, happening)
        return row

    @staticmethod
    def _record(ledger: Ledger, before: ComplaintRow, happening: Happening) -> ComplaintRow:
        row = record(ledger, before, happening)  # type: ignore[arg-type]
        if (kind := PACKETS.get(happening.move)) is not None:
            packets.owe(ledger, row, kind, row.last_event_at)  # type: ignore[arg-type]
        return row

    def _facts_of(self, case: Case, step: Step) -> Facts:
        given: dict[str, Any] = {}
        chosen: dict[str, Any] = {}
        if step.move in (Move.VERIFY, Move.FLAG):
            chosen = {
                "anonymous": case.anonymous
                or step.anonymous
                or bool(step.verification and step.verification.anonymous),
                "secret": case.secret or step.secret or bool(step.verification and step.verification.secret),
            }
            given["passed"] = bool(step.verification and step.verification.passed)
        elif step.move is Move.CLASSIFY:
            chosen = {"kind": step.kind or case.kind, "topic_id": step.topic or case.topic_id}
        elif step.move is Move.EXTEND:
            given["granted"] = Extension(step.days, step.at, self._actor(step).title, step.text)
        elif step.move is Move.ADD_HANDLING:
            given["handling"] = fresh_id(step.at)
        elif step.move is Move.ANSWER_HANDLING:
            given["handling"] = next(clock.handling for clock in case.open_clocks if clock.handling)
        elif step.move is Move.MERGE:
            chosen = {"merged_into": self.ids[step.parent or ""]}
        elif step.move in (Move.RAISE_DESK, Move.LOWER_DESK):
            raise NotImplementedError(step.move)
        goes_to = NATION if step.move is Move.RETURN_TO_NATION else tenant_id_of(step.to_tenant or step.tenant)
        leaves = step.to_tenant is not None or step.move is Move.RETURN_TO_NATION
        return self._facts(
            goes_to if leaves else case.tenant_id,  # a clock that starts with a transfer runs where the case goes
            step.at,
            place=self._place(step),
            outcome=step.outcome,
            days=step.days,
            rating=step.rating or 0,
            tenant=goes_to,
            set=chosen,
            **given,
        )

    def _place(self, step: Step) -> Place:
        if step.move in _TO_ROOT or step.status is Status.RECEIVED:
            return AT_INSTANSI
        return self.directory.place(step.tenant_after, step.unit_after)

    def _facts(self, holder: int, at: datetime, **given: Any) -> Facts:
        return Facts(now=at, timetable=self.timetable(holder), **given)

    def _actor(self, step: Step) -> Actor:
        if step.actor_unit is None:
            return Actor(role=step.role, tenant=tenant_id_of(step.tenant), title=LABELS[step.role])
        return self.directory.actors[step.tenant, step.actor_unit, step.role]

    def _data(self, step: Step) -> dict[str, Any]:
        if step.verification is not None:
            return {"checks": step.verification.record()}
        if step.move is Move.ARCHIVE and step.reason is not None:
            return {"because": step.reason.value}
        return {}

    def _transfer(self, ledger: Ledger, before: ComplaintRow, happening: Happening, step: Step) -> ComplaintRow:
        row = arrival(before, happening.case)
        event = happened(row, before, happening)
        row.head_hash = link(before.head_hash, event)
        write_event(ledger, row, event)  # type: ignore[arg-type]
        ledger.parties.clear()
        kept = TransferRow(
            before.tenant_id,
            fresh_id(step.at),
            before.id,
            before.tracking_code,
            row.tenant_id,
            step.move,
            happening.actor.position,
            happening.actor.title,
            step.text,
            None if before.clock is None else Clock(before.clock),
            before.due_at,
            None if before.due_at is None else step.at <= before.due_at,
            step.at,
        )
        left = left_behind(_told(ledger)[:-1], self.timetable(before.tenant_id), step.at)
        ledger.execute(KEEP, kept_values(kept, left))
        return row

    def _along(self, ledger: Ledger, row: ComplaintRow, step: Step) -> None:
        if step.move not in (Move.ADD_TEMBUSAN, Move.ADD_HANDLING, Move.ANSWER_HANDLING) or step.to_unit is None:
            return
        place = self.directory.places[step.tenant, step.to_unit]
        if place.unit_id is None:
            raise ValueError(step.to_unit)
        unit = (place.unit_id, place.unit_path)
        if step.move is Move.ADD_TEMBUSAN:
            parties.add(ledger, row, unit, Part.TEMBUSAN, step.at)  # type: ignore[arg-type]
        elif step.move is Move.ADD_HANDLING:
            parties.add(ledger, row, unit, Part.HANDLER, step.at)  # type: ignore[arg-type]
            clock = next(clock for clock in row.case().open_clocks if clock.handling and clock.started == step.at)
            handlings.start(
                ledger,  # type: ignore[arg-type]
                HandlingRow(
                    row.tenant_id,
                    clock.handling,  # type: ignore[arg-type]
                    row.id,
                    *unit,
                    place.desk_path,
                    HandlingStatus.OPEN,
                    step.text,
                    None,
                    "",
                    clock.due,  # type: ignore[arg-type]
                    step.at,
                    None,
                ),
            )
        else:
            for handling in ledger.rows["handling"]:
                if handling["unit_id"] == place.unit_id:
                    handling.update(
                        status="ANSWERED", outcome=(step.outcome or row.outcome), answer=step.text, ended_at=step.at
                    )

    def _say(self, ledger: Ledger, row: ComplaintRow, step: Step, kind: MessageKind, audience: Audience) -> None:
        actor = self._actor(step)
        evidence = step.body if kind is MessageKind.ANSWER else ""
        message = MessageRow(
            row.tenant_id,
            fresh_id(step.at),
            row.id,
            row.version,
            kind,
            audience,
            actor.role,
            actor.unit,
            actor.title,
            step.text,
            evidence,
            step.at,
        )
        messages.say(ledger, message)  # type: ignore[arg-type]

    def _edit(self, ledger: Ledger, story: Story, row: ComplaintRow, step: Step) -> ComplaintRow:
        title, body = step.title or story.title, step.body or story.body
        position = self._actor(step).position
        bodies.keep(
            ledger,  # type: ignore[arg-type]
            BodyRow(row.tenant_id, row.id, 2, redact(title), redact(body), step.text, position, step.at),
        )
        row.title, row.public_title, row.public_body = title, redact(title), redact(body)
        return row

    def _reporter(self, ledger: Ledger, story: Story, row: ComplaintRow) -> None:
        person = story.reporter
        identity = Identity(name=person.name, phone=person.phone or "", email=person.email or "")
        version, sealed = self.seal(row.tenant_id, row.id, identity)
        reporters.keep(ledger, ReporterRow(row.tenant_id, row.id, row.reporter_account, version, sealed))  # type: ignore[arg-type]
        secret = None
        if row.reporter_account is None:
            secret = hashlib.sha256(receipt_secret(self.receipt_key, row.tracking_code).encode()).digest()
        entry = Entry(row.tracking_code, row.tenant_id, row.id, row.entered_at)
        number = None if row.external_id is None else of_lapor(row.external_id)
        register(ledger, entry, account=row.reporter_account, receipt_hash=secret, external=number)  # type: ignore[arg-type]


def _told(ledger: Ledger) -> list[Told]:
    written = ("changes", "data")
    return [
        Told.read(*(orjson.loads(event[name]) if name in written else event[name] for name in Told._fields))
        for event in ledger.rows["complaint_event"]
    ]
