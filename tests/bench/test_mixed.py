"""What a run of mixed load tells: windows, quantiles, and when the slowest requests are as before."""

import math
import os
import time

from bench.lifecycle import Lives
from bench.mixed import quantile, recovery, resident, watched, within
from bench.traffic import Job, Sample

LIVES = Lives(1, 0, "", {}, [], {})
JOB = Job(1, 10.0, 60.0, 10.0, 10, 40.0, LIVES, "", [], [], ("", {}))


def samples(*slow: tuple[float, float]) -> list[Sample]:
    """Ten a second for 110 seconds, fast but between these times."""
    times = [number / 10 for number in range(1_100)]
    return [Sample(at, "inbox", 2.0 if any(a <= at < b for a, b in slow) else 0.02, fine=True) for at in times]


def test_quantiles_and_windows() -> None:
    found = within(samples((0, 1)), 0, 10)
    assert len(found) == 100
    assert quantile(found, 0.5) == 0.02
    assert quantile(found, 0.99) == 2.0
    assert quantile([], 0.99) == 0.0


def test_recovery_is_told_from_the_end_of_the_burst() -> None:
    assert recovery(JOB, samples((60, 70))) == 0
    assert recovery(JOB, samples((60, 82))) == 12
    assert recovery(JOB, samples((60, 110))) == math.inf


def test_memory_is_read_while_it_lasts() -> None:
    assert resident(os.getpid()) > 1_000_000
    with watched([os.getpid()]) as memory:
        time.sleep(2.2)
    assert memory.between(0, 10) > 1_000_000
    assert memory.between(100, 110) == 0
