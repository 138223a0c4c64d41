"""Receivers that behave as they like: real servers on this machine that speak HTTP by hand, with or without TLS."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import orjson
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Answering = Callable[["Heard", asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Heard:
    """One request as it came in."""

    line: str
    headers: dict[str, str]
    body: bytes

    @property
    def version(self) -> int:
        """Which move of its complaint it tells of."""
        return int(orjson.loads(self.body)["data"]["version"])


@dataclass
class Server:
    """A receiver under way: where it is, and what it heard."""

    port: int = 0
    heard: list[Heard] = field(default_factory=list)
    connections: int = 0
    answering: Answering | None = None

    def url(self, path: str = "/tuntas", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


def status(code: int, body: bytes = b"", *headers: str) -> Answering:
    """Answers with this status, whatever is asked."""

    async def answer(_heard: Heard, writer: asyncio.StreamWriter) -> None:
        lines = [f"HTTP/1.1 {code} X", f"content-length: {len(body)}", *headers]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        await writer.drain()

    return answer


async def hang(_heard: Heard, _writer: asyncio.StreamWriter) -> None:
    """Takes the request and never answers."""
    await asyncio.sleep(60)


async def drip(_heard: Heard, writer: asyncio.StreamWriter) -> None:
    """Sends a byte now and then, so that no single wait is long."""
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n")
    for _ in range(1000):
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.02)


async def drip_headers(_heard: Heard, writer: asyncio.StreamWriter) -> None:
    """Never comes to the end of its headers."""
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for at in range(1000):
        writer.write(b"x-%d: y\r\n" % at)
        await writer.drain()
        await asyncio.sleep(0.02)


async def endless(_heard: Heard, writer: asyncio.StreamWriter) -> None:
    """Sends as much as is taken."""
    writer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
        await writer.drain()


async def flood_of_headers(_heard: Heard, writer: asyncio.StreamWriter) -> None:
    """Sends headers without end, as fast as it can."""
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"x: " + b"y" * 60_000 + b"\r\n")
        await writer.drain()


async def break_off(_heard: Heard, writer: asyncio.StreamWriter) -> None:
    """Closes in the middle of its body."""
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf")
    await writer.drain()


async def close_at_once(_heard: Heard, _writer: asyncio.StreamWriter) -> None:
    """Closes without a word."""


async def nonsense(_heard: Heard, writer: asyncio.StreamWriter) -> None:
    """Speaks no HTTP."""
    writer.write(b"220 mail.example ESMTP\r\n")
    await writer.drain()


@asynccontextmanager
async def receiver(answering: Answering, tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    """A receiver on a free port while the block runs; nothing of it is left afterwards."""
    server = Server(answering=answering)
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        server.connections += 1
        with suppress(OSError, asyncio.IncompleteReadError):
            try:
                heard = await _request(reader)
                server.heard.append(heard)
                assert server.answering is not None
                await server.answering(heard, writer)
            finally:
                writer.close()
                tasks.discard(task)

    listening = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _request(reader: asyncio.StreamReader) -> Heard:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    line, *lines = head.strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (each.partition(":") for each in lines)}
    return Heard(line, headers, await reader.readexactly(int(headers.get("content-length", 0))))


def certificate(folder: Path, *names: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context for these names, and a client's that trusts it and nothing else."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Uji")])
    now = datetime.now(UTC)
    found = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([_named(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "uji.pem"
    pem = found.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(pem + private)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    return server, ssl.create_default_context(cadata=pem.decode())


def _named(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)
