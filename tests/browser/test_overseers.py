"""What leaves with a case for the Ombudsman, what comes back, and whether it says who reported."""

import io

import httpx
import pytest
from playwright.sync_api import expect

from gateway.packets.verifying import verify
from policies.principal import Principal
from rules.roles import Role, UnitKind
from tenants.database import Database
from tests.browser.conftest import OpenScreen
from tests.browser.reports import BODY, TITLE, filed
from tests.browser.screen import Screen
from tests.browser.test_everybody import SMALL, fine
from tests.browser.worker import Worker
from tests.casework import Case
from tests.graph.packets.issuing import PACKETS
from tests.offices import Office, open_office
from tests.tenancy import NewTenant

TREE = (
    ("root", None, UnitKind.ROOT, (Role.INSTANSI, Role.OMBUDSMAN)),
    ("dinkes", "root", UnitKind.DINAS, (Role.PENGHUBUNG,)),
)
DECISION = "Penyelenggara tidak menanggapi laporan dalam batas waktu; wajib menjawab paling lambat 14 hari."


@pytest.fixture
def overseen(database: Database, new_tenant: NewTenant) -> Office:
    """A pemda over which the Ombudsman watches."""
    return open_office(database, new_tenant(), TREE)


@pytest.fixture
def ombudsman(overseen: Office) -> Principal:
    return overseen.by("root", Role.OMBUDSMAN)


def own(one: Screen, case: Case) -> None:
    """Opened with the receipt."""
    one.go("/lacak")
    one.page.fill("input[name=code]", case.code)
    one.page.fill("input[name=secret]", case.secret or "")
    one.page.get_by_role("button", name="Buka laporan").click()
    expect(one.page.locator(".own-head")).to_be_visible()


def test_a_packet_is_taken_and_a_decision_comes_back(
    screen: OpenScreen, database: Database, overseen: Office, ombudsman: Principal, worker: Worker
) -> None:
    case = worker.handed_over(overseen)
    one = screen().sit_down(database, ombudsman, f"/meja/laporan/{case.code}")
    page = one.page
    packets = page.get_by_role("region", name="Berkas yang diteruskan")
    expect(packets.get_by_text("Berkas untuk Ombudsman RI")).to_be_visible()
    with page.expect_download() as download:
        packets.get_by_role("button", name="Unduh berkas").click()
    verdict = verify(io.BytesIO(download.value.path().read_bytes()), PACKETS.public)
    assert not verdict.manifest.identity
    packets.get_by_text("Periksa keasliannya").click()
    expect(packets.get_by_text(verdict.manifest_sha256)).to_be_visible()
    expect(packets.get_by_text(f"tuntas packet verify {download.value.suggested_filename}")).to_be_visible()

    panel = one.act("Catat putusan")
    panel.get_by_role("button", name="Catat putusan").click()
    expect(panel.get_by_text("Wajib diisi.")).to_have_count(4)
    panel.get_by_label("Ditemukan maladministrasi", exact=True).check()
    panel.locator("input[name=number]").fill("0123/LHP/2026")
    panel.locator("input[name=decidedOn]").fill("2026-01-15")
    panel.locator("textarea[name=text]").fill(DECISION)
    panel.get_by_role("button", name="Catat putusan").click()
    one.said("Putusan tercatat dalam riwayat.")
    decisions = page.get_by_role("region", name="Putusan Ombudsman RI")
    expect(decisions).to_contain_text("Nomor 0123/LHP/2026, 15 Jan 2026")
    page.get_by_role("tab", name="Riwayat").click()
    told = page.locator(".happened li", has_text="Putusan Ombudsman RI")
    expect(told).to_contain_text("Ditemukan maladministrasi")
    expect(told).to_contain_text(DECISION)

    citizen = screen(size="phone")
    own(citizen, case)
    expect(citizen.page.get_by_role("region", name="Putusan Ombudsman RI")).to_contain_text(DECISION)


