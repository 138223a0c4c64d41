# ruff: noqa: PT012 - what is raised is raised where a transaction's block ends
"""What is sealed for one complaint of one pemda opens there, and nowhere else."""

import asyncio
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

import psycopg
import pytest

from rules.errors import CONFLICT, Refusal
from tenants.database import Database, Pool
from tenants.session import Sessions, on_statement
from tenants.vault import Identity, IdentityUnreadableError, Vault
from tests.tenancy import EnrolledPemda, NewTenant

WRAPPING = bytes(range(32))
BUDI = Identity(name="Budi Santoso", phone="+62 812 0000 0000", nik="2101010101010001", address="Jl. Uji 1, Bintan")


@dataclass
class Row:
    tenant_id: int
    complaint_id: UUID
    key_version: int
    sealed: bytes


@pytest.fixture
def ours(new_tenant: NewTenant) -> EnrolledPemda:
    return new_tenant()


@pytest.fixture
def sibling(new_tenant: NewTenant, ours: EnrolledPemda) -> EnrolledPemda:
    return new_tenant(beside=ours)


@pytest.fixture
def sessions(pool: Pool, ours: EnrolledPemda) -> Sessions:
    return Sessions(pool, ours.reach)


async def sealed(sessions: Sessions, tenant: int, vault: Vault, identity: Identity = BUDI) -> Row:
    complaint = uuid4()
    async with sessions.write((tenant,)) as tx:
        version, box = await vault.seal(tx, tenant, complaint, identity)
    return Row(tenant, complaint, version, box)


def keys_of(database: Database, tenant: int) -> list[tuple[int, bytes]]:
    with psycopg.connect(database.owner_url) as connection:
        rows = connection.execute(
            "SELECT version, wrapped FROM tuntas.tenant_key WHERE tenant_id = %s ORDER BY version", (tenant,)
        )
        return [(version, bytes(wrapped)) for version, wrapped in rows]


@pytest.mark.anyio
async def test_what_is_sealed_opens(sessions: Sessions, ours: EnrolledPemda, database: Database) -> None:
    row = await sealed(sessions, ours.id, Vault(WRAPPING))
    assert b"Budi" not in row.sealed
    assert b"2101" not in row.sealed
    assert await Vault(WRAPPING).open(sessions, row) == BUDI
    assert [version for version, _ in keys_of(database, ours.id)] == [1]


@pytest.mark.anyio
async def test_two_seals_of_one_identity_differ_and_do_not_tell_its_length(
    sessions: Sessions, ours: EnrolledPemda
) -> None:
    vault = Vault(WRAPPING)
    first = await sealed(sessions, ours.id, vault)
    second = await sealed(sessions, ours.id, vault)
    nobody = await sealed(sessions, ours.id, vault, Identity())
    short = await sealed(sessions, ours.id, vault, Identity(name="Al"))
    assert first.sealed != second.sealed
    assert len(nobody.sealed) == len(short.sealed)


@pytest.mark.anyio
async def test_every_flipped_byte_is_noticed(sessions: Sessions, ours: EnrolledPemda) -> None:
    vault = Vault(WRAPPING)
    row = await sealed(sessions, ours.id, vault, Identity(name="Al"))
    for at in range(len(row.sealed)):
        changed = bytearray(row.sealed)
        changed[at] ^= 1
        with pytest.raises(IdentityUnreadableError):
            await vault.open(sessions, replace(row, sealed=bytes(changed)))
    for length in (0, 1, 13, len(row.sealed) - 1):
        with pytest.raises(IdentityUnreadableError):
            await vault.open(sessions, replace(row, sealed=row.sealed[:length]))
    assert (await vault.open(sessions, row)).name == "Al"


@pytest.mark.anyio
async def test_rows_that_were_swapped_do_not_open(sessions: Sessions, ours: EnrolledPemda) -> None:
    vault = Vault(WRAPPING)
    mine, other = await sealed(sessions, ours.id, vault), await sealed(sessions, ours.id, vault)
    with pytest.raises(IdentityUnreadableError):
        await vault.open(sessions, replace(mine, sealed=other.sealed))


