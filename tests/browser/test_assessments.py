"""An assessment from its draft to its end: units answer over a bad network, a second person checks, figures stand."""

import re
from datetime import UTC, datetime

import psycopg
from playwright.sync_api import Locator, Page, Route, expect

from policies.principal import Principal
from rules.roles import Role
from tenants.database import Database
from tests.browser.conftest import OpenScreen
from tests.browser.reports import document_id
from tests.browser.screen import Screen
from tests.browser.test_everybody import SMALL, fine
from tests.browser.worker import Worker
from tests.casework import Case
from tests.offices import Office, open_office
from tests.tenancy import NewTenant

PAGE = "/meja/penilaian"
BINTAN = 20
LAST_YEAR = datetime.now(UTC).year - 1
"""What is counted until a day that is to come cannot be final."""
VALUES = "SELECT number, value, evidence FROM tuntas.assessment_answer WHERE tenant_id = %s ORDER BY number"


def drafted(one: Screen, *units: str) -> Page:
    """An assessment of last year, of these units with Bintan's questions, opened; its page."""
    page = one.page
    page.get_by_role("button", name="Susun penilaian").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Bintan").check()
    dialog.locator("select[name=year]").select_option(str(LAST_YEAR))
    dialog.get_by_label("Desember tahun penilaian").check()
    dialog.get_by_role("button", name="Kosongkan").click()
    dialog.get_by_role("button", name="Simpan rancangan").click()
    expect(dialog.get_by_text("Pilih paling sedikit satu unit.")).to_be_visible()
    for unit in units:
        dialog.get_by_label(re.compile(f"^{unit} ")).check()
    dialog.get_by_role("button", name="Simpan rancangan").click()
    expect(page.get_by_role("heading", name="Rancangan siap dibuka")).to_be_visible()
    step(page, "Buka pengisian")
    one.said("Pengisian dibuka.")
    return page


