"""An export shows each viewer the rows and the words that they may see, and nobody an anonymous reporter."""

import pytest

from rules import lapor_layout as layout
from rules.roles import Role
from rules.time_zones import zone_of
from tests.casework import submitted
from tests.graph.exchange.rows import EXPORT, cells, exported, fresh, imported
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def numbers() -> None:
    fresh()


async def test_rows_have_all_columns_and_the_names_of_here(ask: Asking, office: Office) -> None:
    case = await (await submitted(ask, office)).disposed()
    (row,) = await exported(ask, office.admin)
    assert len(row) == 32
    assert row[layout.TRACKING_ID] == case.code.replace("-", "")
    assert row[layout.REPORTER] == "Budi Pelapor"
    assert row[layout.UNIT] == f"dinkes {office.pemda.name}"
    assert row[layout.PARENT] == office.pemda.name
    assert (row[layout.STATUS], row[layout.SOURCE]) == ("Belum ditindaklanjuti", "Website")
    assert row[26:28] == ["4 Mar 2026", f"{ask.now.astimezone(zone_of(office.tenant)):%H:%M:%S}"]
    assert row[28:] == ["", "", "", ""]


async def test_each_viewer_sees_their_own_rows(ask: Asking, office: Office, sibling: Office) -> None:
    await (await submitted(ask, office)).disposed("dinkes")
    await submitted(ask, office, secret=True)
    await submitted(ask, office, anonymous=True)
    admin, leader = await exported(ask, office.admin), await exported(ask, office.by("root", Role.PIMPINAN))
    assert sorted(row[layout.REPORTER] for row in admin) == ["", "Budi Pelapor", "Budi Pelapor"]
    assert sorted(row[layout.REPORTER] for row in leader) == ["", "", "Budi Pelapor"]
    assert len(await exported(ask, office.by("dinkes"))) == 1
    assert await exported(ask, office.by("perkim")) == []
    assert await exported(ask, sibling.admin) == []


async def test_others_do_not_export(ask: Asking, office: Office) -> None:
    for who in (
        office.by("dinkes", Role.STAF), office.by("inspektorat", Role.PENGAWAS), office.by("root", Role.INTEGRASI),
        citizen(), VISITOR,
    ):  # fmt: skip
        refusal = await ask.refused(who, EXPORT, year=2026)
        assert refusal["code"] in ("FORBIDDEN", "UNAUTHENTICATED")


async def test_a_month_has_its_own_rows(ask: Asking, office: Office) -> None:
    await imported(ask, office.admin, cells("1", date="31 Jan 2026", time="23:59:59"), cells("2", date="1 Feb 2026"))
    assert len(await exported(ask, office.admin, month=1)) == 1
    assert len(await exported(ask, office.admin, month=2)) == 1
    assert len(await exported(ask, office.admin)) == 2
    assert (await ask.refused(office.admin, EXPORT, year=2031))["field"] == "year"
