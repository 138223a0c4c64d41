"""Attempts are limited by e-mail address and by network, without keeping either."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest

from gateway.attempts import AttemptLimits, Attempts
from rules.errors import RATE_LIMITED, Refusal
from rules.identifiers import NOWHERE
from tenants.database import Database, Pool
from tenants.session import Sessions
from tests.organisation import NOW

pytestmark = pytest.mark.anyio
LIMITS = AttemptLimits(of_email=3, of_address=5)


@pytest.fixture
def attempts(pool: Pool) -> Attempts:
    return Attempts(Sessions(pool, NOWHERE), LIMITS)


def someone() -> str:
    return f"{uuid4().hex}@uji.test"


def somewhere() -> str:
    return f"2001:db8:{uuid4().hex[:4]}:{uuid4().hex[:4]}::1"


async def tries(attempts: Attempts, address: str, whom: str, times: int, now: object = NOW) -> int:
    """How many of so many were admitted."""
    admitted = 0
    for _ in range(times):
        try:
            await attempts.admit(address, now, whom=whom)  # type: ignore[arg-type]
            admitted += 1
        except Refusal as refusal:
            if refusal.code != RATE_LIMITED:
                raise
    return admitted


async def test_one_address_is_tried_three_times_from_wherever(attempts: Attempts) -> None:
    whom = someone()
    assert [await tries(attempts, somewhere(), variant, 1) for variant in (whom, whom.upper(), f" {whom}", whom)] == [
        1, 1, 1, 0,
    ]  # fmt: skip


async def test_one_network_tries_five_times_whomever(attempts: Attempts) -> None:
    network = f"2001:db8:{uuid4().hex[:4]}:{uuid4().hex[:4]}"
    assert sum([await tries(attempts, f"{network}::{host}", someone(), 1) for host in range(8)]) == 5


async def test_neighbours_by_ipv4_are_not_one_network(attempts: Attempts) -> None:
    octets = [uuid4().int % 256 for _ in range(3)]
    first = ".".join(map(str, (octets[0], octets[1], octets[2], 1)))
    second = ".".join(map(str, (octets[0], octets[1], octets[2], 2)))
    assert await tries(attempts, first, "", 5) == 5
    assert await tries(attempts, second, "", 1) == 1


async def test_the_window_ends(attempts: Attempts) -> None:
    whom, address = someone(), somewhere()
    assert await tries(attempts, address, whom, 4) == 3
    assert await tries(attempts, address, whom, 1, NOW + LIMITS.window - timedelta(seconds=1)) == 0
    assert await tries(attempts, address, whom, 1, NOW + LIMITS.window) == 1


async def test_a_success_clears_the_person_and_not_the_network(attempts: Attempts) -> None:
    whom, address = someone(), somewhere()
    assert await tries(attempts, address, whom, 3) == 3
    await attempts.succeeded(address, whom=whom)
    assert await tries(attempts, address, whom, 3) == 3
    assert await tries(attempts, address, someone(), 1) == 0


async def test_attempts_side_by_side_do_not_slip_through(attempts: Attempts) -> None:
    whom = someone()
    admitted = await asyncio.gather(*(tries(attempts, somewhere(), whom, 1) for _ in range(8)))
    assert sum(admitted) == 3


async def test_nobody_can_read_who_tried(attempts: Attempts, database: Database) -> None:
    whom, address = someone(), somewhere()
    await attempts.admit(address, NOW, whom=whom)
    with psycopg.connect(database.owner_url) as owner:
        kept = str(owner.execute("SELECT subject FROM tuntas.sign_in_attempt").fetchall())
    assert whom not in kept
    assert address not in kept
    assert "email:" in kept