def test_a_desk_below_has_no_packet(screen: OpenScreen, database: Database, overseen: Office, worker: Worker) -> None:
    case = worker.handed_over(overseen)
    admin = screen().sit_down(database, overseen.admin, f"/meja/laporan/{case.code}")
    expect(admin.page.get_by_role("button", name="Unduh berkas")).to_be_visible()
    unit = screen().sit_down(database, overseen.by("dinkes"), f"/meja/laporan/{case.code}")
    expect(unit.page.locator("#case-title")).to_be_visible()
    expect(unit.page.get_by_role("button", name="Unduh berkas")).to_have_count(0)
    expect(unit.page.get_by_role("button", name="Catat putusan")).to_have_count(0)


def test_consent_is_given_with_the_report_and_taken_back(screen: OpenScreen, office: Office) -> None:
    one = screen(size="phone").go(f"/lapor?pemda={office.pemda.code}")
    page = one.page
    page.get_by_label("Pengaduan").check()
    page.fill("input[name=title]", TITLE)
    page.fill("textarea[name=body]", BODY)
    consent = page.get_by_label("Ombudsman dan Inspektorat boleh tahu nama saya")
    expect(consent).to_have_count(0)  # nobody is named yet
    page.fill("input[name=name]", "Budi Pelapor")
    expect(consent).not_to_be_checked()
    consent.check()
    page.get_by_label("Anonim").check()
    expect(consent).to_have_count(0)
    page.get_by_label("Anonim").uncheck()
    expect(consent).to_be_checked()
    page.get_by_role("button", name="Kirim laporan").click()
    page.get_by_role("button", name="Lacak sekarang").click()

    identity = page.get_by_role("region", name="Identitas Anda")
    expect(identity).to_contain_text("Ombudsman dan Inspektorat boleh tahu nama Anda.")
    identity.get_by_role("button", name="Cabut izin").click()
    one.said("Izin dicabut.")
    expect(identity).to_contain_text("tidak diberi tahu nama Anda")
    expect(identity).to_contain_text("Mencabut izin")
    identity.get_by_role("button", name="Izinkan mereka tahu nama saya").click()
    one.said("Izin dicatat.")
    page.reload()
    expect(identity).to_contain_text("Ombudsman dan Inspektorat boleh tahu nama Anda.")


def test_who_is_nobody_or_anonymous_is_not_asked(
    screen: OpenScreen, citizens: httpx.Client, database: Database, office: Office
) -> None:
    hidden = filed(citizens, database, office, anonymous=True, reporter={"name": "Budi Pelapor"})
    nobody = filed(citizens, database, office)
    one = screen()
    own(one, Case(None, office, office.admin, hidden.id, hidden.code, hidden.secret))  # type: ignore[arg-type]
    expect(one.page.get_by_text("Laporan ini anonim: nama Anda tidak diberitahukan")).to_be_visible()
    expect(one.page.get_by_role("button", name="Izinkan mereka tahu nama saya")).to_have_count(0)
    other = screen()
    own(other, Case(None, office, office.admin, nobody.id, nobody.code, nobody.secret))  # type: ignore[arg-type]
    expect(other.page.get_by_role("region", name="Identitas Anda")).to_have_count(0)


def test_everybody_can_use_it(
    axe: None,
    screen: OpenScreen,
    database: Database,
    overseen: Office,
    ombudsman: Principal,
    worker: Worker,
) -> None:
    case = worker.handed_over(overseen)
    one = screen(**SMALL).sit_down(database, ombudsman, f"/meja/laporan/{case.code}")
    one.page.get_by_text("Periksa keasliannya").click()
    one.act("Catat putusan").get_by_role("button", name="Catat putusan").click()
    fine(one, "a packet and the form of a decision")
    citizen = screen(**SMALL)
    own(citizen, case)
    expect(citizen.page.get_by_role("button", name="Izinkan mereka tahu nama saya")).to_be_visible()
    fine(citizen, "consent")
