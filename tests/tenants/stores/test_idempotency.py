"""A client key acts once: the second request waits for the first and learns what it did."""

import asyncio
from uuid import UUID, uuid4

import pytest

from rules.errors import IDEMPOTENCY_MISMATCH, Refusal
from tenants.stores import idempotency
from tests.organisation import Organisation

pytestmark = pytest.mark.anyio
_MARK = b"m" * 32


async def act(organisation: Organisation, key: str, done: list[int], *, who: str = "w", mark: bytes = _MARK) -> UUID:
    """Do something once for a key; its result."""
    asking = idempotency.asking(organisation.tenant, who, key)
    async with organisation.sessions.write((organisation.tenant,), asking) as tx:
        told = idempotency.recalled(tx.first, "Input", mark)
        if told is None:
            done.append(1)
            told = {"id": uuid4()}
            await asyncio.sleep(0.01)
            idempotency.remember(tx, organisation.tenant, who, key, mutation="Input", fingerprint=mark, result=told)
    return UUID(str(told["id"]))


async def test_five_at_once_act_once_and_hear_the_same(organisation: Organisation) -> None:
    done: list[int] = []
    told = await asyncio.gather(*(act(organisation, "kunci-satu", done) for _ in range(5)))
    assert len(set(told)) == 1
    assert done == [1]


async def test_keys_belong_to_their_keeper_and_pemda(organisation: Organisation, sibling: Organisation) -> None:
    done: list[int] = []
    told = [await act(organisation, "kunci", done), await act(organisation, "kunci", done, who="lain")]
    told.append(await act(sibling, "kunci", done))
    assert len(set(told)) == 3
    assert len(done) == 3


async def test_a_key_is_not_for_something_else(organisation: Organisation) -> None:
    done: list[int] = []
    await act(organisation, "kunci", done)
    with pytest.raises(Refusal) as refused:
        await act(organisation, "kunci", done, mark=b"x" * 32)
    assert (refused.value.code, refused.value.field) == (IDEMPOTENCY_MISMATCH, "clientKey")


async def fail(organisation: Organisation, key: str) -> None:
    """Remember, and then break."""
    async with organisation.sessions.write((organisation.tenant,)) as tx:
        told = {"id": uuid4()}
        idempotency.remember(tx, organisation.tenant, "w", key, mutation="Input", fingerprint=_MARK, result=told)
        raise ZeroDivisionError


async def test_what_failed_is_not_remembered(organisation: Organisation) -> None:
    done: list[int] = []
    with pytest.raises(ZeroDivisionError):
        await fail(organisation, "kunci")
    await act(organisation, "kunci", done)
    assert done == [1]
