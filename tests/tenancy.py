"""Fresh pemda for tests: every test gets its own, under codes that no region of Indonesia has."""

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, LiteralString

import psycopg

import tenants.tables
from rules.identifiers import Reach, TenantId, reach_of, tenant_id_of
from tenants import enrolment
from tenants.database import Database
from tenants.tables.base import metadata

TODAY = date(2026, 1, 5)
SHARED = 99
"""The province in which a test's pemda lies when it does not say where."""
WAITING = 40
"""Its regencies that every new database has already: enrolled once, in the template of all of them."""
_REAL_PROVINCES = {11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34, 35, 36, 51, 52, 53, 61, 62, 63, 64, 65}
_REAL_PROVINCES |= {71, 72, 73, 74, 75, 76, 81, 82, 91, 92, 93, 94, 95, 96}
_ADD_REGION: LiteralString = """
INSERT INTO tuntas.region (code, valid_from, parent_code, tenant_id, level, autonomous, name)
VALUES (%(code)s, '1900-01-01', %(parent)s, %(tenant)s, %(level)s, true, %(name)s)
"""
_THERE: LiteralString = "SELECT id FROM tuntas.tenant WHERE id / 100 = %(province)s"


@dataclass(frozen=True)
class EnrolledPemda:
    """An enrolled pemda that only this test knows."""

    id: TenantId
    code: str
    level: str
    name: str

    @property
    def reach(self) -> Reach:
        return reach_of(self.id)


def tables_of(scope: str) -> dict[str, dict[str, Any]]:
    """The declared tables of one scope (tenant, reference, distributed) and what is said about each."""
    for module in pkgutil.iter_modules(tenants.tables.__path__):
        importlib.import_module(f"tenants.tables.{module.name}")
    return {table.name: dict(table.info) for table in metadata.sorted_tables if table.info["scope"] == scope}


def enrol(owner_url: str, codes: Sequence[str], level: str = "kabupaten") -> None:
    """Regions that are not in Indonesia, and their pemda."""
    with psycopg.connect(owner_url) as connection:
        for code in codes:
            parent = "00" if level == "provinsi" else code[:2]
            values = {"code": code, "parent": parent, "tenant": tenant_id_of(code), "level": level}
            connection.execute(_ADD_REGION, {**values, "name": _name(code, level)})
    enrolment.enrol(owner_url, codes, on=TODAY)


def waiting() -> list[str]:
    """The codes of those that are enrolled before anybody asks for one."""
    return [f"{SHARED}.{number:02d}" for number in range(1, WAITING + 1)]


def _name(code: str, level: str) -> str:
    return f"{level.title()} Uji {code}"


class NewTenant:
    """`new_tenant()` a regency; `new_tenant(beside=other)` in the same province; `new_tenant(level="provinsi")` a
    province without regencies, `new_tenant(beside=province)` one of its own; `new_tenant(apart=True)` a regency of
    another province."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._provinces: Iterator[int] = (code for code in range(SHARED - 1, 0, -1) if code not in _REAL_PROVINCES)
        self._next_regency: dict[int, int] = {SHARED: 1}
        self._shared = SHARED
        self.made = 0
        with psycopg.connect(database.owner_url) as connection:
            self._waiting = {row[0] for row in connection.execute(_THERE, {"province": SHARED}).fetchall()}

    def __call__(
        self, *, level: str = "kabupaten", beside: EnrolledPemda | None = None, apart: bool = False
    ) -> EnrolledPemda:
        if level == "provinsi":
            return self._enrol(f"{self._open_province():02d}", level)
        if beside is not None:
            province = beside.id // 100
        elif apart:
            province = self._open_province()
        elif self._next_regency[self._shared] > 90:  # room for `beside`
            province = self._shared = self._open_province()
        else:
            province = self._shared
        number = self._next_regency[province]
        self._next_regency[province] = number + 1
        return self._enrol(f"{province:02d}.{number:02d}", level)

    def _open_province(self) -> int:
        province = next(self._provinces)
        self._next_regency[province] = 1
        return province

    def _enrol(self, code: str, level: str) -> EnrolledPemda:
        self.made += 1
        tenant = tenant_id_of(code)
        if tenant not in self._waiting:
            enrol(self._database.owner_url, [code], level)
        return EnrolledPemda(tenant, code, level, _name(code, level))
