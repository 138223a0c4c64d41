"""Topics: read by all, numbered and closed only by whose they are."""

from datetime import date, timedelta

import psycopg
import pytest

from rules.errors import BAD_USER_INPUT, NOT_FOUND, Refusal
from rules.pages import PageRequest
from tenants.people_rows import TopicRow
from tenants.stores import topics
from tests.organisation import NOW, Organisation

pytestmark = pytest.mark.anyio
TODAY = NOW.date()


async def made(organisation: Organisation, name: str, parent: TopicRow | None = None) -> TopicRow:
    async with organisation.sessions.write() as tx:
        return await topics.create(tx, organisation.tenant, parent.id if parent else None, name, TODAY)


async def test_a_pemda_adds_topics_and_everybody_reads_them(organisation: Organisation, sibling: Organisation) -> None:
    pulau = await made(organisation, "Antarpulau")
    feri = await made(organisation, "Feri", pulau)
    assert feri.id > pulau.id >= 100_000
    assert await topics.by_id(sibling.outside, [feri.id, 1, pulau.id]) == [feri, None, pulau]
    assert await topics.with_subtopics(sibling.outside, [pulau.id]) == [pulau.id, feri.id]
    request = PageRequest(topics.BY_NUMBER, 10)
    page = await topics.page(organisation.outside, [organisation.tenant], request)
    assert page.rows == [pulau]
    page = await topics.page(organisation.outside, [organisation.tenant], request, parent=pulau.id)
    assert page.rows == [feri]
    page = await topics.page(organisation.outside, [organisation.tenant], request, words="FERI", on=TODAY)
    assert page.rows == [feri]
    page = await topics.page(organisation.outside, [organisation.tenant], request, on=TODAY - timedelta(days=1))
    assert page.rows == []


async def test_a_closed_topic_keeps_what_has_it_but_takes_nothing_new(organisation: Organisation) -> None:
    topic = await made(organisation, "Antarpulau")
    last = TODAY + timedelta(days=30)
    async with organisation.sessions.write() as tx:
        assert not await topics.has_open_below(tx, topic, last)
        closed = await topics.close(tx, topic, last)
    assert closed.valid_to == last
    assert await topics.one(organisation.outside, topic.id) == closed
    assert await topics.usable(organisation.outside, topic.id, organisation.tenant, TODAY) == topic.id
    with pytest.raises(Refusal) as refused:
        await topics.usable(organisation.outside, topic.id, organisation.tenant, last)
    assert (refused.value.code, refused.value.field) == (BAD_USER_INPUT, "topic")


async def test_an_open_topic_below_is_noticed(organisation: Organisation) -> None:
    topic = await made(organisation, "Antarpulau")
    await made(organisation, "Feri", topic)
    async with organisation.sessions.write() as tx:
        assert await topics.has_open_below(tx, topic, TODAY)


async def test_another_pemda_neither_uses_nor_changes_it(organisation: Organisation, sibling: Organisation) -> None:
    topic = await made(organisation, "Antarpulau")
    with pytest.raises(Refusal) as refused:
        await topics.usable(sibling.outside, topic.id, sibling.tenant, TODAY, field="parent")
    assert refused.value.field == "parent"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        async with sibling.sessions.write() as tx:
            await topics.close(tx, topic, date(2030, 1, 1))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        async with sibling.sessions.write() as tx:
            await topics.create(tx, organisation.tenant, None, "Menyusup", TODAY)
    assert (await topics.one(organisation.outside, topic.id)).valid_to is None
    with pytest.raises(Refusal) as missing:
        await topics.one(organisation.outside, 2)
    assert missing.value.code == NOT_FOUND
