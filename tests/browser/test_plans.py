"""Units fill in their own rows of a month; the table says what is missing, and earns its predikat when nothing is."""

import re

from playwright.sync_api import Page, expect

from rules.roles import Role
from tenants.database import Database
from tests.browser.conftest import OpenScreen
from tests.browser.screen import Screen
from tests.browser.test_everybody import SMALL, fine
from tests.browser.worker import Worker
from tests.offices import Office

PAGE = "/meja/renaksi"
TITLE = "Rencana aksi Kominfo"


def february(one: Screen) -> Page:
    """The table of February 2026, found the way an officer finds it."""
    page = one.page
    page.get_by_role("link", name=TITLE).click()
    page.get_by_label("Tahun", exact=True).select_option("2026")
    page.get_by_label("Bulan", exact=True).select_option("2")
    expect(page.get_by_role("heading", name="Tabel Februari 2026")).to_be_visible()
    return page


def fill(one: Screen, *figures: str) -> None:
    """The cells of the only row that is one's own."""
    page = one.page
    page.get_by_role("button", name="Isi realisasi unit Anda (1 baris)").click()
    form = page.get_by_role("region", name="Realisasi Februari 2026")
    for at, figure in enumerate(figures):
        form.get_by_role("textbox").nth(at).fill(figure)
    form.get_by_role("button", name="Simpan realisasi Februari 2026").click()
    one.said("Realisasi Februari 2026 tersimpan.")


def test_a_month_is_filled_in_by_its_units(
    screen: OpenScreen, database: Database, office: Office, worker: Worker
) -> None:
    worker.planned(office)
    one = screen().sit_down(database, office.by("dinkes", Role.STAF), PAGE)
    page = february(one)
    expect(page.locator(".completeness")).to_have_text("8 dari 16 sel terisi")
    expect(page.get_by_text("Belum lengkap. Predikat baru diberikan")).to_be_visible()
    expect(page.locator(".levels-sum .predikat")).to_have_count(0)
    expect(page.locator(".month-sheet tbody tr")).to_have_count(3)
    expect(page.locator(".month-sheet thead th")).to_have_count(17)

    page.get_by_role("button", name="Isi realisasi unit Anda").click()
    form = page.get_by_role("region", name="Realisasi Februari 2026")
    form.get_by_label("Realisasi (konten)").fill("dua belas")
    form.get_by_label("Progres fisik (%)").fill("101")
    form.get_by_role("button", name="Simpan realisasi Februari 2026").click()
    expect(form.get_by_text("Tulis angka seperti 1.250,5", exact=True)).to_be_visible()
    expect(form.get_by_text("Paling tinggi 100.")).to_be_visible()
    form.get_by_label("Realisasi (konten)").fill("12")
    form.get_by_label("Progres fisik (%)").fill("80")
    form.get_by_label("Realisasi anggaran (Rp)").fill("2.500.000")
    form.get_by_role("button", name="Simpan realisasi Februari 2026").click()
    one.said("Realisasi Februari 2026 tersimpan.")
    expect(page.locator(".completeness")).to_have_text("11 dari 16 sel terisi")
    row = page.locator(".month-sheet tbody tr", has_text="Tersusunnya konten")
    expect(row).to_contain_text("2.500.000,00")
    expect(row.locator("td").nth(8)).to_have_text("80,00 %")  # 12 of 15
    expect(row.locator("td").nth(9)).to_have_text("T")  # its colour, in words

    other = screen().sit_down(database, office.by("perkim"), PAGE)
    february(other)
    fill(other, "20", "100", "1000000")
    admin = screen().sit_down(database, office.admin, PAGE)
    february(admin)
    fill(admin, "1", "100")
    expect(admin.page.locator(".completeness")).to_have_text("16 dari 16 sel terisi")
    expect(admin.page.get_by_text("Belum lengkap.")).to_have_count(0)
    expect(admin.page.locator(".levels-sum .predikat").first).to_have_text("ST: Sangat Tinggi")
    admin.page.get_by_role("link", name="Minta tabel ini sebagai dokumen").click()
    dialog = admin.page.get_by_role("dialog")
    expect(dialog.get_by_label("Tabel realisasi bulanan")).to_be_checked()
    dialog.get_by_role("button", name="Minta dokumen").click()
    admin.said("Permintaan dicatat; dokumen segera dibuat.")
    worker.write()
    admin.said("Siap diunduh: Tabel realisasi bulanan")


