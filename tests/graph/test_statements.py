"""How many statements an operation takes, and that each of them looks into the partitions of its own pemda alone."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from rules.complaint_states import TRANSITIONS, Move, Status
from rules.notices import leaves_a_trace
from rules.webhooks import TOLD
from tenants.database import Database
from tenants.round_trip import exchange
from tenants.session import on_statement
from tests.casework import Case, answer, submitted
from tests.graph.test_moves_table import WAYS, reached
from tests.offices import VISITOR, Asking, Office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
_PLAIN = 7
"""With BEGIN: what the key has done, the desks held as they are, the row locked.

With COMMIT: event, what is to be counted, row, key.
"""
_PLACED, _SAID, _LEFT, _HELD, _OWED = 2, 1, 1, 2, 1
"""Where a unit stands, while its desks are held; words; a holder gone; one gone and another come; a packet owed."""
TAKES: dict[Move, int] = {
    **dict.fromkeys(WAYS, _PLAIN),
    **dict.fromkeys(
        [
            Move.REQUEST_COMPLETION, Move.SUPPLEMENT, Move.PROGRESS, Move.ANSWER_DIRECTLY, Move.OBJECT, Move.COMMENT,
            Move.REPLY, Move.NOTE, Move.DRAFT,
        ],
        _PLAIN + _SAID,
    ),
    **dict.fromkeys(
        [Move.LAPSE_COMPLETION, Move.ARCHIVE, Move.RESTORE, Move.RETURN, Move.UNMERGE], _PLAIN + _LEFT
    ),
    **dict.fromkeys([Move.ACCEPT, Move.CLOSE, Move.LAPSE_REACTION], _PLAIN + _HELD),
    **dict.fromkeys([Move.DISPOSE, Move.RULE], _PLAIN + _PLACED + _HELD),
    Move.REFER: _PLAIN + _PLACED + _HELD + _OWED,
    Move.HAND_OVER: _PLAIN + _OWED,
    Move.REOPEN: _PLAIN + _PLACED + _HELD + _SAID,
    Move.ESCALATE: _PLAIN + 1,  # where nobody sits
    Move.ADD_TEMBUSAN: _PLAIN + _PLACED + 1,
    Move.REMOVE_TEMBUSAN: _PLAIN + 1,
    Move.ADD_HANDLING: _PLAIN + _PLACED + 2,  # its part and itself
    Move.ANSWER_HANDLING: _PLAIN + 2 + _SAID,  # locked and ended
    Move.RETURN_HANDLING: _PLAIN + 3,  # locked, ended, and no longer a part
    Move.ANSWER: _PLAIN + _SAID + 1,  # what was merged into it
    Move.EDIT_TEXT: _PLAIN + 3,  # its number, the version, what the public reads
    Move.OPEN_IDENTITY: _PLAIN + 2,  # the sealed identity, and who opened it
}  # fmt: skip
_MOVED_AWAY = {Move.TRANSFER, Move.RETURN_TO_NATION}
_RELATION = re.compile(r"_(\d{4})$")


@contextmanager
def listening() -> Iterator[list[tuple[str, dict[str, Any]]]]:
    heard: list[tuple[str, dict[str, Any]]] = []
    with on_statement(lambda sql, params: heard.append((sql, dict(params)))):
        yield heard


async def first_case(ask: Asking, office: Office, move: Move) -> tuple[Case, Status]:
    """A case on which this move is possible."""
    status = min(TRANSITIONS[move].sources, key=list(Status).index)
    return await WAYS[move].before(await reached(ask, office, status)), status


def bare(document: str) -> str:
    """The same mutation, with nothing asked about what it changed."""
    return document[: document.index("(input: $input)") + len("(input: $input)")] + " { __typename } }"


async def test_each_move_takes_its_statements(ask: Asking, office: Office) -> None:
    found = {}
    for move, way in WAYS.items():
        case, status = await first_case(ask, office, move)
        document, values = await case.prepared(way.mutation, **way.given(case))
        with listening() as heard:
            await case.ask(way.by(status)(case), bare(document), **values)
        found[move] = len(heard)
    away = {move: found.pop(move) for move in _MOVED_AWAY}
    # and a row of the outbox, and what webhooks are told
    told = {move: takes + leaves_a_trace(move) + (move in TOLD) for move, takes in TAKES.items()}
    assert found == {move: takes for move, takes in told.items() if move not in _MOVED_AWAY}
    assert max(away.values()) <= 33, "eight lists of rows are read at once, and written row by row in one round trip"


async def test_an_answer_costs_each_merged_complaint_six_more(ask: Asking, office: Office) -> None:
    takes = []
    for children in (0, 2, 5):
        parent = await (await submitted(ask, office)).disposed("dinkes")
        for _ in range(children):
            child = await submitted(ask, office)
            await child.move(office.admin, "mergeComplaint", parent=parent.id, reason="Lokasi dan masalah sama.")
        document, values = await parent.prepared("answerComplaint", **answer())
        with listening() as heard:
            await ask(office.by("dinkes"), bare(document), **values)
        takes.append(len(heard))
    assert takes == [TAKES[Move.ANSWER] + 2 + 6 * children for children in (0, 2, 5)]


async def test_what_is_to_be_counted_travels_with_the_commit(
    ask: Asking, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, trips = await submitted(ask, office), list[list[str]]()

    async def exchanged(connection: Any, statements: Any) -> Any:
        trips.append([sql for sql, _ in statements])
        return await exchange(connection, statements)

    monkeypatch.setattr("tenants.session.exchange", exchanged)
    await case.verified()
    told = [[sql for sql in trip if "complaint_change" in sql] for trip in trips]
    (at,) = [at for at, sqls in enumerate(told) if sqls]
    assert len(told[at]) == 1
    assert trips[at][-1] == "COMMIT", "no round trip of its own"


def relations(node: Any) -> Iterator[str]:
    """The tables that a plan touches."""
    if isinstance(node, dict):
        if "Relation Name" in node:
            yield node["Relation Name"]
        for value in node.values():
            yield from relations(value)
    elif isinstance(node, list):
        for value in node:
            yield from relations(value)


_SEEN = """query($id: ID!, $pemda: String!, $unit: ID!) {
  complaint(id: $id) { title unit { name } desk { name } topic { name } lastEvent { move } timeline { nodes { move } }
    messages { nodes { body attachments { name } } } handlings { task } participants { part } attachments { name }
    versions { body } identityAccesses { reason } parent { id } pemda { name } reporter { name }
    possibleDuplicates { score } }
  due: complaints(first: 5) { totalCount nodes { id unit { name } lastEvent { move } } }
  newest: complaints(orderBy: NEWEST, first: 5, filter: {unit: $unit, statuses: [RECEIVED, DISPOSED], overdue: true,
    tag: "a", text: "lampu", receivedFrom: "2026-01-01", priorities: [HIGH]}) { totalCount nodes { id } }
  mine: complaints(first: 5, filter: {mine: true}) { nodes { id } }
  publicComplaints(pemda: $pemda, filter: {text: "lampu"}) { nodes { id handlings { id } } }
  similarComplaints(pemda: $pemda, title: "Lampu jalan padam") { score }
  transfers { nodes { id } } units { nodes { id } } positions { nodes { id } } vacancies { nodes { id } }
  coordinationTeams { nodes { id } } sanctions { nodes { id } } restrictions { nodes { id } }
  node(id: $id) { id } complaintByCode(trackingCode: "AAAA-BBBB-CCCC") { id } }"""


async def test_every_statement_stays_in_its_own_partitions(
    ask: Asking, office: Office, database: Database, new_tenant: NewTenant
) -> None:
    for _ in range(3):
        new_tenant()
    with listening() as heard:
        for move, way in WAYS.items():
            case, status = await first_case(ask, office, move)
            await case.move(way.by(status)(case), way.mutation, **way.given(case))
        case = await submitted(ask, office)
        variables = {"id": case.id, "pemda": office.pemda.code, "unit": office.unit("dinkes")}
        await ask(office.admin, _SEEN, **variables)
        await ask(case.reporter, "{ myComplaints { nodes { id reporter { name } } } }")
        await ask(VISITOR, "query($p: String!) { publicComplaints(pemda: $p) { nodes { id } } }", p=office.pemda.code)
    distinct = dict(heard)
    assert len(distinct) > 60
    strays, pruned = {}, 0
    with psycopg.connect(database.service_url) as service:
        service.execute("SELECT tuntas.enter(%s, %s, %s)", (0, 9999, [office.tenant, 0]))
        for sql, params in distinct.items():
            ((plan,),) = service.execute(f"EXPLAIN (FORMAT JSON) {sql}".encode(), params).fetchall()
            touched = Counter(int(found[1]) for name in relations(plan) if (found := _RELATION.search(name)))
            pruned += office.tenant in touched
            if set(touched) - {office.tenant, 0}:
                strays[sql[:200]] = dict(touched)
        ((plan,),) = service.execute("EXPLAIN (FORMAT JSON) SELECT 1 FROM tuntas.complaint").fetchall()
        assert len(set(relations(plan))) > 4, "who names no pemda looks into all"
    assert strays == {}
    assert pruned > 25
