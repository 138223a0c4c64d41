"""Statistics at national size: the question, keeping the sums, counting anew, and the daily work beside them.

Each size has a database of its own, generated (bench/nation) and kept under bench/out, so that a second run finds it;
--drop removes them at the end. The daily work is done in all sizes in turn: a machine is not as fast in each quarter of
an hour. It comes first, before the raw question has read whole databases and left nothing else in memory.
"""

import asyncio
from collections.abc import Mapping
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
    places = {size: _loaded(table, admin_url, options, size) for size in options.nation_sizes}
    _worked(table, places, options, postmaster)
    smallest, *_ = places
    kept(table, places[smallest], options, postmaster)
    first = 0.0
    for size, place in places.items():
        seconds = _asked(table, place, size, options.until)
        first = first or seconds
        table.ratio(f"{size:,}: question, time to that at the smallest size", seconds / first, at_most=1.2)
        counted_anew(table, place)
    if options.drop:
        for size in places:
            drop(admin_url, f"bench_nation_{size}")


def _loaded(table: Table, admin_url: str, options: Options, size: int) -> Place:
    scale = Scale(size, options.until)
    place = nation(admin_url, scale, options.all_tenants)
    loaded = load(place, scale)
    if loaded.done:
        rate = loaded.done / max(loaded.rows, 0.001)
        table.say(f"{size:,} complaints loaded by COPY; indexes", f"{rate:,.0f}/s; {loaded.indexes:.0f} s")
    table.say(f"{size:,} complaints: disk", f"{loaded.size / 1e9:.2f} GB, {loaded.size / size:,.0f} bytes each")
    return place


def _asked(table: Table, place: Place, size: int, until: date) -> float:
    """The nation's question both ways; they must agree. The seconds from sums."""
    sums = national_question.from_sums(place, until)
    raw = national_question.from_rows(place, until, 1 if size > 1_000_000 else _MOST_RAW)
    if sums.figures != raw.figures:
        differing = {key for key in sums.figures | raw.figures if sums.figures.get(key) != raw.figures.get(key)}
        raise RuntimeError(f"the sums are not what the rows say: {len(differing)} cells, {sorted(differing)[:3]}")
    what = f"{size:,}: 38 provinces x 12 months"
    table.say(f"{what}, from sums; rows scanned", f"{sums.seconds * 1000:.1f} ms; {sums.scanned:,}")
    table.say(f"{what}, from raw rows; rows scanned", f"{raw.seconds * 1000:,.0f} ms; {raw.scanned:,}")
    table.ratio(f"{what}: raw to sums", raw.seconds / sums.seconds)
    return sums.seconds


def _worked(table: Table, places: Mapping[int, Place], options: Options, postmaster: int) -> None:
    """Inbox and lifecycle of the main pemda, each round in every size."""
    inboxes: dict[int, list[float]] = {size: [] for size in places}
    lives: dict[int, list[Lived]] = {size: [] for size in places}
    for _ in range(_ROUNDS):
        for size, place in places.items():
            inboxes[size].append(_inboxes(place, options.times, postmaster))
            lives[size].append(lifecycle.run(place, options.lifecycles, postmaster))
    smallest, *_ = places
    for size in places:
        inbox, lived = median(inboxes[size]), lifecycle.middle(lives[size])
        table.say(f"{size:,}: inboxes and lifecycles a second", f"{inbox:.0f} and {lived.rate:.1f}")
        pairs = {"inbox": (inboxes[smallest], inboxes[size])}
        pairs["lifecycle"] = ([one.rate for one in lives[smallest]], [one.rate for one in lives[size]])
        for what, (few, many) in pairs.items():
            ratio = median(fast / slow for fast, slow in zip(few, many, strict=True))
            table.ratio(f"{size:,}: {what}, time to that at the smallest size", ratio, at_most=1.1)


def _inboxes(place: Place, times: int, postmaster: int) -> float:
    """So many a second, over HTTP, once warm."""
    asking = Asking(place, officer(place), times)
    with module(OURS, place.database.admin_url) as server:
        contender = Contender(server, asking.inboxes()[OURS])
        one(contender, 8, postmaster)
        return median(one(contender, 8, postmaster).rate for _ in range(_ROUNDS))


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


def counted_anew(table: Table, place: Place) -> None:
    """The main pemda's tallies and sums, from its events."""
    ((tenant, timetable),) = asyncio.run(timetables_of(place.database, [place.main])).items()
    with connected(place.database.owner_url) as connection:
        began = perf_counter()
        count = rebuild(connection, tenant, timetable)
        taken = perf_counter() - began
    table.say("complaints counted anew a second, one process", f"{count / taken:,.0f} ({count:,} of one pemda)")
