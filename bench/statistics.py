"""Statistics at national size: the question, keeping the sums, counting anew, and the daily work beside them.

Each size has a database of its own, generated (bench/nation) and kept under bench/out, so that a second run finds it;
--drop removes each when it was measured.
"""

import asyncio
from datetime import date
from statistics import median
from time import perf_counter
from typing import Final

from bench import lifecycle, national_question
from bench.asking import OURS, Asking
from bench.lifecycle import Lived
from bench.nation.__main__ import nation
from bench.nation.loading import Scale, load
from bench.offices import officer
from bench.options import Options
from bench.rounds import Contender, one
from bench.serving import module
from bench.site import Place, drop
from bench.table import Table
from gateway.statistics_counting.rebuilding import timetables_of
from tenants.histories import connected
from tenants.rebuilding import rebuild

_MOST_RAW: Final = 3
_ROUNDS: Final = 3


def measure(table: Table, admin_url: str, options: Options, postmaster: int) -> None:
    """Every size; the smallest is what the others are held against."""
    smallest: dict[str, float] = {}
    for size in options.nation_sizes:
        scale = Scale(size, options.until)
        place = nation(admin_url, scale, options.all_tenants)
        loaded = load(place, scale)
        if loaded.done:
            rate = loaded.done / max(loaded.rows, 0.001)
            table.say(f"{size:,} complaints loaded by COPY; indexes", f"{rate:,.0f}/s; {loaded.indexes:.0f} s")
        table.say(f"{size:,} complaints: disk", f"{loaded.size / 1e9:.2f} GB, {loaded.size / size:,.0f} bytes each")
        figures = _asked(table, place, size, options.until) | _worked(table, place, size, options, postmaster)
        smallest = smallest or figures
        _compared(table, size, figures, smallest)
        if size == options.nation_sizes[0]:
            kept(table, place, options, postmaster)
        counted_anew(table, place)
        if options.drop:
            drop(admin_url, f"bench_nation_{size}")


def _asked(table: Table, place: Place, size: int, until: date) -> dict[str, float]:
    """The nation's question both ways; they must agree."""
    sums = national_question.from_sums(place, until)
    raw = national_question.from_rows(place, until, 1 if size > 1_000_000 else _MOST_RAW)
    if sums.figures != raw.figures:
        differing = {key for key in sums.figures | raw.figures if sums.figures.get(key) != raw.figures.get(key)}
        raise RuntimeError(f"the sums are not what the rows say: {len(differing)} cells, {sorted(differing)[:3]}")
    what = f"{size:,}: 38 provinces x 12 months"
    table.say(f"{what}, from sums; rows scanned", f"{sums.seconds * 1000:.1f} ms; {sums.scanned:,}")
    table.say(f"{what}, from raw rows; rows scanned", f"{raw.seconds * 1000:,.0f} ms; {raw.scanned:,}")
    table.ratio(f"{what}: raw to sums", raw.seconds / sums.seconds)
    return {"question": sums.seconds}


def _worked(table: Table, place: Place, size: int, options: Options, postmaster: int) -> dict[str, float]:
    """Inbox and lifecycle of the main pemda."""
    asking = Asking(place, officer(place), options.times)
    with module(OURS, place.database.admin_url) as server:
        contender = Contender(server, asking.inboxes()[OURS])
        one(contender, 8, postmaster)
        inbox = median(one(contender, 8, postmaster).rate for _ in range(_ROUNDS))
    lived = _middle(place, options, postmaster)
    table.say(f"{size:,}: inboxes and lifecycles a second", f"{inbox:.0f} and {lived.rate:.1f}")
    return {"inbox": 1 / inbox, "lifecycle": 1 / lived.rate}


def _compared(table: Table, size: int, figures: dict[str, float], smallest: dict[str, float]) -> None:
    for what, at_most in (("question", 1.2), ("inbox", 1.1), ("lifecycle", 1.1)):
        table.ratio(
            f"{size:,}: {what}, time to that at the smallest size", figures[what] / smallest[what], at_most=at_most
        )


def kept(table: Table, place: Place, options: Options, postmaster: int) -> None:
    """Lifecycles with the sums kept, queue and worker, and with neither; in turn."""
    with_sums: list[Lived] = []
    without: list[Lived] = []
    for _ in range(_ROUNDS):
        without.append(lifecycle.run(place, options.lifecycles, postmaster, "uncounted"))
        with module("counting", place.database.admin_url):
            with_sums.append(lifecycle.run(place, options.lifecycles, postmaster))
    pairs = list(zip(without, with_sums, strict=True))
    ratio = median(bare.rate / full.rate for bare, full in pairs)
    table.ratio("lifecycles a second without keeping sums, to those with it", ratio, at_most=1.15)
    cpu = median((full.server + full.database) / (bare.server + bare.database) for bare, full in pairs)
    table.ratio("CPU of server and database for a lifecycle with sums, to that without", cpu)


def _middle(place: Place, options: Options, postmaster: int) -> Lived:
    return lifecycle.middle([lifecycle.run(place, options.lifecycles, postmaster) for _ in range(_ROUNDS)])


def counted_anew(table: Table, place: Place) -> None:
    """The main pemda's tallies and sums, from its events."""
    ((tenant, timetable),) = asyncio.run(timetables_of(place.database, [place.main])).items()
    with connected(place.database.owner_url) as connection:
        began = perf_counter()
        count = rebuild(connection, tenant, timetable)
        taken = perf_counter() - began
    table.say("complaints counted anew a second, one process", f"{count / taken:,.0f} ({count:,} of one pemda)")
