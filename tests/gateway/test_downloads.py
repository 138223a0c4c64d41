"""Files go out to whom the graph shows them, to be saved and never run; for all others they are not there."""

import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from starlette.requests import HTTPConnection
from starlette.routing import Router

from gateway.downloads import Downloads, disposition
from gateway.packets.verifying import verify
from gateway.storage.store import Storage, new_key
from gateway.upload_door import SignedDoor
from gateway.worker.writing import Writing
from graph.context import Context
from graph.nodes import node_id, parse_id
from graph.schema import schema
from policies.principal import Principal
from rules.errors import UNAUTHENTICATED, Refusal
from rules.identifiers import NOWHERE
from rules.packets import packet_id
from rules.roles import Role
from tenants.database import Database, Pool
from tenants.session import Sessions
from tenants.stores import uploads
from tenants.stores.uploads import Arrived
from tests.casework import holder, submitted
from tests.gateway.asgi import Channel, Reply, call, http_scope
from tests.gateway.worker.scribe import Inside, listed, requested
from tests.graph.attachments.filing import Filing
from tests.graph.packets.issuing import OMBUDSMAN, PACKETS, Issuing, handed_over
from tests.graph.packets.issuing import filed as packed
from tests.offices import VISITOR, Office, citizen, open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
CONTENT = bytes(range(256)) * 3000


@dataclass
class Counter:
    """The endpoint, and who is at it now."""

    ask: Filing
    storage: Storage
    folder: Path
    who: Principal = VISITOR
    refusal: Refusal | None = None
    app: Router = field(init=False)

    def __post_init__(self) -> None:
        self.app = Router(Downloads(schema, self.open_context, self.ask.pool, self.storage).routes())

    async def open_context(self, _connection: HTTPConnection) -> Context:
        if self.refusal is not None:
            raise self.refusal
        return self.ask.context(self.who)

    async def get(self, id_: str, who: Principal | None = None, method: str = "GET") -> Reply:
        self.who = who or self.who
        return await call(self.app, http_scope(method, path=f"/attachments/{id_}"), Channel([b""]))

    async def uploaded(self, who: Principal, name: str = 'Bukti jalan é "rusak".jpg', content: bytes = CONTENT) -> str:
        """The id of an upload whose bytes lie in the storage."""
        created = await self.ask.create(who, name)
        upload, key = parse_id(created["id"], "Upload").uuid, new_key()
        sessions = Sessions(self.ask.pool, NOWHERE)
        await uploads.begin(sessions, upload, key)
        await self.storage.put_stream(key, io.BytesIO(content))
        arrived = Arrived(
            name=name, media_type="image/jpeg", size=len(content), sha256=hashlib.sha256(content).digest()
        )
        assert await uploads.complete(sessions, upload, key, arrived)
        return str(created["id"])

    async def filed(self, office: Office, who: Principal, **given: Any) -> tuple[Any, str]:
        """A complaint with one file, and the file's id."""
        upload = await self.uploaded(who, **given)
        case = await submitted(self.ask, office, who, attachments=[upload])
        return case, node_id("Attachment", office.tenant, parse_id(upload, "Upload").uuid)

    def files(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.is_file()]


@pytest.fixture
def counter(pool: Pool, tmp_path: Path) -> Counter:
    return Counter(Filing(pool, door=SignedDoor(bytes(32))), Storage.open(None, tmp_path), tmp_path)


async def test_who_may_see_it_gets_its_bytes(counter: Counter, office: Office) -> None:
    who = citizen()
    _, file = await counter.filed(office, who)
    for reader in (who, office.admin):
        reply = await counter.get(file, reader)
        assert (reply.status, reply.body) == (200, CONTENT)
        assert reply.headers["content-type"] == "image/jpeg"
        assert reply.headers["content-length"] == str(len(CONTENT))
        assert reply.headers["etag"] == f'"{hashlib.sha256(CONTENT).hexdigest()}"'


async def test_it_is_saved_and_never_run_or_kept_by_proxies(counter: Counter, office: Office) -> None:
    who = citizen()
    _, file = await counter.filed(office, who)
    headers = (await counter.get(file, who)).headers
    assert headers["content-disposition"].startswith('attachment; filename="Bukti jalan _ _rusak_.jpg"; filename*=')
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert headers["cache-control"] == "no-store"
    assert "X-Receipt" in headers["vary"]


