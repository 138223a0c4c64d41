"""Can everybody use it: in the dark, on a small telephone, with a screen reader, without colours?"""

import re
from typing import Final

import httpx
from playwright.sync_api import expect

from tenants.database import Database
from tests.browser.conftest import OpenScreen
from tests.browser.reports import filed
from tests.browser.screen import Screen
from tests.offices import Office

PUBLIC = {
    "/": ".hero",
    "/masuk": "input[name=email]",
    "/daftar": "input[name=name]",
    "/lapor": "textarea[name=body]",
    "/lacak": "input[name=code]",
    "/tidak-ada": ".empty",
}
SMALL: Final = {"size": "phone", "scheme": "dark"}
"""What is most easily forgotten: so the pages are walked through."""
_LOOKS: Final = (("phone", "dark"), ("desktop", "light"))


def fine(screen: Screen, where: str) -> None:
    """No barrier and nothing to be scrolled sideways, as it is and in the other look."""
    before = screen.look
    for look in (before, *(one for one in _LOOKS if one != before)):
        screen.turn(*look)
        assert screen.barriers() == [], f"{where}, {look}"
        assert screen.fits(), f"{where}, {look} has to be scrolled sideways"
    screen.turn(*before)


def test_pages_of_citizens(axe: None, screen: OpenScreen) -> None:
    one = screen(**SMALL)
    for path, there in PUBLIC.items():
        one.go(path).page.locator(there).first.wait_for()
        fine(one, path)


def test_pages_of_the_staff(
    axe: None,
    screen: OpenScreen,
    citizens: httpx.Client,
    database: Database,
    office: Office,
) -> None:
    report = filed(citizens, database, office, reporter={"name": "Budi Pelapor"}, anonymous=True)
    filed(citizens, database, office).answered()
    one = screen(**SMALL).sit_down(database, office.admin)
    page = one.page
    page.locator("a[data-line]").first.wait_for()
    page.get_by_role("button", name="Saring").click()
    fine(one, "the desk with its filters")
    one.go(report.path)
    expect(page.locator("#case-title")).to_be_visible()
    expect(page.locator(".intact")).to_be_visible()
    fine(one, "a case")
    one.act("Verifikasi").get_by_role("button", name="Simpan verifikasi").click()
    fine(one, "a form with mistakes")
    page.keyboard.press("Escape")
    page.get_by_role("toolbar").get_by_role("button", name="Lainnya").click()
    page.get_by_role("menuitem").first.wait_for()
    fine(one, "the menu of actions")
    for path, there in {"catat": "textarea[name=body]", "kosong": ".row, .empty", "serah-terima": ".figures"}.items():
        one.go(f"/meja/{path}").page.locator(there).first.wait_for()
        fine(one, path)
    one.go("/meja/organisasi").page.locator(".tree-unit").nth(1).click()
    page.locator(".chair").first.wait_for()
    fine(one, "organisation")
    page.get_by_role("button", name="Akhiri penugasan").first.click()
    page.get_by_role("dialog").wait_for()
    fine(one, "a dialog")


def test_a_report_as_its_reporter_and_the_public_see_it(
    axe: None,
    screen: OpenScreen,
    citizens: httpx.Client,
    database: Database,
    office: Office,
) -> None:
    report = filed(citizens, database, office).answered()
    one = screen(**SMALL).go("/lacak")
    one.page.fill("input[name=code]", report.code)
    one.page.fill("input[name=secret]", report.secret)
    one.page.get_by_role("button", name="Buka laporan").click()
    one.page.get_by_role("button", name="Ajukan keberatan").click()
    fine(one, "a report of one's own")
    for path, there in {f"/daerah/{office.pemda.code}": ".row", f"/laporan/{report.code}": ".talk"}.items():
        one.go(path).page.locator(there).first.wait_for()
        fine(one, path)


def test_a_deadline_is_said_in_words(
    screen: OpenScreen, citizens: httpx.Client, database: Database, office: Office
) -> None:
    filed(citizens, database, office)
    page = screen().sit_down(database, office.admin).page
    chip = page.locator("a[data-line] .due")
    expect(chip).to_have_text(re.compile(r"(\d+ hari lagi|Besok)"))
    assert "Verifikasi instansi: tenggat" in (chip.get_attribute("title") or "")


def test_it_speaks_english_to_whoever_asks(screen: OpenScreen, database: Database, office: Office) -> None:
    page = screen().sit_down(database, office.admin).page
    page.get_by_role("button", name="Akun").click()
    page.get_by_role("menuitemradio", name="English").click()
    expect(page.get_by_role("heading", name="Desk")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
    page.reload()
    expect(page.get_by_role("heading", name="Desk")).to_be_visible()
