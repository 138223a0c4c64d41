"""Files belong to a complaint or to one message on it, in one pemda; batches answer in the order of their keys."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID, uuid4

import psycopg
import pytest

from rules.vocabulary import Audience
from tenants.attachment_rows import StagedUploadRow
from tenants.database import Database, Pool
from tenants.rows import ComplaintRow
from tenants.session import Sessions, on_statement
from tenants.stores import attachments
from tests.tenancy import EnrolledPemda, NewTenant
from tests.tenants.full_tables import fill

NOW = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)


@pytest.fixture
def ours(new_tenant: NewTenant) -> EnrolledPemda:
    return new_tenant()


@pytest.fixture
def sessions(pool: Pool, ours: EnrolledPemda) -> Sessions:
    return Sessions(pool, ours.reach)


_OTHERS = """
SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0
AND NOT attisdropped AND attgenerated = '' AND attname NOT IN ('tenant_id', 'id', 'complaint_id')
"""


def complaint(database: Database, tenant: EnrolledPemda) -> UUID:
    """A complaint and a message on it, both with this id, without files."""
    identity = uuid4()
    with psycopg.connect(database.owner_url) as connection:
        known = connection.execute("SELECT id FROM tuntas.complaint WHERE tenant_id = %s LIMIT 1", (tenant.id,))
        first = known.fetchone()
        if first is None:
            fill(connection, tenant, identity)
        else:
            copy_row(connection, "complaint", "", first[0], identity)
            copy_row(connection, "message", "complaint_id, ", first[0], identity)
        connection.execute("DELETE FROM tuntas.attachment WHERE tenant_id = %s AND id = %s", (tenant.id, identity))
    return identity


def copy_row(connection: psycopg.Connection[Any], table: str, also: str, old: UUID, new: UUID) -> None:
    """The same row under another id."""
    ((others,),) = connection.execute(_OTHERS, (f"tuntas.{table}",)).fetchall()
    ids = "%(new)s, %(new)s, " if also else "%(new)s, "
    connection.execute(
        f"INSERT INTO tuntas.{table} (tenant_id, id, {also}{others}) "
        f"SELECT tenant_id, {ids}{others} FROM tuntas.{table} WHERE id = %(old)s".encode(),
        {"old": old, "new": new},
    )


def upload(name: str, **changed: Any) -> StagedUploadRow:
    values: dict[str, Any] = {
        "id": uuid4(), "owner": "somebody", "name": name, "media_type": "image/jpeg", "size": 10,
        "sha256": bytes(32), "storage_key": f"aa/bb/{name}", "created_at": NOW, "expires_at": NOW,
    }  # fmt: skip
    return StagedUploadRow(**{**values, **changed})


def row_of(tenant: int, id: UUID) -> ComplaintRow:
    return cast("ComplaintRow", SimpleNamespace(tenant_id=tenant, id=id))


async def attach(
    sessions: Sessions, tenant: int, complaint: UUID, *names: str, message: UUID | None = None
) -> list[UUID]:
    async with sessions.write((tenant,)) as tx:
        rows = attachments.attach(
            tx,
            row_of(tenant, complaint),
            [upload(name) for name in names],
            audience=Audience.REPORTER,
            message=message,
            at=NOW,
        )
    return [row.id for row in rows]


@pytest.mark.anyio
async def test_files_of_a_complaint_keep_their_order(
    sessions: Sessions, ours: EnrolledPemda, database: Database
) -> None:
    names = [f"{n}.jpg" for n in range(9, 0, -1)]
    first, second = complaint(database, ours), complaint(database, ours)
    await attach(sessions, ours.id, first, *names)
    await attach(sessions, ours.id, second, "lain.jpg")
    keys = [(ours.id, second), (ours.id, uuid4()), (ours.id, first)]
    found = await attachments.by_complaint_id(sessions, keys)
    assert [[file.name for file in files] for files in found] == [["lain.jpg"], [], names]
    file = found[2][0]
    assert (file.audience, file.media_type, file.size, file.storage_key) == (
        "REPORTER", "image/jpeg", 10, "aa/bb/9.jpg",
    )  # fmt: skip


@pytest.mark.anyio
async def test_files_of_a_message_are_its_own(sessions: Sessions, ours: EnrolledPemda, database: Database) -> None:
    mine, other = complaint(database, ours), complaint(database, ours)
    await attach(sessions, ours.id, mine, "laporan.jpg")
    await attach(sessions, ours.id, mine, "jawaban.jpg", "bukti.jpg", message=mine)
    await attach(sessions, ours.id, other, "lain.jpg", message=other)
    keys = [(ours.id, other), (ours.id, mine), (ours.id, uuid4())]
    found = await attachments.by_message_id(sessions, keys)
    assert [[file.name for file in files] for files in found] == [["lain.jpg"], ["jawaban.jpg", "bukti.jpg"], []]
    ((report,),) = await attachments.by_complaint_id(sessions, [(ours.id, mine)])
    assert report.name == "laporan.jpg"


@pytest.mark.anyio
async def test_one_file_by_its_id(sessions: Sessions, ours: EnrolledPemda, database: Database) -> None:
    identity = complaint(database, ours)
    (id_,) = await attach(sessions, ours.id, identity, "a.jpg")
    found = await attachments.by_id(sessions, [(ours.id, uuid4()), (ours.id, id_)])
    assert found[0] is None
    assert found[1] is not None
    assert (found[1].id, found[1].complaint_id) == (id_, identity)


@pytest.mark.anyio
async def test_another_pemda_sees_none_of_it(
    pool: Pool, ours: EnrolledPemda, new_tenant: NewTenant, database: Database, sessions: Sessions
) -> None:
    identity = complaint(database, ours)
    (id_,) = await attach(sessions, ours.id, identity, "a.jpg")
    stranger = Sessions(pool, new_tenant(beside=ours).reach)
    assert await attachments.by_id(stranger, [(ours.id, id_)]) == [None]
    assert await attachments.by_complaint_id(stranger, [(ours.id, identity)]) == [[]]
    assert await attachments.by_message_id(stranger, [(ours.id, identity)]) == [[]]


@pytest.mark.anyio
async def test_the_same_id_in_two_pemda_is_two_things(pool: Pool, new_tenant: NewTenant, database: Database) -> None:
    province = new_tenant(level="provinsi")
    one, two = new_tenant(beside=province), new_tenant(beside=province)
    identity = uuid4()
    with psycopg.connect(database.owner_url) as connection:
        for tenant in (one, two):
            fill(connection, tenant, identity)
    sessions = Sessions(pool, province.reach)
    found = await attachments.by_message_id(sessions, [(two.id, identity), (one.id, identity), (province.id, identity)])
    assert [[file.tenant_id for file in files] for files in found] == [[two.id], [one.id], []]


@pytest.mark.anyio
async def test_a_batch_is_one_statement(sessions: Sessions, ours: EnrolledPemda) -> None:
    statements: list[str] = []
    with on_statement(lambda sql, _: statements.append(sql)):
        await attachments.by_complaint_id(sessions, [(ours.id, uuid4()) for _ in range(100)])
    assert len(statements) == 1


@pytest.mark.anyio
async def test_what_did_not_arrive_is_not_attached(sessions: Sessions, ours: EnrolledPemda) -> None:
    with pytest.raises(ValueError, match="not complete"):
        async with sessions.write((ours.id,)) as tx:
            attachments.attach(
                tx, row_of(ours.id, uuid4()), [upload("x", sha256=None)], audience=Audience.PUBLIC, at=NOW
            )


@pytest.mark.anyio
async def test_what_is_attached_is_not_rewritten(sessions: Sessions, ours: EnrolledPemda, database: Database) -> None:
    identity = complaint(database, ours)
    await attach(sessions, ours.id, identity, "a.jpg")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        async with sessions.write((ours.id,)) as tx:
            await tx.read("UPDATE tuntas.attachment SET name = 'b' WHERE tenant_id = %(t)s", {"t": ours.id})


async def plan(sessions: Sessions, sql: str, keys: list[tuple[int, UUID]]) -> str:
    rows = await sessions.read("EXPLAIN " + sql, attachments._asked(keys))
    return "\n".join(line for (line,) in rows)


@pytest.mark.anyio
@pytest.mark.parametrize("name", ["_OF_COMPLAINTS", "_OF_MESSAGES", "_BY_KEYS"])
async def test_only_the_pemda_asked_for_are_looked_at(
    sessions: Sessions, ours: EnrolledPemda, new_tenant: NewTenant, name: str
) -> None:
    other = new_tenant(beside=ours)
    text = await plan(sessions, getattr(attachments, name), [(ours.id, uuid4())])
    assert f"_{ours.id}" in text
    assert f"_{other.id}" not in text