def step(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()
    page.get_by_role("dialog").get_by_role("button", name=name).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def question(page: Page, number: int) -> Locator:
    return page.locator(f"#pertanyaan-{number}")


def choose(page: Page, number: int, level: str) -> None:
    question(page, number).get_by_label(level).check()


def sheet_of(one: Screen, database: Database, who: Principal) -> Page:
    """The unit's sheet, found the way an officer finds it."""
    one.sit_down(database, who, PAGE)
    one.page.get_by_role("link", name=re.compile("^Lembar ")).click()
    expect(one.page.locator(".sheet-progress")).to_be_visible()
    return one.page


def submitted(one: Screen, database: Database, who: Principal, level: str) -> Page:
    """Every question at the same level."""
    page = sheet_of(one, database, who)
    for number in range(1, BINTAN + 1):
        choose(page, number, level)
    expect(page.get_by_text("Semua pernyataan sudah dijawab.")).to_be_visible()
    step(page, "Sampaikan lembar")
    one.said("Lembar disampaikan.")
    return page


def checked(one: Screen, database: Database, who: Principal, unit: str) -> Page:
    """The second person finds it right."""
    page = one.sit_down(database, who, PAGE).page
    page.get_by_role("link", name=re.compile("^Penilaian mandiri")).click()
    page.locator(".sheet-line").get_by_role("link", name=re.compile(f"^{unit} ")).click()
    page.get_by_label("Jawaban sesuai").check()
    page.get_by_role("button", name="Simpan pemeriksaan").click()
    one.said("Pemeriksaan tersimpan.")
    return page


def counted(page: Page, report: Case) -> None:
    """The reports behind a figure of part A, and another figure beside it."""
    page.get_by_role("tab", name="Informasi umum").click()
    page.get_by_role("button", name="Lihat laporannya: Diterima").click()
    expect(page.get_by_role("link", name=re.compile(report.code))).to_have_attribute(
        "href", f"/meja/laporan/{report.code}"
    )
    page.get_by_role("button", name="Nyatakan angka lain").click()
    page.locator("input[name=received]").fill("4")
    page.locator("input[name=resolved]").fill("5")
    page.locator("textarea[name=reason]").fill("Tiga laporan dicatat di buku tamu.")
    page.locator("textarea[name=evidence]").fill("Buku tamu 2026.")
    page.get_by_role("button", name="Simpan koreksi").click()
    expect(page.get_by_text("Tidak boleh lebih banyak daripada yang diterima.")).to_be_visible()
    page.locator("input[name=resolved]").fill("3")
    page.get_by_role("button", name="Simpan koreksi").click()
    expect(page.get_by_text("4 diterima, 3 diselesaikan")).to_be_visible()


def prioritised(one: Screen) -> None:
    """The priority sheet, with ties."""
    page = one.page
    page.get_by_role("tab", name="Prioritas").click()
    page.get_by_role("button", name="Isi lembar prioritas").click()
    groups = page.locator(".priority-fields")
    expect(groups).to_have_count(5)
    for at in range(5):
        groups.nth(at).get_by_label("1" if at else "2", exact=True).check()
        groups.nth(at).get_by_role("textbox").fill("Perlu didahulukan.")
    page.get_by_role("button", name="Simpan lembar prioritas").click()
    one.said("Lembar prioritas tersimpan.")
    expect(page.locator(".priorities .urgency-place")).to_contain_text(["1", "1", "1", "1", "2"])


def written_up(one: Screen) -> None:
    """The minutes, signed."""
    page = one.page
    page.get_by_role("tab", name="Berita acara").click()
    page.get_by_role("button", name="Tulis berita acara").click()
    page.locator("input[name=heldOn]").fill("2026-02-02")
    page.locator("input[name=place]").fill("Ruang Rapat")
    page.locator("textarea[name=process]").fill("Penilaian dilaksanakan bersama seluruh unit.")
    page.get_by_role("button", name="Simpan berita acara").click()
    expect(page.get_by_text("Isi paling sedikit satu peserta.")).to_be_visible()
    page.locator('input[name="0.name"]').fill("Siti Aminah")
    page.get_by_role("button", name="Simpan berita acara").click()
    one.said("Berita acara tersimpan.")
    page.get_by_role("button", name="Tanda tangani").click()
    page.get_by_role("region", name="Tanda tangani").get_by_role("button", name="Tanda tangani").click()
    expect(page.get_by_text("Ditandatangani Petugas root")).to_be_visible()


def test_from_the_draft_to_the_end(screen: OpenScreen, worker: Worker, database: Database, office: Office) -> None:
    report = worker.submitted(office, datetime(LAST_YEAR, 6, 15, 3, tzinfo=UTC))
    admin = screen().sit_down(database, office.admin, PAGE)
    page = drafted(admin, "dinkes", "perkim")
    expect(page.locator(".sheet-line")).to_have_count(2)
    submitted(screen(), database, office.by("dinkes", Role.STAF), "3 Tinggi")
    submitted(screen(), database, office.by("perkim", Role.STAF), "2 Rendah")
    checked(screen(), database, office.by("dinkes"), "dinkes")
    checked(screen(), database, office.by("perkim"), "perkim")

    page.reload()
    step(page, "Mulai pemeriksaan")
    expect(page.get_by_role("button", name="Tetapkan")).to_be_disabled()
    page.get_by_role("tab", name="Hasil").click()
    expect(page.locator(".urgency-score")).to_have_text(["2,50"] * 5)
    expect(page.locator(".urgency li").first).to_contain_text("seri")
    expect(page.locator(".scores tfoot td")).to_have_text(["2,50"] * 5)
    counted(page, report)
    prioritised(admin)
    written_up(admin)
    step(page, "Tetapkan")
    expect(page.get_by_text("Angka-angkanya tidak berubah lagi.")).to_be_visible()
    page.get_by_role("tab", name="Prioritas").click()
    expect(page.get_by_role("button", name="Ubah lembar prioritas")).to_have_count(0)
    page.get_by_role("link", name="Minta lembar prioritas").click()
    expect(page.get_by_role("dialog").get_by_label("Lembar prioritas")).to_be_checked()


def test_answers_survive_a_bad_network(screen: OpenScreen, database: Database, office: Office) -> None:
    drafted(screen().sit_down(database, office.admin, PAGE), "dinkes")
    one = screen(size="phone")
    page = sheet_of(one, database, office.by("dinkes", Role.STAF))
    choose(page, 1, "4 Tertinggi")
    question(page, 1).get_by_label("Bukti", exact=False).first.fill("SK Bupati 12/2026")
    expect(page.get_by_text("1 dari 20 terjawab")).to_be_visible()
    expect(page.locator(".sheet-saving")).to_have_text("Semua tersimpan")

    mutation = document_id("AnswerAssessment")

    def broken(route: Route) -> None:
        if mutation in (route.request.post_data or ""):
            route.abort()
        else:
            route.continue_()

    page.route("**/graphql", broken)
    choose(page, 2, "1 Terendah")
    question(page, 2).get_by_label("Tautan bukti").fill("www.salah.example")
    expect(question(page, 2).get_by_text("Tautan diawali https://")).to_be_visible()
    question(page, 2).get_by_label("Tautan bukti").fill("")
    expect(question(page, 2).get_by_text("Baru tersimpan di perangkat ini")).to_be_visible()
    page.reload()  # in the middle of it
    expect(question(page, 2).get_by_label("1 Terendah")).to_be_checked()
    expect(page.get_by_text("2 dari 20 terjawab")).to_be_visible()
    with psycopg.connect(database.owner_url) as owner:
        assert owner.execute(VALUES, (office.tenant,)).fetchall() == [(1, 4, "SK Bupati 12/2026")]
    expect(page.locator(".sheet-saving")).to_contain_text("Tersimpan di perangkat ini", timeout=20_000)
    page.unroute("**/graphql", broken)
    page.get_by_role("button", name="Kirim sekarang").click()
    expect(page.locator(".sheet-saving")).to_have_text("Semua tersimpan")
    with psycopg.connect(database.owner_url) as owner:
        found = owner.execute(VALUES, (office.tenant,)).fetchall()
    assert found == [(1, 4, "SK Bupati 12/2026"), (2, 1, "")]
    expect(page.get_by_role("button", name="Sampaikan lembar")).to_be_disabled()
    page.get_by_role("button", name="Ke yang belum dijawab").click()
    expect(page.locator(".question:focus-within")).not_to_have_attribute("data-answered", "true")


def test_a_sheet_is_given_back_and_mended(screen: OpenScreen, database: Database, office: Office) -> None:
    drafted(screen().sit_down(database, office.admin, PAGE), "dinkes")
    staff = screen()
    page = submitted(staff, database, office.by("dinkes", Role.STAF), "3 Tinggi")
    expect(page.get_by_role("heading", name="Pemeriksaan oleh orang kedua")).to_have_count(0)
    other = screen()
    check = other.sit_down(database, office.by("dinkes"), page.url.removeprefix(other.url)).page
    check.get_by_label("Kembalikan").check()
    check.get_by_role("button", name="Simpan pemeriksaan").click()
    expect(check.get_by_text("Sebutkan apa yang harus diperbaiki.")).to_be_visible()
    check.locator("textarea[name=note]").fill("Bukti nomor 6 tidak ada.")
    check.get_by_role("button", name="Simpan pemeriksaan").click()
    other.said("Pemeriksaan tersimpan.")
    page.reload()
    expect(page.get_by_text("Bukti nomor 6 tidak ada.")).to_be_visible()
    choose(page, 6, "2 Rendah")
    step(page, "Sampaikan lembar")
    expect(page.locator(".sheet-chips .chip")).to_have_text("Menunggu pemeriksaan")
    expect(page.locator(".sheet-scores dd").first).to_have_text(re.compile(r"^[23],\d\d$"))


def test_nobody_sees_another_units_sheet(screen: OpenScreen, database: Database, office: Office) -> None:
    admin = drafted(screen().sit_down(database, office.admin, PAGE), "dinkes", "perkim")
    admin.locator(".sheet-line").get_by_role("link", name=re.compile("^dinkes ")).click()
    admin.wait_for_url(re.compile("penilaian/[^/]+/[^/]+$"))
    path = re.sub(r"^https?://[^/]+", "", admin.url)
    other = screen().sit_down(database, office.by("perkim"), path)
    expect(other.page.get_by_text("Penilaian ini tidak ditemukan")).to_be_visible()


def test_a_province_sees_its_regencies_side_by_side(
    axe: None, screen: OpenScreen, database: Database, new_tenant: NewTenant, worker: Worker
) -> None:
    province = open_office(database, new_tenant(level="provinsi"))
    regencies = [open_office(database, new_tenant(beside=province.pemda)) for _ in range(2)]
    for regency in regencies:
        worker.assessed(regency)
    one = screen(**SMALL).sit_down(database, province.admin, PAGE)
    rows = one.page.locator(".scores tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("2,50")
    for regency in regencies:
        expect(one.page.get_by_role("link", name=f"{regency.pemda.name} 2021")).to_be_visible()
    fine(one, "assessments side by side")
    one.page.get_by_role("link", name=f"{regencies[0].pemda.name} 2021").click()
    expect(one.page.locator(".sheet-line")).to_have_count(2)
    expect(one.page.get_by_role("button", name="Tetapkan")).to_have_count(0)


def test_everybody_can_use_it(axe: None, screen: OpenScreen, database: Database, office: Office) -> None:
    admin = screen(**SMALL).sit_down(database, office.admin, PAGE)
    page = drafted(admin, "dinkes", "perkim")
    staff = screen(**SMALL)
    sheet = sheet_of(staff, database, office.by("dinkes", Role.STAF))
    choose(sheet, 9, "2 Rendah")
    fine(staff, "a sheet that is answered")
    for number in range(1, BINTAN + 1):
        choose(sheet, number, "3 Tinggi")
    expect(sheet.get_by_text("Semua pernyataan sudah dijawab.")).to_be_visible()
    step(sheet, "Sampaikan lembar")
    checker = screen(**SMALL).sit_down(database, office.by("dinkes"), PAGE)
    expect(checker.page.locator(".campaign-own")).to_be_visible()
    fine(checker, "the list")
    checker.page.get_by_role("link", name=re.compile("^Lembar ")).click()
    checker.page.get_by_role("button", name="Simpan pemeriksaan").click()
    fine(checker, "a sheet that is checked")
    page.reload()
    step(page, "Mulai pemeriksaan")
    fine(admin, "an assessment")
    for tab, button in {"Hasil": None, "Informasi umum": "Nyatakan angka lain", "Prioritas": "Isi lembar prioritas",
                        "Berita acara": "Tulis berita acara"}.items():  # fmt: skip
        page.get_by_role("tab", name=tab).click()
        if button:
            page.get_by_role("button", name=button).click()
        fine(admin, tab)
    admin.go(PAGE).page.get_by_role("button", name="Susun penilaian").click()
    admin.page.get_by_role("dialog").get_by_label("Bintan").check()
    fine(admin, "the form of a draft")
