"""Half an hour of a working day: inbox, detail, lives, statistics, and five hundred desks that listen; then a burst.

Are the slowest requests as fast at the end as at the beginning, does the memory stay, does nothing fail; and after ten
times the traffic, how long until it is as before?
"""

import pickle
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Final

import psycopg

from bench import documents, lifecycle, national_question
from bench.nation.__main__ import nation
from bench.nation.loading import Scale, load
from bench.offices import UNITS, officer
from bench.options import Options
from bench.serving import module
from bench.site import Place
from bench.table import Table
from bench.traffic import Job, Result, Sample
from graph.nodes import node_id

RATE: Final = 20.0
TIMES: Final = 10
WINDOWS: Final = 6
_DETAILS: Final = "SELECT id FROM tuntas.complaint WHERE tenant_id = %s ORDER BY received_at DESC LIMIT 2000"
_GRACE: Final = 0.05
_EVERY: Final = 2.0


@dataclass(slots=True)
class Memory:
    """Bytes that stay in memory, of processes, at times since the beginning."""

    found: list[tuple[float, int]] = field(default_factory=list)

    def between(self, first: float, last: float) -> int:
        """The largest."""
        return max((size for at, size in self.found if first <= at < last), default=0)


def measure(table: Table, admin_url: str, options: Options, _postmaster: int) -> None:
    """On the largest nation."""
    scale = Scale(options.nation_sizes[-1], options.until)
    place = nation(admin_url, scale, options.all_tenants)
    load(place, scale)
    with module("ours", admin_url_of(place)) as server, module("counting", admin_url_of(place)) as counter:
        job = job_of(place, options, server.port)
        with watched([server.pid, counter.pid]) as memory:
            result = run(job)
    tell(table, job, result, memory)


def admin_url_of(place: Place) -> str:
    return place.database.admin_url


def job_of(place: Place, options: Options, port: int) -> Job:
    """Minutes of traffic, a burst of a sixtieth of that, and as long again as a recovery may take, twice."""
    seconds = options.minutes * 60
    with psycopg.connect(place.database.admin_url) as connection:
        ids = connection.execute(_DETAILS.encode(), (place.main,)).fetchall()
    first, last = national_question.months(options.until)
    question = {"firstDay": first.isoformat(), "lastDay": last.isoformat(), "by": ["PROVINCE"]}
    others = [tenant for tenant in place.tenants if tenant not in (0, place.main)]
    desks = [(place.main, number) for number in range(UNITS + 1)]
    desks += [(tenant, number) for number in range(UNITS + 1) for tenant in others]
    return Job(
        port=port,
        rate=RATE,
        seconds=seconds,
        burst=max(5.0, min(30.0, seconds / 12)),
        times=TIMES,
        after=60.0 if options.minutes >= 5 else 30.0,
        lives=lifecycle.people(place, port, 0),
        nation=officer(place, 0, 0).token,
        details=[node_id("Complaint", place.main, row[0]) for row in ids],
        desks=[officer(place, number, tenant).token for tenant, number in desks[: options.desks]],
        statistics=(documents.STATISTICS, {"question": question}),
    )


def run(job: Job) -> Result:
    """Let a process of its own do it."""
    command = [sys.executable, "-m", "bench.traffic"]
    done = subprocess.run(command, input=pickle.dumps(job), stdout=subprocess.PIPE, check=True)
    result: Result = pickle.loads(done.stdout)
    return result


@contextmanager
def watched(pids: Sequence[int]) -> Iterator[Memory]:
    """The memory of these processes while the block runs."""
    memory, ended, began = Memory(), Event(), time.monotonic()

    def watch() -> None:
        while not ended.wait(_EVERY):
            memory.found.append((time.monotonic() - began, sum(map(resident, pids))))

    thread = Thread(target=watch)
    thread.start()
    try:
        yield memory
    finally:
        ended.set()
        thread.join()


def resident(pid: int) -> int:
    """Bytes of a process that are in memory."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0


def tell(table: Table, job: Job, result: Result, memory: Memory) -> None:
    """Window by window, then the burst."""
    length = job.seconds / WINDOWS
    windows = [within(result.samples, number * length, (number + 1) * length) for number in range(WINDOWS)]
    sizes = [memory.between(number * length, (number + 1) * length) for number in range(WINDOWS)]
    table.say(f"mixed load: {len(job.desks)} desks, requests a second", f"{len(flat(windows)) / job.seconds:.1f}")
    for number, (window, size) in enumerate(zip(windows, sizes, strict=True)):
        failed = sum(not sample.fine for sample in window)
        figures = f"{quantile(window, 0.5) * 1000:.0f} / {quantile(window, 0.99) * 1000:.0f} ms, {failed} failed"
        table.say(f"minutes {number * length / 60:.3g} to {(number + 1) * length / 60:.3g}: p50 / p99", figures)
        table.say("  memory of service and counting", f"{size / 1e6:.0f} MB")
    for kind in sorted({sample.kind for sample in flat(windows)}):
        only = [sample for sample in flat(windows) if sample.kind == kind]
        table.say(f"{kind}: p50 / p99", f"{quantile(only, 0.5) * 1000:.0f} / {quantile(only, 0.99) * 1000:.0f} ms")
    table.ratio("failed requests, all told", sum(not sample.fine for sample in result.samples), at_most=0)
    table.ratio(
        "p99 of the last part to the first", quantile(windows[-1], 0.99) / quantile(windows[0], 0.99), at_most=1.2
    )
    table.ratio("memory of the last part to the first", sizes[-1] / max(sizes[0], 1), at_most=1.1)
    table.ratio("seconds after a tenfold burst until p99 is back", recovery(job, result.samples), at_most=30)
    table.say("news heard by desks, streams that broke off", f"{result.news:,}, {result.broken}")
    for wrong in result.wrong:
        table.say("failed", wrong[:200])


def recovery(job: Job, samples: Sequence[Sample]) -> float:
    """From the end of the burst until the first five seconds whose slowest requests are as before."""
    before = quantile(within(samples, job.seconds * (1 - 1 / WINDOWS), job.seconds), 0.99)
    ends = job.seconds + job.burst
    for second in range(int(job.after) - 4):
        window = within(samples, ends + second, ends + second + 5)
        if window and quantile(window, 0.99) <= before * 1.5 + _GRACE:
            return float(second)
    return float("inf")


def within(samples: Sequence[Sample], first: float, last: float) -> list[Sample]:
    """Those that were due between two times."""
    return [sample for sample in samples if first <= sample.at < last]


def flat(windows: Sequence[Sequence[Sample]]) -> list[Sample]:
    """All of them."""
    return [sample for window in windows for sample in window]


def quantile(samples: Sequence[Sample], share: float) -> float:
    """The time below which this share of them stayed."""
    times = sorted(sample.seconds for sample in samples)
    return times[min(int(len(times) * share), len(times) - 1)] if times else 0.0
