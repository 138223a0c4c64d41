"""An action plan from the priorities of an assessment to its enactment, and on to its next version."""

import re

import psycopg
from playwright.sync_api import Locator, Page, expect

from rules.roles import Role
from tenants.database import Database
from tests.browser.conftest import OpenScreen
from tests.browser.screen import Screen
from tests.browser.test_everybody import SMALL, fine
from tests.browser.worker import Worker
from tests.offices import Office

PAGE = "/meja/renaksi"
TITLE = "Rencana aksi pengelolaan pengaduan"
WEIGHTS = "SELECT month, weight FROM tuntas.plan_target WHERE tenant_id = %s ORDER BY plan_id, month"
SEATS = ("Tim penyusun", "Ketua", "Sekretaris", "Kepala OPD")


def begun(one: Screen) -> Page:
    """A plan of five years from the priorities of 2021, the way from the assessment."""
    page = one.page
    page.get_by_role("link", name="Penilaian mandiri 2021").click()
    page.get_by_role("link", name="Susun rencana aksi").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Penilaian mandiri 2021")).to_be_checked()
    dialog.get_by_label("Judul").fill(TITLE)
    dialog.get_by_label("Tahun terakhir").fill("2020")
    dialog.get_by_label("Tujuan").fill("Pengaduan yang ditangani cepat dan tuntas.")
    dialog.get_by_role("button", name="Mulai menyusun").click()
    expect(dialog.get_by_text("Tahun terakhir tidak boleh sebelum tahun pertama.")).to_be_visible()
    dialog.get_by_label("Tahun pertama").fill("2020")
    dialog.get_by_label("Tahun terakhir").fill("2021")
    dialog.get_by_role("button", name="Mulai menyusun").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.locator(".trunk")).to_have_count(5)
    return page


def ended(page: Page, step: str) -> Locator:
    """The form that ends the step under way."""
    page.get_by_role("button", name=step, exact=True).click()
    return page.get_by_role("dialog")


