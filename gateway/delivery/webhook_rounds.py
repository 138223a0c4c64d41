"""Which receivers are told what, now? Many at a time, each by one worker, the moves of one complaint in their order.

A worker takes a webhook on for a minute at most and stops well before. It reads the oldest waiting message of each
complaint, posts them one after the other, and stops at the first that fails: a receiver that is down costs one
attempt a turn and nobody else's time. What dies between the post and the note of it is sent again under the same
webhook-id.
"""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

import structlog

from gateway.delivery.webhook import Outcome, WebhookPost
from gateway.delivery.webhook_message import body_of
from rules.identifiers import NATION, reach_of
from rules.webhook_signatures import signed
from rules.webhooks import KEPT_FOR, DeliveryState, next_attempt, pause
from tenants.database import Pool
from tenants.session import Sessions
from tenants.stores import webhook_deliveries, webhooks
from tenants.vault import IdentityUnreadableError, Vault
from tenants.webhook_rows import DeliveryRow, WebhookRow

_ALL: Final = reach_of(NATION)
_AT_ONCE: Final = 16
_TURN: Final = timedelta(seconds=30)
_LEASE: Final = timedelta(seconds=60)
"""Longer than a turn and the attempt it may end with: nobody else sends for this webhook meanwhile."""
_BATCH: Final = 20
_MOST_WEBHOOKS: Final = 500

Clock = Callable[[], datetime]
log = structlog.get_logger("tuntas.webhooks")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Turn:
    """One webhook in the hands of one worker, with the keys that sign for it."""

    webhook: WebhookRow
    keys: list[bytes]
    until: datetime
    sent: int = 0
    failures: int = 0

    @property
    def place(self) -> tuple[int, UUID]:
        """Which webhook it is, as (tenant, id)."""
        return self.webhook.tenant_id, self.webhook.id


class WebhookRounds:
    """Tells receivers what waits for them. Any number of processes may do so at the same time."""

    def __init__(self, pool: Pool, vault: Vault, post: WebhookPost, clock: Clock = _now) -> None:
        self._sessions = Sessions(pool, _ALL)
        self._vault = vault
        self._post = post
        self._clock = clock
        self._worker = uuid4()
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._chance = random.SystemRandom().random

    async def run(self) -> int:
        """One round over the receivers for whom something is due; how many messages were delivered."""
        due = await webhooks.waiting(self._sessions, _ALL, self._clock(), _MOST_WEBHOOKS)
        return sum(await asyncio.gather(*(self._guarded(place) for place in due)))

    async def _guarded(self, place: tuple[int, UUID]) -> int:
        async with self._slots:
            try:
                return await self._serve(place)
            except Exception:
                log.exception("webhooks.turn_failed", tenant=place[0], webhook=str(place[1]))
                return 0

    async def _serve(self, place: tuple[int, UUID]) -> int:
        now = self._clock()
        async with self._sessions.write((place[0],)) as tx:
            row = await webhooks.lease(tx, place, self._worker, now, now + _LEASE)
        if row is None:
            return 0
        try:
            turn = Turn(row, await self._keys(row, now), now + _TURN, failures=row.failures)
            while self._clock() < turn.until and await self._batch(turn):
                pass
            return turn.sent
        finally:
            await self._leave(place, now)

    async def _keys(self, row: WebhookRow, now: datetime) -> list[bytes]:
        try:
            return [
                await self._vault.open_secret(self._sessions, row.tenant_id, row.id, sealed)
                for sealed in row.secrets(now)
            ]
        except IdentityUnreadableError:
            await self._note((row.tenant_id, row.id), row.failures + 1, pause(row.failures + 1, now, self._chance()))
            raise

    async def _batch(self, turn: Turn) -> bool:
        """Send the heads of as many complaints; False when none was due, one failed, or the time is over."""
        heads = await webhook_deliveries.heads(self._sessions, turn.place, self._clock(), _BATCH)
        for head in heads:
            if self._clock() >= turn.until or not await self._deliver(turn, head):
                return False
        return bool(heads)

    async def _deliver(self, turn: Turn, row: DeliveryRow) -> bool:
        body, now = body_of(row), self._clock()
        if body is None:
            async with self._sessions.write((row.tenant_id,)) as tx:
                webhook_deliveries.settle(tx, row, DeliveryState.WITHHELD, None, now=now)
            return True
        outcome = await self._post(turn.webhook.url, signed(turn.keys, str(row.id), now, body), body)
        if outcome.delivered:
            await self._delivered(turn, row, outcome, now)
        else:
            await self._failed(turn, row, outcome, now)
        return outcome.delivered

    async def _delivered(self, turn: Turn, row: DeliveryRow, outcome: Outcome, at: datetime) -> None:
        async with self._sessions.write((row.tenant_id,)) as tx:
            webhook_deliveries.settle(tx, row, DeliveryState.DELIVERED, _attempt(outcome, at), now=self._clock())
            if turn.failures:
                webhooks.went(tx, turn.place, 0, None)
        turn.failures = 0
        turn.sent += 1

    async def _failed(self, turn: Turn, row: DeliveryRow, outcome: Outcome, at: datetime) -> None:
        now, turn.failures = self._clock(), turn.failures + 1
        again = next_attempt(row.failures + 1, row.queued_at, now, self._chance())
        state = DeliveryState.DEAD if again is None else DeliveryState.PENDING
        async with self._sessions.write((row.tenant_id,)) as tx:
            webhook_deliveries.settle(tx, row, state, _attempt(outcome, at), now=now, again=again)
            webhooks.went(tx, turn.place, turn.failures, pause(turn.failures, now, self._chance()))
        log.info("webhooks.failed", tenant=row.tenant_id, delivery=str(row.id), status=outcome.status, state=str(state))

    async def _note(self, place: tuple[int, UUID], failures: int, not_before: datetime) -> None:
        async with self._sessions.write((place[0],)) as tx:
            webhooks.went(tx, place, failures, not_before)

    async def _leave(self, place: tuple[int, UUID], now: datetime) -> None:
        async with self._sessions.write((place[0],)) as tx:
            webhook_deliveries.forget(tx, place, now - KEPT_FOR)
            webhooks.release(tx, place, self._worker)


def _attempt(outcome: Outcome, at: datetime) -> dict[str, Any]:
    return {
        "at": at.isoformat(),
        "status": outcome.status,
        "milliseconds": outcome.milliseconds,
        "said": outcome.said,
    }