@pytest.mark.anyio
async def test_another_tenants_key_does_not_open_it(pool: Pool, ours: EnrolledPemda, sibling: EnrolledPemda) -> None:
    vault = Vault(WRAPPING)
    mine = await sealed(Sessions(pool, ours.reach), ours.id, vault)
    await sealed(Sessions(pool, sibling.reach), sibling.id, vault)
    for other in (vault, Vault(WRAPPING)):
        with pytest.raises(IdentityUnreadableError):
            await other.open(Sessions(pool, sibling.reach), replace(mine, tenant_id=sibling.id))
    with pytest.raises(IdentityUnreadableError, match="within reach"):
        await Vault(WRAPPING).open(Sessions(pool, sibling.reach), mine)


@pytest.mark.anyio
async def test_a_key_moved_to_another_tenant_is_no_key(
    pool: Pool, database: Database, ours: EnrolledPemda, sibling: EnrolledPemda
) -> None:
    row = await sealed(Sessions(pool, ours.reach), ours.id, Vault(WRAPPING))
    ((_, wrapped),) = keys_of(database, ours.id)
    with psycopg.connect(database.owner_url) as connection:
        connection.execute("INSERT INTO tuntas.tenant_key VALUES (%s, 1, %s, now())", (sibling.id, wrapped))
    with pytest.raises(IdentityUnreadableError, match="wrapped by another"):
        await Vault(WRAPPING).open(Sessions(pool, sibling.reach), replace(row, tenant_id=sibling.id))


@pytest.mark.anyio
async def test_without_the_master_key_nothing_opens(sessions: Sessions, ours: EnrolledPemda) -> None:
    row = await sealed(sessions, ours.id, Vault(WRAPPING))
    with pytest.raises(IdentityUnreadableError, match="another master key"):
        await Vault(bytes(32)).open(sessions, row)
    with pytest.raises(IdentityUnreadableError, match="another master key"):
        await sealed(sessions, ours.id, Vault(bytes(32)))


@pytest.mark.anyio
async def test_a_transfer_seals_it_for_where_the_complaint_goes(
    pool: Pool, ours: EnrolledPemda, sibling: EnrolledPemda
) -> None:
    """The sender cannot read the other pemda, not even its key's row."""
    vault, sessions = Vault(WRAPPING), Sessions(pool, ours.reach)
    before = await sealed(sessions, ours.id, vault)
    async with sessions.write((ours.id, sibling.id)) as tx:
        version, box = await vault.reseal(tx, before, sibling.id)
    after = Row(sibling.id, before.complaint_id, version, box)
    assert await vault.open(Sessions(pool, sibling.reach), after) == BUDI
    with pytest.raises(IdentityUnreadableError):
        await vault.open(Sessions(pool, sibling.reach), replace(before, tenant_id=sibling.id))


