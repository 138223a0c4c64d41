"""What happened is kept as events that hold together and tell the row; whoever changes one shows."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg.rows import dict_row

from rules.case import Case
from rules.complaint_states import TRANSITIONS, Clock, Move, Status
from rules.course import advance, receive
from rules.errors import CONFLICT, Refusal
from rules.event_chain import GENESIS, Actor, ChainBroken, rebuild, verify
from rules.facts import AT_INSTANSI, Facts
from rules.identifiers import NATION, Reach
from rules.roles import Role
from rules.vocabulary import Channel, HandlingStatus, Kind
from tenants.database import Database, Pool, open_pool
from tenants.rows import ComplaintRow, EventRow, HandlingRow, TransferRow
from tenants.session import Sessions, Transaction
from tenants.stores import complaints, directory, events, handlings, transfers
from tenants.stores.directory import Entry
from tenants.stores.recording import Happening, record, submit
from tests.proof import Proof
from tests.rules.walks import EXTENSION, NOW, TIMETABLE, facts_for, later, place
from tests.tenancy import EnrolledPemda, NewTenant

pytestmark = pytest.mark.anyio
ADMIN = Actor(role=Role.INSTANSI, tenant=2101, position=UUID(int=2), unit=UUID(int=3), title="Admin", name="Siti é")
_AWAY = (Move.TRANSFER, Move.RETURN_TO_NATION)
_TURNING = [move for move in Move if TRANSITIONS[move].targets]


@dataclass
class Course:
    """A complaint on its way through the rules and the stores, each move in a transaction of its own."""

    sessions: Sessions
    here: int
    row: ComplaintRow
    now: datetime = NOW

    @property
    def tx(self) -> Any:
        return self.sessions.write((self.row.tenant_id,))

    async def move(self, move: Move, told: Facts) -> bool:
        """False when the rules refuse it; then nothing was written."""
        async with self.sessions.write(self.writes(move)) as tx:
            row = await complaints.locked(tx, self.row.tenant_id, self.row.id)
            assert row is not None
            try:
                case = advance(row.case(), move, told)
            except Refusal:
                return False
            data = {"checks": {"IDENTITY": "MET"}} if move is Move.VERIFY else {}
            happening = Happening(move=move, case=case, actor=ADMIN, reason="Karena “begitu”.", data=data)
            if move in _AWAY:
                self.row = await transfers.move(
                    tx, row, happening, kept(row, happening), (1, b"sealed"), timetable=told.timetable
                )
            else:
                self.row = record(tx, row, happening)
                await self.along(tx, move)
        return True

    def writes(self, move: Move) -> tuple[int, ...]:
        there = self.here if self.row.tenant_id == NATION else NATION
        return (self.row.tenant_id, there) if move in _AWAY else (self.row.tenant_id,)

    async def along(self, tx: Transaction, move: Move) -> None:
        """What the graph writes beside the event of a parallel handling."""
        if move is Move.ADD_HANDLING:
            handlings.start(tx, handling(self.row, self.now))
        elif move in (Move.ANSWER_HANDLING, Move.RETURN_HANDLING):
            key = (self.row.tenant_id, self.row.id)
            sql = "SELECT id FROM tuntas.handling WHERE tenant_id = %(t)s AND complaint_id = %(c)s AND status = 'OPEN'"
            ((first,), *_) = await tx.read(sql, {"t": key[0], "c": key[1]})
            found = await handlings.locked(tx, key[0], first)
            assert found is not None
            handlings.end(tx, found, HandlingStatus.ANSWERED, outcome="SOLVED", answer="Sudah.", at=self.now)

    def facts(self, drawn: Facts, move: Move) -> Facts:
        """What was drawn, with this test's own pemda as the other end of a transfer."""
        if move is Move.TRANSFER:
            return replace(drawn, tenant=self.here, place=AT_INSTANSI)
        return replace(drawn, tenant=NATION, place=AT_INSTANSI) if move is Move.RETURN_TO_NATION else drawn


def kept(before: ComplaintRow, happening: Happening) -> TransferRow:
    clock = None if before.clock is None else Clock(before.clock)
    return TransferRow(
        before.tenant_id, uuid4(), before.id, before.tracking_code, happening.case.tenant_id, happening.move, None, "",
        "", clock, before.due_at, None, happening.case.last_event_at or NOW,
    )  # fmt: skip


def handling(row: ComplaintRow, now: datetime) -> HandlingRow:
    return HandlingRow(
        row.tenant_id, uuid4(), row.id, uuid4(), "00010009", "00010009", HandlingStatus.OPEN, "Bantu kami.", None, "",
        now, now, None,
    )  # fmt: skip


