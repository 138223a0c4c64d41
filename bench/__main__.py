"""Prints the ratios of one run: against raw SQL, against a peer, against itself with more data and more pemda.

    python -m bench [--quick] [--sizes 100000,1000000] [--rounds 7] [--no-peers] [--only http,lifecycle]
    python -m bench --only statistics,exports,mixed [--nation 100000,1000000] [--minutes 30] [--desks 500] [--drop]

Every figure comes from rounds in turn on the machine as it is; ratios within a round are what to read.
"""

import os
from contextlib import ExitStack
from time import perf_counter

from bench import exporting, filling, in_process, lifecycle, mixed, offices, over_http, site, statistics, sweep
from bench.asking import OURS, Asking
from bench.options import Options
from bench.rounds import Contender, compare
from bench.serving import module
from bench.table import Table

FEW, ALL = "bench_few", "bench_all"


def main() -> None:
    options, table = Options.parsed(), Table()
    began = perf_counter()
    with site.server() as server:
        postmaster = server.pid
        if postmaster is None:
            raise RuntimeError("the database does not run")
        table.say("processors, load at the beginning", f"{os.cpu_count()}, {os.getloadavg()[0]:.1f}")
        if any(map(options.wants, ("process", "http", "tenants"))):
            with_few(table, server.admin_url, options, postmaster)
        if any(map(options.wants, ("tenants", "lifecycle", "sweep"))):
            with_all(table, server.admin_url, options, postmaster)
        site.drop(server.admin_url, FEW)
        if options.asks_for("statistics"):
            statistics.measure(table, server.admin_url, options, postmaster)
        if options.asks_for("exports"):
            exporting.measure(table, server.admin_url, options, postmaster)
        if options.asks_for("mixed"):
            mixed.measure(table, server.admin_url, options, postmaster)
        table.say("load at the end, minutes taken", f"{os.getloadavg()[0]:.1f}, {(perf_counter() - began) / 60:.1f}")
    (site.OUT / "table.md").write_text(table.markdown() + "\n")


def with_few(table: Table, admin_url: str, options: Options, postmaster: int) -> None:
    """What is measured with few pemda; their database stays, to compare with."""
    few = made(table, admin_url, FEW, site.FEW)
    filled(table, few, options.sizes[0])
    asking = Asking(few, offices.officer(few), options.times)
    if options.wants("process"):
        in_process.measure(table, few, asking.admin.principal, options)
    if options.wants("http"):
        over_http.measure(table, asking, options, postmaster)


def with_all(table: Table, admin_url: str, options: Options, postmaster: int) -> None:
    """What is measured with every pemda."""
    full = made(table, admin_url, ALL, site.everybody()[: options.all_tenants])
    filled(table, full, options.sizes[0])
    if options.wants("tenants"):
        few = site.known(admin_url, FEW, site.FEW)
        ask_few, ask_all = (Asking(place, offices.officer(place), options.times) for place in (few, full))
        tenants(table, ask_few, ask_all, options, postmaster)
    if options.wants("lifecycle"):
        lives(table, full, options, postmaster)
    if options.wants("sweep"):
        sweep.measure(table, full, options)
    site.drop(admin_url, ALL)


def made(table: Table, admin_url: str, name: str, codes: tuple[str, ...]) -> site.Place:
    """A database with these pemda and their people."""
    began = perf_counter()
    place = site.make(admin_url, name, codes)
    offices.staff(place)
    table.say(f"{len(codes) - 1} pemda and the nation enrolled, with their people", f"{perf_counter() - began:.1f} s")
    return place


def filled(table: Table, place: site.Place, total: int, already: int = 0) -> None:
    """The same with so many complaints."""
    done = filling.fill(place, total, already)
    table.say(f"{done.rows:,} complaints generated; on disk", f"{done.seconds:.0f} s; {done.size / 1e6:,.0f} MB")


def tenants(table: Table, few: Asking, full: Asking, options: Options, postmaster: int) -> None:
    """One pemda's inbox over HTTP, where few are enrolled and where all are: the same rows of the same pemda."""
    with ExitStack() as stack:
        servers = {
            "few": stack.enter_context(module(OURS, few.place.database.admin_url)),
            "all": stack.enter_context(module(OURS, full.place.database.admin_url)),
        }
        contenders = {
            "few": Contender(servers["few"], few.inboxes()[OURS]),
            "all": Contender(servers["all"], full.inboxes()[OURS]),
        }
        found = compare(contenders, 8, options.rounds, postmaster)
    count = len(full.place.tenants) - 1
    what = f"one pemda's inbox with {count} enrolled, to itself with {len(few.place.tenants) - 1}"
    table.ratio(f"{what}: time", 1 / found.ratio("all", "few"), at_most=1.1)
    table.ratio(f"{what}: database CPU", found.ratio("all", "few", "database"), at_most=1.1)


def lives(table: Table, place: site.Place, options: Options, postmaster: int) -> None:
    """The lifecycle at every size."""
    first, before = None, 0
    for size in options.sizes:
        if before:
            filled(table, place, size, before)
        lived = lifecycle.middle([lifecycle.run(place, options.lifecycles, postmaster) for _ in range(3)])
        lifecycle.tell(table, size, lived, first)
        first, before = first or lived, size


if __name__ == "__main__":
    main()