def test_what_a_colleague_reported_meanwhile_is_not_overwritten(
    screen: OpenScreen, database: Database, office: Office, worker: Worker
) -> None:
    worker.planned(office)
    late = screen().sit_down(database, office.by("dinkes", Role.STAF), PAGE)
    early = screen().sit_down(database, office.by("dinkes"), PAGE)
    page = february(late)
    page.get_by_role("button", name="Isi realisasi unit Anda").click()
    form = page.get_by_role("region", name="Realisasi Februari 2026")
    form.get_by_label("Realisasi (konten)").fill("9")
    february(early)
    fill(early, "12", "80", "2500000")
    form.get_by_role("button", name="Simpan realisasi Februari 2026").click()
    expect(form.get_by_text("Sudah dilaporkan oleh orang lain: 2.16.02.2.01.04 Tersusunnya konten")).to_be_visible()
    expect(form.get_by_text("Yang tersimpan sekarang: Realisasi (konten): 12; Progres fisik (%): 80")).to_be_visible()
    expect(form.get_by_label("Realisasi (konten)")).to_have_value("9")
    form.get_by_label("Progres fisik (%)").fill("80")
    form.get_by_label("Realisasi anggaran (Rp)").fill("2.500.000")
    form.get_by_role("button", name="Simpan realisasi Februari 2026").click()
    late.said("Realisasi Februari 2026 tersimpan.")
    row = page.locator(".month-sheet tbody tr", has_text="Tersusunnya konten")
    expect(row).to_contain_text("9,00")
    expect(row).to_contain_text("2.500.000,00")


def test_the_tree_is_read_by_everybody_of_the_pemda(
    screen: OpenScreen, database: Database, office: Office, worker: Worker
) -> None:
    worker.planned(office)
    page = screen().sit_down(database, office.by("inspektorat", Role.PENGAWAS), PAGE).page
    page.get_by_role("link", name=TITLE).click()
    page.get_by_label("Tahun", exact=True).select_option("2026")
    page.get_by_label("Bulan", exact=True).select_option("2")
    expect(page.get_by_role("heading", name="Tabel Februari 2026")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Isi realisasi"))).to_have_count(0)
    page.get_by_role("tab", name="Program dan kegiatan").click()
    expect(page.locator(".branch")).to_have_count(3)
    expect(page.locator(".branch", has_text="Pengelolaan informasi").locator(".branch-year-on")).to_have_text(
        ["2026", "2027"]
    )
    page.get_by_role("tab", name="Indikator sasaran").click()
    expect(page.get_by_text("Nilai dasar 2025: 17,00 pengaduan")).to_be_visible()
    page.get_by_role("tab", name="Tahapan").click()
    expect(page.get_by_text("Disahkan")).to_be_visible()


def test_everybody_can_use_it(
    axe: None, screen: OpenScreen, database: Database, office: Office, worker: Worker
) -> None:
    worker.planned(office)
    one = screen(**SMALL).sit_down(database, office.by("dinkes"), PAGE)
    expect(one.page.get_by_role("link", name=TITLE)).to_be_visible()
    fine(one, "the list")
    page = february(one)
    page.get_by_role("button", name="Isi realisasi unit Anda").click()
    page.get_by_role("button", name="Simpan realisasi Februari 2026").click()
    fine(one, "a month that is filled in")
    for tab in ("Program dan kegiatan", "Indikator sasaran", "Tahapan"):
        page.get_by_role("tab", name=tab).click()
        fine(one, tab)
