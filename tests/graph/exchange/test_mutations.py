"""LAPOR!'s export is taken over once for each tracking ID; each row has its fate, and a dry run changes nothing."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from graph.nodes import parse_id
from policies.principal import Principal
from rules import lapor_layout as layout
from rules.roles import Role
from rules.time_zones import zone_of
from tenants.database import Database
from tests.casework import PASSED, SEEN, Case, submitted
from tests.graph.exchange.rows import IMPORT, cells, exported, fates, fresh, imported, number
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
ONE = "query($id: ID!) { complaint(id: $id) " + SEEN.replace("{ id ", "{ id externalId receivedAt channel place ") + "}"
ALONG = """query($id: ID!) { complaint(id: $id) { historyIntact reporter { name } versions { title body reason }
  timeline { nodes { move reason } } } }"""


@pytest.fixture(autouse=True)
def numbers() -> None:
    fresh()


def counted(database: Database, office: Office) -> dict[str, int]:
    tables = ("complaint", "complaint_event", "complaint_body", "reporter", "lapor_origin", "outbox", "directory")
    with psycopg.connect(database.owner_url) as owner:
        return {
            table: owner.execute(
                "SELECT count(*) FROM tuntas." + table + " WHERE tenant_id = %s", (office.tenant,)
            ).fetchall()[0][0]
            for table in tables
        }


async def seen(ask: Asking, who: Any, complaint: str) -> Any:
    return (await ask(who, ONE, id=complaint))["complaint"]


@pytest.mark.parametrize("who", [Role.INSTANSI, Role.INTEGRASI])
async def test_a_closed_report_is_taken_over_as_it_was(ask: Asking, office: Office, who: Role) -> None:
    (fate,) = await imported(ask, office.by("root", who), cells(unit=f"DINKES {office.pemda.name}"))
    assert (fate["line"], fate["trackingId"], fate["fate"], fate["refusal"]) == (5, number("0"), "NEW", None)
    found = await seen(ask, office.admin, fate["complaint"])
    assert (found["externalId"], found["status"], found["closedBy"], found["outcome"]) == (
        number("0"), "CLOSED", "SYSTEM", None,
    )  # fmt: skip
    local = datetime(2026, 1, 3, 14, 5, 33, tzinfo=zone_of(office.tenant))
    assert found["receivedAt"] == local.astimezone(UTC).isoformat()
    assert (found["kind"], found["channel"], found["rating"]) == ("PENGADUAN_TIDAK_BERKADAR", "WEB", 4)
    assert found["place"] == "Kelurahan Uji, Kecamatan Uji, Kabupaten Uji, Provinsi Uji"
    assert found["unit"]["name"] == f"dinkes {office.pemda.name}"
    assert (found["clock"], found["dueAt"], found["published"]) == (None, None, False)
    along = (await ask(office.admin, ALONG, id=fate["complaint"]))["complaint"]
    assert along["historyIntact"] is True
    assert along["reporter"] == {"name": "Siti Pelapor"}
    assert [version["body"] for version in along["versions"]] == [cells()[layout.FIRST_TEXT], cells()[layout.LAST_TEXT]]
    assert [event["move"] for event in along["timeline"]["nodes"]] == ["IMPORT"]
    assert (await seen(ask, office.by("dinkes"), fate["complaint"]))["status"] == "CLOSED"
    assert await seen(ask, office.by("perkim"), fate["complaint"]) is None


async def test_an_open_report_arrives_at_the_desk_with_its_clock(ask: Asking, office: Office) -> None:
    (fate,) = await imported(ask, office.admin, cells(status="Proses", unit=f"dinkes {office.pemda.name}", rating=""))
    found = await seen(ask, office.admin, fate["complaint"])
    assert (found["status"], found["clock"], found["unit"]) == ("RECEIVED", "INSTANSI_VERIFICATION", None)
    assert found["dueAt"] > ask.now.isoformat()
    case = Case(ask, office, citizen(), fate["complaint"], found["trackingCode"], None)
    await case.move(office.admin, "verifyComplaint", **PASSED)
    await case.move(office.admin, "disposeComplaint", unit=office.unit("dinkes"))
    assert (await case.now())["status"] == "DISPOSED"


async def test_again_is_the_same(ask: Asking, office: Office, database: Database) -> None:
    rows = [cells("1"), cells("2", status="Diarsipkan oleh Admin"), cells("3", status="Terdisposisi")]
    assert await fates(ask, office.admin, *rows) == ["NEW", "NEW", "NEW"]
    before = counted(database, office)
    assert before == {
        "complaint": 3, "complaint_event": 3, "complaint_body": 6, "reporter": 3, "lapor_origin": 3, "outbox": 0,
        "directory": 3,
    }  # fmt: skip
    assert await fates(ask, office.admin, *rows) == ["SAME", "SAME", "SAME"]
    assert await fates(ask, office.by("root", Role.INTEGRASI), *rows) == ["SAME", "SAME", "SAME"]
    assert counted(database, office) == before


async def test_a_dry_run_tells_and_changes_nothing(ask: Asking, office: Office, database: Database) -> None:
    await fates(ask, office.admin, cells("1"))
    before = counted(database, office)
    rows = [cells("1"), cells("1x"), cells("2"), cells("3", kind="Curhat"), cells("2", title="Dua kali")]
    found = await imported(ask, office.admin, *rows, dry=True)
    assert [row["fate"] for row in found] == ["SAME", "REFUSED", "NEW", "REFUSED", "REFUSED"]
    assert [row["refusal"] and row["refusal"]["field"] for row in found] == [
        None, "trackingId", None, "kind", "trackingId",
    ]  # fmt: skip
    assert found[3]["refusal"] == {
        "code": "BAD_USER_INPUT",
        "field": "kind",
        "rule": "LAPOR!: Klasifikasi Laporan",
        "message": "The classification is none of LAPOR!'s.",
        "messageId": "Klasifikasi tidak dikenal: Aspirasi, Permintaan Informasi, atau Pengaduan.",
    }
    assert counted(database, office) == before


async def test_one_bad_row_keeps_no_other_out(ask: Asking, office: Office, database: Database) -> None:
    rows = [cells("1"), cells("2", date="32 Jan 2026"), cells("3", rating="9"), ["4"], cells("5")]
    assert await fates(ask, office.admin, *rows) == ["NEW", "REFUSED", "REFUSED", "REFUSED", "NEW"]
    assert counted(database, office)["complaint"] == 2


async def test_what_was_closed_there_since_is_closed_here(ask: Asking, office: Office) -> None:
    (first,) = await imported(ask, office.admin, cells(status="Proses", rating=""))
    changed = cells(status="Ditutup oleh Admin", last_text="Sudah diperbaiki.")
    assert await fates(ask, office.admin, changed, dry=True) == ["CHANGED"]
    assert (await seen(ask, office.admin, first["complaint"]))["status"] == "RECEIVED"
    (fate,) = await imported(ask, office.admin, changed)
    assert (fate["fate"], fate["complaint"]) == ("CHANGED", first["complaint"])
    found = await seen(ask, office.admin, fate["complaint"])
    assert (found["status"], found["closedBy"], found["clock"]) == ("CLOSED", "ADMIN", None)
    along = (await ask(office.admin, ALONG, id=fate["complaint"]))["complaint"]
    assert along["historyIntact"] is True
    assert [event["move"] for event in along["timeline"]["nodes"]] == ["IMPORT", "IMPORT_CHANGE"]
    assert along["versions"][-1]["body"] == "Sudah diperbaiki."
    assert await fates(ask, office.admin, changed) == ["SAME"]


async def test_other_columns_are_kept_up_to_date(ask: Asking, office: Office) -> None:
    await imported(ask, office.admin, cells())
    assert await fates(ask, office.admin, cells(sk_number="SK 99/2026")) == ["CHANGED"]
    (row,) = await exported(ask, office.admin)
    assert row[layout.SK_NUMBER] == "SK 99/2026"


async def test_what_was_handled_here_follows_its_own_events(ask: Asking, office: Office, database: Database) -> None:
    (fate,) = await imported(ask, office.admin, cells(status="Proses", rating=""))
    found = await seen(ask, office.admin, fate["complaint"])
    case = Case(ask, office, citizen(), fate["complaint"], found["trackingCode"], None)
    await case.move(office.admin, "verifyComplaint", **PASSED)
    before = counted(database, office)
    (again,) = await imported(ask, office.admin, cells(status="Ditutup oleh Admin"))
    assert (again["fate"], again["refusal"]["code"], again["refusal"]["field"]) == ("REFUSED", "CONFLICT", "status")
    assert counted(database, office) == before


async def test_what_is_finished_here_is_not_opened_from_there(ask: Asking, office: Office) -> None:
    await imported(ask, office.admin, cells())
    (again,) = await imported(ask, office.admin, cells(status="Ditanggapi oleh Pelapor"))
    assert (again["fate"], again["refusal"]["code"]) == ("REFUSED", "CONFLICT")


async def test_a_report_of_another_pemda_stays_there(
    ask: Asking, office: Office, sibling: Office, database: Database
) -> None:
    await imported(ask, sibling.admin, cells("7"))
    (fate,) = await imported(ask, office.admin, cells("7"))
    assert (fate["fate"], fate["complaint"], fate["refusal"]["code"]) == ("REFUSED", None, "CONFLICT")
    assert counted(database, office)["complaint"] == 0


async def test_a_number_of_a_neighbour_application_is_no_tracking_id(ask: Asking, office: Office) -> None:
    program = Principal(Role.INTEGRASI, account=uuid4())
    cases = [
        await submitted(ask, office, program, externalId=outside) for outside in (number("8"), f"lapor:{number('8')}")
    ]
    assert {row[layout.TRACKING_ID] for row in await exported(ask, office.admin)} == {
        case.code.replace("-", "") for case in cases
    }
    assert await fates(ask, office.admin, cells("8"), dry=True) == ["NEW"]
    (fate,) = await imported(ask, office.admin, cells("8"))
    assert fate["fate"] == "NEW"
    assert fate["complaint"] not in {case.id for case in cases}
    assert await fates(ask, office.admin, cells("8")) == ["SAME"]


@pytest.mark.parametrize("hidden", ["Rahasia", "Anonim", "Anonim, Rahasia"])
async def test_what_lapor_hides_since_somebody_has_to_hide_here(
    ask: Asking, office: Office, database: Database, hidden: str
) -> None:
    await imported(ask, office.admin, cells(status="Proses", rating=""))
    before = counted(database, office)
    (again,) = await imported(ask, office.admin, cells(status="Proses", rating="", type=hidden))
    assert (again["fate"], again["refusal"]["code"], again["refusal"]["field"]) == ("REFUSED", "CONFLICT", "type")
    assert again["refusal"]["rule"] == "LAPOR!: what is hidden there is hidden here"
    assert counted(database, office) == before
    assert await fates(ask, office.admin, cells(status="Proses", rating="")) == ["SAME"]


async def test_nobody_else_imports(ask: Asking, office: Office, database: Database) -> None:
    given = {"rows": [{"line": 1, "cells": cells()}]}
    others = [who for (_, role), who in office.people.items() if role not in (Role.INSTANSI, Role.INTEGRASI)]
    for who in (*others, citizen(), VISITOR):
        refusal = await ask.refused(who, IMPORT, input=given)
        assert refusal["code"] in ("FORBIDDEN", "UNAUTHENTICATED")
    assert counted(database, office)["complaint"] == 0


async def test_anonymous_and_secret_reports_stay_so(ask: Asking, office: Office) -> None:
    (fate,) = await imported(ask, office.admin, cells(type="Anonim, Rahasia"))
    found = await seen(ask, office.admin, fate["complaint"])
    assert (found["anonymous"], found["secret"]) == (True, True)
    assert isinstance(parse_id(fate["complaint"]).uuid, UUID)


async def test_a_complaint_that_goes_to_the_nation_takes_its_origin_along(ask: Asking, office: Office) -> None:
    (fate,) = await imported(ask, office.admin, cells("9", status="Proses", rating=""))
    found = await seen(ask, office.admin, fate["complaint"])
    case = Case(ask, office, citizen(), fate["complaint"], found["trackingCode"], None)
    await case.move(office.admin, "returnComplaintToNation", reason="Bukan kewenangan kabupaten ini.")
    (again,) = await imported(ask, office.admin, cells("9", status="Proses", rating=""))
    assert (again["fate"], again["refusal"]["code"]) == ("REFUSED", "CONFLICT")
