"""Rows go in at once, each table before what refers to it, and a ledger keeps what the stores would have written."""

from dataclasses import replace
from typing import Any, cast
from uuid import uuid4

import psycopg
import pytest

from graph.fresh import fresh_code
from migrations import runner
from rules.case import Case
from rules.complaint_states import Move, Status
from rules.course import advance, receive
from rules.deadlines import Timetable
from rules.event_chain import Actor, verify
from rules.facts import AT_INSTANSI, Facts, Place
from rules.roles import Role
from rules.unit_paths import ROOT
from rules.vocabulary import Audience, Channel, HandlingStatus, Kind, MessageKind, Outcome, Part
from tenants.bulk import ORDER, Ledger, analyze, copy_in, is_empty
from tenants.database import Database, Pool
from tenants.rows import ComplaintRow, HandlingRow, MessageRow
from tenants.stores import complaints, handlings, messages, parties
from tenants.stores.directory import Entry, register
from tenants.stores.recording import Happening, record, submit
from tests.database_house import DatabaseHouse
from tests.organisation import NOW, Organisation
from tests.proof import Proof
from tests.tenancy import NewTenant
from tests.tenants.full_tables import tenant_tables

pytestmark = pytest.mark.anyio
ACTOR = Actor(role=Role.INSTANSI, tenant=0, title="Admin")


@pytest.fixture
def organisation(pool: Pool, new_tenant: NewTenant) -> Organisation:
    return Organisation(pool, new_tenant().id)


@pytest.fixture
def sibling(pool: Pool, new_tenant: NewTenant) -> Organisation:
    return Organisation(pool, new_tenant().id)


async def told(organisation: Organisation) -> tuple[Ledger, ComplaintRow]:
    """A complaint told into a ledger by the stores themselves: disposed, noted, copied, handled beside, answered."""
    dinas, beside = await organisation.unit(), await organisation.unit()
    unit, ledger = (beside.id, beside.path), cast("Any", Ledger())
    case = Case(tenant_id=organisation.tenant, status=Status.RECEIVED, kind=Kind.ASPIRASI, channel=Channel.WEB)
    case = receive(case, Facts(now=NOW, timetable=Timetable(), place=AT_INSTANSI))
    words = await organisation.complaint(dinas)
    row = replace(words, id=uuid4(), tracking_code=fresh_code(), unit_id=None, unit_path=ROOT, head_hash=b"")
    row = submit(ledger, row, Happening(move=Move.SUBMIT, case=case, actor=ACTOR))
    entry = Entry(row.tracking_code, row.tenant_id, row.id, NOW)
    register(ledger, entry, account=None, receipt_hash=b"r" * 32, external=None)

    def move(move: Move, **facts: Any) -> ComplaintRow:
        given = {"now": NOW, "timetable": Timetable(), **facts}
        return record(ledger, row, Happening(move=move, case=advance(row.case(), move, Facts(**given)), actor=ACTOR))

    row = move(Move.VERIFY, passed=True)
    row = move(
        Move.DISPOSE, place=Place(unit_id=dinas.id, unit_path=dinas.path, desk_id=dinas.id, desk_path=dinas.path)
    )
    row = move(Move.NOTE)
    note = (
        row.tenant_id,
        uuid4(),
        row.id,
        row.version,
        MessageKind.NOTE,
        Audience.OFFICES,
        Role.INSTANSI,
        None,
        "Admin",
    )
    messages.say(ledger, MessageRow(*note, "Catatan.", "", NOW))
    row = move(Move.ADD_HANDLING)
    parties.add(ledger, row, unit, Part.HANDLER, NOW)
    parties.add(ledger, row, unit, Part.TEMBUSAN, NOW)
    parties.remove(ledger, row, unit, Part.TEMBUSAN)
    beginning = (
        row.tenant_id,
        uuid4(),
        row.id,
        *unit,
        beside.path,
        HandlingStatus.OPEN,
        "Periksa.",
        None,
        "",
        NOW,
        NOW,
    )
    handling = HandlingRow(*beginning, None)
    handlings.start(ledger, handling)
    row = move(Move.ANSWER_HANDLING)
    handlings.end(ledger, handling, HandlingStatus.ANSWERED, outcome=Outcome.SOLVED, answer="Selesai.", at=NOW)
    return ledger, row


