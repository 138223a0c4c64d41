"""How much is measured, and how long."""

import argparse
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Options:
    """One run. `sizes` are complaints in the database; `all_tenants` how many pemda the full database enrols."""

    sizes: tuple[int, ...] = (100_000, 1_000_000)
    rounds: int = 7
    times: int = 4_000
    lifecycles: int = 1_500
    in_process: int = 100
    peers: bool = True
    all_tenants: int = 547
    only: frozenset[str] = frozenset()

    @classmethod
    def parsed(cls, arguments: list[str] | None = None) -> Self:
        """From the command line."""
        parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
        parser.add_argument("--quick", action="store_true", help="20,000 complaints, 60 pemda, short rounds")
        parser.add_argument("--sizes", help="complaints before and after growing, as 100000,1000000")
        parser.add_argument("--rounds", type=int, help="rounds of each comparison")
        parser.add_argument("--no-peers", action="store_true", help="leave PostGraphile out")
        parser.add_argument("--only", default="", help="of: process, http, tenants, lifecycle, sweep")
        given = parser.parse_args(arguments)
        values: dict[str, object] = {
            "peers": not given.no_peers,
            "only": frozenset(filter(None, given.only.split(","))),
        }
        if given.quick:
            values |= {"sizes": (20_000,), "rounds": 3, "times": 600, "lifecycles": 150, "in_process": 30}
            values |= {"all_tenants": 60}
        if given.sizes:
            values["sizes"] = tuple(int(size) for size in given.sizes.split(","))
        if given.rounds:
            values["rounds"] = given.rounds
        return cls(**values)  # type: ignore[arg-type]

    def wants(self, what: str) -> bool:
        """Is this part of the run?"""
        return not self.only or what in self.only
