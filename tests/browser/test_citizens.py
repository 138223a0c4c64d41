"""A citizen files, follows and talks back; anybody reads what is public; nobody reads more."""

import re

import httpx
from playwright.sync_api import expect

from tenants.database import Database
from tests.browser.conftest import OpenScreen
from tests.browser.reports import BODY, TITLE, filed
from tests.offices import Office

CODE = re.compile(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}")
SECRET = re.compile(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}")


def test_filing_needs_no_account_and_gives_a_receipt(screen: OpenScreen, office: Office) -> None:
    one = screen().go(f"/lapor?pemda={office.pemda.code}")
    page = one.page
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_text("3 isian perlu diperbaiki.")).to_be_visible()
    page.get_by_label("Pengaduan").check()
    page.fill("input[name=title]", TITLE)
    page.fill("textarea[name=body]", BODY)
    page.fill("input[name=phone]", "0811-0000-1234")
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.locator("input[name=name]")).to_be_focused()  # who leaves a number has a name
    page.fill("input[name=name]", "Budi Pelapor")
    page.get_by_role("button", name="Kirim laporan").click()

    expect(page.get_by_role("heading", name="Laporan Anda sudah diterima")).to_be_focused()
    code, secret = page.locator(".receipt-code .code").all_inner_texts()
    assert CODE.fullmatch(code)
    assert SECRET.fullmatch(secret)
    one.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Salin: Kode rahasia").click()
    assert page.evaluate("navigator.clipboard.readText()") == secret
    with page.expect_download() as download:
        page.get_by_role("button", name="Simpan sebagai berkas").click()
    assert secret in download.value.path().read_text(encoding="utf-8")
    page.emulate_media(media="print")
    expect(page.locator(".receipt")).to_be_visible()
    expect(page.locator(".public-top")).to_be_hidden()
    page.emulate_media(media="screen")

    page.get_by_role("button", name="Lacak sekarang").click()
    expect(page.get_by_text("Petugas sedang memeriksa laporan Anda.")).to_be_visible()
    page.get_by_role("button", name="Tambahkan keterangan").click()
    page.fill("textarea[name=body]", "Tiang nomor 17 juga padam.")
    page.get_by_role("button", name="Kirim", exact=True).click()
    one.said("Keterangan terkirim.")
    expect(page.get_by_text("Tiang nomor 17 juga padam.")).to_be_visible()
    page.get_by_role("button", name="Tutup laporan ini").click()
    expect(page.get_by_role("heading", name="Lacak laporan")).to_be_visible()


def test_what_is_written_survives_but_nobodys_name_does(screen: OpenScreen, office: Office) -> None:
    page = screen().go(f"/lapor?pemda={office.pemda.code}").page
    page.fill("input[name=title]", TITLE)
    page.fill("input[name=name]", "Budi Pelapor")
    page.wait_for_timeout(700)
    page.reload()
    expect(page.locator("input[name=title]")).to_have_value(TITLE)
    expect(page.locator("input[name=name]")).to_have_value("")
    kept = page.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage })")
    assert "Budi" not in kept


def test_a_code_alone_tells_the_way_and_not_the_words(
    screen: OpenScreen, citizens: httpx.Client, database: Database, office: Office
) -> None:
    report = filed(citizens, database, office)
    page = screen().go("/lacak").page
    page.fill("input[name=code]", report.code)
    page.get_by_role("button", name="Buka laporan").click()
    expect(page.locator(".card .status-received")).to_be_visible()
    expect(page.get_by_text(TITLE)).to_have_count(0)
    page.fill("input[name=secret]", "0000-0000-0000-0000")
    page.get_by_role("button", name="Buka laporan").click()
    expect(page.get_by_role("alert")).to_contain_text("tidak cocok")


def test_an_objection_brings_the_case_back(
    screen: OpenScreen, citizens: httpx.Client, database: Database, office: Office
) -> None:
    report = filed(citizens, database, office).answered()
    one = screen().go("/lacak")
    one.page.fill("input[name=code]", report.code)
    one.page.fill("input[name=secret]", report.secret)
    one.page.get_by_role("button", name="Buka laporan").click()
    expect(one.page.locator(".turn-yours")).to_contain_text("Giliran Anda")
    one.page.get_by_role("button", name="Ajukan keberatan").click()
    one.page.fill("textarea[name=reason]", "Satu lampu masih padam di sisi utara.")
    one.page.get_by_role("button", name="Kirim keberatan").click()
    one.said("Keberatan terkirim")
    expect(one.page.locator(".own-head .status-in_progress")).to_be_visible()
    assert report.events()[-1] == "OBJECT"


def test_the_public_reads_a_list_and_no_more(
    screen: OpenScreen, citizens: httpx.Client, database: Database, office: Office
) -> None:
    answered = filed(citizens, database, office, body=f"{BODY} Hubungi 0811-0000-1234.").answered()
    filed(citizens, database, office, title="Rahasia yang tidak boleh terlihat", secret=True)
    page = screen().go(f"/daerah/{office.pemda.code}").page
    expect(page.locator(".row")).to_have_count(1)
    page.get_by_role("searchbox").fill("tidak ada yang begini")
    expect(page.get_by_text("Belum ada laporan publik yang cocok.")).to_be_visible()
    page.get_by_role("searchbox").fill("lampu simpang")
    page.locator(".row").click()
    page.wait_for_url(f"**/laporan/{answered.code}")
    expect(page.get_by_text("Lampu sudah diganti petugas.")).to_be_visible()
    expect(page.get_by_text("Hubungi")).not_to_contain_text("0811-0000-1234")
