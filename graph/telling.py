"""What is written when people are told: their notices in the console, and what leaves the house, by their own choice.

The ids of all rows follow from what they say, so that telling twice tells once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

import orjson

from graph.context import Context
from graph.recipients import Person, batch_of
from rules.complaint_states import Move, Status
from rules.delivering import Quiet, SendingState, not_before, opening
from rules.errors import UNAUTHENTICATED, Refusal
from rules.identifiers import NATION
from rules.notices import MAILED, NoticeChannel, NoticeKind, notices
from rules.pages import PageRequest
from rules.roles import DESK_ROLES
from tenants.notification_rows import DeliveryRow, NotificationRow, OutboxRow, SettingRow
from tenants.session import Transaction
from tenants.stores import (
    deliveries,
    directory,
    holders,
    notification_settings,
    notifications,
    outbox,
    pemda,
)
from tenants.stores.desk_channel import CHANNEL, place_of_account

_DESKS: Final = sorted(role.value for role in DESK_ROLES)
_MOST_CASES: Final = 1_000
_SPACE: Final = UUID("5f0f1b1e-6f0a-4f5e-9d4a-7475746e7461")


@dataclass(slots=True)
class News:
    """What is to be written so that people are told."""

    notifications: list[NotificationRow] = field(default_factory=list)
    deliveries: list[DeliveryRow] = field(default_factory=list)

    @property
    def homes(self) -> set[int]:
        """The pemda whose people are told."""
        return {row.tenant_id for row in self.notifications} | {row.tenant_id for row in self.deliveries}


async def news_of(context: Context, tenant: int, rows: Sequence[OutboxRow]) -> News:
    """Everything that these rows of one pemda's outbox tell."""
    batch = await batch_of(context, tenant, rows)
    told = [
        (row, notice.kind, person)
        for row in rows
        for notice in notices(Move(row.move), Status(row.status))
        for person in batch.people(row, notice.told)
    ]
    settings = await settings_of(context, [person for _, _, person in told])
    news, places = News(), [_office(batch.place(row), person) for row, _, person in told]
    await context.timetables.prepare(*places)
    for (row, kind, person), office in zip(told, places, strict=True):
        place = batch.place(row)
        if person.account is not None:
            news.notifications.append(_notification(row, kind, person, place))
        setting = settings.get(person.account)
        calendar = context.timetables.timetable(office).calendar.today
        next_at = not_before(kind, quiet_of(setting, person), context.now, calendar)
        for channel in channels_of(setting, kind):
            key = f"{row.complaint_id} {row.event_seq}"
            delivery = delivery_row(person, kind, channel, key, at=row.at, next_at=next_at)
            delivery.complaint_tenant, delivery.complaint_id = place, row.complaint_id
            delivery.event_seq = row.event_seq
            news.deliveries.append(delivery)
    return news


async def write(context: Context, tenant: int, rows: Sequence[OutboxRow], news: News) -> None:
    """Tell the people of other pemda first, then those of this one and take the rows from the outbox.

    Each pemda in a transaction of its own: who is interrupted begins again, and nobody is told twice.
    """
    for home in sorted(news.homes - {tenant}):
        async with context.write((home,)) as tx:
            _tell(context, tx, news, home)
    async with context.write((tenant,)) as tx:
        _tell(context, tx, news, tenant)
        outbox.told(tx, tenant, [row.id for row in rows])


async def settings_of(context: Context, people: Sequence[Person]) -> dict[UUID | None, SettingRow | None]:
    """How these people want to be told."""
    accounts = list(dict.fromkeys(person.account for person in people if person.account is not None))
    found = await notification_settings.of(context.sessions, accounts) if accounts else []
    return dict(zip(accounts, found, strict=True))


def channels_of(setting: SettingRow | None, kind: NoticeKind) -> list[NoticeChannel]:
    """On which channels somebody hears of this kind: as they chose, else by e-mail what is usually mailed."""
    if setting is not None and kind.value in setting.choices:
        return [NoticeChannel(name) for name in setting.choices[kind.value]]
    return [NoticeChannel.EMAIL] if kind in MAILED else []


def quiet_of(setting: SettingRow | None, person: Person) -> Quiet:
    """When somebody is left alone."""
    return Quiet(setting.quiet) if setting is not None and setting.quiet else person.quiet


def own_account(context: Context) -> UUID:
    """The account of who asks. Raises UNAUTHENTICATED for whoever has none, such as the holder of a receipt."""
    account = context.principal.account
    if account is None:
        raise Refusal(UNAUTHENTICATED, "This needs an account.", "Fitur ini memerlukan akun.")
    return account


