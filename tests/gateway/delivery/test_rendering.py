"""Letters are made from what the graph shows the recipient and any visitor; a desk's morning is sorted once."""

from datetime import UTC, datetime
from typing import Any

import pytest

from gateway.delivery.rendering import Rendering, sorted_out
from policies.principal import Principal
from rules.calendars import Calendar
from rules.identifiers import Reach
from rules.notices import NoticeKind
from rules.roles import Role
from rules.time_zones import WIB
from tests.casework import TITLE, Case, submitted
from tests.notices import BASE, Postman
from tests.offices import Asking, Office, citizen

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 3, 4, 2, tzinfo=UTC)


@pytest.fixture
def rendering(postman: Postman) -> Rendering:
    return Rendering(postman.house, BASE + "/")


def receipt_of(case: Case, office: Office) -> Principal:
    from tests.casework import holder  # noqa: PLC0415 - beside its only use

    held = holder(case, office.tenant)
    return Principal(
        Role.PELAPOR, tenant=office.tenant, reach=Reach(office.tenant, office.tenant), receipt=held.receipt
    )


async def test_links_lead_to_where_the_recipient_reads(ask: Asking, office: Office, rendering: Rendering) -> None:
    who = citizen()
    case = await (await submitted(ask, office, who)).disposed()
    for viewer, link in (
        (office.by("dinkes"), f"{BASE}/meja/laporan/{case.code}"),
        (who, f"{BASE}/laporan-saya/{case.code}"),
        (receipt_of(case, office), f"{BASE}/lacak"),
    ):
        rendered = await rendering.notice(viewer, NoticeKind.PROGRESS, case.id)
        assert rendered is not None
        assert rendered[0].link == link
        assert f"Buka: {link}\n" in rendered[0].text


async def test_who_may_not_read_the_case_gets_no_letter(ask: Asking, office: Office, rendering: Rendering) -> None:
    case = await submitted(ask, office)
    for viewer in (office.by("perkim"), citizen()):
        assert await rendering.notice(viewer, NoticeKind.ARRIVED, case.id) is None


@pytest.mark.parametrize(("flags", "shown"), [({}, True), ({"secret": True}, False)])
async def test_a_title_is_shown_when_every_visitor_may_read_it(
    ask: Asking,
    office: Office,
    rendering: Rendering,
    flags: dict[str, bool],
    shown: bool,  # noqa: FBT001
) -> None:
    case = await (await submitted(ask, office, citizen(), **flags)).disposed()
    for viewer in (office.admin, office.by("dinkes"), case.reporter):
        rendered = await rendering.notice(viewer, NoticeKind.ARRIVED, case.id)
        assert rendered is not None
        letter, told = rendered
        assert (TITLE in letter.text) is shown
        assert (TITLE in letter.html) is shown
        assert "title" not in told


async def test_an_edited_title_is_told_as_it_was_edited(ask: Asking, office: Office, rendering: Rendering) -> None:
    case = await (await submitted(ask, office, citizen())).disposed()
    public = {"title": "Lampu jalan di pasar", "publicBody": "Lampu jalan di pasar padam sejak lama."}
    await case.move(office.admin, "editComplaintText", reason="Menghapus data pribadi.", **public)
    rendered = await rendering.notice(office.by("dinkes"), NoticeKind.ARRIVED, case.id)
    assert rendered is not None
    assert "Judul: Lampu jalan di pasar\n" in rendered[0].text
    assert TITLE not in rendered[0].text


async def test_a_summary_holds_no_word_of_any_complaint(ask: Asking, office: Office, rendering: Rendering) -> None:
    case = await (await submitted(ask, office)).disposed()
    letter = await rendering.digest(office.by("dinkes"))
    assert letter is not None
    assert case.code in letter.text
    assert TITLE not in letter.text
    assert await rendering.digest(office.by("perkim")) is None


async def test_admins_hear_that_a_calendar_lacks_a_year(office: Office, postman: Postman) -> None:
    rendering = Rendering(postman.house, BASE)
    postman.clock.now = datetime(2027, 10, 31, 3, tzinfo=UTC)
    assert await rendering.digest(office.admin) is None
    postman.clock.now = datetime(2027, 11, 1, 3, tzinfo=UTC)
    letter = await rendering.digest(office.admin)
    assert letter is not None
    assert "Hari libur nasional dan cuti bersama 2028 belum ditetapkan." in letter.text
    assert await rendering.digest(office.by("dinkes")) is None


def one(status: str, due: str | None, event: str = "2026-03-04T01:00:00+00:00") -> dict[str, Any]:
    return {"trackingCode": "X", "status": status, "dueAt": due, "lastEvent": {"at": event}}


@pytest.mark.parametrize(
    ("case", "part"),
    [
        (one("DISPOSED", "2026-03-04T01:59:59+00:00"), "overdue"),
        (one("IN_PROGRESS", "2026-03-04T16:59:59+00:00"), "today"),  # a second before midnight in Jakarta
        (one("DISPOSED", "2026-03-04T17:00:00+00:00"), "fresh"),
        (one("DISPOSED", None), "fresh"),
        (one("DISPOSED", None, "2026-03-02T17:00:00+00:00"), "fresh"),  # the first moment of yesterday
        (one("DISPOSED", None, "2026-03-02T16:59:59+00:00"), None),
        (one("IN_PROGRESS", "2026-03-09T02:00:00+00:00"), None),
        (one("ANSWERED", "2026-03-03T02:00:00+00:00"), "waiting"),  # the reporter's time, not the desk's
        (one("AWAITING_REPORTER", None), "waiting"),
        ({**one("DISPOSED", None), "lastEvent": None}, None),
    ],
)
def test_a_case_stands_once_where_it_belongs(case: dict[str, Any], part: str | None) -> None:
    found = sorted_out([case], NOW, Calendar(WIB))
    assert {name for name, cases in found.items() if cases} == ({part} if part else set())
