"""graphql-transport-ws over a real WebSocket: operations, refusals, limits, and an end for everything."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin, Subprotocol

from gateway.documents import document_id
from gateway.view import ViewSettings
from tests.gateway.serving import served
from tests.gateway.toy import Door, view

PROTOCOL = Subprotocol("graphql-transport-ws")
HELLO = "query Hello { hello }"
INIT = {"type": "connection_init"}
Talk = Callable[[ClientConnection], Awaitable[Any]]


class House:
    """A served view, its door, and a way to talk to it."""

    def __init__(self, settings: ViewSettings | None = None) -> None:
        self.door = Door()
        self.app = view(settings, door=self.door, trusted=(HELLO,))
        self.port = 0

    @contextmanager
    def open(self) -> Iterator["House"]:
        with served(self.app, ws_ping_interval=None) as self.port:
            yield self

    def talk(self, talk: Talk, *, init: dict[str, Any] | None = INIT, **options: Any) -> Any:
        async def run() -> Any:
            url = f"ws://127.0.0.1:{self.port}/graphql"
            async with connect(url, subprotocols=options.pop("subprotocols", [PROTOCOL]), **options) as socket:
                if init is not None:
                    await tell(socket, init)
                    assert (await hear(socket))["type"] == "connection_ack"
                return await talk(socket)

        return asyncio.run(asyncio.wait_for(run(), 10))

    def settled(self) -> bool:
        """Whether every context that was opened is closed again, soon."""
        deadline = time.monotonic() + 5
        while self.door.closed < self.door.opened and time.monotonic() < deadline:
            time.sleep(0.01)
        return self.door.closed == self.door.opened


@pytest.fixture(scope="module")
def shared() -> Iterator[House]:
    with House().open() as house:
        yield house


async def tell(socket: ClientConnection, message: Any) -> None:
    await socket.send(message if isinstance(message, str | bytes) else json.dumps(message))


async def hear(socket: ClientConnection) -> Any:
    return json.loads(await socket.recv())


async def hear_until_the_end(socket: ClientConnection) -> list[Any]:
    messages = [await hear(socket)]
    while messages[-1]["type"] not in ("complete", "error"):
        messages.append(await hear(socket))
    return messages


def subscribe(query: Any = None, key: str = "1", **payload: Any) -> dict[str, Any]:
    return {"id": key, "type": "subscribe", "payload": payload if query is None else {"query": query, **payload}}


def operation(message: dict[str, Any]) -> Talk:
    async def talk(socket: ClientConnection) -> list[Any]:
        await tell(socket, message)
        return await hear_until_the_end(socket)

    return talk


def test_a_subscription(shared: House) -> None:
    messages = shared.talk(operation(subscribe("subscription { count(to: 2) }")))
    assert messages == [
        {"id": "1", "type": "next", "payload": {"data": {"count": 1}}},
        {"id": "1", "type": "next", "payload": {"data": {"count": 2}}},
        {"id": "1", "type": "complete"},
    ]
    assert shared.settled()


@pytest.mark.parametrize("kind", ["query", "mutation"])
def test_queries_and_mutations(shared: House, kind: str) -> None:
    answer, complete = shared.talk(operation(subscribe(kind + " { __typename }")))
    assert answer["payload"]["data"]["__typename"] == kind.capitalize()
    assert complete == {"id": "1", "type": "complete"}


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (subscribe("{"), "GRAPHQL_PARSE_FAILED"),
        (subscribe("{ nothing }"), "GRAPHQL_VALIDATION_FAILED"),
        (subscribe("query A { hello } query B { hello }"), "OPERATION_RESOLUTION_FAILURE"),
        (subscribe("query A { hello }", operationName="B"), "OPERATION_RESOLUTION_FAILURE"),
        (subscribe("query ($n: Int!) { echo(number: $n) }", variables={"n": "x"}), "BAD_USER_INPUT"),
        (subscribe("{ person { " + "boss { " * 12 + "name" + " }" * 13 + " }"), "OPERATION_TOO_COMPLEX"),
        (subscribe(), "BAD_REQUEST"),
        (subscribe(query=5), "BAD_REQUEST"),
        (subscribe("{ hello }", variables=[1]), "BAD_REQUEST"),
        (subscribe("{ hello }", extensions="x"), "BAD_REQUEST"),
        ({"id": "1", "type": "subscribe"}, "BAD_REQUEST"),
        ({"id": "1", "type": "subscribe", "payload": []}, "BAD_REQUEST"),
        (subscribe(documentId="sha256:0"), "PERSISTED_DOCUMENT_NOT_FOUND"),
    ],
)
def test_a_refused_operation_has_a_code_and_leaves_the_socket_open(shared: House, message: Any, code: str) -> None:
    async def talk(socket: ClientConnection) -> list[Any]:
        first = await operation(message)(socket)
        second = await operation(subscribe("{ hello }"))(socket)
        return [*first, *second]

    heard = shared.talk(talk)
    errors = heard[0]["payload"] if heard[0]["type"] == "error" else heard[0]["payload"]["errors"]
    assert errors[0]["extensions"]["code"] == code
    assert errors[0]["extensions"]["messageId"]
    assert heard[-2]["payload"] == {"data": {"hello": "halo dunia"}}
    assert shared.settled()


def test_an_error_of_a_field_comes_with_data(shared: House) -> None:
    (answer, _) = shared.talk(operation(subscribe("{ hello crash }")))
    assert answer["payload"]["data"] == {"hello": "halo dunia", "crash": None}
    assert answer["payload"]["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert "secret" not in json.dumps(answer)


def test_an_operation_that_breaks_later(shared: House) -> None:
    messages = shared.talk(operation(subscribe("subscription { crashLater }")))
    assert [message["type"] for message in messages] == ["next", "next", "complete"]
    assert messages[1]["payload"]["errors"][0]["extensions"]["code"] == "INTERNAL"


def test_a_trusted_document(shared: House) -> None:
    messages = shared.talk(operation(subscribe(documentId=document_id(HELLO))))
    assert messages[0]["payload"] == {"data": {"hello": "halo dunia"}}


def closed_with(house: House, *messages: Any, init: dict[str, Any] | None = INIT) -> int | None:
    async def talk(socket: ClientConnection) -> int | None:
        try:
            for message in messages:
                await tell(socket, message)
            while True:
                await socket.recv()
        except ConnectionClosed:
            return socket.close_code

    code: int | None = house.talk(talk, init=init)
    return code


@pytest.mark.parametrize(
    "message",
    ["{", "null", "[]", "1", '"x"', "{}", '{"type": 5}', '{"type": "nonsense"}', '{"type": "start", "id": "1"}',
     '{"type": "subscribe"}', '{"type": "subscribe", "id": 5}', '{"type": "subscribe", "id": ""}',
     '{"type": "complete"}', '{"type": "complete", "id": []}', json.dumps(subscribe("{ hello }", "x" * 129)),
     "[" * 100_000, b"\x00\xff", b"{}"],
    ids=range(18),
)  # fmt: skip
def test_nonsense_closes_the_socket(shared: House, message: str | bytes) -> None:
    assert closed_with(shared, message) == 4400
    assert shared.settled()


def test_too_much_closes_the_socket(shared: House) -> None:
    assert closed_with(shared, subscribe("{ hello }" + " " * 1_000_001)) == 1009


def test_the_protocol_has_its_order(shared: House) -> None:
    assert closed_with(shared, subscribe("{ hello }"), init=None) == 4401
    assert closed_with(shared, INIT, INIT, init=None) == 4429
    assert closed_with(shared, {"type": "connection_init", "payload": 5}, init=None) == 4400
    forever = subscribe("subscription { forever }")
    assert closed_with(shared, forever, forever) == 4409
    assert shared.settled()


def test_a_refused_credential_closes_the_socket(shared: House) -> None:
    payload = {"authorization": "Bearer bad"}
    assert closed_with(shared, {"type": "connection_init", "payload": payload}, init=None) == 4403


def test_a_token_in_the_payload_names_who_asks(shared: House) -> None:
    init = {"type": "connection_init", "payload": {"authorization": "Bearer sri"}}
    messages = shared.talk(operation(subscribe("{ who }")), init=init)
    assert messages[0]["payload"] == {"data": {"who": "sri"}}


def test_each_operation_asks_again_who_it_is(shared: House) -> None:
    before = shared.door.opened
    shared.talk(operation(subscribe("{ hello }")))
    assert shared.door.opened == before + 2  # connection_init, and the operation


@pytest.mark.parametrize("subprotocols", [[], ["graphql-ws"], ["soap"]])
def test_other_protocols_are_refused(shared: House, subprotocols: list[str]) -> None:
    async def talk(socket: ClientConnection) -> int | None:
        await socket.wait_closed()
        return socket.close_code

    assert shared.talk(talk, init=None, subprotocols=[Subprotocol(name) for name in subprotocols] or None) == 4406


def test_a_page_elsewhere_cannot_open_a_socket(shared: House) -> None:
    with pytest.raises(InvalidStatus) as refusal:
        shared.talk(operation(subscribe("{ hello }")), origin=Origin("https://evil.example"))
    assert refusal.value.response.status_code == 403
    own = Origin(f"http://127.0.0.1:{shared.port}")
    assert shared.talk(operation(subscribe("{ hello }")), origin=own)[0]["type"] == "next"


def test_complete_ends_an_operation_and_hanging_up_ends_all(shared: House) -> None:
    ended = shared.door.ended

    async def talk(socket: ClientConnection) -> None:
        for key in "123":
            await tell(socket, subscribe("subscription { forever }", key))
            assert (await hear(socket))["type"] == "next"
        await tell(socket, {"id": "1", "type": "complete"})
        while shared.door.ended < ended + 1:  # noqa: ASYNC110 - the other side is another thread
            await asyncio.sleep(0.01)

    shared.talk(talk)
    assert shared.settled()
    assert shared.door.ended == ended + 3


def test_ping_is_answered(shared: House) -> None:
    async def talk(socket: ClientConnection) -> Any:
        await tell(socket, {"type": "ping"})
        return await hear(socket)

    assert shared.talk(talk) == {"type": "pong"}


def test_operations_per_socket_are_limited() -> None:
    async def talk(socket: ClientConnection) -> Any:
        for key in "12":
            await tell(socket, subscribe("subscription { forever }", key))
            assert (await hear(socket))["type"] == "next"
        await tell(socket, subscribe("{ hello }", "3"))
        return await hear(socket)

    with House(ViewSettings(operations_per_socket=2)).open() as house:
        message = house.talk(talk)
    assert (message["id"], message["type"]) == ("3", "error")
    assert message["payload"][0]["extensions"]["code"] == "RATE_LIMITED"


def test_only_documents_are_trusted_on_sockets_too() -> None:
    with House(ViewSettings(trusted_only=True)).open() as house:
        refused = house.talk(operation(subscribe("{ hello }")))
        assert refused[0]["payload"][0]["extensions"]["code"] == "PERSISTED_DOCUMENT_REQUIRED"
        assert house.talk(operation(subscribe(documentId=document_id(HELLO))))[0]["type"] == "next"
        with_token = {"type": "connection_init", "payload": {"authorization": "Bearer sri"}}
        assert house.talk(operation(subscribe("{ who }")), init=with_token)[0]["type"] == "next"
        headers = {"authorization": "Bearer sri"}
        assert house.talk(operation(subscribe("{ who }")), additional_headers=headers)[0]["type"] == "next"


def test_the_server_pings_and_ends_old_sockets() -> None:
    async def talk(socket: ClientConnection) -> tuple[list[Any], int | None]:
        heard = []
        try:
            while True:
                heard.append(await hear(socket))
        except ConnectionClosed:
            return heard, socket.close_code

    with House(ViewSettings(heartbeat=0.1, stream_lifetime=0.5)).open() as house:
        heard, code = house.talk(talk)
    assert heard[:2] == [{"type": "ping"}, {"type": "ping"}]
    assert code == 1001


def test_sockets_are_counted() -> None:
    with House(ViewSettings(streams=0)).open() as house, pytest.raises(InvalidStatus) as refusal:
        house.talk(operation(subscribe("{ hello }")))
    assert refusal.value.response.status_code == 403


def test_silence_after_connecting_is_not_waited_for_for_ever() -> None:
    assert view().connection_init_wait_timeout.total_seconds() <= 60
