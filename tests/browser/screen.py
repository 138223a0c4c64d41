"""One window of a browser, and what is wrong in it: errors, broken policies, things that not everybody can use."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import psycopg
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

from gateway.origin import CSRF_COOKIE, SESSION_COOKIE
from policies.credentials import hash_of, new_session
from policies.principal import Principal
from tenants.database import Database
from tests.offices import Office

PASSWORD: Final = "sandi-uji-konsol-2026"
AXE: Final = Path(__file__).parents[2] / "console" / "node_modules" / "axe-core" / "axe.min.js"
ADD_SESSION: Final = """
INSERT INTO tuntas.session (token_hash, account_id, csrf, created_at, expires_at) VALUES (%s, %s, %s, %s, %s)
"""
_GRAVE: Final = ("serious", "critical")
_EXPECTED: Final = ("status of 400", "status of 401", "status of 403", "ERR_FAILED", "ERR_CONNECTION_RESET")
"""What the browser says itself of answers that a test provokes; anything else on its console is a fault of ours."""
_WIDEST: Final = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
EYES: Final = {"desktop": (1366, 768), "phone": (360, 740)}


@dataclass
class Screen:
    """A page in a context of its own: other cookies, other storage. `faults` is what its console complained about."""

    page: Page
    url: str
    look: tuple[str, Any]
    faults: list[str] = field(default_factory=list)

    @classmethod
    def open(cls, browser: Browser, url: str, *, size: str = "desktop", scheme: Any = "light") -> "Screen":
        """A new window in Bintan, before anybody signed in."""
        width, height = EYES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            color_scheme=scheme,
            base_url=url,
        )
        context.set_default_timeout(10_000)
        screen = cls(context.new_page(), url, (size, scheme))
        screen.page.on("console", screen._hear)
        screen.page.on("pageerror", lambda error: screen.faults.append(str(error)))
        return screen

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(known in message.text for known in _EXPECTED):
            self.faults.append(f"{message.type}: {message.text}")

    def turn(self, size: str, scheme: Any) -> None:
        """The same page on another device, by day or by night."""
        if self.look == (size, scheme):
            return
        width, height = EYES[size]
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(color_scheme=scheme)
        self.page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        self.look = size, scheme

    def go(self, path: str) -> "Screen":
        self.page.goto(path)
        return self

    def sit_down(self, database: Database, who: Principal, path: str = "/meja") -> "Screen":
        """At a desk, signed in already."""
        secret, csrf, now = new_session(), new_session(), datetime.now(UTC)
        values = (hash_of(secret), who.account, csrf, now, now + timedelta(hours=1))
        with psycopg.connect(database.owner_url) as connection:
            connection.execute(ADD_SESSION, values)
        self.context.add_cookies(
            [
                {"name": SESSION_COOKIE, "value": secret, "url": self.url, "httpOnly": True, "sameSite": "Strict"},
                {"name": CSRF_COOKIE, "value": csrf, "url": self.url, "sameSite": "Strict"},
            ]
        )
        return self.go(path)

    def sign_in(self, email: str, password: str = PASSWORD) -> "Screen":
        """The way a person comes in."""
        self.go("/masuk")
        self.page.fill("input[name=email]", email)
        self.page.fill("input[name=password]", password)
        self.page.click("button[type=submit]")
        self.page.wait_for_url("**/meja*")
        expect(self.page.locator("h1", has_text="Meja kerja")).to_be_visible()
        return self

    def jump(self, code: str) -> "Screen":
        """To a case, by its tracking code."""
        self.page.fill(".jump input", code)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".case .code-large")).to_have_text(code)
        return self

    def act(self, title: str) -> Locator:
        """The form of an action, opened."""
        bar = self.page.get_by_role("toolbar")
        expect(bar.get_by_role("button").first).to_be_visible()
        button = bar.get_by_role("button", name=title, exact=True)
        if button.count() == 0:
            bar.get_by_role("button", name="Lainnya").click()
            self.page.get_by_role("menuitem", name=title, exact=True).click()
        else:
            button.click()
        panel = self.page.get_by_role("region", name=title, exact=True)
        expect(panel).to_be_visible()
        return panel

    def said(self, text: str) -> None:
        """The page told the person so."""
        expect(self.page.locator(".toast", has_text=text).first).to_be_visible()

    def fits(self) -> bool:
        """Is there nothing to be scrolled sideways?"""
        return bool(self.page.evaluate(_WIDEST))

    def barriers(self) -> list[str]:
        """What axe finds to be a serious or critical barrier, in one line each."""
        # Evaluated by the browser's debugger, which a page's content security policy does not bind.
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        self.page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")
        found = self.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        return [
            f"{violation['id']}: {json.dumps([node['target'] for node in violation['nodes']][:3])}"
            for violation in found["violations"]
            if violation["impact"] in _GRAVE
        ]


def email_of(office: Office, unit: str, role: str) -> str:
    """The address of an officer of a test's office."""
    return f"{unit}.{role.lower()}.{office.tenant}@uji.test"