async def test_what_a_ledger_keeps_is_what_a_transaction_writes(organisation: Organisation, database: Database) -> None:
    ledger, row = await told(organisation)
    rows = ledger.close(row)
    assert set(rows) == {
        "complaint",
        "complaint_event",
        "complaint_party",
        "message",
        "handling",
        "directory",
        "outbox",
        "complaint_change",
    }
    assert {line["part"] for line in rows["complaint_party"]} == {"HOLDER", "HANDLER"}
    assert (rows["handling"][0]["status"], rows["handling"][0]["answer"]) == ("ANSWERED", "Selesai.")
    assert copy_in(database.owner_url, rows) == sum(map(len, rows.values()))
    (found,) = await complaints.by_key(organisation.sessions, [(organisation.tenant, row.id)])
    assert found is not None
    assert replace(found, party_list=[]) == replace(row, party_list=[])
    assert Proof(database.owner_url, [row.id]).problems() == []
    proof = Proof(database.owner_url, [row.id])
    assert verify((event.event(), event.hash) for event in proof.events[row.id]) == row.head_hash


async def test_everything_goes_to_who_holds_it_in_the_end(organisation: Organisation, sibling: Organisation) -> None:
    ledger, row = await told(organisation)
    ledger.rows["transfer"].append({"tenant_id": organisation.tenant})
    rows = ledger.close(replace(row, tenant_id=sibling.tenant))
    homes = {table: {line["tenant_id"] for line in lines} for table, lines in rows.items()}
    assert homes.pop("transfer") == {organisation.tenant}
    assert set().union(*homes.values()) == {sibling.tenant}


async def test_one_bad_row_and_none_is_there(organisation: Organisation, database: Database) -> None:
    ledger, row = await told(organisation)
    rows = ledger.close(row)
    rows["message"].append({**rows["message"][0], "id": uuid4(), "body": None})
    with pytest.raises(psycopg.errors.NotNullViolation):
        copy_in(database.owner_url, rows)
    assert await complaints.by_key(organisation.sessions, [(organisation.tenant, row.id)]) == [None]


async def test_nothing_is_copied_twice(organisation: Organisation, database: Database) -> None:
    ledger, row = await told(organisation)
    rows = ledger.close(row)
    copy_in(database.owner_url, rows)
    with pytest.raises(psycopg.errors.UniqueViolation):
        copy_in(database.owner_url, rows)


def test_each_table_comes_after_what_it_refers_to(database: Database) -> None:
    with psycopg.connect(database.owner_url) as owner:
        refers = owner.execute(
            """SELECT c.relname, r.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
            JOIN pg_class r ON r.oid = k.confrelid WHERE k.contype = 'f' AND k.conparentid = 0
            AND c.relnamespace = 'tuntas'::regnamespace AND c.relname <> r.relname"""
        ).fetchall()
        assert set(ORDER) - {"account", "account_email", "account_position", "directory"} <= set(tenant_tables(owner))
    place = {table: number for number, table in enumerate(ORDER)}
    wrong = [
        (table, other) for table, other in refers if table in place and other in place and place[table] < place[other]
    ]
    assert refers
    assert wrong == []


def test_a_new_installation_is_empty_until_somebody_is_there(house: DatabaseHouse) -> None:
    database = house.empty_database("bulk")
    runner.upgrade(database.owner_url)
    assert is_empty(database.owner_url)
    account = {"id": uuid4(), "name": "Ani", "kind": "STAFF", "password_hash": None, "active": True, "created_at": NOW}
    assert copy_in(database.owner_url, {"account": [account], "unit": []}) == 1
    analyze(database.owner_url)
    assert not is_empty(database.owner_url)
    house.drop("bulk")
