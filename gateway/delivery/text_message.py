"""How does a short text reach a telephone? Through whatever provider there is: one question to it, over HTTP.

The reference implementation posts the operator's own JSON template with a bearer token, which most gateways for SMS and
WhatsApp take: `{"to": "{to}", "from": "{sender}", "message": "{text}", "reference": "{key}"}`. What is filled in stays
inside the JSON text that it stands in.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final, Protocol

import httpx
import orjson

TEMPLATE: Final = '{"to": "{to}", "from": "{sender}", "text": "{text}", "reference": "{key}"}'
_WORDS: Final = ("to", "sender", "text", "key")
_MOST_READ: Final = 4096
_CONNECT: Final = 5.0
_TOTAL: Final = 15.0
_BUSY: Final = frozenset({408, 425, 429})
_SERVER: Final = 500
_LONGEST_WAIT: Final = 3600


class NotTakenError(Exception):
    """The provider did not take a text. `final`: it never will (a wrong number); else later, after `wait`.

    The text of the error names a status or a kind of failure: no number, no words.
    """

    def __init__(self, why: str, *, final: bool = False, wait: timedelta | None = None) -> None:
        super().__init__(why)
        self.final = final
        self.wait = wait


class TextMessages(Protocol):
    """A provider of SMS or WhatsApp."""

    async def send(self, to: str, text: str, key: str) -> None:
        """Hand over a text; `key` is the same in every attempt. Raises NotTakenError."""


@dataclass(frozen=True, slots=True)
class Provider:
    """What the operator sets about a provider."""

    url: str
    token: str = field(default="", repr=False)
    sender: str = "1708"
    template: str = TEMPLATE


class HttpTextMessages:
    """Sends each text as one POST; `total` is how many seconds it may take."""

    def __init__(self, provider: Provider, total: float = _TOTAL) -> None:
        """Raises ValueError when the template is not JSON."""
        self._provider = provider
        self._total = total
        try:
            self._template = orjson.loads(provider.template)
        except orjson.JSONDecodeError:
            raise ValueError("The template of text messages is not JSON") from None

    async def send(self, to: str, text: str, key: str) -> None:
        """Hand over a text. Raises NotTakenError."""
        said = {"to": to, "sender": self._provider.sender, "text": text, "key": key}
        try:
            async with asyncio.timeout(self._total):
                status, wait = await self._post(orjson.dumps(filled(self._template, said)), key)
        except TimeoutError:
            raise NotTakenError("the provider did not answer in time") from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise NotTakenError(f"the provider could not be asked ({type(error).__name__})") from None
        if not httpx.codes.is_success(status):
            later = status >= _SERVER or status in _BUSY or not httpx.codes.is_client_error(status)
            raise NotTakenError(f"the provider answered {status}", final=not later, wait=wait)

    async def _post(self, body: bytes, key: str) -> tuple[int, timedelta | None]:
        headers = {"content-type": "application/json", "idempotency-key": key}
        if self._provider.token:
            headers["authorization"] = f"Bearer {self._provider.token}"
        patience = httpx.Timeout(self._total, connect=_CONNECT)
        async with (
            httpx.AsyncClient(trust_env=False, timeout=patience) as client,
            client.stream("POST", self._provider.url, content=body, headers=headers) as answer,
        ):
            read = 0
            async for chunk in answer.aiter_raw():
                read += len(chunk)
                if read > _MOST_READ:
                    break
            return answer.status_code, _wait(answer.headers)


def filled(template: Any, said: Mapping[str, str]) -> Any:
    """The template with its words filled in, wherever they stand in its texts, once."""
    if isinstance(template, str):
        parts = template.split("{")
        return parts[0] + "".join(_filled(part, said) for part in parts[1:])
    if isinstance(template, list):
        return [filled(each, said) for each in template]
    if isinstance(template, dict):
        return {name: filled(each, said) for name, each in template.items()}
    return template


def _filled(part: str, said: Mapping[str, str]) -> str:
    word, closed, rest = part.partition("}")
    return said[word] + rest if closed and word in _WORDS else "{" + part


def _wait(headers: httpx.Headers) -> timedelta | None:
    text = headers.get("retry-after", "")
    return timedelta(seconds=min(int(text), _LONGEST_WAIT)) if text.isascii() and text.isdigit() else None