async def begun(sessions: Sessions, here: int, **told: Any) -> Course:
    """A new complaint with its line in the directory."""
    case = Case(tenant_id=here, status=Status.RECEIVED, kind=Kind.ASPIRASI, channel=Channel.WEB, **told)
    case = receive(case, Facts(now=NOW, timetable=TIMETABLE, place=AT_INSTANSI))
    values: dict[str, Any] = {name: getattr(case, name) for name in Case.__dataclass_fields__}
    row = ComplaintRow(
        **{**values, "tags": [], "returned_by": []}, id=uuid4(), tracking_code=uuid4().hex[:12].upper(),
        external_id=None, title="Lampu padam", body="Lampu padam di simpang", public_title="", public_body="", place="",
        latitude=None, longitude=None, incident_on=None, reporter_account=None, received_at=NOW, entered_at=NOW,
        entered_by=None, head_hash=b"",
    )  # fmt: skip
    async with sessions.write((here,)) as tx:
        actor = Actor(role=Role.PUBLIK, tenant=NATION)
        row = submit(tx, row, Happening(move=Move.SUBMIT, case=case, actor=actor, data={"text_sha256": "ab"}))
        entry = Entry(row.tracking_code, here, row.id, NOW)
        directory.register(tx, entry, account=None, receipt_hash=None, external=None)
    return Course(sessions, here, row)


@pytest.fixture
def pemda(new_tenant: NewTenant) -> EnrolledPemda:
    return new_tenant()


@pytest.fixture
def sessions(pool: Pool) -> Sessions:
    return Sessions(pool, Reach(0, 9999))


def test_any_legal_course_is_told_by_its_events(database: Database, pemda: EnrolledPemda) -> None:
    with asyncio.Runner() as runner:
        pool = open_pool(database.service_url, size=1)
        runner.run(pool.open())
        sessions = Sessions(pool, Reach(0, 9999))

        @settings(max_examples=12, deadline=None)
        @given(data=st.data())
        def holds(data: st.DataObject) -> None:
            course = runner.run(any_course(data, sessions, pemda.id))
            assert Proof(database.owner_url, [course.row.id]).problems() == []

        holds()
        runner.run(pool.close())


async def any_course(data: st.DataObject, sessions: Sessions, here: int) -> Course:
    random = Random(data.draw(st.integers(0, 2**32)))  # hypothesis itself would try the first moves over and over
    first = random.choice([here, NATION])
    flags = {"anonymous": data.draw(st.booleans()), "verified": random.random() < 0.8}
    course = replace(await begun(sessions, first, **flags), here=here)
    for _ in range(data.draw(st.integers(6, 14))):
        moves = [move for move in Move if Status(course.row.status) in TRANSITIONS[move].sources]
        turning = [move for move in moves if move in _TURNING]
        move = random.choice(random.choice([moves, turning, turning]))
        if move in (Move.ANSWER_HANDLING, Move.RETURN_HANDLING) and not course.row.handlings_open:
            continue
        course.now = later(course.now, data.draw(st.integers(0, 3)))
        told = data.draw(facts_for(move, course.now, course.row.case()))
        await course.move(move, course.facts(told, move))
    key = (course.row.tenant_id, course.row.id)
    (stored,) = await complaints.by_key(sessions, [key])
    assert stored is not None
    assert stored.case() == course.row.case()
    kept = await events.whole(sessions, *key)
    assert rebuild(event.event() for event in kept) == stored.case()
    assert verify((event.event(), event.hash) for event in kept) == stored.head_hash
    return course


async def walked(sessions: Sessions, here: int) -> Course:
    """A course with every kind of value in its events."""
    course = await begun(sessions, here, verified=True)
    moves: list[tuple[Move, dict[str, Any]]] = [
        (Move.VERIFY, {"passed": True}),
        (Move.CLASSIFY, {"set": {"tags": ("lampu", "jalan"), "topic_id": 7}}),
        (Move.DISPOSE, {"place": place("00010002")}),
        (Move.PROGRESS, {}),
        (Move.REQUEST_EXTENSION, {"days": 5}),
        (Move.EXTEND, {"granted": EXTENSION}),
    ]
    for number, (move, told) in enumerate(moves):
        course.now = NOW + timedelta(days=number, microseconds=17)
        assert await course.move(move, Facts(now=course.now, timetable=TIMETABLE, **told))
    return course


_TAMPERED: dict[str, str] = {
    "move": "CASE move WHEN 'NOTE' THEN 'DRAFT' ELSE 'NOTE' END",
    "actor_role": "CASE actor_role WHEN 'STAF' THEN 'PELAPOR' ELSE 'STAF' END",
    "actor_tenant": "actor_tenant + 1",
    "actor_position": "gen_random_uuid()",
    "actor_unit": "CASE WHEN actor_unit IS NULL THEN gen_random_uuid() END",
    "actor_title": "actor_title || ' '",
    "actor_name": "CASE actor_name WHEN '' THEN 'x' ELSE translate(actor_name, 'Si', 'Ti') || '' END",
    "from_status": "CASE WHEN from_status IS NULL THEN 'RECEIVED' END",
    "to_status": "CASE to_status WHEN 'CLOSED' THEN 'ANSWERED' ELSE 'CLOSED' END",
    "reason": "reason || '.'",
    "changes": "jsonb_set(changes, '{secret}', 'true')",
    "data": "data || '{\"a\": 1}'",
    "at": "at + interval '1 microsecond'",
    "hash": "set_byte(hash, 31, get_byte(hash, 31) # 1)",
}


