"""Who was trained, recorded with a certificate; and printed figures held against what the answers come to."""

from playwright.sync_api import Locator, Page, expect

from rules.roles import Role
from tenants.database import Database
from tests.browser.conftest import OpenScreen
from tests.browser.screen import Screen
from tests.browser.test_everybody import SMALL, fine
from tests.browser.worker import Worker
from tests.offices import Office

PAGE = "/meja/penilaian"
TRAININGS = f"{PAGE}/pelatihan"


def opened(page: Page) -> Locator:
    page.get_by_role("button", name="Catat pelatihan").click()
    return page.get_by_role("dialog")


def test_a_training_is_recorded_and_counted(screen: OpenScreen, database: Database, office: Office) -> None:
    one = screen().sit_down(database, office.admin, PAGE)
    page = one.page
    page.get_by_role("link", name="Pelatihan pengelola").click()
    expect(page.get_by_text("Belum ada pelatihan yang dicatat")).to_be_visible()
    dialog = opened(page)
    dialog.get_by_role("combobox", name="Unit").fill("dinkes")
    page.get_by_role("option", name="dinkes").first.click()
    expect(dialog.get_by_label("Siapa").locator("option")).to_have_count(3)  # liaison officer, staff, none yet
    dialog.get_by_label("Siapa").select_option(index=1)
    dialog.get_by_label("Komunikasi publik").check()
    dialog.get_by_label("Nama pelatihan").fill("Bimbingan teknis pengelolaan SP4N-LAPOR!")
    dialog.get_by_label("Hari terakhir pelatihan").fill("2012-12-31")
    dialog.get_by_role("textbox", name="Sertifikat").fill("800/12/2026")
    dialog.get_by_role("button", name="Simpan pelatihan").click()
    expect(dialog.locator(".field-error")).to_have_count(1)
    dialog.get_by_label("Hari terakhir pelatihan").fill("2026-01-05")
    dialog.get_by_role("button", name="Simpan pelatihan").click()
    one.said("Pelatihan tercatat.")
    expect(page.locator(".row")).to_contain_text("Bimbingan teknis")
    expect(page.locator(".trained li", has_text="Komunikasi publik")).to_contain_text("1 dari")
    page.get_by_label("Materi").select_option("TECHNICAL")
    expect(page.locator(".row")).to_have_count(0)

    other = screen().sit_down(database, office.by("inspektorat", Role.PENGAWAS), TRAININGS).page
    expect(other.locator(".row")).to_contain_text("Bimbingan teknis")
    expect(other.get_by_role("button", name="Catat pelatihan")).to_have_count(0)


def test_printed_figures_are_held_against_the_answers(
    screen: OpenScreen, database: Database, office: Office, worker: Worker
) -> None:
    worker.assessed(office)  # every answer of one unit is 3, of the other 2
    page = compared(screen().sit_down(database, office.admin, PAGE))
    page.get_by_role("textbox", name="Nilai rata-rata tercetak").nth(0).fill("2,5")
    page.get_by_role("textbox", name="Nilai rata-rata tercetak").nth(1).fill("dua")
    page.locator(".printed-unit", has_text="dinkes").click()
    unit = page.locator(".printed-unit", has_text="dinkes")
    unit.get_by_role("textbox").nth(0).fill("3,5")
    unit.get_by_label("pertanyaan 20").fill("4")
    page.get_by_role("button", name="Bandingkan").click()
    expect(page.get_by_text("Satu isian perlu diperbaiki.")).to_be_visible()
    page.get_by_role("textbox", name="Nilai rata-rata tercetak").nth(1).fill("2.50")
    page.get_by_role("button", name="Bandingkan").click()
    report = page.get_by_role("region", name="2 angka berbeda")
    expect(report.locator("tbody tr")).to_have_count(2)
    expect(report.locator("tbody tr").nth(0)).to_contain_text("pertanyaan 20")
    expect(report.locator("tbody tr").nth(0).locator("td")).to_have_text(["4", "3", "Angka lain"])
    expect(report.locator("tbody tr").nth(1).locator("td")).to_have_text(["3,5", "3,00", "Angka lain"])


def compared(one: Screen) -> Page:
    """The page of printed figures, the way from the result."""
    page = one.page
    page.get_by_role("link", name="Penilaian mandiri 2021").click()
    page.get_by_role("tab", name="Hasil").click()
    page.get_by_role("link", name="Selisih dengan angka tercetak").click()
    expect(page.get_by_role("button", name="Bandingkan")).to_be_visible()
    return page


def test_everybody_can_use_it(
    axe: None, screen: OpenScreen, database: Database, office: Office, worker: Worker
) -> None:
    worker.assessed(office)
    one = screen(**SMALL).sit_down(database, office.admin, TRAININGS)
    expect(opened(one.page).get_by_label("Siapa")).to_be_visible()
    fine(one, "a training")
    page = compared(one.go(PAGE))
    page.locator(".printed-unit").first.click()
    page.get_by_role("textbox", name="Nilai rata-rata tercetak").nth(0).fill("2,7")
    page.get_by_role("button", name="Bandingkan").click()
    expect(page.get_by_role("region", name="1 angka berbeda")).to_be_visible()
    fine(one, "printed figures")
