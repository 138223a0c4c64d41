"""A case is worked by two desks and its reporter, each in a window of their own."""

import io

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect

from rules.roles import Role
from tenants.database import Database
from tests.browser.conftest import OpenScreen
from tests.browser.reports import filed
from tests.offices import Office

ANSWER = "Lampu di simpang pasar sudah diganti petugas pada Senin pagi."


def picture() -> bytes:
    """A small photograph."""
    kept = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(kept, "PNG")
    return kept.getvalue()


def check(panel: Locator, group: str, choice: str) -> None:
    panel.get_by_role("radiogroup", name=group).get_by_label(choice, exact=True).check()


def write_answer(panel: Locator, *, outcome: str = "SOLVED") -> None:
    panel.locator("select[name=outcome]").select_option(outcome)
    panel.locator("textarea[name=body]").fill(ANSWER)
    panel.locator("textarea[name=evidence]").fill("Foto sesudah penggantian.")


def send(panel: Locator, words: str) -> None:
    panel.get_by_role("button", name=words, exact=True).click()


def test_from_the_first_check_to_the_reporters_thanks(
    screen: OpenScreen, citizens: httpx.Client, database: Database, office: Office
) -> None:
    report = filed(citizens, database, office)
    desk = screen().sit_down(database, office.by("root", Role.INSTANSI), report.path)

    panel = desk.act("Verifikasi")
    send(panel, "Simpan verifikasi")
    expect(panel.get_by_text("Wajib diisi.")).to_have_count(5)
    for group in ("Identitas pelapor", "Substansi laporan"):
        check(panel, group, "Terpenuhi")
    check(panel, "Data dukung", "Tidak diperlukan")
    check(panel, "Sengketa atau pelanggaran", "Bukan keduanya")
    check(panel, "Layak diteruskan", "Ya")
    panel.locator("input[name=subject]").fill("Dinas Perkim")
    panel.locator("input[name=object]").fill("Lampu jalan")
    send(panel, "Simpan verifikasi")
    desk.said("Verifikasi dicatat.")

    panel = desk.page.get_by_role("region", name="Disposisi", exact=True)  # the next step opens by itself
    panel.get_by_role("combobox", name="Unit tujuan").fill("perkim")
    panel.get_by_role("option", name="perkim").click()
    send(panel, "Disposisikan")
    desk.said("Laporan didisposisikan.")

    perkim = screen().sit_down(database, office.by("perkim", Role.PENGHUBUNG))
    perkim.page.locator("a[data-line]").click()
    panel = perkim.act("Jawab")
    write_answer(panel)
    panel.locator("input[type=file]").set_input_files(
        {"name": "sesudah.png", "mimeType": "image/png", "buffer": picture()},
    )
    expect(panel.locator(".file-name")).to_have_text("sesudah.png")
    send(panel, "Kirim jawaban")
    perkim.said("Jawaban dikirim ke pelapor.")
    expect(desk.page.locator(".case .status-answered")).to_be_visible()  # the other desk hears of it by itself

    citizen = screen().go("/lacak")
    citizen.page.fill("input[name=code]", report.code.lower())
    citizen.page.fill("input[name=secret]", report.secret.lower())
    citizen.page.get_by_role("button", name="Buka laporan").click()
    expect(citizen.page.get_by_text(ANSWER)).to_be_visible()
    with citizen.page.expect_download() as download:
        citizen.page.get_by_role("button", name="sesudah.png").click()
    assert download.value.suggested_filename == "sesudah.png"
    citizen.page.get_by_role("button", name="Terima jawaban").click()
    citizen.page.get_by_role("button", name="Terima dan selesai").click()
    citizen.said("Terima kasih. Laporan selesai.")
    assert report.events() == ["SUBMIT", "VERIFY", "DISPOSE", "ANSWER", "ACCEPT"]


def test_only_what_may_be_done_is_offered(
    screen: OpenScreen, citizens: httpx.Client, database: Database, office: Office
) -> None:
    report = filed(citizens, database, office).disposed("dinkes")
    leader = screen().sit_down(database, office.by("root", Role.PIMPINAN), report.path)
    expect(leader.page.get_by_text("Tidak ada tindakan yang menunggu Anda")).to_be_visible()
    staff = screen().sit_down(database, office.by("dinkes", Role.STAF), report.path)
    expect(staff.page.get_by_role("toolbar").get_by_role("button")).to_have_text(
        ["Siapkan konsep jawaban", "Catatan internal"]
    )
    stranger = screen().sit_down(database, office.by("perkim", Role.PENGHUBUNG))
    stranger.page.fill(".jump input", report.code)
    stranger.page.keyboard.press("Enter")
    expect(stranger.page.get_by_role("alert")).to_contain_text("tidak ditemukan")


def test_a_draft_of_the_staff_becomes_the_answer(
    screen: OpenScreen, citizens: httpx.Client, database: Database, office: Office
) -> None:
    report = filed(citizens, database, office).disposed("dinkes")
    staff = screen().sit_down(database, office.by("dinkes", Role.STAF), report.path)
    panel = staff.act("Siapkan konsep jawaban")
    panel.locator("textarea[name=body]").fill(ANSWER)
    send(panel, "Simpan konsep")
    staff.said("Konsep disimpan")
    head = screen().sit_down(database, office.by("dinkes", Role.PENGHUBUNG), report.path)
    head.page.get_by_role("button", name="Pakai konsep ini").click()
    expect(head.page.locator("textarea[name=body]")).to_have_value(ANSWER)


