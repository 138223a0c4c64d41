"""An administrative change happens once for its key, whole or not at all, and tells who remembers access."""

import asyncio
from dataclasses import dataclass
from uuid import uuid4

import pytest

from graph.once import once
from rules.errors import IDEMPOTENCY_MISMATCH, NOT_FOUND, Refusal
from tenants.stores import access_changes, units
from tests.offices import Asking, Office

pytestmark = pytest.mark.anyio


@dataclass
class Rename:
    """A made-up input."""

    client_key: str
    name: str


async def rename(ask: Asking, office: Office, given: Rename, *, fail: bool = False) -> str:
    context = ask.context(office.admin)
    async with once(context, office.tenant, given) as change:
        if change.is_new:
            units.rename(change.tx, await units.locked(change.tx, office.tenant, office.ids["dinkes"]), given.name)
            change.keep(office.ids["dinkes"])
            change.affects("somebody")
        row = await change.kept(units.by_id)
        if fail:
            raise RuntimeError
    return row.name


async def test_a_retry_gets_what_is_there_now_and_changes_nothing(ask: Asking, office: Office) -> None:
    given = Rename(uuid4().hex, "Satu")
    assert await rename(ask, office, given) == "Satu"
    assert await rename(ask, office, Rename(uuid4().hex, "Dua")) == "Dua"
    assert await rename(ask, office, given) == "Dua"


async def test_a_key_is_for_one_request(ask: Asking, office: Office) -> None:
    key = uuid4().hex
    await rename(ask, office, Rename(key, "Satu"))
    with pytest.raises(Refusal) as refused:
        await rename(ask, office, Rename(key, "Dua"))
    assert refused.value.code == IDEMPOTENCY_MISMATCH


async def test_the_same_request_side_by_side_happens_once(ask: Asking, office: Office) -> None:
    heard: list[str] = []
    leave = access_changes.subscribe(heard.append)
    given = Rename(uuid4().hex, "Satu")
    await asyncio.gather(*(rename(ask, office, given) for _ in range(5)))
    leave()
    assert heard == ["somebody"]


async def test_what_fails_leaves_nothing_and_tells_nobody(ask: Asking, office: Office) -> None:
    heard: list[str] = []
    leave = access_changes.subscribe(heard.append)
    given = Rename(uuid4().hex, "Satu")
    with pytest.raises(RuntimeError):
        await rename(ask, office, given, fail=True)
    assert heard == []
    assert await rename(ask, office, given) == "Satu"  # the key was not used up
    leave()
    assert heard == ["somebody"]


async def test_a_pemda_out_of_reach_is_not_there(ask: Asking, office: Office, sibling: Office) -> None:
    context = ask.context(sibling.admin)
    with pytest.raises(Refusal) as refused:
        async with once(context, office.tenant, Rename(uuid4().hex, "Satu")):
            pytest.fail("it must not come here")
    assert refused.value.code == NOT_FOUND
