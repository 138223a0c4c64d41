"""A plan in force is monitored every half year, reported to the Minister frozen, and judged by its pemda's scale."""

import re

from playwright.sync_api import Locator, Page, expect

from rules.roles import Role
from tenants.database import Database
from tests.browser.conftest import OpenScreen
from tests.browser.screen import Screen
from tests.browser.test_everybody import SMALL, fine
from tests.browser.worker import Worker
from tests.offices import Office

PAGE = "/meja/renaksi"
TITLE = "Rencana aksi Kominfo"
SCALE = f"{PAGE}/skala"


def monitoring(page: Page) -> Locator:
    """The form of another monitoring, with a finding."""
    page.get_by_role("tab", name="Pemantauan").click()
    page.get_by_role("button", name="Catat pemantauan").click()
    form = page.get_by_role("region", name="Catat pemantauan")
    form.get_by_role("button", name="Tambah temuan").click()
    return form


def monitored(one: Screen) -> None:
    """The first half of 2026."""
    page = one.page
    form = monitoring(page)
    form.get_by_label("Semester", exact=True).select_option("2026-1")
    form.get_by_label("Tanggal pemantauan").fill("2025-12-31")
    form.get_by_label("Ringkasan").fill("Separuh kegiatan berjalan.")
    form.get_by_label("Tentang baris").select_option("2.16.02.2.01.04")
    form.get_by_role("textbox", name="Temuan").fill("Konten belum disusun.")
    form.get_by_role("button", name="Simpan pemantauan").click()
    expect(form.get_by_text("Tanggal ini sebelum Semester I 2026.")).to_be_visible()
    form.get_by_label("Tanggal pemantauan").fill("2026-01-05")
    form.get_by_role("button", name="Simpan pemantauan").click()
    one.said("Pemantauan tercatat.")
    expect(page.locator(".half-held")).to_contain_text("Semester I 2026")
    expect(page.locator(".findings")).to_contain_text("Konten belum disusun.")


def test_a_plan_is_monitored_and_reported(
    screen: OpenScreen, database: Database, office: Office, worker: Worker
) -> None:
    worker.planned(office)
    one = screen().sit_down(database, office.admin, PAGE)
    page = one.page
    page.get_by_role("link", name=TITLE).click()
    monitored(one)
    page.get_by_role("tab", name="Laporan tahunan").click()
    page.get_by_role("button", name="Terbitkan laporan").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Tahun", exact=True).select_option("2026")
    dialog.get_by_role("button", name="Terbitkan laporan").click()
    expect(page.get_by_role("heading", name="Laporan tahunan 2026")).to_be_visible()
    expect(page.locator(".notice-good")).to_contain_text(re.compile("Utuh.*[0-9a-f]{64}"))
    expect(page.get_by_text("Separuh kegiatan berjalan.")).to_be_visible()
    page.locator(".report-of-month summary", has_text="Februari").click()
    expect(page.locator(".report-of-month", has_text="Februari").locator("tbody tr")).to_have_count(3)

    page = screen().sit_down(database, office.by("inspektorat", Role.PENGAWAS), PAGE).page
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("tab", name="Pemantauan").click()
    expect(page.locator(".half-held")).to_be_visible()
    expect(page.get_by_role("button", name="Catat pemantauan")).to_have_count(0)
    page.get_by_role("tab", name="Laporan tahunan").click()
    expect(page.get_by_role("link", name="Laporan tahunan 2026")).to_be_visible()
    expect(page.get_by_role("button", name="Terbitkan laporan")).to_have_count(0)


def test_a_scale_is_set_for_months_to_come(screen: OpenScreen, database: Database, office: Office) -> None:
    one = screen().sit_down(database, office.admin, SCALE)
    page = one.page
    expect(page.locator(".scale", has_text="Skala baku")).to_contain_text("Berlaku bulan ini")
    page.get_by_role("button", name="Tetapkan skala baru").click()
    form = page.get_by_role("region", name="Tetapkan skala baru")
    form.get_by_label("Mulai berlaku").select_option(index=1)
    form.get_by_label("Dasar hukum").fill("Peraturan Bupati 12/2026")
    form.get_by_role("button", name="Hapus jenjang 4").click()
    form.get_by_label("Kode").nth(1).fill("ST")
    form.get_by_label("Mulai dari (%)").nth(1).fill("95")
    form.get_by_role("button", name="Simpan skala").click()
    expect(form.get_by_text("Kode ini sudah ada.")).to_be_visible()
    expect(form.get_by_text("Harus di bawah batas sebelumnya.")).to_be_visible()
    form.get_by_label("Kode").nth(1).fill("T")
    form.get_by_label("Mulai dari (%)").nth(1).fill("80,5")
    form.get_by_role("button", name="Simpan skala").click()
    one.said("Skala predikat tersimpan.")
    fresh = page.locator(".scale", has_text="Peraturan Bupati 12/2026")
    expect(fresh.locator(".bands li")).to_have_count(4)
    expect(fresh).to_contain_text("mulai 80,5 %")
    expect(page.locator(".scale", has_text="Skala baku")).to_contain_text("Berlaku bulan ini")
    other = screen().sit_down(database, office.by("root", Role.PIMPINAN), SCALE).page
    expect(other.locator(".scale")).to_have_count(2)
    expect(other.get_by_role("button", name="Tetapkan skala baru")).to_have_count(0)


def test_everybody_can_use_it(
    axe: None, screen: OpenScreen, database: Database, office: Office, worker: Worker
) -> None:
    worker.planned(office)
    one = screen(**SMALL).sit_down(database, office.admin, SCALE)
    page = one.page
    page.get_by_role("button", name="Tetapkan skala baru").click()
    fine(one, "a scale that is set")
    page.get_by_role("link", name="Rencana aksi", exact=True).first.click()
    page.get_by_role("link", name=TITLE).click()
    monitoring(page)
    fine(one, "a monitoring that is written")
    page.get_by_role("tab", name="Laporan tahunan").click()
    page.get_by_role("button", name="Terbitkan laporan").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Kepada")).to_be_visible()
    fine(one, "a report that is issued")
    dialog.get_by_role("button", name="Terbitkan laporan").click()
    page.locator(".report-of-month summary").first.click()
    fine(one, "a report")
