"""What is written follows from what happened and what people chose; written twice, it is there once."""

from dataclasses import replace
from uuid import uuid4

import psycopg
import pytest

from gateway.delivery.inside import SISTEM
from graph.nodes import parse_id
from graph.recipients import Person
from graph.telling import channels_of, chosen, delivery_row, digests_of, homes_of, news_of, own_account, quiet_of, write
from rules.delivering import Quiet
from rules.errors import UNAUTHENTICATED, Refusal
from rules.notices import MAILED, NoticeChannel, NoticeKind
from tenants.database import Database
from tenants.notification_rows import SettingRow
from tenants.stores import outbox
from tests.casework import submitted
from tests.offices import NOW, VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
OFFICER = Person(2101, uuid4(), uuid4())
CITIZEN = Person(0, uuid4())


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_who_chose_nothing_gets_mail_of_what_is_usually_mailed(kind: NoticeKind) -> None:
    assert channels_of(None, kind) == ([NoticeChannel.EMAIL] if kind in MAILED else [])


def test_who_chose_gets_what_they_chose_of_that_kind_alone() -> None:
    setting = SettingRow(uuid4(), {"ARRIVED": [], "COPY": ["SMS", "WHATSAPP"]})
    assert channels_of(setting, NoticeKind.ARRIVED) == []
    assert channels_of(setting, NoticeKind.COPY) == [NoticeChannel.SMS, NoticeChannel.WHATSAPP]
    assert channels_of(setting, NoticeKind.OBJECTED) == [NoticeChannel.EMAIL]


def test_officers_are_left_alone_outside_of_office_hours_citizens_at_night() -> None:
    assert quiet_of(None, OFFICER) is Quiet.OFFICE_HOURS
    assert quiet_of(None, CITIZEN) is Quiet.NIGHT
    assert quiet_of(SettingRow(uuid4(), {}, quiet="NEVER"), OFFICER) is Quiet.NEVER


def test_a_delivery_has_one_id_and_one_line_for_each_recipient_and_case() -> None:
    case = uuid4()

    def row(person: Person, seq: int, channel: NoticeChannel = NoticeChannel.EMAIL) -> tuple[object, str]:
        made = delivery_row(person, NoticeKind.ARRIVED, channel, f"{case} {seq}", at=NOW, next_at=NOW)
        return made.id, made.line

    assert row(OFFICER, 1) == row(OFFICER, 1)
    assert row(OFFICER, 1)[0] != row(OFFICER, 2)[0]
    assert row(OFFICER, 1)[1] == row(OFFICER, 2)[1], "one line, so that they leave in order"
    assert row(OFFICER, 1)[1] != row(CITIZEN, 1)[1]
    assert row(OFFICER, 1)[1] != row(OFFICER, 1, NoticeChannel.SMS)[1], "a mail server that is down holds up no SMS"


async def test_choosing_keeps_what_is_not_named(ask: Asking, office: Office) -> None:
    context = ask.context(office.admin)
    first = chosen(context, None, {NoticeKind.COPY: [NoticeChannel.SMS, NoticeChannel.SMS]}, digest=None, quiet=None)
    assert first == SettingRow(own_account(context), {"COPY": ["SMS"]}, digest=True, quiet="OFFICE_HOURS")
    second = chosen(context, first, {NoticeKind.LEFT: []}, digest=False, quiet=Quiet.NEVER)
    assert second == SettingRow(own_account(context), {"COPY": ["SMS"], "LEFT": []}, digest=False, quiet="NEVER")


async def test_an_account_is_needed(ask: Asking) -> None:
    with pytest.raises(Refusal) as refused:
        own_account(ask.context(VISITOR))
    assert refused.value.code == UNAUTHENTICATED


async def test_notices_lie_with_the_office_a_citizens_with_the_nation(ask: Asking, office: Office) -> None:
    assert await homes_of(ask.context(office.by("dinkes"))) == [office.tenant]
    context = ask.context(citizen())
    assert await homes_of(context) == [0]
    assert context.sessions.reach.covers(0)


async def test_who_dies_half_way_begins_again_and_tells_nobody_twice(
    ask: Asking, office: Office, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = await (await submitted(ask, office, citizen())).disposed()
    context = ask.context(SISTEM)
    rows = await outbox.oldest(context.sessions, office.tenant, 100)
    news = await news_of(context, office.tenant, rows)
    assert news.homes == {0, office.tenant}

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(outbox, "told", dies)
        with pytest.raises(KeyboardInterrupt):
            await write(context, office.tenant, rows, news)
    assert len(await outbox.oldest(context.sessions, office.tenant, 100)) == len(rows)
    again = ask.context(SISTEM)
    await write(again, office.tenant, rows, await news_of(again, office.tenant, rows))
    with psycopg.connect(database.owner_url) as owner:
        counts = owner.execute(
            "SELECT (SELECT count(*) FROM tuntas.notification WHERE complaint_id = %(id)s),"
            " (SELECT count(*) FROM tuntas.delivery WHERE complaint_id = %(id)s),"
            " (SELECT count(*) FROM tuntas.outbox WHERE complaint_id = %(id)s)",
            {"id": parse_id(case.id, "Complaint").uuid},
        ).fetchone()
    assert counts == (3, 3, 0), "the admin's arrival, the unit's, the reporter's"


async def test_summaries_are_for_desks_of_an_open_office_and_one_a_day(ask: Asking, office: Office) -> None:
    rows = await digests_of(ask.context(SISTEM), office.tenant)
    assert {row.account_id for row in rows} == {
        who.account for (_, role), who in office.people.items() if role in ("INSTANSI", "PENGHUBUNG", "PENGAWAS")
    }
    later = await digests_of(ask.later(hours=3).context(SISTEM), office.tenant)
    assert {row.id for row in later} == {row.id for row in rows}
    tomorrow = await digests_of(ask.later(days=1).context(SISTEM), office.tenant)
    assert not {row.id for row in tomorrow} & {row.id for row in rows}
    assert await digests_of(ask.later(hours=12).context(SISTEM), office.tenant) == []


async def test_a_row_is_told_the_same_by_whoever_tells_it(ask: Asking, office: Office) -> None:
    await submitted(ask, office, citizen())
    context = ask.context(SISTEM)
    rows = await outbox.oldest(context.sessions, office.tenant, 100)
    first, second = await news_of(context, office.tenant, rows), await news_of(context, office.tenant, rows)
    assert first == second
    assert replace(first.notifications[0]) == second.notifications[0]
