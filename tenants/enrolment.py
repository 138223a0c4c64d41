"""How a pemda comes into the registry and gets its place in the database, and how it leaves: by the owner's hand."""

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

import psycopg

from rules.errors import Refusal, bad_input, not_found
from rules.identifiers import TenantId, tenant_id_of
from rules.time_zones import zone_of
from tenants import partitions
from tenants.partitions import Connection
from tenants.session import owner_transaction

RECORDS_BEGIN: Final = date(1900, 1, 1)
"""Regions of the bundled list are valid from here: it says what they are, not since when."""

_REGIONS: Final = Path(__file__).with_name("regions.csv")
_PER_CONNECTION: Final = 50  # measured: 29 s for all 546, 53 s with one each, 40 s in a single one
_REGENCY: Final = 5
_ADD_REGION: Final = """
INSERT INTO tuntas.region (code, valid_from, valid_to, parent_code, tenant_id, level, autonomous, name)
VALUES (%(code)s, %(valid_from)s, NULL, %(parent_code)s, %(tenant_id)s, %(level)s, %(autonomous)s, %(name)s)
ON CONFLICT DO NOTHING
"""
_CURRENT_REGION: Final = """
SELECT tenant_id, level, autonomous, name FROM tuntas.region
WHERE code = %(code)s AND valid_from <= %(on)s AND (valid_to IS NULL OR valid_to > %(on)s)
"""
_ADD_TENANT: Final = """
INSERT INTO tuntas.tenant (id, code, level, name, time_zone, enrolled_at)
VALUES (%(id)s, %(code)s, %(level)s, %(name)s, %(time_zone)s, now())
ON CONFLICT (id) DO UPDATE SET detached_at = NULL
"""
_ONE_AT_A_TIME: Final = "SELECT pg_advisory_xact_lock(hashtextextended('enrol', %(id)s))"
_STATE: Final = "SELECT detached_at IS NULL FROM tuntas.tenant WHERE id = %(id)s"
_DETACH: Final = "UPDATE tuntas.tenant SET detached_at = now() WHERE id = %(id)s"
_LISTING: Final = "SELECT code, name, level, enrolled_at, detached_at IS NULL FROM tuntas.tenant ORDER BY id"
_CLOSE_REGION: Final = """
UPDATE tuntas.region SET valid_to = %(on)s
WHERE code = %(code)s AND valid_from < %(on)s AND valid_to IS NULL
RETURNING parent_code, tenant_id, level, autonomous, name
"""


def load_regions(owner_url: str) -> int:
    """Bring the bundled kode wilayah into the registry; returns how many were new. May run any number of times."""
    with _REGIONS.open(encoding="utf-8", newline="") as file:
        rows = [_region(row) for row in csv.DictReader(file)]
    with psycopg.connect(owner_url) as connection, connection.cursor() as cursor:
        cursor.executemany(_ADD_REGION, rows)
        return cursor.rowcount


def pemda() -> list[tuple[str, str, str]]:
    """Code, name and level of every pemda of the bundled list: the nation, provinces, regencies and cities."""
    with _REGIONS.open(encoding="utf-8", newline="") as file:
        return [(row["code"], row["name"], row["level"]) for row in csv.DictReader(file) if row["autonomous"] == "true"]


def _region(row: dict[str, str]) -> dict[str, object]:
    autonomous = row["autonomous"] == "true"
    # Jakarta's administrative areas are units of the province: their cases lie with tenant 3100.
    keeper = row["code"] if autonomous else row["parent_code"]
    return {
        "code": row["code"],
        "valid_from": RECORDS_BEGIN,
        "parent_code": row["parent_code"] or None,
        "tenant_id": tenant_id_of(keeper),
        "level": row["level"],
        "autonomous": autonomous,
        "name": row["name"],
    }


