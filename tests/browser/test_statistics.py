"""Complaints in figures: a period beside the one before, twelve months, what lies there, and who is where."""

from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from rules.roles import Role
from tenants.database import Database
from tests.browser.conftest import OpenScreen
from tests.browser.screen import Screen
from tests.browser.test_everybody import SMALL, fine
from tests.browser.worker import Worker
from tests.offices import VISITOR, Office

PAGE = "/meja/statistik"


def counted(office: Office, worker: Worker) -> None:
    """Two complaints of now, one of them with a unit."""
    worker.submitted(office, datetime.now(UTC))
    worker.disposed(office, VISITOR)
    worker.count()


def figure(page: Page, name: str) -> str:
    row = page.get_by_role("region", name="Angka periode ini").locator("tr", has_text=name)
    return row.locator("td").first.inner_text()


def test_figures_are_those_of_the_period(
    screen: OpenScreen, database: Database, office: Office, worker: Worker
) -> None:
    counted(office, worker)
    one = screen().sit_down(database, office.admin)
    page = one.page
    page.get_by_role("link", name="Statistik").click()
    expect(page.get_by_role("region", name="Angka periode ini")).to_be_visible()
    assert figure(page, "Masuk") == "2"
    assert figure(page, "Tindak lanjut").startswith("Terlalu sedikit")
    expect(page.get_by_role("region", name="Dua belas bulan terakhir").locator("tbody tr")).to_have_count(12)
    expect(page.get_by_text("2 pengaduan belum selesai, 0 di antaranya lewat tenggat.")).to_be_visible()
    expect(page.get_by_role("region", name="Unit kerja")).to_contain_text("Terlalu sedikit untuk dibandingkan")
    page.get_by_label("Periode", exact=True).select_option("LAST_YEAR")
    expect(page.get_by_role("region", name="Angka periode ini").locator("td").first).to_have_text("0")

    unit = screen().sit_down(database, office.by("perkim", Role.STAF), PAGE).page
    expect(unit.get_by_role("region", name="Angka periode ini").locator("td").first).to_have_text("0")
    expect(unit.get_by_role("region", name="Unit kerja")).to_have_count(0)


def test_everybody_can_use_it(
    axe: None, screen: OpenScreen, database: Database, office: Office, worker: Worker
) -> None:
    counted(office, worker)
    one: Screen = screen(**SMALL).sit_down(database, office.admin, PAGE)
    expect(one.page.get_by_role("region", name="Unit kerja")).to_be_visible()
    fine(one, "the statistics")