def test_what_changed_meanwhile_is_shown_and_nothing_written_is_lost(
    screen: OpenScreen, citizens: httpx.Client, database: Database, office: Office
) -> None:
    report = filed(citizens, database, office).disposed("dinkes")
    one = screen()
    one.context.route("**/graphql", only_answers)  # no news arrive, so the conflict has to be noticed
    one.sit_down(database, office.by("dinkes"), report.path)
    panel = one.act("Jawab")
    write_answer(panel)
    report.move(office.by("dinkes"), "addNote", "NoteInput", body="Petugas sudah berangkat.")
    send(panel, "Kirim jawaban")
    expect(one.page.get_by_text("sudah berubah sejak Anda membukanya")).to_be_visible()
    expect(panel.locator("textarea[name=body]")).to_have_value(ANSWER)
    expect(one.page.locator(".happened-what").last).to_have_text("Catatan internal")
    send(panel, "Kirim jawaban")
    one.said("Jawaban dikirim ke pelapor.")
    assert report.events() == ["SUBMIT", "VERIFY", "DISPOSE", "NOTE", "ANSWER"]


def only_answers(route: Route) -> None:
    if route.request.headers.get("accept") == "text/event-stream":
        route.abort()
    else:
        route.fallback()


def test_news_during_writing_are_told_not_forced(
    screen: OpenScreen, citizens: httpx.Client, database: Database, office: Office
) -> None:
    report = filed(citizens, database, office).disposed("dinkes")
    one = screen().sit_down(database, office.by("dinkes", Role.PENGHUBUNG), report.path)
    expect(one.page.locator(".live-on")).to_be_visible()
    panel = one.act("Jawab")
    write_answer(panel)
    report.move(office.by("dinkes"), "addNote", "NoteInput", body="Petugas sudah berangkat.")
    expect(one.page.get_by_role("alert")).to_contain_text("baru saja berubah: Catatan internal")
    one.page.get_by_role("button", name="Lihat yang terbaru").click()
    expect(one.page.locator(".happened-what").last).to_have_text("Catatan internal")
    expect(panel.locator("textarea[name=body]")).to_have_value(ANSWER)


def test_an_answer_lost_on_the_way_is_sent_again_and_given_once(
    screen: OpenScreen, citizens: httpx.Client, database: Database, office: Office
) -> None:
    report = filed(citizens, database, office).disposed("dinkes")
    one = screen().sit_down(database, office.by("dinkes", Role.PENGHUBUNG), report.path)
    panel = one.act("Jawab")
    write_answer(panel)
    keys = lose_two_answers(one.page)
    send(panel, "Kirim jawaban")
    one.said("Jawaban dikirim ke pelapor.")
    assert len(keys) == 3
    assert len(set(keys)) == 1
    assert report.events().count("ANSWER") == 1


def lose_two_answers(page: Page) -> list[str]:
    """The service does what is asked, but twice the network breaks before its answer arrives."""
    keys: list[str] = []

    def lose(route: Route) -> None:
        sent = route.request.post_data_json or {}
        key = (sent.get("variables") or {}).get("input", {}).get("clientKey")
        if key is None:
            return route.fallback()
        keys.append(key)
        if len(keys) > 2:
            return route.fallback()
        route.fetch()
        return route.abort("connectionreset")

    page.route("**/graphql", lose)
    return keys


def test_a_draft_outlives_the_page(
    screen: OpenScreen, citizens: httpx.Client, database: Database, office: Office
) -> None:
    report = filed(citizens, database, office).disposed("dinkes")
    one = screen().sit_down(database, office.by("dinkes", Role.PENGHUBUNG), report.path)
    write_answer(one.act("Jawab"))
    one.page.wait_for_timeout(700)  # a draft is kept half a second after the last key
    one.page.reload()
    panel = one.act("Jawab")
    expect(panel.get_by_text("Konsep Anda dipulihkan.")).to_be_visible()
    expect(panel.locator("textarea[name=body]")).to_have_value(ANSWER)
    panel.get_by_role("button", name="Buang konsep").click()
    expect(panel.locator("textarea[name=body]")).to_have_value("")


@pytest.mark.parametrize("outcome", ["SOLVED", "PARTLY_SOLVED"])
def test_who_says_solved_proves_it(
    screen: OpenScreen, citizens: httpx.Client, database: Database, office: Office, outcome: str
) -> None:
    report = filed(citizens, database, office).disposed("dinkes")
    one = screen().sit_down(database, office.by("dinkes", Role.PENGHUBUNG), report.path)
    panel = one.act("Jawab")
    write_answer(panel, outcome=outcome)
    panel.locator("textarea[name=evidence]").fill("")
    send(panel, "Kirim jawaban")
    expect(panel.locator("textarea[name=evidence]")).to_be_focused()
    assert report.events() == ["SUBMIT", "VERIFY", "DISPOSE"]
