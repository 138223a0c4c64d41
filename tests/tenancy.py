"""Fresh pemda for tests: every test gets its own, under codes that no region of Indonesia has."""

import importlib
import pkgutil
from collections.abc import Iterator
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
_REAL_PROVINCES = {11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34, 35, 36, 51, 52, 53, 61, 62, 63, 64, 65}
_REAL_PROVINCES |= {71, 72, 73, 74, 75, 76, 81, 82, 91, 92, 93, 94, 95, 96}
_ADD_REGION: LiteralString = """
INSERT INTO tuntas.region (code, valid_from, parent_code, tenant_id, level, autonomous, name)
VALUES (%(code)s, '1900-01-01', %(parent)s, %(tenant)s, %(level)s, true, %(name)s)
"""


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


class NewTenant:
    """`new_tenant()` a regency; `new_tenant(beside=other)` in the same province; `new_tenant(level="provinsi")` a
    province without regencies, `new_tenant(beside=province)` one of its own; `new_tenant(apart=True)` a regency of
    another province."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._provinces: Iterator[int] = (code for code in range(99, 0, -1) if code not in _REAL_PROVINCES)
        self._next_regency: dict[int, int] = {}
        self._shared: int | None = None
        self.made = 0

    def __call__(
        self, *, level: str = "kabupaten", beside: EnrolledPemda | None = None, apart: bool = False
    ) -> EnrolledPemda:
        if level == "provinsi":
            return self._enrol(f"{self._open_province():02d}", level)
        if beside is not None:
            province = beside.id // 100
        elif apart or self._shared is None or self._next_regency[self._shared] > 90:  # room for `beside`
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
        tenant, name = tenant_id_of(code), f"{level.title()} Uji {code}"
        parent = "00" if level == "provinsi" else code[:2]
        with psycopg.connect(self._database.owner_url) as connection:
            values = {"code": code, "parent": parent, "tenant": tenant, "level": level, "name": name}
            connection.execute(_ADD_REGION, values)
        enrolment.enrol(self._database.owner_url, [code], on=TODAY)
        return EnrolledPemda(tenant, code, level, name)
