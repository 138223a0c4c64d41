"""What is near in words, topic, place and time is found, the most alike first, in the own pemda only."""

from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest

from tenants.bulk import copy_in
from tenants.database import Database
from tenants.rows import ComplaintRow
from tenants.stores import similar
from tenants.stores.complaint_sql import params_of
from tenants.stores.similar import MOST, WINDOW, Likeness
from tests.organisation import NOW, Organisation

pytestmark = pytest.mark.anyio
TITLE, BODY = "Lampu jalan padam di simpang pasar", "Lampu jalan di simpang pasar Kijang padam sejak dua minggu."
ASKED = Likeness(tenant=0, title=TITLE, body=BODY, around=NOW)


async def filed(organisation: Organisation, database: Database, title: str, body: str, **given: object) -> ComplaintRow:
    """A complaint with these words, put there as a restore does."""
    row = await organisation.complaint(await organisation.unit())
    values = {"title": title, "body": body, "public_title": title, "public_body": body, **given}
    with psycopg.connect(database.owner_url) as owner:
        for name, value in values.items():
            owner.execute(
                f"UPDATE tuntas.complaint SET {name} = %s WHERE tenant_id = %s AND id = %s".encode(),
                (value, row.tenant_id, row.id),
            )
    return row


async def ids(organisation: Organisation, likeness: Likeness) -> list[object]:
    found = await similar.to(organisation.sessions, replace(likeness, tenant=organisation.tenant))
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    return [one.complaint.id for one in found]


async def test_words_that_are_alike(organisation: Organisation, database: Database) -> None:
    same = await filed(organisation, database, TITLE, BODY)
    near = await filed(organisation, database, "Lampu simpang pasar padam", "Lampu jalan padam dua minggu di pasar.")
    await filed(organisation, database, "Antrean puskesmas panjang", "Pasien menunggu sejak pagi tanpa kepastian.")
    assert await ids(organisation, ASKED) == [same.id, near.id]
    assert await ids(organisation, replace(ASKED, itself=same.id)) == [near.id]


async def test_only_within_sixty_days(organisation: Organisation, database: Database) -> None:
    inside = await filed(organisation, database, TITLE, BODY, received_at=NOW - WINDOW + timedelta(minutes=1))
    await filed(organisation, database, TITLE, BODY, received_at=NOW - WINDOW - timedelta(minutes=1))
    assert await ids(organisation, ASKED) == [inside.id]


async def test_topic_and_place_weigh(organisation: Organisation, database: Database) -> None:
    far = await filed(organisation, database, TITLE, BODY, latitude=1.1, longitude=104.0)
    here = await filed(organisation, database, TITLE, BODY, latitude=0.951, longitude=104.451)
    asked = replace(ASKED, latitude=0.95, longitude=104.45)
    assert await ids(organisation, asked) == [here.id, far.id]


async def test_in_the_own_pemda_only(organisation: Organisation, sibling: Organisation, database: Database) -> None:
    row = await filed(organisation, database, TITLE, BODY)
    assert await ids(sibling, ASKED) == []
    assert await similar.to(sibling.sessions, replace(ASKED, tenant=organisation.tenant)) == []
    assert await ids(organisation, ASKED) == [row.id]


async def test_at_most_ten(organisation: Organisation, database: Database) -> None:
    row = await organisation.complaint(await organisation.unit())
    many = [params_of(row) for _ in range(MOST + 5)]
    for number, one in enumerate(many):
        one.update(id=f"00000000-0000-0000-0000-{number + 1:012d}", title=TITLE, body=BODY, public_title=TITLE)
        one.update(public_body=BODY, tracking_code=f"UJI{number:09d}")
    copy_in(database.owner_url, {"complaint": many})
    assert len(await ids(organisation, ASKED)) == MOST


async def test_what_a_complaint_is_compared_by(organisation: Organisation) -> None:
    row = await organisation.complaint(await organisation.unit())
    row.topic_id, row.latitude, row.longitude = 101, 0.95, 104.45
    asked = Likeness.of(row)
    assert (asked.tenant, asked.itself, asked.around) == (row.tenant_id, row.id, row.received_at)
    assert (asked.title, asked.body, asked.topic) == (row.title, row.body, 101)
    assert (asked.latitude, asked.longitude) == (0.95, 104.45)
