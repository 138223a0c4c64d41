"""How is one message posted to a receiver that nobody here knows, so that nothing it does can harm us?

No redirect is followed, no proxy asked, no cookie kept, no connection kept open. The TCP connection goes to the address
that was checked, TLS still asks for the certificate of the receiver's name. Everything ends after ten seconds, and of
the answer four kilobytes are read at most.
"""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address
from time import monotonic
from typing import Final

import httpx

from gateway.delivery.outside_addresses import NotOutsideError, Outside
from rules.errors import Refusal
from rules.internet_addresses import ReceiverUrl, webhook_url
from rules.webhooks import LONGEST_SAID

MOST_READ: Final = 4096
_PORTS: Final = {"https": 443, "http": 80}
_NO_KEEPING: Final = httpx.Limits(max_keepalive_connections=0)
_AGENT: Final = "Tuntas-Webhook/1"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one attempt: the receiver's status, if any came, how long it took, and what it said."""

    status: int | None
    milliseconds: int
    said: str

    @property
    def delivered(self) -> bool:
        """Did the receiver take it?"""
        return self.status is not None and httpx.codes.is_success(self.status)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds for the connection, and for everything together."""

    connect: float = 5.0
    total: float = 10.0


class WebhookPost:
    """Posts messages. `plain` allows http, for development; `tls` replaces the system's trust, for tests."""

    def __init__(
        self,
        outside: Outside,
        *,
        plain: bool = False,
        patience: Patience | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._outside = outside
        self._plain = plain
        self._patience = patience or Patience()
        self._tls = tls or httpx.create_ssl_context(trust_env=False)

    async def __call__(self, url: str, headers: Mapping[str, str], body: bytes) -> Outcome:
        """What came of it; whatever goes wrong is an outcome, never an exception."""
        began = monotonic()
        status, said = await self._told(url, headers, body)
        return Outcome(status, round((monotonic() - began) * 1000), _readable(said))

    async def _told(self, url: str, headers: Mapping[str, str], body: bytes) -> tuple[int | None, str]:
        try:
            async with asyncio.timeout(self._patience.total):
                return await self._post(webhook_url(url, plain=self._plain), headers, body)
        except TimeoutError:
            return None, f"no whole answer within {self._patience.total:g} seconds"
        except NotOutsideError as error:
            return None, str(error)
        except Refusal as refusal:
            return None, refusal.en
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return None, f"{type(error).__name__}: {error}"

    async def _post(self, url: ReceiverUrl, headers: Mapping[str, str], body: bytes) -> tuple[int, str]:
        port = url.port or _PORTS[url.scheme]
        address = await self._outside.address(url.host, port)
        place = f"[{address}]" if isinstance(address, IPv6Address) else str(address)
        request = httpx.Request(
            "POST",
            f"{url.scheme}://{place}:{port}{url.rest}",
            headers={
                **headers,
                "host": url.authority,
                "content-type": "application/json",
                "accept-encoding": "identity",
                "user-agent": _AGENT,
                "connection": "close",
            },
            content=body,
            extensions={"sni_hostname": url.host, "timeout": self._timeout()},
        )
        transport = httpx.AsyncHTTPTransport(verify=self._tls, trust_env=False, limits=_NO_KEEPING)
        async with transport:
            response = await transport.handle_async_request(request)
            try:
                return response.status_code, await _beginning(response)
            finally:
                await response.aclose()

    def _timeout(self) -> dict[str, float | None]:
        return httpx.Timeout(self._patience.total, connect=self._patience.connect).as_dict()


async def _beginning(response: httpx.Response) -> str:
    """The first bytes of the body as they came; an answer that breaks off after its status has still been given."""
    read = b""
    try:
        async for chunk in response.aiter_raw():
            read += chunk[: MOST_READ - len(read)]
            if len(read) >= MOST_READ:
                break
    except httpx.HTTPError:
        return read.decode("utf-8", "replace") + " [broken off]"
    return read.decode("utf-8", "replace")


def _readable(text: str) -> str:
    """One line without control characters, as much as the log keeps."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:LONGEST_SAID]
