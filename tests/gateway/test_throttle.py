"""A visitor's address has a bucket for each kind of act: a burst, then so many an hour, and no memory without end."""

from contextlib import suppress

import pytest

from gateway import throttle as module
from gateway.throttle import RATES, Rate, Throttle
from rules.errors import RATE_LIMITED, Refusal

KEPRI, OTHER = "203.0.113.1", "203.0.113.2"


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "monotonic", clock)
    return clock


def admitted(throttle: Throttle, times: int, address: str = KEPRI, kind: str = "submit") -> int:
    """How many of so many are let through."""
    done = 0
    for _ in range(times):
        with suppress(Refusal):
            throttle.admit(kind, address)
            done += 1
    return done


def test_a_burst_then_a_trickle(clock: Clock) -> None:
    throttle = Throttle({"submit": Rate(3, 60)})
    assert admitted(throttle, 5) == 3
    clock.now += 59
    assert admitted(throttle, 2) == 0
    clock.now += 2
    assert admitted(throttle, 2) == 1
    clock.now += 3600 * 24
    assert admitted(throttle, 9) == 3


def test_a_refused_attempt_costs_nothing(clock: Clock) -> None:
    throttle = Throttle({"submit": Rate(1, 60)})
    throttle.admit("submit", KEPRI)
    for _ in range(60):
        clock.now += 1.001
        admitted(throttle, 1)
    assert admitted(throttle, 1) == 0  # the one that came meanwhile was taken
    clock.now += 60
    assert admitted(throttle, 1) == 1


def test_addresses_and_kinds_have_buckets_of_their_own(clock: Clock) -> None:
    throttle = Throttle({"submit": Rate(1, 1), "upload": Rate(1, 1)})
    assert [admitted(throttle, 2, address, kind) for address in (KEPRI, OTHER) for kind in ("submit", "upload")] == [
        1
    ] * 4


def test_one_ipv6_customer_has_one_bucket(clock: Clock) -> None:
    throttle = Throttle({"submit": Rate(1, 1)})
    assert [admitted(throttle, 1, f"2001:db8:1:2::{number:x}", "submit") for number in range(1, 9)] == [1] + [0] * 7
    assert admitted(throttle, 1, "2001:db8:1:3::1", "submit") == 1


def test_the_refusal_names_the_rule(clock: Clock) -> None:
    throttle = Throttle({"submit": Rate(1, 60)})
    throttle.admit("submit", KEPRI)
    with pytest.raises(Refusal) as refused:
        throttle.admit("submit", KEPRI)
    assert (refused.value.code, refused.value.rule) == (RATE_LIMITED, "submit: 1 at once, 60 an hour")


def test_memory_is_bounded_and_the_busy_are_remembered(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_REMEMBERED", 3)
    throttle = Throttle({"submit": Rate(1, 60)})
    throttle.admit("submit", KEPRI)
    for number in range(10):
        assert admitted(throttle, 1) == 0  # asking again keeps it among the newest
        throttle.admit("submit", f"198.51.100.{number}")
    assert len(throttle._buckets) == 3


def test_what_a_visitor_can_do_is_limited() -> None:
    assert set(RATES) == {"submit", "upload", "receipt", "register", "packet", "message"}
    assert all(rate.burst >= 1 and rate.per_hour > 0 for rate in RATES.values())
