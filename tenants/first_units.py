"""The units that a pemda has from the day it is enrolled: its root, and for Jakarta its six administrative areas."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import uuid4

import psycopg

from rules.unit_paths import ROOT, number_of, segment
from tenants.partitions import Connection
from tenants.session import owner_transaction

_PEMDA: Final = "SELECT name FROM tuntas.tenant WHERE id = %(tenant)s"
_KNOWN: Final = "SELECT path, code FROM tuntas.unit WHERE tenant_id = %(tenant)s AND length(path) <= %(longest)s"
_AREAS: Final = """
SELECT code, name FROM tuntas.region
WHERE tenant_id = %(tenant)s AND NOT autonomous AND valid_from <= %(on)s AND (valid_to IS NULL OR valid_to > %(on)s)
ORDER BY code
"""
_ADD: Final = """
INSERT INTO tuntas.unit (tenant_id, id, parent_id, path, code, name, kind, region_code, active_from)
VALUES (%(tenant)s, %(id)s, (SELECT id FROM tuntas.unit WHERE tenant_id = %(tenant)s AND path = %(under)s),
        %(path)s, %(code)s, %(name)s, %(kind)s, %(region)s, %(on)s)
"""
ROOT_CODE: Final = "INSTANSI"


def open_units(owner_url: str, tenants: Sequence[int], *, on: date) -> int:
    """Make what is missing of these pemda's first units; returns how many were. May run any number of times."""
    made = 0
    with psycopg.connect(owner_url, autocommit=True) as connection:
        for tenant in tenants:
            with owner_transaction(connection):
                made += _open(connection, tenant, on)
    return made


def _open(connection: Connection, tenant: int, on: date) -> int:
    longest = len(ROOT) + len(segment(1))
    known: dict[str, str] = dict(connection.execute(_KNOWN, {"tenant": tenant, "longest": longest}).fetchall())
    last = max((number_of(path) for path in known if len(path) == longest), default=0)
    values = {"tenant": tenant, "under": ROOT, "on": on, "region": None}
    made = 0
    if ROOT not in known:
        found = connection.execute(_PEMDA, {"tenant": tenant}).fetchone()
        name = found[0] if found else ""
        root = {"id": uuid4(), "path": ROOT, "code": ROOT_CODE, "name": name, "kind": "ROOT"}
        connection.execute(_ADD, {**values, **root})
        made += 1
    for code, name in connection.execute(_AREAS, {"tenant": tenant, "on": on}).fetchall():
        if code not in known.values():
            last, made = last + 1, made + 1
            area = {"id": uuid4(), "path": ROOT + segment(last), "code": code, "name": name, "region": code}
            connection.execute(_ADD, {**values, **area, "kind": "WILAYAH_ADMINISTRASI"})
    return made