async def test_for_strangers_it_is_not_there(
    counter: Counter, office: Office, database: Database, new_tenant: NewTenant
) -> None:
    _, file = await counter.filed(office, citizen())
    sibling = open_office(database, new_tenant(beside=office.pemda))
    nobody = node_id("Attachment", office.tenant, uuid4())
    missing = await counter.get(nobody, office.admin)
    for stranger in (VISITOR, citizen(), office.by("perkim"), sibling.admin):
        reply = await counter.get(file, stranger)
        assert (reply.status, reply.codes) == (404, ["NOT_FOUND"])
        assert reply.body == missing.body
        assert "etag" not in reply.headers


async def test_a_receipt_opens_its_own_file(counter: Counter, office: Office) -> None:
    case, file = await counter.filed(office, VISITOR)
    _, foreign = await counter.filed(office, VISITOR)
    mine = holder(case, office.tenant)
    assert (await counter.get(file, mine)).body == CONTENT
    assert (await counter.get(foreign, mine)).status == 404


async def test_what_is_no_file_is_not_there(counter: Counter, office: Office) -> None:
    who = citizen()
    case, file = await counter.filed(office, who)
    upload = node_id("Upload", 0, parse_id(file, "Attachment").uuid)
    for id_ in (case.id, upload, "x", "%00", "A" * 300, "..", file[:-2]):
        reply = await counter.get(id_, who)
        assert (reply.status, reply.codes) == (404, ["NOT_FOUND"])


async def test_a_token_that_does_not_hold_is_said_to(counter: Counter, office: Office) -> None:
    _, file = await counter.filed(office, citizen())
    counter.refusal = Refusal(UNAUTHENTICATED, "Sign in again.", "Masuk kembali.")
    reply = await counter.get(file)
    assert (reply.status, reply.codes) == (401, ["UNAUTHENTICATED"])


async def test_head_tells_without_bytes(counter: Counter, office: Office) -> None:
    who = citizen()
    _, file = await counter.filed(office, who)
    reply = await counter.get(file, who, "HEAD")
    assert (reply.status, reply.body, reply.headers["content-length"]) == (200, b"", str(len(CONTENT)))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_nothing_else_is_served(counter: Counter, method: str) -> None:
    reply = await counter.get("x", method=method)
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("size", [1, 300_000])
async def test_bytes_that_were_changed_break_off(counter: Counter, office: Office, size: int) -> None:
    who = citizen()
    _, file = await counter.filed(office, who, content=b"x" * size)
    (path,) = counter.files()
    path.write_bytes(b"x" * (size - 1) + b"y")
    channel = Channel([b""])
    counter.who = who
    with pytest.raises(RuntimeError, match="not those that were kept"):
        await counter.app(http_scope("GET", path=f"/attachments/{file}"), channel.receive, channel.send)
    sent = b"".join(message.get("body", b"") for message in channel.sent)
    assert len(sent) < size
    assert all(message.get("more_body") for message in channel.sent[1:])


async def test_bytes_that_are_gone_are_our_fault(
    counter: Counter, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    who = citizen()
    _, file = await counter.filed(office, who)
    counter.files()[0].unlink()
    reply = await counter.get(file, who)
    assert (reply.status, reply.codes) == (500, ["INTERNAL"])
    assert "BlobMissingError" in caplog.text


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("foto.jpg", "attachment; filename=\"foto.jpg\"; filename*=UTF-8''foto.jpg"),
        ("jalan rusak.pdf", "attachment; filename=\"jalan rusak.pdf\"; filename*=UTF-8''jalan%20rusak.pdf"),
        ("café.png", "attachment; filename=\"caf_.png\"; filename*=UTF-8''caf%C3%A9.png"),
        ('a"b\\c%41.txt', "attachment; filename=\"a_b_c_41.txt\"; filename*=UTF-8''a%22b%5Cc%2541.txt"),
        ("a\r\nX: y.txt", "attachment; filename=\"a__X: y.txt\"; filename*=UTF-8''a%0D%0AX%3A%20y.txt"),
    ],
)  # fmt: skip
async def test_names_survive_and_headers_stay_whole(name: str, sent: str) -> None:
    assert disposition(name) == sent.encode()


async def test_an_empty_file_goes_out(counter: Counter, office: Office) -> None:
    who = citizen()
    _, file = await counter.filed(office, who, content=b"")
    assert (await counter.get(file, who)).status == 200


@dataclass
class Window:
    """The same endpoint, for packets."""

    ask: Issuing
    who: Principal = VISITOR

    async def get(self, path: str, who: Principal) -> Reply:
        self.who = who
        app = Router(Downloads(schema, self.open_context, self.ask.pool, self.ask.storage).routes())
        return await call(app, http_scope("GET", path=path), Channel([b""]))

    async def open_context(self, _connection: HTTPConnection) -> Context:
        return self.ask.context(self.who)


