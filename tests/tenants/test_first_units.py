"""An enrolled pemda has its root; Jakarta's six administrative areas are units of it and no pemda."""

from datetime import date

import psycopg

from tenants import enrolment
from tenants.database import Database
from tenants.first_units import open_units
from tests.tenancy import TODAY, NewTenant

_UNITS = "SELECT path, code, kind FROM tuntas.unit WHERE tenant_id = %s ORDER BY path"


def units_of(database: Database, tenant: int) -> list[tuple[str, str, str]]:
    with psycopg.connect(database.owner_url) as connection:
        return connection.execute(_UNITS, (tenant,)).fetchall()


def test_the_root_is_made_once(database: Database, new_tenant: NewTenant) -> None:
    pemda = new_tenant()
    assert open_units(database.owner_url, [pemda.id], on=TODAY) == 1
    assert open_units(database.owner_url, [pemda.id], on=TODAY) == 0
    assert units_of(database, pemda.id) == [("0001", "INSTANSI", "ROOT")]


def test_the_administrative_areas_of_jakarta_are_units(database: Database) -> None:
    enrolment.enrol(database.owner_url, ["31"], on=TODAY)
    open_units(database.owner_url, [3100], on=date.today())  # noqa: DTZ011 - any day will do
    found = units_of(database, 3100)
    areas = [code for _, code, kind in found if kind == "WILAYAH_ADMINISTRASI"]
    assert areas == ["31.01", "31.71", "31.72", "31.73", "31.74", "31.75"]
    assert open_units(database.owner_url, [3100], on=TODAY) == 0
