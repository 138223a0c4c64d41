"""A pemda's admin lets a program hear of moves, sees what was sent, and sends again what failed."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Locator, expect

from rules.roles import Role
from rules.webhook_signatures import is_ours, key_of
from rules.webhooks import TOLD
from tenants.database import Database
from tests.browser.conftest import OpenScreen
from tests.browser.reports import filed
from tests.browser.screen import Screen
from tests.browser.test_everybody import SMALL, fine
from tests.browser.worker import Worker
from tests.journeys.service import installation_of, serving
from tests.offices import Office

PAGE = "/meja/webhook"


@pytest.fixture(scope="module")
def address(built: None, database: Database, data: Path) -> Iterator[str]:
    """Strict with browsers, and with receivers on this machine."""
    installation = installation_of(database, data, plain_webhooks=True)
    strict = installation.settings.model_copy(update={"trusted_only": True})
    with serving(type(installation)(strict, installation.key, installation.database, None)) as url:
        yield url


@dataclass
class Receiving:
    """A program of the pemda, on a port of its own."""

    status: int = 503
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def receiving() -> Iterator[Receiving]:
    program = Receiving()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            program.heard.append(({key.lower(): value for key, value in self.headers.items()}, body))
            answer = b"sedang diperbaiki" if program.status >= 400 else b""
            self.send_response(program.status)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    program.url = f"http://127.0.0.1:{server.server_port}/tuntas"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield program
    server.shutdown()
    server.server_close()


def add(one: Screen, url: str) -> str:
    """A receiver of everything; its secret."""
    page = one.page
    page.get_by_role("button", name="Tambah penerima").first.click()
    dialog = page.get_by_role("dialog")
    dialog.locator("input[name=url]").fill(url)
    dialog.get_by_role("button", name="Tambah penerima").click()
    secret = dialog.locator("code").inner_text()
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()  # not by a slip
    dialog.get_by_role("button", name="Sudah saya simpan").click()
    expect(dialog).to_have_count(0)
    return secret


def card(one: Screen, url: str) -> Locator:
    return one.page.locator(".webhook", has_text=url)


def log_of(one: Screen, url: str) -> Locator:
    card(one, url).get_by_role("button", name="Riwayat pengiriman").click()
    return card(one, url).get_by_role("region", name="Riwayat pengiriman")


def test_what_failed_is_sent_again(
    screen: OpenScreen,
    citizens: httpx.Client,
    database: Database,
    office: Office,
    worker: Worker,
    receiving: Receiving,
) -> None:
    one = screen().sit_down(database, office.admin, PAGE)
    expect(one.page.get_by_text("Belum ada penerima.")).to_be_visible()
    secret = add(one, receiving.url)
    assert secret.startswith("whsec_")
    assert secret not in one.page.content()
    report = filed(citizens, database, office)
    worker.post()
    worker.post(days=4)  # after three days it is given up
    one.page.reload()
    expect(card(one, receiving.url)).to_contain_text("Gagal 2 kali berturut-turut")
    log = log_of(one, receiving.url)
    expect(log.locator(".sending")).to_contain_text(report.code)
    expect(log.locator(".sending .chip")).to_have_text("Gagal")
    log.get_by_text("2 percobaan").click()
    expect(log.get_by_text("HTTP 503").first).to_be_visible()
    expect(log.get_by_text("sedang diperbaiki").first).to_be_visible()
    log.get_by_role("button", name="Terkirim").click()
    expect(log.get_by_text("Tidak ada yang begitu.")).to_be_visible()
    log.get_by_role("button", name="Gagal").click()
    log.get_by_role("button", name="Kirim ulang").click()
    one.said("Masuk antrean lagi.")
    expect(log.locator(".sending .chip")).to_have_text("Menunggu")

    receiving.status = 200
    receiving.heard.clear()
    worker.post(days=8)
    ((headers, body),) = receiving.heard
    assert json.loads(body)["data"]["trackingCode"] == report.code
    assert is_ours(key_of(secret), headers, body, datetime.now(UTC) + timedelta(days=8))
    log.get_by_role("button", name="Semua").click()
    expect(log.locator(".sending .chip")).to_have_text("Terkirim")


def test_it_is_paused_gets_another_secret_and_is_removed(
    screen: OpenScreen, database: Database, office: Office, receiving: Receiving
) -> None:
    one = screen().sit_down(database, office.admin, PAGE)
    secret = add(one, receiving.url)
    found, dialog = card(one, receiving.url), one.page.get_by_role("dialog")
    found.get_by_role("button", name="Jeda").click()
    one.said("Penerima dijeda.")
    expect(found.locator(".chip").first).to_have_text("Dijeda")
    found.get_by_role("button", name="Lanjutkan").click()
    expect(found.locator(".chip").first).to_have_text("Aktif")
    found.get_by_role("button", name="Ganti rahasia").click()
    dialog.get_by_role("button", name="Ganti rahasia").click()
    assert dialog.locator("code").inner_text() not in ("", secret)
    dialog.get_by_role("button", name="Sudah saya simpan").click()
    expect(found).to_contain_text("Rahasia lama masih berlaku sampai")
    found.get_by_role("button", name="Hapus").click()
    dialog.get_by_role("button", name="Hapus").click()
    one.said("Penerima dihapus.")
    expect(found).to_have_count(0)


def test_only_some_moves_are_chosen(screen: OpenScreen, database: Database, office: Office) -> None:
    one = screen(size="phone").sit_down(database, office.admin)
    one.page.get_by_role("button", name="Lainnya").click()
    one.page.get_by_role("menuitem", name="Webhook").click()
    one.page.wait_for_url(f"**{PAGE}")
    one.page.get_by_role("button", name="Tambah penerima").first.click()
    dialog = one.page.get_by_role("dialog")
    dialog.locator("input[name=url]").fill("ftp://penerima.uji.example")
    dialog.get_by_label("Hanya yang dipilih").check()
    expect(dialog.get_by_role("checkbox")).to_have_count(len(TOLD))
    dialog.get_by_role("button", name="Tambah penerima").click()
    expect(dialog.get_by_text("Pilih paling sedikit satu kabar.")).to_be_visible()
    dialog.get_by_label("Ditindaklanjuti").check()
    dialog.get_by_role("button", name="Tambah penerima").click()
    expect(dialog.get_by_text("Ini bukan URL penerima")).to_be_visible()
    dialog.locator("input[name=url]").fill("https://penerima.uji.example/tuntas")
    dialog.get_by_role("button", name="Tambah penerima").click()
    dialog.get_by_role("button", name="Sudah saya simpan").click()
    expect(card(one, "penerima.uji.example")).to_contain_text("Diberi tahu tentang: Ditindaklanjuti")


def test_others_have_no_such_page(screen: OpenScreen, database: Database, office: Office) -> None:
    page = screen().sit_down(database, office.by("dinkes", Role.PENGHUBUNG)).page
    expect(page.get_by_role("link", name="Meja", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Webhook")).to_have_count(0)
    page.goto(PAGE)
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("button", name="Tambah penerima")).to_have_count(0)


def test_everybody_can_use_it(
    axe: None,
    screen: OpenScreen,
    citizens: httpx.Client,
    database: Database,
    office: Office,
    worker: Worker,
    receiving: Receiving,
) -> None:
    one = screen(**SMALL).sit_down(database, office.admin, PAGE)
    add(one, receiving.url)
    filed(citizens, database, office)
    worker.post()
    one.page.reload()
    log_of(one, receiving.url).get_by_text("1 percobaan").click()
    fine(one, "a receiver and its log")
    one.page.get_by_role("button", name="Tambah penerima").click()
    one.page.get_by_role("dialog").get_by_label("Hanya yang dipilih").check()
    fine(one, "the form of a receiver")
