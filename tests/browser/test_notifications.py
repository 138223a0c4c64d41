"""The bell: what concerns somebody arrives while they look, leads to its case, is read, and comes as they chose."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import psycopg
from playwright.sync_api import Locator, Page, expect

from policies.principal import Principal
from rules.roles import Role
from tenants.database import Database
from tests.browser.conftest import OpenScreen
from tests.browser.reports import TITLE, document_id, filed
from tests.browser.screen import PASSWORD, Screen, email_of
from tests.browser.test_everybody import SMALL, fine
from tests.browser.worker import Worker
from tests.offices import Office

SETTINGS = "/meja/pemberitahuan/pengaturan"
CHOSEN = """
SELECT choices, digest, quiet FROM tuntas.notification_setting
JOIN tuntas.account_email USING (account_id) WHERE email = %s
"""


def bell(one: Screen) -> Locator:
    return one.page.locator(".bell")


def account_of(database: Database, email: str) -> Principal:
    """The citizen who registered with this address."""
    with psycopg.connect(database.owner_url) as owner:
        found = owner.execute("SELECT account_id FROM tuntas.account_email WHERE email = %s", (email,)).fetchone()
    assert found is not None
    return Principal(Role.PELAPOR, account=found[0], name="Budi Warga")


@contextmanager
def hearing(page: Page) -> Iterator[None]:
    """The bell's stream is certainly open before anything happens."""
    asked = document_id("NotificationNews")
    with page.expect_response(lambda response: asked in (response.request.post_data or "")):
        yield
    page.wait_for_timeout(300)  # the answer begins before the subscription does


def test_it_rings_while_somebody_looks_and_falls_silent_when_read(
    screen: OpenScreen, citizens: httpx.Client, database: Database, office: Office, worker: Worker
) -> None:
    one = screen()
    with hearing(one.page):
        one.sit_down(database, office.admin)
    expect(bell(one)).to_have_accessible_name("Pemberitahuan")
    first = filed(citizens, database, office)
    worker.tell(office)
    expect(bell(one)).to_have_accessible_name("Pemberitahuan: 1 belum dibaca")
    expect(bell(one).get_by_role("status")).to_have_text("Pemberitahuan baru: Laporan masuk ke meja Anda")

    bell(one).click()
    rows = one.page.locator(".notices-row")
    expect(rows).to_have_count(1)
    second = filed(citizens, database, office, title="Jembatan gantung putus talinya")
    worker.tell(office)
    expect(one.page.get_by_text("Ada pemberitahuan baru.")).to_be_visible()
    expect(rows).to_have_count(1)  # nothing jumps under a finger
    one.page.get_by_role("button", name="Perbarui daftar").click()
    expect(rows).to_have_count(2)

    rows.filter(has_text=first.code).get_by_role("link").click()
    expect(one.page.locator("#case-title")).to_have_text(TITLE)
    expect(bell(one)).to_have_accessible_name("Pemberitahuan: 1 belum dibaca")
    bell(one).click()
    expect(one.page.locator(".notices-new")).to_have_count(1)
    rows.filter(has_text=second.code).get_by_role("button", name="Tandai sudah dibaca").click()
    expect(bell(one)).to_have_accessible_name("Pemberitahuan")
    one.page.get_by_role("button", name="Belum dibaca").click()
    expect(one.page.get_by_text("Semua sudah dibaca.")).to_be_visible()


def test_everything_is_read_at_once(
    screen: OpenScreen, citizens: httpx.Client, database: Database, office: Office, worker: Worker
) -> None:
    for number in range(3):
        filed(citizens, database, office, title=f"Laporan nomor {number}")
    worker.tell(office)
    one = screen().sit_down(database, office.admin, "/meja/pemberitahuan")
    expect(one.page.locator(".notices-new")).to_have_count(3)
    one.page.get_by_role("button", name="Tandai semua dibaca").click()
    one.said("Semua pemberitahuan ditandai sudah dibaca.")
    expect(one.page.locator(".notices-new")).to_have_count(0)
    expect(bell(one)).to_have_accessible_name("Pemberitahuan")
    one.page.reload()
    expect(one.page.locator(".notices-row")).to_have_count(3)
    expect(one.page.locator(".notices-new")).to_have_count(0)


def test_what_is_chosen_is_kept(screen: OpenScreen, database: Database, office: Office) -> None:
    one = screen().sit_down(database, office.admin, SETTINGS)
    page = one.page
    arrived = page.get_by_label("Laporan masuk ke meja Anda")
    expect(arrived).to_be_checked()
    arrived.uncheck()
    page.get_by_label("Laporan keluar dari meja Anda").check()
    page.get_by_label("Ringkasan meja setiap pagi").uncheck()
    page.get_by_label("Kapan saja", exact=False).last.check()
    page.get_by_role("button", name="Simpan pengaturan").click()
    one.said("Pengaturan tersimpan.")
    with psycopg.connect(database.owner_url) as owner:
        kept = owner.execute(CHOSEN, (email_of(office, "root", "INSTANSI"),)).fetchone()
    assert kept == ({"ARRIVED": [], "LEFT": ["EMAIL"]}, False, "NEVER")
    page.reload()
    expect(arrived).not_to_be_checked()


def test_who_has_no_desk_is_offered_no_summary(screen: OpenScreen, database: Database, office: Office) -> None:
    one = screen().sit_down(database, office.by("dinkes", Role.STAF), SETTINGS)
    expect(one.page.get_by_label("Tembusan laporan untuk unit Anda")).to_be_visible()
    expect(one.page.get_by_label("Ringkasan meja setiap pagi")).to_have_count(0)


def test_a_citizen_with_an_account_is_told_too(
    screen: OpenScreen, citizens: httpx.Client, database: Database, office: Office, worker: Worker
) -> None:
    email = f"warga.{office.tenant}@uji.test"
    registered = citizens.post("/register", json={"name": "Budi Warga", "email": email, "password": PASSWORD})
    assert registered.is_success, registered.text
    one = screen(size="phone").go("/masuk?ke=/lapor")
    one.page.fill("input[name=email]", email)
    one.page.fill("input[name=password]", PASSWORD)
    with hearing(one.page):
        one.page.click("button[type=submit]")
    one.page.wait_for_url("**/lapor")
    report = worker.disposed(office, account_of(database, email))
    worker.tell(office)
    expect(bell(one)).to_have_accessible_name("Pemberitahuan: 1 belum dibaca")
    bell(one).click()
    one.page.get_by_role("link", name="Laporan Anda diteruskan").click()
    one.page.wait_for_url(f"**/laporan-saya/{report.code}")
    expect(bell(one)).to_have_accessible_name("Pemberitahuan")
    one.go("/pemberitahuan/pengaturan")
    expect(one.page.get_by_label("Laporan Anda sudah dijawab")).to_be_checked()
    expect(one.page.get_by_text(f"Dikirim ke {email}.")).to_be_visible()
    expect(one.page.get_by_label("Laporan masuk ke meja Anda")).to_have_count(0)


def test_everybody_can_use_it(
    axe: None,
    screen: OpenScreen,
    citizens: httpx.Client,
    database: Database,
    office: Office,
    worker: Worker,
) -> None:
    filed(citizens, database, office)
    worker.tell(office)
    one = screen(**SMALL).sit_down(database, office.admin, "/meja/pemberitahuan")
    one.page.locator(".notices-new").wait_for()
    expect(bell(one)).to_have_accessible_name("Pemberitahuan: 1 belum dibaca")
    fine(one, "notifications")
    one.go(SETTINGS).page.locator(".settings-kinds").wait_for()
    fine(one, "their settings")
