"""Fills a database with a nation: python -m bench.nation --complaints 10000000 [--until 2026-11-01]

It stays under bench/out, and a run that was ended goes on.
"""

import argparse
from datetime import UTC, date, datetime
from resource import RUSAGE_CHILDREN, getrusage

import psycopg

from bench import offices, site
from bench.nation.loading import IMPORTED, Scale, load
from bench.serving import cpu_below


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.nation", description=__doc__)
    parser.add_argument("--complaints", type=int, default=100_000)
    parser.add_argument("--pemda", type=int, default=547, help="how many are enrolled, the nation among them")
    parser.add_argument("--until", type=date.fromisoformat, default=datetime.now(UTC).date())
    parser.add_argument(
        "--imported", type=float, default=IMPORTED, help="share of the time before this system took over"
    )
    parser.add_argument("--again", action="store_true", help="from nothing, not where the last run stopped")
    given = parser.parse_args()
    scale = Scale(given.complaints, given.until, given.imported)
    with site.server() as server:
        place = nation(server.admin_url, scale, given.pemda, again=given.again)
        before, earlier = cpu_below(server.pid or 0), _children()
        loaded = load(place, scale)
        database, generator = cpu_below(server.pid or 0) - before, _children() - earlier
    count, rate = loaded.complaints, loaded.done / max(loaded.rows, 0.001)
    print(f"{loaded.done:,} complaints: rows {loaded.rows:.0f} s ({rate:,.0f}/s), indexes {loaded.indexes:.0f} s,")
    print(f"vacuum {loaded.rest:.0f} s; {loaded.size / 1e9:.2f} GB, {loaded.size / count:,.0f} bytes each")
    print(f"CPU: generator {generator:.0f} s, database {database:.0f} s")


def _children() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def nation(admin_url: str, scale: Scale, pemda: int = 547, *, again: bool = False) -> site.Place:
    """The database of this size: joined when it is there, else made with its people."""
    name, codes = f"bench_nation_{scale.total}", site.everybody()[:pemda]
    with psycopg.connect(admin_url) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone()
    if there and not again:
        return site.known(admin_url, name, codes)
    place = site.make(admin_url, name, codes)
    offices.staff(place)
    return place


if __name__ == "__main__":
    main()
