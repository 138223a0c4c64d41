"""How are several servers compared on one machine? In turn, round after round, and by the ratios within a round."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bench import client
from bench.serving import Server, cpu_below


@dataclass(frozen=True, slots=True)
class Contender:
    """A server with its requests; `make` gives those of one round (moves need fresh ones each time)."""

    server: Server
    make: Callable[[], Sequence[bytes]]


@dataclass(frozen=True, slots=True)
class Round:
    """What one server did in one round: requests a second; CPU of server and database and p99, milliseconds."""

    rate: float
    cpu: float
    database: float
    slowest: float


@dataclass(frozen=True, slots=True)
class Compared:
    """All rounds of all contenders, in the same order."""

    rounds: Mapping[str, Sequence[Round]]

    def ratio(self, name: str, to: str, of: str = "rate") -> float:
        """The median over the rounds of one server's figure to another's in the same round."""
        pairs = zip(self.rounds[name], self.rounds[to], strict=True)
        return float(median(getattr(one, of) / max(getattr(other, of), 1e-9) for one, other in pairs))

    def worst(self, name: str, to: str) -> float:
        """The worst round's ratio of requests a second."""
        return min(one.rate / other.rate for one, other in zip(self.rounds[name], self.rounds[to], strict=True))

    def middle(self, name: str) -> Round:
        """The medians of one server."""
        rounds = self.rounds[name]
        return Round(
            median(one.rate for one in rounds),
            median(one.cpu for one in rounds),
            median(one.database for one in rounds),
            median(one.slowest for one in rounds),
        )


class FailedError(RuntimeError):
    """A server answered with errors: its speed would mean nothing."""


def compare(contenders: Mapping[str, Contender], connections: int, rounds: int, postmaster: int) -> Compared:
    """Interleaved rounds over so many connections; each starts with another server."""
    names = list(contenders)
    found: dict[str, list[Round]] = {name: [] for name in names}
    for name in names:
        one(contenders[name], connections, postmaster)  # warms up
    for number in range(rounds):
        shift = number % len(names)
        for name in names[shift:] + names[:shift]:
            found[name].append(one(contenders[name], connections, postmaster))
    return Compared(found)


def one(contender: Contender, connections: int, postmaster: int) -> Round:
    """One server's round."""
    requests = contender.make()
    before = cpu(contender.server, postmaster)
    outcome = client.run(client.Job(contender.server.port, connections, requests))
    if outcome.failures:
        told = f"{len(outcome.failures)} of {len(requests)} failed"
        raise FailedError(f"{contender.server.name}: {told}, first {outcome.failures[0]!r}")
    after = cpu(contender.server, postmaster)
    each = 1000 / len(requests)
    used, database = ((end - start) * each for start, end in zip(before, after, strict=True))
    return Round(outcome.rate, used, database, outcome.slowest() * 1000)


def cpu(server: Server, postmaster: int) -> tuple[float, float]:
    """Seconds of CPU so far: the server's, the database's."""
    return server.cpu(), cpu_below(postmaster)
