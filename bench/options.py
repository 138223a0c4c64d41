"""How much is measured, and how long."""

import argparse
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Self


@dataclass(frozen=True, slots=True)
class Options:
    """One run. `sizes` are complaints in the database; `all_tenants` how many pemda the full database enrols.

    `nation_sizes` are those of the generated nation, `until` its last day; mixed load runs on the largest.
    """

    sizes: tuple[int, ...] = (100_000, 1_000_000)
    rounds: int = 7
    times: int = 4_000
    lifecycles: int = 1_500
    in_process: int = 100
    peers: bool = True
    all_tenants: int = 547
    only: frozenset[str] = frozenset()
    nation_sizes: tuple[int, ...] = (100_000, 1_000_000)
    until: date = date.max
    drop: bool = False
    minutes: float = 30
    desks: int = 500

    @classmethod
    def parsed(cls, arguments: list[str] | None = None) -> Self:
        """From the command line."""
        parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
        parser.add_argument("--quick", action="store_true", help="20,000 complaints, 60 pemda, short rounds")
        parser.add_argument("--sizes", help="complaints before and after growing, as 100000,1000000")
        parser.add_argument("--rounds", type=int, help="rounds of each comparison")
        parser.add_argument("--no-peers", action="store_true", help="leave PostGraphile out")
        parser.add_argument(
            "--only", default="", help="of: process, http, tenants, lifecycle, sweep, statistics, exports, mixed"
        )
        parser.add_argument("--nation", help="sizes of the generated nation, as 100000,1000000,10000000")
        parser.add_argument("--until", type=date.fromisoformat, default=datetime.now(UTC).date(), help="its last day")
        parser.add_argument("--drop", action="store_true", help="remove each nation when it was measured")
        parser.add_argument("--minutes", type=float, help="of mixed load (30)")
        parser.add_argument("--desks", type=int, help="that are subscribed during mixed load (500)")
        given = parser.parse_args(arguments)
        values: dict[str, object] = {
            "peers": not given.no_peers,
            "only": frozenset(filter(None, given.only.split(","))),
            "until": given.until,
            "drop": given.drop,
        }
        if given.quick:
            values |= {"sizes": (20_000,), "rounds": 3, "times": 600, "lifecycles": 150, "in_process": 30}
            values |= {"all_tenants": 60, "nation_sizes": (20_000,), "minutes": 1.0, "desks": 20}
        if given.sizes:
            values["sizes"] = tuple(int(size) for size in given.sizes.split(","))
        if given.nation:
            values["nation_sizes"] = tuple(int(size) for size in given.nation.split(","))
        for name in ("rounds", "minutes", "desks"):
            if getattr(given, name):
                values[name] = getattr(given, name)
        return cls(**values)  # type: ignore[arg-type]

    def wants(self, what: str) -> bool:
        """Is this part of the run?"""
        return not self.only or what in self.only

    def asks_for(self, what: str) -> bool:
        """Is this part of the run by name? Hours are not spent unasked."""
        return what in self.only
