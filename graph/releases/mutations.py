"""Publishing the statistics of a month or a year: once, frozen; a correction is a new version."""

import asyncio
from typing import Annotated, Final
from uuid import UUID

import strawberry

from graph.context import Info
from graph.fields import mutation
from graph.inputs import argument
from graph.moving import permit
from graph.once import Change, once
from graph.releases.inputs import PublishStatisticsInput
from graph.releases.types import StatisticRelease
from graph.seeing import OfPemda
from policies.permissions import Permission
from policies.principal import Principal
from rules.errors import RETRY, Refusal, bad_input, not_found
from rules.identifiers import NATION
from rules.releases import Held, Period, Release, check_over, next_release
from rules.roles import LABELS
from tenants.release_rows import ReleaseRow
from tenants.session import Transaction
from tenants.stores import releases
from tenants.stores.releases import Counted, Publisher

_SHORTEST_NOTE: Final = 5
_STILL_HERE: Final = 5.0
"""Seconds after which the database hears that a transaction is alive: it ends those that are silent for 15."""


@strawberry.type
class ReleaseMutations:
    """Root fields that publish statistics."""

    @mutation(Permission.RELEASE_PUBLISH, StatisticRelease)
    async def publish_statistics(
        self, info: Info, input: Annotated[PublishStatisticsInput, argument("Which period.")]
    ) -> ReleaseRow:
        """Publish a month or a year of all pemda for everybody, small counts hidden, for good (terbitkan statistik)."""
        context, period = info.context, Period.of(input.period)
        async with once(context, NATION, input) as change:
            permit(context.principal, Permission.RELEASE_PUBLISH, OfPemda(NATION))
            if change.is_new:
                check_over(period, context.now)
                held = await releases.held(change.tx, period.year)
                _check_note(input.note, again=str(period) in held)
                counted = await releases.counted(change.tx, period, context.now, context.principal.reach)
                made = await _made(change.tx, period, counted, held)
                who = context.principal
                publisher = Publisher(who.position, _title(who), context.now, input.note)
                releases.add(change.tx, made, publisher)
                change.keep(UUID(int=made.version))
            return await _shown(change, period)


async def _made(tx: Transaction, period: Period, counted: Counted, held: Held) -> Release:
    """The tables: some seconds of arithmetic for a year, during which others are served."""
    if not counted.complete:
        raise Refusal(
            RETRY,
            "Some of what happened in this period is still to be counted: try again in a few minutes.",
            "Sebagian kejadian pada periode ini belum dihitung: coba lagi beberapa menit lagi.",
            field="period",
        )
    making = asyncio.ensure_future(asyncio.to_thread(next_release, period, counted.regions, counted.sums, held))
    while not (await asyncio.wait({making}, timeout=_STILL_HERE))[0]:
        await releases.stay(tx)
    return making.result()


async def _shown(change: Change, period: Period) -> ReleaseRow:
    row = await releases.one(change.tx, str(period), change.id.int)
    if row is None:
        raise not_found()
    return row


def _title(who: Principal) -> str:
    return who.position_title or LABELS[who.role]


def _check_note(note: str, *, again: bool) -> None:
    if again and len(note) < _SHORTEST_NOTE:
        raise bad_input("note", "It is published: say why again.", "Sudah terbit: sebutkan alasan koreksi.")
    if note and not again:
        raise bad_input("note", "A first version corrects nothing.", "Versi pertama tidak memerlukan alasan koreksi.")
