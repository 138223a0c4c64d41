"""The desk without a mouse."""

import httpx
import pytest
from playwright.sync_api import expect

from tenants.database import Database
from tests.browser.conftest import OpenScreen
from tests.browser.reports import Report, filed
from tests.browser.screen import Screen
from tests.offices import Office


@pytest.fixture
def reports(citizens: httpx.Client, database: Database, office: Office) -> list[Report]:
    return [filed(citizens, database, office, title=f"Laporan nomor {number}") for number in range(1, 4)]


@pytest.fixture
def desk(screen: OpenScreen, database: Database, office: Office, reports: list[Report]) -> Screen:
    desk = screen().sit_down(database, office.admin)
    expect(desk.page.locator("a[data-line]")).to_have_count(3)
    return desk


def test_down_the_list_into_a_case_and_back(desk: Screen) -> None:
    page, keys = desk.page, desk.page.keyboard
    titles = page.locator(".line-title").all_inner_texts()
    focused = page.locator("a[data-line]:focus")
    for key, at in (("j", 0), ("j", 1), ("j", 2), ("j", 2), ("k", 1)):
        keys.press(key)
        expect(focused).to_contain_text(titles[at])
    keys.press("Enter")
    expect(page.locator("#case-title")).to_have_text(titles[1])
    keys.press("j")
    expect(page.locator("#case-title")).to_have_text(titles[2])
    keys.press("a")
    panel = page.get_by_role("region", name="Verifikasi", exact=True)
    expect(panel.get_by_role("radio").first).to_be_focused()
    keys.press("Escape")
    expect(panel).to_be_hidden()
    keys.press("Escape")
    expect(page.get_by_text("Pilih laporan di kiri")).to_be_visible()


def test_letters_are_letters_where_one_writes(desk: Screen) -> None:
    page, keys = desk.page, desk.page.keyboard
    keys.press("/")
    field = page.get_by_role("searchbox", name="Cari kata dalam laporan")
    expect(field).to_be_focused()
    keys.type("jakar")
    expect(field).to_have_value("jakar")
    keys.press("Escape")
    keys.press("g")
    expect(page.get_by_role("textbox", name="Buka kode pelacakan")).to_be_focused()


def test_the_keys_are_explained_and_can_be_switched_off(desk: Screen) -> None:
    page, keys = desk.page, desk.page.keyboard
    keys.press("?")
    help_ = page.get_by_role("dialog", name="Pintasan papan ketik")
    expect(help_).to_be_visible()
    help_.get_by_role("switch").press("Space")
    keys.press("Escape")
    expect(help_).to_be_hidden()
    keys.press("j")
    expect(page.locator("a[data-line]:focus")).to_have_count(0)


def test_news_are_counted_and_do_not_move_the_list(
    desk: Screen, citizens: httpx.Client, database: Database, office: Office, reports: list[Report]
) -> None:
    expect(desk.page.locator(".live-on")).to_be_visible()
    filed(citizens, database, office, title="Laporan yang baru datang")
    expect(desk.page.get_by_text("1 kabar baru di meja ini")).to_be_visible()
    expect(desk.page.locator("a[data-line]")).to_have_count(3)
    reports[0].verified()
    desk.page.keyboard.press("r")
    expect(desk.page.locator("a[data-line]")).to_have_count(4)
    expect(desk.page.get_by_text("kabar baru")).to_have_count(0)


def test_the_address_keeps_what_the_list_was_narrowed_to(desk: Screen) -> None:
    page = desk.page
    page.get_by_role("button", name="Saring").click()
    page.get_by_role("combobox", name="Kanal").click()
    page.get_by_role("option", name="SMS 1708").click()
    page.wait_for_url("**/meja?kanal=SMS_1708")
    expect(page.get_by_text("Tidak ada laporan yang cocok.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Saring (1)")).to_be_visible()
    page.get_by_role("button", name="Hapus saringan").click()
    expect(page.locator("a[data-line]")).to_have_count(3)