async def test_one_change_anywhere_breaks_the_chain_where_it_is(
    sessions: Sessions, pemda: EnrolledPemda, database: Database
) -> None:
    course = await walked(sessions, pemda.id)
    of_it = {"id": course.row.id}
    columns = {name for name in EventRow.__dataclass_fields__ if name not in ("tenant_id", "complaint_id", "seq")}
    assert set(_TAMPERED) == columns
    with psycopg.connect(database.owner_url, row_factory=dict_row) as owner:
        for column, value in _TAMPERED.items():
            for seq in range(1, course.row.version + 1):
                with owner.transaction(force_rollback=True):
                    change = f"UPDATE tuntas.complaint_event SET {column} = {value}"
                    owner.execute(
                        f"{change} WHERE complaint_id = %(id)s AND seq = %(seq)s".encode(), {**of_it, "seq": seq}
                    )
                    assert broken_at(owner, course.row.id) == seq, (column, seq)
        for change in ("DELETE FROM tuntas.complaint_event", "UPDATE tuntas.complaint_event SET seq = 99"):
            with owner.transaction(force_rollback=True):
                owner.execute(f"{change} WHERE complaint_id = %(id)s AND seq = 3".encode(), of_it)
                assert broken_at(owner, course.row.id) == 4
        assert broken_at(owner, course.row.id) is None


def broken_at(owner: psycopg.Connection[dict[str, Any]], id_: UUID) -> int | None:
    rows = owner.execute("SELECT * FROM tuntas.complaint_event WHERE complaint_id = %s ORDER BY seq", (id_,)).fetchall()
    found = [EventRow(**row) for row in rows]
    try:
        verify((event.event(), event.hash) for event in found)
    except ChainBroken as broken:
        return broken.seq
    return None


async def test_every_byte_of_a_hash_counts(sessions: Sessions, pemda: EnrolledPemda) -> None:
    course = await walked(sessions, pemda.id)
    kept = await events.whole(sessions, pemda.id, course.row.id)
    for byte in range(32):
        hash_ = bytearray(kept[2].hash)
        hash_[byte] ^= 0x80
        links = [(event.event(), bytes(hash_) if event.seq == 3 else event.hash) for event in kept]
        with pytest.raises(ChainBroken) as broken:
            verify(links)
        assert broken.value.seq == 3
    assert verify([]) == GENESIS


async def test_two_who_record_at_once_without_a_lock_do_not_both_win(sessions: Sessions, pemda: EnrolledPemda) -> None:
    course = await begun(sessions, pemda.id, verified=True)
    told = Facts(now=NOW, timetable=TIMETABLE)
    note = Happening(move=Move.NOTE, case=advance(course.row.case(), Move.NOTE, told), actor=ADMIN)
    async with course.tx as tx:
        record(tx, course.row, note)
    with pytest.raises(Refusal) as refused:
        async with course.tx as tx:
            record(tx, course.row, note)
    assert refused.value.code == CONFLICT
    assert [event.seq for event in await events.whole(sessions, pemda.id, course.row.id)] == [1, 2]


async def test_what_is_refused_leaves_nothing(sessions: Sessions, pemda: EnrolledPemda, database: Database) -> None:
    course = await begun(sessions, pemda.id)
    before = await events.whole(sessions, pemda.id, course.row.id)
    assert not await course.move(Move.DISPOSE, Facts(now=NOW, timetable=TIMETABLE, place=place("00010002")))
    assert await events.whole(sessions, pemda.id, course.row.id) == before
    assert Proof(database.owner_url, [course.row.id]).problems() == []


async def test_the_holder_follows_the_unit(sessions: Sessions, pemda: EnrolledPemda) -> None:
    course = await begun(sessions, pemda.id, verified=True)
    for path, told in (("00010002", "HOLDER:00010002"), ("000100020001", "HOLDER:000100020001")):
        assert await course.move(Move.DISPOSE, Facts(now=NOW, timetable=TIMETABLE, place=place(path)))
        (row,) = await complaints.by_key(sessions, [(pemda.id, course.row.id)])
        assert row is not None
        assert row.party_list == course.row.party_list == [told]
    assert await course.move(Move.RETURN, Facts(now=NOW, timetable=TIMETABLE, place=place("00010002")))
    assert course.row.party_list == ["HOLDER:00010002"]