def enrol(
    owner_url: str,
    codes: Sequence[str],
    *,
    on: date,
    progress: Callable[[str], None] | None = None,
) -> list[TenantId]:
    """Enrol pemda by kode wilayah, each in one transaction; who is enrolled already stays as it is.

    Returns the tenants that are new. Raises BAD_USER_INPUT for a code that is no pemda on that day.
    """
    fresh: list[TenantId] = []
    for start in range(0, len(codes), _PER_CONNECTION):
        with psycopg.connect(owner_url, autocommit=True) as connection:
            for code in codes[start : start + _PER_CONNECTION]:
                with owner_transaction(connection):
                    fresh += _enrol(connection, code, on)
                if progress is not None:
                    progress(code)
    return fresh


def _enrol(connection: Connection, code: str, on: date) -> Iterable[TenantId]:
    region = connection.execute(_CURRENT_REGION, {"code": code, "on": on}).fetchone()
    if region is None:
        raise not_found(f"No region has the code {code} on {on}.", f"Tidak ada wilayah berkode {code} pada {on}.")
    tenant, level, autonomous, name = region
    if not autonomous:
        raise _not_a_pemda(code, name)
    one_at_a_time(connection, tenant)
    if connection.execute(_STATE, {"id": tenant}).fetchone() == (True,):
        return []
    partitions.attach(connection, tenant)
    connection.execute(
        _ADD_TENANT,
        {"id": tenant, "code": code, "level": level, "name": name, "time_zone": zone_of(tenant).key},
    )
    return [TenantId(tenant)]


def one_at_a_time(connection: Connection, tenant: int) -> None:
    """Whoever enrols, detaches or imports the same pemda second waits for the first, and finds it done."""
    connection.execute(_ONE_AT_A_TIME, {"id": tenant})


def _not_a_pemda(code: str, name: str) -> Refusal:
    return bad_input(
        "code",
        f"{code} {name} is an administrative area and no pemda: it is a unit of its province.",
        f"{code} {name} adalah wilayah administratif, bukan pemerintah daerah: ia merupakan unit provinsinya.",
        rule="UU 29/2007",
    )


def detach(owner_url: str, code: str) -> None:
    """Take a pemda out of service: its partitions stay aside until it is enrolled again.

    Raises NOT_FOUND when it is not enrolled.
    """
    tenant = tenant_id_of(code)
    with psycopg.connect(owner_url) as connection:
        one_at_a_time(connection, tenant)
        if connection.execute(_STATE, {"id": tenant}).fetchone() != (True,):
            raise not_found(f"{code} is not enrolled.", f"{code} belum terdaftar.")
        partitions.detach(connection, tenant)
        connection.execute(_DETACH, {"id": tenant})


def rename(owner_url: str, code: str, name: str, *, on: date) -> None:
    """Give a region another name from a day on. Raises NOT_FOUND when the code means nothing then."""
    with psycopg.connect(owner_url) as connection:
        _succeed(connection, code, code, name, on)
        connection.execute(
            "UPDATE tuntas.tenant SET name = %(name)s WHERE code = %(code)s", {"name": name, "code": code}
        )


def recode(owner_url: str, old: str, new: str, *, on: date) -> None:
    """Give a region another code from a day on (a province was split). Its cases keep their tenant and its number."""
    with psycopg.connect(owner_url) as connection:
        _succeed(connection, old, new, None, on)


def _succeed(connection: Connection, old: str, new: str, name: str | None, on: date) -> None:
    closed = connection.execute(_CLOSE_REGION, {"code": old, "on": on}).fetchone()
    if closed is None:
        raise not_found(f"No region has the code {old} on {on}.", f"Tidak ada wilayah berkode {old} pada {on}.")
    parent, tenant, level, autonomous, former = closed
    connection.execute(
        _ADD_REGION,
        {
            "code": new,
            "valid_from": on,
            "parent_code": new[:2] if len(new) == _REGENCY else parent,
            "tenant_id": tenant,
            "level": level,
            "autonomous": autonomous,
            "name": name or former,
        },
    )


def listing(owner_url: str) -> list[tuple[str, str, str, datetime, bool]]:
    """Code, name, level, since when, and whether it is in service: of everyone who was ever enrolled here."""
    with psycopg.connect(owner_url) as connection:
        return [
            (str(code), str(name), str(level), enrolled_at, bool(in_service))
            for code, name, level, enrolled_at, in_service in connection.execute(_LISTING).fetchall()
        ]
