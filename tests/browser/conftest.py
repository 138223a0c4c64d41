"""A browser before the real application: built console, real database, trusted documents only."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, sync_playwright

from gateway.console_files import DOCUMENTS
from tenants.database import Database
from tests.browser.screen import AXE, PASSWORD, Screen
from tests.browser.worker import Worker
from tests.journeys.service import installation_of, serving
from tests.offices import Office, open_office
from tests.tenancy import NewTenant

HOUSE = Path(__file__).parents[2]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
GIVE_PASSWORDS = """
UPDATE tuntas.account SET password_hash = %s
WHERE id IN (SELECT account_id FROM tuntas.account_email WHERE email LIKE %s)
"""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's chromium; whoever has none sees these tests skipped, and why.

    Playwright keeps an event loop running in this thread, so it ends with this folder: no asynchronous test may run
    beside it.
    """
    path = os.environ.get("TUNTAS_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.skip("no chromium here: apt install chromium, or name one in TUNTAS_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def built() -> None:
    """The console of these sources; built now where it is not."""
    done = subprocess.run(
        [sys.executable, str(HOUSE / "console" / "build.py")], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        if os.environ.get("CI") or DOCUMENTS.exists():
            pytest.fail(done.stderr)
        pytest.skip(f"the console cannot be built here: {done.stderr.splitlines()[0]}")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the application keeps its files."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def address(built: None, database: Database, data: Path) -> Iterator[str]:
    """Where the application answers, as strict with browsers as in production."""
    installation = installation_of(database, data)
    strict = installation.settings.model_copy(update={"trusted_only": True})
    with serving(type(installation)(strict, installation.key, installation.database, None)) as url:
        yield url


@pytest.fixture(scope="module")
def citizens(address: str) -> Iterator[httpx.Client]:
    """Plain HTTP to the same application."""
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.fixture(scope="session")
def password_hash() -> str:
    """Cheap to verify: what is tested here is not argon2."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@pytest.fixture
def office(database: Database, new_tenant: NewTenant, password_hash: str) -> Office:
    """A pemda with everybody in it, each with a password."""
    office = open_office(database, new_tenant())
    with psycopg.connect(database.owner_url) as connection:
        connection.execute(GIVE_PASSWORDS, (password_hash, f"%.{office.tenant}@uji.test"))
    return office


@pytest.fixture
def worker(database: Database, data: Path) -> Worker:
    """What works beside the application, on the same database and files."""
    return Worker(database, data)


OpenScreen = Callable[..., Screen]


@pytest.fixture
def screen(browser: Browser, address: str) -> Iterator[OpenScreen]:
    """Opens windows; at the end none of them may have complained: no error, no policy that was violated."""
    opened: list[Screen] = []

    def open_one(**how: Any) -> Screen:
        opened.append(Screen.open(browser, address, **how))
        return opened[-1]

    yield open_one
    faults = [fault for one in opened for fault in one.faults]
    for one in opened:
        one.context.close()
    assert faults == []


@pytest.fixture
def axe() -> None:
    """axe-core comes with the console's development tools."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci in console/")
