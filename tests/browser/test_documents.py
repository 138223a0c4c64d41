"""An officer asks for a document, sees how far it is, fetches it, and reads why another one could not be written."""

import hashlib
import re

import httpx
import psycopg
from playwright.sync_api import Locator, expect

from rules.roles import Role
from tenants.database import Database
from tests.browser.conftest import OpenScreen
from tests.browser.reports import filed
from tests.browser.screen import Screen
from tests.browser.test_everybody import SMALL, fine
from tests.browser.worker import Worker
from tests.offices import Office

PAGE = "/meja/dokumen"
TAKE = "UPDATE tuntas.document SET state = 'RUNNING', progress = 40 WHERE tenant_id = %s"
GIVE_UP = "UPDATE tuntas.document SET state = 'FAILED', code = 'WORKER_LOST', finished_at = now() WHERE tenant_id = %s"


def ask_for(one: Screen, kind: str, format_: str | None = None) -> Locator:
    """A document of this year so far; its row."""
    page = one.page
    page.get_by_role("button", name="Minta dokumen").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(kind).check()
    if format_ is not None:
        dialog.get_by_label(format_).check()
    dialog.get_by_role("button", name="Minta dokumen").click()
    one.said("Permintaan dicatat; dokumen segera dibuat.")
    expect(dialog).to_have_count(0)
    return page.locator(".paper").first


def test_a_report_is_written_and_fetched(
    screen: OpenScreen, citizens: httpx.Client, database: Database, office: Office, worker: Worker
) -> None:
    filed(citizens, database, office).answered()
    one = screen().sit_down(database, office.admin, PAGE)
    expect(one.page.get_by_text("Belum ada dokumen.")).to_be_visible()
    one.page.get_by_role("button", name="Minta dokumen").first.click()
    one.page.get_by_role("dialog").get_by_role("button", name="Minta dokumen").click()
    expect(one.page.get_by_role("dialog").get_by_text("Wajib diisi.")).to_have_count(1)
    one.page.keyboard.press("Escape")

    row = ask_for(one, "Laporan pengelolaan pengaduan", "XLSX")
    expect(row.locator(".chip")).to_have_text("Menunggu giliran")
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(TAKE, (office.tenant,))
    expect(row.locator(".chip")).to_have_text("Sedang dibuat")
    expect(row.get_by_role("progressbar")).to_have_attribute("value", "40")
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(TAKE.replace("RUNNING", "WAITING"), (office.tenant,))
    assert worker.write() == 1
    one.said("Siap diunduh: Laporan pengelolaan pengaduan")
    expect(row.locator(".chip")).to_have_text("Siap diunduh")
    row.get_by_text("Sidik jari berkas").click()
    with one.page.expect_download() as download:
        row.get_by_role("button", name="Unduh").click()
    fetched = download.value.path().read_bytes()
    assert fetched[:4] == b"PK\x03\x04"
    expect(row.locator("code")).to_have_text(hashlib.sha256(fetched).hexdigest())
    assert re.fullmatch(r"laporan-pengaduan-.+-\d{4}\.xlsx", download.value.suggested_filename)

    row.get_by_role("button", name="Minta lagi").click()
    expect(one.page.locator(".paper")).to_have_count(2)
    expect(row.locator(".chip")).to_have_text("Menunggu giliran")
    one.page.reload()
    expect(one.page.locator(".paper")).to_have_count(2)


def test_a_failure_is_said_in_words(screen: OpenScreen, database: Database, office: Office) -> None:
    one = screen().sit_down(database, office.admin, PAGE)
    row = ask_for(one, "Ekspor tata letak LAPOR!")
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(GIVE_UP, (office.tenant,))
    expect(row.locator(".chip")).to_have_text("Gagal")
    expect(row).to_contain_text("Pembuatnya berhenti tiga kali di tengah jalan.")
    expect(row.get_by_role("button", name="Unduh")).to_have_count(0)
    row.get_by_role("button", name="Minta lagi").click()
    expect(one.page.locator(".paper")).to_have_count(2)


def test_the_letterhead_is_set_by_the_admin_alone(screen: OpenScreen, database: Database, office: Office) -> None:
    one = screen().sit_down(database, office.admin, PAGE)
    one.page.get_by_role("button", name="Kop surat").click()
    one.page.get_by_label("Nama perangkat daerah").fill("Dinas Komunikasi dan Informatika")
    one.page.get_by_label("Nama penanda tangan").fill("Siti Aminah")
    one.page.get_by_role("button", name="Simpan kop surat").click()
    one.said("Kop surat tersimpan.")
    one.page.get_by_role("button", name="Kop surat").click()
    expect(one.page.get_by_label("Nama penanda tangan")).to_have_value("Siti Aminah")
    staff = screen().sit_down(database, office.by("dinkes", Role.STAF), PAGE)
    expect(staff.page.get_by_text("Belum ada dokumen.")).to_be_visible()
    expect(staff.page.get_by_role("button", name="Kop surat")).to_have_count(0)
    staff.page.get_by_role("button", name="Minta dokumen").click()
    expect(staff.page.get_by_role("dialog").get_by_label("Laporan pengelolaan pengaduan")).to_be_visible()
    expect(staff.page.get_by_role("dialog").get_by_label("Ekspor tata letak LAPOR!")).to_have_count(0)


def test_everybody_can_use_it(
    axe: None, screen: OpenScreen, database: Database, office: Office, worker: Worker
) -> None:
    one = screen(**SMALL).sit_down(database, office.admin, PAGE)
    ask_for(one, "Laporan pengelolaan pengaduan")
    worker.write()
    ask_for(one, "Ekspor tata letak LAPOR!")
    one.page.reload()
    expect(one.page.locator(".paper")).to_have_count(2)
    one.page.get_by_text("Sidik jari berkas").first.click()
    fine(one, "documents, one written, one waiting")
    one.page.get_by_role("button", name="Minta dokumen").first.click()
    one.page.get_by_role("dialog").get_by_label("Laporan pengelolaan pengaduan").check()
    fine(one, "the form of a request")
