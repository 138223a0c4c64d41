"""Is the process alive, and can it serve? For machines in JSON, for people on one small page."""

import asyncio
import html
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Final

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.media import prefers_html

log = logging.getLogger(__name__)

_READY, _NOT_READY = 200, 503
_PAGE: Final = """<!doctype html>
<html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Tuntas: {title}</title>
<style>
body{{font:16px/1.5 system-ui;margin:3rem auto;max-width:40rem;padding:0 1rem}}
td{{padding:.2rem 1rem .2rem 0}}
</style>
<h1>{title}</h1><table>{rows}</table></html>
"""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that serving depends on; `detail` is shown to anybody, so it names no hosts and no secrets."""

    name: str
    ok: bool
    detail: str = ""


Probe = Callable[[], Awaitable[Sequence[Check]]]


class Health:
    """GET /health/live answers 200 while the process runs; GET /health/ready answers 200 when every check passes.

    `probe` runs the checks, within `seconds`; its result holds for `fresh` seconds, since anybody may ask.
    """

    def __init__(self, probe: Probe, *, seconds: float = 3.0, fresh: float = 1.0) -> None:
        self._probe = probe
        self._seconds = seconds
        self._fresh = fresh
        self._known: tuple[Check, ...] = ()
        self._until = 0.0
        self._one_at_a_time = asyncio.Lock()

    def routes(self) -> list[Route]:
        """The two addresses, for the application's router."""
        return [
            Route("/health/live", self.live, methods=["GET"]),
            Route("/health/ready", self.ready, methods=["GET"]),
        ]

    async def live(self, request: Request) -> Response:
        """200 as long as the event loop turns."""
        return _answer(request, "live", (Check("process", ok=True),))

    async def ready(self, request: Request) -> Response:
        """200 when every check passes, else 503 and which do not."""
        return _answer(request, "ready", await self._checks())

    async def _checks(self) -> tuple[Check, ...]:
        async with self._one_at_a_time:
            if time.monotonic() >= self._until:
                self._known = await self._run()
                self._until = time.monotonic() + self._fresh
            return self._known

    async def _run(self) -> tuple[Check, ...]:
        try:
            async with asyncio.timeout(self._seconds):
                return tuple(await self._probe())
        except TimeoutError:
            return (Check("probe", ok=False, detail=f"no result within {self._seconds:g} s"),)
        except Exception as error:
            log.exception("the readiness probe failed")
            return (Check("probe", ok=False, detail=type(error).__name__),)


def _answer(request: Request, question: str, checks: tuple[Check, ...]) -> Response:
    passed = all(check.ok for check in checks)
    status = _READY if passed else _NOT_READY
    title = question if passed else f"not {question}"
    headers = {"cache-control": "no-store", "vary": "Accept"}
    if prefers_html(request.headers.get("accept", "")):
        return Response(_page(title, checks), status, headers, "text/html")
    body = orjson.dumps({"status": title, "checks": [asdict(check) for check in checks]})
    return Response(body, status, headers, "application/json")


def _page(title: str, checks: tuple[Check, ...]) -> str:
    rows = "".join(
        f"<tr><td>{'✓' if check.ok else '✗'}<td>{html.escape(check.name)}<td>{html.escape(check.detail)}"
        for check in checks
    )
    return _PAGE.format(title=title, rows=rows)