async def homes_of(context: Context) -> list[int]:
    """Where the notices of who asks lie: with their office; a citizen's with the nation, else with their complaints."""
    principal = context.principal
    if principal.is_staff:
        return [principal.tenant]
    homes: list[int] = [NATION]
    if not await pemda.is_enrolled(context.sessions, NATION):
        request = PageRequest(directory.NEWEST, _MOST_CASES)
        filed = await directory.of_account(context.sessions, own_account(context), request)
        homes = sorted({entry.tenant_id for entry in filed}) or homes
    for home in homes:
        context.extend(home)
    return homes


def chosen(
    context: Context,
    before: SettingRow | None,
    choices: Mapping[NoticeKind, Sequence[NoticeChannel]],
    *,
    digest: bool | None,
    quiet: Quiet | None,
) -> SettingRow:
    """An account's settings after it changed some."""
    row = before or SettingRow(own_account(context))
    wanted = {kind.value: [channel.value for channel in dict.fromkeys(to)] for kind, to in choices.items()}
    return SettingRow(
        account_id=row.account_id,
        choices={**row.choices, **wanted},
        digest=row.digest if digest is None else digest,
        quiet=(quiet or quiet_of(before, _self(context))).value,
    )


async def digests_of(context: Context, tenant: int) -> list[DeliveryRow]:
    """The summaries of today for everybody who sits at a desk of this pemda; none while its office is closed."""
    await context.timetables.prepare(tenant)
    calendar = context.timetables.timetable(tenant).calendar.today
    opened = opening(calendar, context.now)
    if opened is None:
        return []
    seated = await holders.of_desks(context.sessions, [(tenant, None)], _DESKS, context.now)
    people = [Person(row.tenant_id, row.account_id, row.position_id) for row in seated]
    settings = await settings_of(context, people)
    today = calendar.date_of(context.now)
    return [
        delivery_row(
            person,
            NoticeKind.DIGEST,
            NoticeChannel.EMAIL,
            f"digest:{person.position} {today}",
            at=opened,
            next_at=context.now,
        )
        for person in people
        if (setting := settings.get(person.account)) is None or setting.digest
    ]


def _office(place: int, person: Person) -> int:
    """Whose hours count: an officer's own office's, for a citizen those of the office that has the complaint."""
    return place if person.position is None else person.tenant


def _self(context: Context) -> Person:
    return Person(context.principal.tenant, context.principal.account, context.principal.position)


def delivery_row(
    person: Person, kind: NoticeKind, channel: NoticeChannel, key: str, *, at: datetime, next_at: datetime
) -> DeliveryRow:
    """A delivery that waits. What its key begins with and the recipient are the line that it stands in."""
    return DeliveryRow(
        tenant_id=person.tenant,
        id=uuid5(_SPACE, f"{channel} {person.recipient} {key} {kind}"),
        channel=channel.value,
        kind=kind.value,
        recipient=person.recipient,
        line=f"{channel} {key.partition(' ')[0]} {person.recipient}",
        account_id=person.account,
        position_id=person.position,
        complaint_tenant=None,
        complaint_id=None,
        event_seq=None,
        at=at,
        state=SendingState.WAITING.value,
        attempts=0,
        next_at=next_at,
        settled_at=None,
        failure="",
    )


def _notification(row: OutboxRow, kind: NoticeKind, person: Person, place: int) -> NotificationRow:
    if person.account is None:
        raise ValueError("only an account has a console")
    return NotificationRow(
        tenant_id=person.tenant,
        id=uuid5(_SPACE, f"console {person.account} {row.complaint_id} {row.event_seq} {kind}"),
        account_id=person.account,
        position_id=person.position,
        complaint_tenant=place,
        complaint_id=row.complaint_id,
        event_seq=row.event_seq,
        kind=kind.value,
        at=row.at,
        read_at=None,
    )


def _tell(context: Context, tx: Transaction, news: News, home: int) -> None:
    for row in news.notifications:
        if row.tenant_id == home:
            notifications.add(tx, row)
            _announce(tx, row)
    for delivery in news.deliveries:
        if delivery.tenant_id == home:
            deliveries.add(tx, delivery, context.now)


def _announce(tx: Transaction, row: NotificationRow) -> None:
    """Whoever watches as this person looks again; a citizen watches with the nation, wherever the notice lies."""
    notice = {
        "tenant": NATION if row.position_id is None else row.tenant_id,
        "desk_path": place_of_account(row.account_id),
        "left": None,
        "complaint": str(row.complaint_id),
        "move": None,
        "version": row.event_seq,
    }
    tx.announce(CHANNEL, orjson.dumps(notice).decode())
