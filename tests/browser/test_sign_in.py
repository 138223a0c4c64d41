"""Coming in, acting in another position, going out, and being asked to come in again."""

import psycopg
from playwright.sync_api import expect

from graph.fresh import fresh_id
from graph.nodes import node_id
from rules.roles import Role
from tenants.database import Database
from tenants.stores import access_changes
from tests.browser.conftest import OpenScreen
from tests.browser.screen import PASSWORD, email_of
from tests.offices import NOW, SINCE, Office

END_SESSIONS = "DELETE FROM tuntas.session"
SAY = "SELECT pg_notify(%s, %s)"
APPOINT = """
INSERT INTO tuntas.appointment (tenant_id, id, position_id, account_id, person_name, kind, sk_number, sk_date,
  sk_attachment_id, valid_from, valid_to, ended_reason)
VALUES (%s, %s, %s, %s, 'Petugas root', 'PLT', 'SK 2/2025', %s, NULL, %s, NULL, '')
"""
SEAT = "INSERT INTO tuntas.account_position (account_id, tenant_id, position_id) VALUES (%s, %s, %s)"


def test_wrong_password_is_said_and_nothing_is_lost(screen: OpenScreen, office: Office) -> None:
    page = screen().go("/masuk").page
    page.fill("input[name=email]", email_of(office, "root", "INSTANSI"))
    page.fill("input[name=password]", "bukan-sandinya-ini")
    page.click("button[type=submit]")
    expect(page.get_by_role("alert")).to_contain_text("Alamat surel atau kata sandi salah")
    expect(page.locator("input[name=email]")).to_have_value(email_of(office, "root", "INSTANSI"))


def test_an_officer_comes_in_and_goes_out(screen: OpenScreen, office: Office) -> None:
    page = screen().sign_in(email_of(office, "root", "INSTANSI")).page
    expect(page.locator(".seat-place")).to_have_text(office.pemda.name)
    expect(page.locator(".live-on")).to_be_visible()
    page.get_by_role("button", name="Akun").click()
    page.get_by_role("menuitem", name="Keluar").click()
    page.wait_for_url("**/masuk*")
    page.goto("/meja")
    page.wait_for_url("**/masuk?ke=*")


def test_two_positions_are_two_desks(screen: OpenScreen, office: Office, database: Database) -> None:
    admin, dinkes = office.admin, office.by("dinkes")
    values = (office.tenant, fresh_id(NOW), dinkes.position, admin.account, SINCE.date(), SINCE)
    with psycopg.connect(database.owner_url) as connection:
        connection.execute(APPOINT, values)
        connection.execute(SEAT, (admin.account, office.tenant, dinkes.position))
    positions = {seat.position_title: seat.position for seat in (admin, dinkes)}
    one = screen().sign_in(email_of(office, "root", "INSTANSI"))
    (other,) = positions.keys() - {one.page.locator(".top .seat-title").inner_text()}
    sent: list[str | None] = []
    one.page.on("request", lambda request: sent.append(request.headers.get("x-position")))
    one.page.get_by_role("button", name="Ganti jabatan").click()
    one.page.get_by_role("menuitem", name=other).click()
    expect(one.page.locator(".top .seat-title")).to_have_text(other)
    expect(one.page.locator(".live-on")).to_be_visible()
    chosen = positions[other]
    assert chosen is not None
    assert set(sent) == {node_id("Position", office.tenant, chosen)}
    one.page.reload()
    expect(one.page.locator(".top .seat-title")).to_have_text(other)


def test_a_session_that_ended_leads_back_to_where_one_was(
    screen: OpenScreen, office: Office, database: Database
) -> None:
    one = screen().sign_in(email_of(office, "root", "INSTANSI"))
    one.page.goto("/meja?lihat=all")
    expect(one.page.locator(".empty").first).to_be_visible()
    with psycopg.connect(database.owner_url) as connection:
        connection.execute(END_SESSIONS)
        connection.execute(SAY, (access_changes.CHANNEL, access_changes.EVERYBODY))
    one.page.wait_for_timeout(500)  # until the service has heard it
    one.page.get_by_role("button", name="Muat ulang").click()
    one.page.wait_for_url("**/masuk?ke=*")
    expect(one.page.get_by_role("status").filter(has_text="Sesi Anda berakhir")).to_be_visible()
    one.page.fill("input[name=email]", email_of(office, "root", "INSTANSI"))
    one.page.fill("input[name=password]", PASSWORD)
    one.page.click("button[type=submit]")
    one.page.wait_for_url("**/meja?lihat=all")


def test_nobody_is_led_elsewhere_by_a_link(screen: OpenScreen, office: Office) -> None:
    page = screen().go("/masuk?ke=//jahat.example/").page
    page.fill("input[name=email]", email_of(office, "dinkes", Role.PENGHUBUNG))
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/meja")