def confirmed(page: Page, step: str) -> None:
    ended(page, step).get_by_role("button", name=step, exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def appointed(one: Screen) -> None:
    """Who draws it up."""
    page = one.page
    dialog = ended(page, "Selesaikan tahap penetapan tim")
    for seat in SEATS:
        dialog.get_by_label(seat, exact=True).fill("Diskominfo\nInspektorat")
    dialog.get_by_role("button", name="Selesaikan tahap penetapan tim").click()
    one.said("Tahap selesai.")


def with_nodes(one: Screen) -> None:
    """A program whose first code is refused beside its field, and an activity kept while it is written."""
    page = one.page
    page.get_by_role("button", name=re.compile("^Tambah program di bawahnya: I ")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Kode", exact=True)).to_have_value("I.1")
    dialog.get_by_label("Kode", exact=True).fill("I.A")
    dialog.get_by_label("Nama", exact=True).fill("Peningkatan kapasitas pengelola")
    dialog.get_by_role("button", name="Tambah program").click()
    expect(dialog.locator(".field", has_text="Kode").first.locator(".field-error")).to_contain_text("bukan kode")
    dialog.get_by_label("Kode", exact=True).fill("I.1")
    dialog.get_by_role("button", name="Tambah program").click()
    one.said("Baris tersimpan.")

    _with_an_activity(page, dialog)


def _with_an_activity(page: Page, dialog: Locator) -> None:
    page.get_by_role("button", name=re.compile("^Tambah kegiatan di bawahnya: I.1 ")).click()
    dialog.get_by_label("Nama", exact=True).fill("Pelatihan pengelola pengaduan")
    dialog.get_by_label("2021").check()
    dialog.get_by_text("Minggu pelaksanaan").click()
    dialog.get_by_label("Maret 2020 minggu II", exact=True).check()
    dialog.get_by_label("Pihak terlibat").fill("Diskominfo\nBKD")
    dialog.get_by_label("Anggaran (Rp)").fill("12.500.000")
    page.wait_for_timeout(700)  # the draft is kept half a second after the last letter
    page.keyboard.press("Escape")
    page.get_by_role("button", name=re.compile("^Tambah kegiatan di bawahnya: I.1 ")).click()
    expect(dialog.get_by_label("Nama", exact=True)).to_have_value("Pelatihan pengelola pengaduan")
    dialog.get_by_role("button", name="Tambah kegiatan").click()
    branch = page.locator(".branch", has_text="Pelatihan pengelola")
    expect(branch.locator(".branch-year-on")).to_have_text(["2021"])
    branch.get_by_text("Rincian").click()
    expect(branch).to_contain_text("Maret 2020 minggu 2")
    expect(branch).to_contain_text("Rp 12.500.000,00")


def with_actions(one: Screen) -> None:
    """Rows of the monthly table: weights add up to a hundred."""
    page = one.page
    dialog = page.get_by_role("dialog")
    page.get_by_role("button", name=re.compile("^Uraian aksi bulanan: I.1.1 ")).click()
    dialog.get_by_role("textbox", name="Uraian aksi").fill("Terlatihnya pengelola")
    dialog.get_by_label("Tahun", exact=True).select_option("2021")
    for month, target, weight in (("Januari", "10", "60"), ("Februari", "5", "30")):
        dialog.get_by_label(f"Target, {month} 2021").fill(target)
        dialog.get_by_label(f"Bobot (%), {month} 2021").fill(weight)
    dialog.get_by_role("button", name="Simpan uraian aksi").click()
    expect(dialog.get_by_text("Bobot 2021 harus berjumlah 100 %.")).to_be_visible()
    dialog.get_by_label("Bobot (%), Februari 2021").fill("40")
    expect(dialog.get_by_text("Jumlah bobot 2021: 100 %")).to_be_visible()
    dialog.get_by_role("button", name="Simpan uraian aksi").click()
    one.said("Uraian aksi tersimpan.")


def with_an_indicator(page: Page) -> None:
    """No share is above a hundred percent."""
    dialog = page.get_by_role("dialog")
    page.get_by_role("tab", name="Indikator sasaran").click()
    page.get_by_role("button", name="Tambah indikator").click()
    dialog.get_by_role("textbox", name="Indikator").fill("Persentase pengaduan selesai")
    dialog.get_by_label("Persentase selesai").check()
    dialog.get_by_label("Satuan").fill("%")
    dialog.get_by_label("Nilai dasar").fill("81,25")
    dialog.get_by_label("Target 2020").fill("90")
    dialog.get_by_label("Target 2021").fill("101")
    dialog.get_by_role("button", name="Simpan indikator").click()
    expect(dialog.get_by_text("Paling tinggi 100.")).to_be_visible()
    dialog.get_by_label("Target 2021").fill("100")
    dialog.get_by_role("button", name="Simpan indikator").click()
    expect(page.get_by_text("Nilai dasar 2019: 81,25 %")).to_be_visible()


def with_its_text(page: Page) -> None:
    """Bab I."""
    page.get_by_role("tab", name="Naskah").click()
    page.get_by_role("button", name="Tulis naskah").click()
    page.get_by_label("Bab I. Pendahuluan").fill("Latar belakang.")
    page.get_by_role("button", name="Simpan naskah").click()


def put_in_force(head: Screen) -> None:
    """By a head of the office who did not approve it."""
    page = head.page
    dialog = ended(page, "Sahkan")
    dialog.get_by_label("Dasar penetapan").fill("Peraturan Bupati Nomor 53 Tahun 2026")
    dialog.get_by_role("button", name="Sahkan").click()
    head.said("Rencana aksi disahkan dan berlaku.")


def test_a_plan_is_drafted_approved_and_drafted_anew(
    screen: OpenScreen, database: Database, office: Office, worker: Worker
) -> None:
    worker.assessed(office, final=True)
    one = screen().sit_down(database, office.admin, "/meja/penilaian")
    page = begun(one)
    appointed(one)
    confirmed(page, "Selesaikan tahap asesmen")
    expect(page.get_by_role("button", name="Selesaikan tahap penyusunan")).to_be_disabled()

    with_nodes(one)
    with_actions(one)
    with_an_indicator(page)
    confirmed(page, "Selesaikan tahap penyusunan")
    with_its_text(page)
    confirmed(page, "Selesaikan tahap penulisan")
    expect(page.get_by_role("button", name="Tulis naskah")).to_have_count(0)

    head = screen().sit_down(database, office.by("root", Role.PIMPINAN), PAGE)
    head.page.get_by_role("link", name=TITLE).click()
    expect(head.page.get_by_role("button", name="Setujui")).to_be_visible()
    expect(head.page.get_by_role("button", name="Kembalikan")).to_be_visible()
    worker.approve(office)
    head.page.reload()
    put_in_force(head)

    page.reload()
    expect(page.get_by_role("heading", name="Tabel Februari 2021")).to_be_visible()  # its last month: it is over
    page.get_by_role("button", name="Susun versi baru").click()
    page.get_by_role("dialog").get_by_role("button", name="Susun versi baru").click()
    expect(page.get_by_text("versi 2")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Uraian aksi bulanan: I.1.1 "))).to_contain_text("(1)")
    with psycopg.connect(database.owner_url) as owner:
        found = owner.execute(WEIGHTS, (office.tenant,)).fetchall()
    assert [(month, int(weight)) for month, weight in found] == [(1, 60), (2, 40)] * 2


def test_everybody_can_draft_it(
    axe: None, screen: OpenScreen, database: Database, office: Office, worker: Worker
) -> None:
    worker.assessed(office, final=True)
    one = screen(**SMALL).sit_down(database, office.admin, f"{PAGE}?penilaian=2021")
    page = one.page
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Penilaian mandiri 2021")).to_be_checked()
    fine(one, "a plan that is begun")
    dialog.get_by_label("Judul").fill(TITLE)
    dialog.get_by_label("Tujuan").fill("Pengaduan yang ditangani cepat dan tuntas.")
    dialog.get_by_role("button", name="Mulai menyusun").click()
    expect(page.locator(".trunk")).to_have_count(5)
    fine(one, "a plan that is drafted")
    for button, there in (("Tambah program", "Pihak terlibat"), ("Uraian aksi bulanan", "Target, Januari")):
        page.get_by_role("button", name=re.compile(f"^{button}")).first.click()
        expect(dialog.get_by_label(re.compile(there)).first).to_be_visible()
        fine(one, button)
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
    page.get_by_role("tab", name="Indikator sasaran").click()
    page.get_by_role("button", name="Tambah indikator").click()
    expect(dialog.get_by_label("Nilai dasar")).to_be_visible()
    fine(one, "an indicator")


def test_only_who_drafts_is_offered_it(screen: OpenScreen, database: Database, office: Office, worker: Worker) -> None:
    worker.planned(office)
    for who in (office.by("root", Role.PIMPINAN), office.by("inspektorat", Role.PENGAWAS)):
        page = screen().sit_down(database, who, PAGE).page
        page.get_by_role("link", name="Rencana aksi Kominfo").click()
        page.get_by_role("tab", name="Program dan kegiatan").click()
        expect(page.locator(".branch")).to_have_count(3)
        expect(page.get_by_role("button", name=re.compile("^(Susun|Ubah|Hapus|Tambah|Uraian)"))).to_have_count(0)
