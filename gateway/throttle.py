"""How often one client address, or one sender, may do what needs no account: submit, upload, try a receipt, write."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Final

from gateway.client_address import site_of
from rules.errors import RATE_LIMITED, Refusal

MOST_REMEMBERED: Final = 50_000


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `burst` at once, refilled at `per_hour`."""

    burst: int
    per_hour: float


RATES: Final[Mapping[str, Rate]] = {
    "submit": Rate(20, 60),
    "upload": Rate(30, 120),
    "receipt": Rate(20, 120),
    "register": Rate(5, 10),
    "packet": Rate(20, 120),
    "message": Rate(20, 30),
}


class Throttle:
    """Token buckets by kind and address, in this process; the oldest are forgotten beyond a bound."""

    def __init__(self, rates: Mapping[str, Rate] = RATES) -> None:
        self._rates = rates
        self._buckets: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()

    def admit(self, kind: str, address: str) -> None:
        """Take one. Raises RATE_LIMITED when none is left."""
        rate = self._rates[kind]
        now, key = monotonic(), (kind, site_of(address))
        left, since = self._buckets.pop(key, (float(rate.burst), now))
        left = min(float(rate.burst), left + (now - since) * rate.per_hour / 3600)
        self._buckets[key] = (max(left - 1, left if left < 1 else 0.0), now)
        if len(self._buckets) > MOST_REMEMBERED:
            self._buckets.popitem(last=False)
        if left < 1:
            raise Refusal(
                RATE_LIMITED,
                "Too many from your network: try again later.",
                "Terlalu banyak permintaan dari jaringan Anda: coba lagi nanti.",
                rule=f"{kind}: {rate.burst} at once, {rate.per_hour:g} an hour",
            )
