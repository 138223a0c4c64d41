"""Complaints in figures: a period beside the one before, twelve months, what lies there, and who is where."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg
from playwright.sync_api import Locator, Page, expect

from rules.roles import Role
from tenants.database import Database
from tests.browser.conftest import OpenScreen
from tests.browser.screen import Screen
from tests.browser.test_everybody import SMALL, fine
from tests.browser.worker import Worker
from tests.journeys.nation import national_desk
from tests.offices import VISITOR, Office, open_office
from tests.tallies import Tally, put_down
from tests.tenancy import EnrolledPemda, NewTenant

PAGE = "/meja/statistik"
LAST_YEAR = f"{PAGE}?periode=LAST_YEAR"
TOPIC = 2_000_000_007
ADD_TOPIC = "INSERT INTO tuntas.topic (id, tenant_id, name, valid_from) VALUES (%s, 0, %s, '2020-01-01')"


def counted(office: Office, worker: Worker) -> None:
    """Two complaints of now, one of them with a unit."""
    worker.submitted(office, datetime.now(UTC))
    worker.disposed(office, VISITOR)
    worker.count()


def today() -> date:
    """Where the pemda lie and the browsers stand."""
    return datetime.now(ZoneInfo("Asia/Jakarta")).date()


def last_year(month: int, day: int) -> date:
    return date(today().year - 1, month, day)


def received(database: Database, pemda: EnrolledPemda, *, topic: int | None = None, **channels: int) -> None:
    """So many complaints on a day of June of last year by channel, each decided, half of them in time."""
    day = last_year(6, 15)
    put_down(
        database,
        [
            Tally(
                pemda.id,
                [(day, "received", many), (day, "decided", many), (day, "in_time", many // 2)],
                channel=one,
                topic=topic if one == "LETTER" else None,
            )
            for one, many in channels.items()
        ],
    )


def figure(page: Page, name: str) -> str:
    return figure_of(page, name).inner_text()


def figure_of(page: Page, name: str) -> Locator:
    row = page.get_by_role("region", name="Angka periode ini").locator("tr", has_text=name)
    return row.locator("td").first


def narrow(page: Page, label: str, value: str) -> None:
    fields = page.get_by_role("group", name="Saring")
    if fields.count() == 0:
        page.get_by_role("button", name=re.compile("^Saring")).click()
    fields.get_by_label(label, exact=True).select_option(value)


def test_figures_are_those_of_the_period(
    screen: OpenScreen, database: Database, office: Office, worker: Worker
) -> None:
    counted(office, worker)
    one = screen().sit_down(database, office.admin)
    page = one.page
    page.get_by_role("link", name="Statistik").click()
    expect(page.get_by_role("region", name="Angka periode ini")).to_be_visible()
    assert figure(page, "Masuk") == "2"
    assert figure(page, "Tindak lanjut").startswith("Terlalu sedikit")
    expect(page.get_by_role("region", name="Dua belas bulan terakhir").locator("tbody tr")).to_have_count(12)
    expect(page.get_by_text("2 pengaduan belum selesai, 0 di antaranya lewat tenggat.")).to_be_visible()
    expect(page.get_by_role("region", name="Unit kerja")).to_contain_text("Terlalu sedikit untuk dibandingkan")
    page.get_by_label("Periode", exact=True).select_option("LAST_YEAR")
    expect(page.get_by_role("region", name="Angka periode ini").locator("td").first).to_have_text("0")

    unit = screen().sit_down(database, office.by("perkim", Role.STAF), PAGE).page
    expect(unit.get_by_role("region", name="Angka periode ini").locator("td").first).to_have_text("0")
    expect(unit.get_by_role("region", name="Unit kerja")).to_have_count(0)


def test_figures_are_narrowed_and_the_address_says_to_what(
    screen: OpenScreen, database: Database, office: Office
) -> None:
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(ADD_TOPIC, (TOPIC, "Jembatan gantung"))
    received(database, office.pemda, topic=TOPIC, WEB=1_200, LETTER=40)
    page = screen().sit_down(database, office.admin, LAST_YEAR).page
    expect(figure_of(page, "Masuk")).to_have_text("1.240")
    narrow(page, "Kanal", "LETTER")
    expect(figure_of(page, "Masuk")).to_have_text("40")
    assert figure(page, "Tepat waktu").startswith("50,00 %")
    expect(page.get_by_text("Hanya pengaduan dengan Kanal: Surat.")).to_be_visible()
    narrow(page, "Prioritas", "HIGH")  # one pemda by several at once
    expect(figure_of(page, "Masuk")).to_have_text("0")
    assert page.url.endswith("?periode=LAST_YEAR&kanal=LETTER&prioritas=HIGH")
    page.go_back()
    expect(figure_of(page, "Masuk")).to_have_text("40")
    page.get_by_role("button", name="Hapus saringan").click()
    expect(figure_of(page, "Masuk")).to_have_text("1.240")
    page.get_by_label("Kategori").fill("gantung")
    page.get_by_role("option", name="Jembatan gantung").click()
    expect(figure_of(page, "Masuk")).to_have_text("40")
    page.reload()  # as whoever was sent the address
    expect(page.get_by_text("Hanya pengaduan dengan Kategori: Jembatan gantung.")).to_be_visible()
    expect(figure_of(page, "Masuk")).to_have_text("40")
    page.get_by_role("button", name="Hapus saringan").click()

    page.get_by_label("Periode", exact=True).select_option("OWN")
    page.get_by_label("Hari pertama").fill(last_year(6, 16).isoformat())
    page.get_by_role("button", name="Hitung").click()
    expect(figure_of(page, "Masuk")).to_have_text("0")
    page.get_by_label("Hari pertama").fill(last_year(6, 15).isoformat())
    page.get_by_label("Hari terakhir").fill(last_year(6, 15).isoformat())
    page.get_by_role("button", name="Hitung").click()
    expect(figure_of(page, "Masuk")).to_have_text("1.240")
    page.get_by_label("Hari terakhir").fill(last_year(6, 14).isoformat())
    page.get_by_role("button", name="Hitung").click()
    expect(page.get_by_role("alert")).to_contain_text("Akhir periode harus setelah awalnya.")
    expect(page.get_by_role("region", name="Angka periode ini")).to_have_count(0)


def test_the_nation_goes_down_into_a_province_and_up_again(
    screen: OpenScreen, database: Database, new_tenant: NewTenant
) -> None:
    province = new_tenant(level="provinsi")
    one, other = new_tenant(beside=province), new_tenant(beside=province)
    received(database, province, WEB=30)
    received(database, one, WEB=100, LETTER=50)
    received(database, other, WEB=12)
    page = screen().sit_down(database, national_desk(database), LAST_YEAR).page
    row = page.get_by_role("region", name="Provinsi").locator("tr", has_text=province.name)
    expect(row.locator("td").nth(2)).to_have_text("192")
    row.get_by_role("link").click()

    listed = page.get_by_role("region", name="Pemda")
    expect(figure_of(page, "Masuk")).to_have_text("192")
    expect(page.get_by_role("heading", name="Statistik")).to_be_focused()
    expect(listed.locator("tr", has_text=one.name).locator("td").nth(2)).to_have_text("150")
    expect(listed.locator("tr", has_text=f"{province.name} (instansinya sendiri)")).to_have_count(1)
    expect(listed.locator("tr:has(.few-head) ~ tr")).to_have_text(re.compile(other.name))
    narrow(page, "Kanal", "LETTER")
    expect(figure_of(page, "Masuk")).to_have_text("50")
    narrow(page, "Klasifikasi", "ASPIRASI")  # over several pemda one takes the place of the other
    expect(figure_of(page, "Masuk")).to_have_text("0")
    assert page.url.endswith(f"?wilayah={province.code}&periode=LAST_YEAR&jenis=ASPIRASI")
    page.go_back()
    listed.get_by_role("link", name=one.name).click()

    expect(figure_of(page, "Masuk")).to_have_text("50")
    way = page.get_by_role("navigation", name="Wilayah").get_by_role("listitem")
    expect(way).to_have_count(3)
    expect(way.nth(2)).to_have_text(one.name)
    way.get_by_role("link", name=province.name).click()
    expect(listed).to_be_visible()
    way.get_by_role("link").click()
    expect(page.get_by_role("region", name="Provinsi").locator("tr", has_text=province.name)).to_be_visible()
    assert page.url.endswith(f"{LAST_YEAR}&kanal=LETTER")

    compared = page.get_by_label("Bandingkan")
    compared.focus()
    compared.select_option("PEMDA")
    expect(listed.locator("tr", has_text=one.name)).to_have_count(1)
    expect(compared).to_be_focused()
    page.get_by_label("Urut menurut").select_option("PROMPT")
    expect(listed.get_by_role("columnheader", name="Respons dalam satu hari kerja")).to_be_visible()
    page.goto(f"{PAGE}?kanal=LETTER&sejak={last_year(6, 2)}&sampai={last_year(6, 30)}")
    expect(page.get_by_role("alert")).to_contain_text("dihitung atas bulan penuh yang telah lewat")


def test_a_regency_is_led_to_nobody_else(screen: OpenScreen, database: Database, new_tenant: NewTenant) -> None:
    office, other = open_office(database, new_tenant()), new_tenant(apart=True)
    received(database, office.pemda, WEB=31)
    received(database, other, WEB=32)
    page = screen().sit_down(database, office.admin, LAST_YEAR).page
    expect(page.get_by_role("region", name="Unit kerja")).to_be_visible()
    expect(page.locator(".statistics a")).to_have_count(0)
    for foreign in (other.code, other.code[:2], "00"):
        page.goto(f"{LAST_YEAR}&wilayah={foreign}")
        expect(page.get_by_role("alert")).to_have_text("Wilayah tidak ditemukan dalam jangkauan Anda.")
        expect(page.get_by_role("main").get_by_role("table")).to_have_count(0)
    page.get_by_role("link", name=office.pemda.name).click()
    expect(figure_of(page, "Masuk")).to_have_text("31")


def test_a_pemda_stands_beside_those_of_like_size(
    screen: OpenScreen, database: Database, new_tenant: NewTenant
) -> None:
    """Seven pemda of 12,000 complaints each, of which 10, 20 and so on percent were in time."""
    lonely = open_office(database, new_tenant())
    office = open_office(database, new_tenant())
    seven = [office.pemda, *(new_tenant() for _ in range(6))]
    month = (today().replace(day=1) - timedelta(days=1)).replace(day=1)
    put_down(
        database,
        [
            Tally(one.id, [(month, "received", 12_000), (month, "decided", 100), (month, "in_time", 10 * number)])
            for number, one in enumerate(seven, 1)
        ],
    )
    put_down(database, [Tally(lonely.tenant, [(month, "received", 2_000), (month, "decided", 100)])])
    page = screen().sit_down(database, office.admin, f"{PAGE}?periode=LAST_MONTH").page
    peers = page.get_by_role("region", name="Dibanding pemda sebanding")
    row = peers.locator("tbody tr")
    expect(row.nth(0)).to_contain_text("Median 40,00 %")
    expect(row.nth(0)).to_contain_text("separuh dari 7 pemda di antara 20,00 dan 60,00 %")
    expect(row.nth(0)).to_contain_text("Di sini lebih rendah daripada median.")
    expect(row.nth(1)).to_contain_text("Terlalu sedikit pemda sebanding")
    expect(page.get_by_text("menerima 10.000 pengaduan atau lebih")).to_be_visible()
    narrow(page, "Kanal", "WEB")
    expect(figure_of(page, "Masuk")).to_have_text("12.000")
    expect(peers).to_have_count(0)
    few = screen().sit_down(database, lonely.admin, f"{PAGE}?periode=LAST_MONTH").page
    expect(few.get_by_text("Terlalu sedikit pemda sebanding")).to_be_visible()


def test_everybody_can_use_it(
    axe: None, screen: OpenScreen, database: Database, office: Office, worker: Worker
) -> None:
    counted(office, worker)
    one: Screen = screen(**SMALL).sit_down(database, office.admin, PAGE)
    expect(one.page.get_by_role("region", name="Unit kerja")).to_be_visible()
    narrow(one.page, "Kanal", "WEB")
    expect(one.page.get_by_text("Hanya pengaduan dengan Kanal")).to_be_visible()
    fine(one, "the statistics with their filters")
    one.page.get_by_label("Periode", exact=True).select_option("OWN")
    one.page.get_by_label("Hari pertama").fill("")
    one.page.get_by_role("button", name="Hitung").click()
    expect(one.page.get_by_text("Wajib diisi.")).to_be_visible()
    fine(one, "the statistics of certain days")