class TestPackets:
    async def test_who_may_have_a_packet_gets_its_bytes(self, pool: Pool, tmp_path: Path, office: Office) -> None:
        window = Window(Issuing(pool, folder=tmp_path))
        case = await packed(window.ask, office, citizen())
        packet = await window.ask.later(days=201).make(case, await handed_over(case))
        for who in (OMBUDSMAN, office.admin):
            reply = await window.get(packet["url"], who)
            assert (reply.status, reply.headers["content-type"]) == (200, "application/zip")
            assert reply.headers["cache-control"] == "no-store"
            assert verify(io.BytesIO(reply.body), PACKETS.public).manifest_sha256 == packet["manifestSha256"]

    async def test_for_all_others_it_is_not_there(
        self, pool: Pool, tmp_path: Path, office: Office, database: Database, new_tenant: NewTenant
    ) -> None:
        window = Window(Issuing(pool, folder=tmp_path))
        case = await packed(window.ask, office, citizen())
        packet = await window.ask.later(days=201).make(case, await handed_over(case))
        sibling = open_office(database, new_tenant(beside=office.pemda))
        pengawas = office.by("inspektorat", Role.PENGAWAS)
        for stranger in (VISITOR, citizen(), case.reporter, office.by("dinkes"), sibling.admin, pengawas):
            reply = await window.get(packet["url"], stranger)
            assert (reply.status, reply.codes) == (404, ["NOT_FOUND"])

    async def test_each_kind_of_file_has_its_own_path(self, pool: Pool, tmp_path: Path, office: Office) -> None:
        window = Window(Issuing(pool, folder=tmp_path))
        case = await packed(window.ask, office, citizen())
        packet = await window.ask.later(days=201).make(case, await handed_over(case))
        wrong = packet["url"].replace("/packets/", "/attachments/")
        assert (await window.get(wrong, office.admin)).status == 404

    async def test_what_is_owed_is_not_there_yet(self, pool: Pool, tmp_path: Path, office: Office) -> None:
        window = Window(Issuing(pool, folder=tmp_path))
        case = await packed(window.ask, office, citizen())
        seq = await handed_over(case)
        owed = node_id("Packet", office.tenant, packet_id(parse_id(case.id, "Complaint").uuid, seq))
        assert (await window.get(f"/packets/{owed}", OMBUDSMAN)).status == 404


async def test_a_document_goes_out_when_it_is_done_to_whoever_may_have_it(
    counter: Counter, office: Office, database: Database, new_tenant: NewTenant
) -> None:
    ask, sibling = counter.ask, open_office(database, new_tenant(beside=office.pemda))
    made = await requested(ask, office.admin, "LAPOR_EXPORT", "XLSX", year=2026)
    path = f"/documents/{made['id']}"

    async def got(who: Principal) -> Reply:
        counter.who = who
        return await call(counter.app, http_scope("GET", path=path), Channel([b""]))

    waiting = await got(office.admin)
    assert (waiting.status, waiting.codes) == (404, ["NOT_FOUND"])
    assert await Writing(Inside(ask.pool, office, ask), counter.storage)() == 1
    reply = await got(office.admin)
    (seen,) = await listed(ask, office.admin)
    assert (reply.status, hashlib.sha256(reply.body).hexdigest()) == (200, seen["sha256"])
    assert reply.headers["content-disposition"].startswith(
        f'attachment; filename="ekspor-lapor-{office.pemda.code}-2026.xlsx"'
    )
    assert reply.headers["cache-control"] == "no-store"
    for stranger in (VISITOR, citizen(), office.by("dinkes"), office.by("root", Role.PIMPINAN), sibling.admin):
        assert (await got(stranger)).status == 404


async def test_a_document_whose_time_is_over_goes_out_to_nobody(counter: Counter, office: Office) -> None:
    ask = counter.ask
    made = await requested(ask, office.admin, "LAPOR_EXPORT", "XLSX", year=2026)
    assert await Writing(Inside(ask.pool, office, ask), counter.storage)() == 1
    later = ask.later(days=31)
    assert await Writing(Inside(ask.pool, office, later), counter.storage).clear() == 1
    counter.who = office.admin
    reply = await call(counter.app, http_scope("GET", path=f"/documents/{made['id']}"), Channel([b""]))
    assert (reply.status, reply.codes) == (404, ["NOT_FOUND"])
