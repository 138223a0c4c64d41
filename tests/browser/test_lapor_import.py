"""LAPOR!'s export is tried without changing anything, looked at row by row, and taken over once."""

from pathlib import Path

import psycopg
from playwright.sync_api import Page, Route, expect

from rules.roles import Role
from tenants.database import Database
from tests.browser.conftest import OpenScreen
from tests.browser.screen import Screen
from tests.browser.test_everybody import SMALL, fine
from tests.gateway.intake.lapor_files import export
from tests.graph.exchange.rows import cells
from tests.offices import Office

PAGE = "/meja/dokumen"
COUNT = "SELECT count(*) FROM tuntas.complaint WHERE tenant_id = %s"


def complaints(database: Database, office: Office) -> int:
    with psycopg.connect(database.owner_url) as owner:
        row = owner.execute(COUNT, (office.tenant,)).fetchone()
        assert row is not None
        return int(row[0])


def chosen(one: Screen, file: Path) -> Page:
    page = one.page
    page.get_by_role("link", name="Impor dari LAPOR!").click()
    page.get_by_label("Pilih berkas Excel").set_input_files(file)
    return page


def workbook(tmp_path: Path, office: Office, count: int = 118) -> Path:
    """Reports of a pemda, one of them of a status that nobody knows."""
    rows = [cells(f"{office.tenant}{number:04d}", status="Selesai") for number in range(count)]
    file = tmp_path / "ekspor.xlsx"
    export([*rows, cells(f"{office.tenant}9999", status="Entah")], file)
    return file


def test_an_export_is_tried_and_then_run(
    screen: OpenScreen, database: Database, office: Office, tmp_path: Path
) -> None:
    one = screen().sit_down(database, office.admin, PAGE)
    page = chosen(one, workbook(tmp_path, office))
    expect(page.get_by_text("119 laporan terbaca. Belum ada yang dikirim.")).to_be_visible()
    page.get_by_role("button", name="Coba dahulu").click()
    expect(page.get_by_text("119 dari 119 baris dicoba; tidak ada yang diubah")).to_be_visible()
    expect(page.locator(".fate-counts strong")).to_have_text(["118", "0", "0", "1"])
    expect(page.get_by_text("Halaman 1 dari 3")).to_be_visible()
    page.get_by_role("button", name="Berikutnya").click()
    expect(page.locator("tbody tr")).to_have_count(50)
    page.get_by_label("Tampilkan").select_option("REFUSED")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody th")).to_have_text("124")  # as the workbook numbers it
    expect(page.locator(".fate-why")).to_be_visible()
    assert complaints(database, office) == 0

    torn = f"{office.tenant}0110"  # in the second batch

    def tear(route: Route) -> None:
        if torn in (route.request.post_data or ""):
            route.fulfill(status=403)
        else:
            route.continue_()

    page.route("**/graphql*", tear)
    page.get_by_role("button", name="Jalankan impor (118 laporan)").click()
    expect(page.get_by_text("100 dari 119 baris dijalankan")).to_be_visible()
    expect(page.get_by_role("button", name="Lanjutkan")).to_be_visible()
    assert complaints(database, office) == 100
    page.unroute("**/graphql*", tear)
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.get_by_text("Impor selesai.")).to_be_visible()
    assert complaints(database, office) == 118
    page.get_by_label("Pilih berkas lain").set_input_files(workbook(tmp_path, office))
    page.get_by_role("button", name="Coba dahulu").click()
    expect(page.get_by_text("Tidak ada yang baru atau berubah: impor tidak diperlukan.")).to_be_visible()


def test_another_file_is_refused_before_anything_is_sent(
    screen: OpenScreen, database: Database, office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "rumus.xlsx"
    row = cells("1")
    row[7] = "=1+1"
    export([row], file)
    page = chosen(screen().sit_down(database, office.admin, PAGE), file)
    expect(page.locator(".notice-bad")).to_contain_text("Sel berisi rumus atau kesalahan")
    expect(page.locator(".notice-bad")).to_contain_text("H6")
    expect(page.get_by_role("button", name="Coba dahulu")).to_have_count(0)
    other = screen().sit_down(database, office.by("root", Role.PIMPINAN), PAGE).page
    expect(other.get_by_role("heading", name="Dokumen", exact=True)).to_be_visible()
    expect(other.get_by_role("link", name="Impor dari LAPOR!")).to_have_count(0)


def test_everybody_can_use_it(
    axe: None, screen: OpenScreen, database: Database, office: Office, tmp_path: Path
) -> None:
    one = screen(**SMALL).sit_down(database, office.admin, PAGE)
    page = chosen(one, workbook(tmp_path, office, 3))
    page.get_by_role("button", name="Coba dahulu").click()
    expect(page.locator("tbody tr")).to_have_count(4)
    fine(one, "an import that was tried")
