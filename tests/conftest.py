"""What every test may ask for: a migrated database, a pool of the service's role, pemda of its own."""

import os
from collections.abc import AsyncIterator, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from tenants.database import Database, Pool, open_pool
from tests.database_house import DatabaseHouse, sweep_abandoned_houses
from tests.rooms import Rooms
from tests.tenancy import NewTenant

if TYPE_CHECKING:
    from tests.offices import Asking, Office

_HOUSE = pytest.StashKey[DatabaseHouse]()
_FOLDER = "TUNTAS_TEST_HOUSE"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--postgres",
        default=None,
        help="run on another PostgreSQL: a version of Debian's packages (15) or a folder with its binaries",
    )


def pytest_configure(config: pytest.Config) -> None:
    """The run's own process chooses the folder, its workers find it in their environment."""
    postgres = config.getoption("--postgres")
    if hasattr(config, "workerinput"):
        elsewhere = os.environ.get("TUNTAS_TEST_DATABASE_URL")
        config.stash[_HOUSE] = DatabaseHouse(Path(os.environ[_FOLDER]), postgres, elsewhere)
        return
    sweep_abandoned_houses()
    config.stash[_HOUSE] = house = DatabaseHouse.build(postgres)
    os.environ[_FOLDER] = str(house.folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    house = config.stash.get(_HOUSE, None)
    if house is None:
        return
    house.leave()
    if not hasattr(config, "workerinput"):
        house.tear_down()


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def house(request: pytest.FixtureRequest) -> DatabaseHouse:
    """The run's server, for tests that need a database of their own."""
    return request.config.stash[_HOUSE]


@pytest.fixture(scope="session")
def databases(house: DatabaseHouse) -> Iterator[Rooms]:
    """This worker's databases, one after the other."""
    databases = Rooms(house, os.environ.get("PYTEST_XDIST_WORKER", "alone"))
    yield databases
    databases.leave()


@pytest.fixture(scope="module")
def database(databases: Rooms) -> Database:
    """A migrated database, with every region in the registry and the nation enrolled; this worker's alone."""
    return databases.database()


@pytest.fixture
async def pool(database: Database) -> AsyncIterator[Pool]:
    """Connections of the service's role, as the service opens them."""
    pool = open_pool(database.service_url, size=8)
    await pool.open()
    yield pool
    await pool.close()


@pytest.fixture(scope="module")
def new_tenant(databases: Rooms, database: Database) -> NewTenant:
    """Makes enrolled pemda: `new_tenant()`, `new_tenant(beside=other)`, `new_tenant(level="provinsi")`."""
    return databases.new_tenant(database)


@pytest.fixture(scope="session")
def offices() -> ModuleType:
    """`tests.offices`; it loads the schema, for which a test of the rules alone need not wait."""
    return import_module("tests.offices")


@pytest.fixture
def ask(offices: ModuleType, pool: Pool) -> "Asking":
    """Asks the real schema on the real service role."""
    asking: Asking = offices.Asking(pool)
    return asking


@pytest.fixture
def office(offices: ModuleType, database: Database, new_tenant: NewTenant) -> "Office":
    """A fresh regency with units, positions and people."""
    office: Office = offices.open_office(database, new_tenant())
    return office


@pytest.fixture
def sibling(offices: ModuleType, database: Database, new_tenant: NewTenant, office: "Office") -> "Office":
    """Another regency of the same province."""
    sibling: Office = offices.open_office(database, new_tenant(beside=office.pemda))
    return sibling