@pytest.mark.anyio
async def test_nobody_gets_a_key_of_a_tenant_that_is_not_being_written(
    sessions: Sessions, ours: EnrolledPemda, sibling: EnrolledPemda, database: Database
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        async with sessions.write((ours.id,)) as tx:
            await Vault(WRAPPING).seal(tx, sibling.id, uuid4(), BUDI)
    assert keys_of(database, sibling.id) == []


@pytest.mark.anyio
async def test_many_first_complaints_at_once_make_one_key(
    sessions: Sessions, ours: EnrolledPemda, database: Database
) -> None:
    vaults = [Vault(WRAPPING) for _ in range(8)]
    rows = await asyncio.gather(*(sealed(sessions, ours.id, vault) for vault in vaults))
    assert len(keys_of(database, ours.id)) == 1
    for row in rows:
        assert await vaults[0].open(sessions, row) == BUDI


@pytest.mark.anyio
async def test_a_key_made_in_a_transaction_that_failed_is_forgotten_with_it(
    sessions: Sessions, ours: EnrolledPemda, database: Database
) -> None:
    vault = Vault(WRAPPING)
    with pytest.raises(ZeroDivisionError):
        async with sessions.write((ours.id,)) as tx:
            complaint = uuid4()
            version, box = await vault.seal(tx, ours.id, complaint, BUDI)
            assert await vault.open(tx, Row(ours.id, complaint, version, box)) == BUDI
            raise ZeroDivisionError
    assert keys_of(database, ours.id) == []
    row = await sealed(sessions, ours.id, vault)
    assert await vault.open(sessions, row) == BUDI
    assert await Vault(WRAPPING).open(sessions, row) == BUDI


@pytest.mark.anyio
async def test_after_a_renewal_old_and_new_open(sessions: Sessions, ours: EnrolledPemda, database: Database) -> None:
    vault = Vault(WRAPPING)
    old = await sealed(sessions, ours.id, vault)
    async with sessions.write((ours.id,)) as tx:
        assert await vault.renew(tx, ours.id) == 2
    new = await sealed(sessions, ours.id, vault)
    assert (old.key_version, new.key_version) == (1, 2)
    for row in (old, new):
        assert await Vault(WRAPPING).open(sessions, row) == BUDI
    with pytest.raises(IdentityUnreadableError):
        await vault.open(sessions, replace(new, key_version=1))


@pytest.mark.anyio
async def test_two_renewals_at_once_make_one_version_each_or_conflict(
    sessions: Sessions, ours: EnrolledPemda, database: Database
) -> None:
    vault = Vault(WRAPPING)
    await sealed(sessions, ours.id, vault)

    async def renew() -> str:
        try:
            async with sessions.write((ours.id,)) as tx:
                await vault.renew(tx, ours.id)
        except Refusal as refused:
            return refused.code
        return "done"

    outcomes = await asyncio.gather(*(renew() for _ in range(4)))
    assert set(outcomes) <= {"done", CONFLICT}
    assert len(keys_of(database, ours.id)) == 1 + outcomes.count("done")


@pytest.mark.anyio
async def test_keys_are_read_once_and_again_when_they_are_old(sessions: Sessions, ours: EnrolledPemda) -> None:
    now = [1000.0]
    row = await sealed(sessions, ours.id, Vault(WRAPPING))
    vault = Vault(WRAPPING, clock=lambda: now[0])
    statements: list[str] = []
    with on_statement(lambda sql, _: statements.append(sql)):
        for _ in range(5):
            await vault.open(sessions, row)
        assert len(statements) == 1
        now[0] += 301
        await vault.open(sessions, row)
        assert len(statements) == 2


@pytest.mark.anyio
async def test_only_so_many_keys_are_remembered(
    sessions: Sessions, ours: EnrolledPemda, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tenants.vault._MOST_KEYS", 2)
    vault = Vault(WRAPPING)
    for _ in range(4):
        async with sessions.write((ours.id,)) as tx:
            await vault.renew(tx, ours.id)
        await vault.open(sessions, await sealed(sessions, ours.id, vault))
    assert len(vault._opened) == 2


def test_an_identity_has_no_more_than_was_given() -> None:
    assert Identity() == Identity(name="", phone="", email="", nik="", address="")


@pytest.mark.anyio
async def test_a_secret_of_an_object_opens_for_it_alone(
    pool: Pool, sessions: Sessions, ours: EnrolledPemda, sibling: EnrolledPemda
) -> None:
    vault, owner = Vault(WRAPPING), uuid4()
    async with sessions.write((ours.id,)) as tx:
        sealed_secret = await vault.seal_secret(tx, ours.id, owner, b"k" * 32)
    assert b"k" * 32 not in sealed_secret[1]
    assert await Vault(WRAPPING).open_secret(sessions, ours.id, owner, sealed_secret) == b"k" * 32
    await sealed(Sessions(pool, sibling.reach), sibling.id, vault)
    for reads, tenant, whose in (
        (sessions, ours.id, uuid4()),
        (Sessions(pool, sibling.reach), sibling.id, owner),
        (Sessions(pool, sibling.reach), ours.id, owner),
    ):
        with pytest.raises(IdentityUnreadableError):
            await Vault(WRAPPING).open_secret(reads, tenant, whose, sealed_secret)


@pytest.mark.anyio
async def test_a_secret_and_an_identity_do_not_stand_in_for_each_other(sessions: Sessions, ours: EnrolledPemda) -> None:
    vault = Vault(WRAPPING)
    row = await sealed(sessions, ours.id, vault)
    with pytest.raises(IdentityUnreadableError):
        await vault.open_secret(sessions, ours.id, row.complaint_id, (row.key_version, row.sealed))
