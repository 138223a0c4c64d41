"""Scales are added in versions and read as the rules know them."""

from dataclasses import replace
from datetime import date

import pytest

from rules.predikat import DEFAULT
from tenants.stores import predikat_scales
from tenants.stores.calendars import Author
from tests.organisation import NOW, Organisation

pytestmark = pytest.mark.anyio


async def test_versions_oldest_first(organisation: Organisation, sibling: Organisation) -> None:
    author = Author(position=None, title="Admin Instansi", at=NOW)
    scales = [replace(DEFAULT, number=n, from_date=date(2026, 3 + n, 1), source=f"Perbup {n}") for n in (1, 2)]
    for scale in scales:
        async with organisation.sessions.write() as tx:
            assert len(await predikat_scales.held(tx, organisation.tenant)) == scale.number - 1
            predikat_scales.add(tx, organisation.tenant, scale, author)
    found = await predikat_scales.of(organisation.sessions, organisation.tenant)
    assert [row.scale() for row in found] == scales
    assert {row.by_title for row in found} == {"Admin Instansi"}
    assert await predikat_scales.of(sibling.sessions, organisation.tenant) == []
