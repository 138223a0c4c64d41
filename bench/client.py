"""The load generator: raw sockets, requests made beforehand, answers only looked at as far as needed.

    python -m bench.client < JOB (pickled) > RESULT (pickled)

It runs in a process of its own, so that its CPU is not the server's. Of an answer it reads the status, the length, and
whether it speaks of errors.
"""

import asyncio
import contextlib
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from time import perf_counter

import uvloop


@dataclass(frozen=True, slots=True)
class Job:
    """Requests to send to a local port, over so many connections that each wait for their answer."""

    port: int
    connections: int
    requests: Sequence[bytes]


@dataclass(slots=True)
class Outcome:
    """How long it took, seconds; the time of each request, and the beginnings of answers that were none."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    failures: list[bytes] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.times) / self.seconds

    def slowest(self, share: float = 0.99) -> float:
        """The time below which this share of the requests stayed, seconds."""
        return sorted(self.times)[int(len(self.times) * share)]


class Exchange(asyncio.Protocol):
    """One connection: sends the next request as soon as the answer to the last one is complete."""

    def __init__(self, requests: Iterator[bytes], outcome: Outcome) -> None:
        self._requests = requests
        self._outcome = outcome
        self._answer = bytearray()
        self._wanted = 0
        self._sent = 0.0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.WriteTransport = transport  # type: ignore[assignment]
        self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(exc or ConnectionResetError("the server hung up"))

    def data_received(self, data: bytes) -> None:
        self._answer += data
        if not self._wanted:
            self._wanted = whole(self._answer)
        if not self._wanted or len(self._answer) < self._wanted:
            return
        self._outcome.times.append(perf_counter() - self._sent)
        if self._answer[9:12] != b"200" or b'"errors"' in self._answer:
            self._outcome.failures.append(bytes(self._answer[:600]))
        self._next()

    def _next(self) -> None:
        self._answer.clear()
        self._wanted = 0
        request = next(self._requests, None)
        if request is None:
            if not self.done.done():
                self.done.set_result(None)
            self._transport.close()
            return
        self._sent = perf_counter()
        self._transport.write(request)


def whole(answer: bytes | bytearray) -> int:
    """How many bytes the answer will have, headers included; 0 while they are not complete."""
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return 0
    for line in bytes(answer[:end]).split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return end + 4 + int(value)
    raise ValueError(f"an answer without its length: {bytes(answer[:end])!r}")


def request(path: str, body: bytes, headers: Sequence[tuple[str, str]] = ()) -> bytes:
    """One POST of JSON as bytes."""
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json", "Accept: application/json"]
    lines += [f"{name}: {value}" for name, value in headers]
    lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def work(job: Job) -> Outcome:
    """Send everything; the time runs from the first request to the last answer."""
    outcome, requests, loop = Outcome(), iter(job.requests), asyncio.get_running_loop()
    began = perf_counter()
    opened = [
        await loop.create_connection(lambda: Exchange(requests, outcome), "127.0.0.1", job.port)
        for _ in range(job.connections)
    ]
    await asyncio.gather(*(exchange.done for _transport, exchange in opened))
    outcome.seconds = perf_counter() - began
    return outcome


def run(job: Job) -> Outcome:
    """Let a process of its own do it."""
    command = [sys.executable, "-m", "bench.client"]
    done = subprocess.run(command, input=pickle.dumps(job), stdout=subprocess.PIPE, check=True)
    outcome: Outcome = pickle.loads(done.stdout)
    return outcome


def main() -> None:
    """Read the job, work, write the outcome."""
    from bench import client  # noqa: PLC0415, PLW0406 - pickle must find the classes where the other process knows them

    job = pickle.load(sys.stdin.buffer)
    with contextlib.suppress(KeyboardInterrupt):
        outcome = uvloop.run(client.work(job))
        sys.stdout.buffer.write(pickle.dumps(outcome))


if __name__ == "__main__":
    main()
