"""Inbox, detail and one move over HTTP: ours, a handler written by hand, PostGraphile; one process each, in turn."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack

from bench import peer
from bench.asking import OURS, PEER, RAW, Asking
from bench.options import Options
from bench.rounds import Compared, Contender, compare
from bench.serving import Server, module
from bench.site import Place
from bench.table import Table

Make = Mapping[str, Callable[[], Sequence[bytes]]]


def measure(table: Table, asking: Asking, options: Options, postmaster: int) -> None:
    """All operations at 8 and 32 connections."""
    with ExitStack() as stack:
        servers = started(stack, table, asking.place, peers=options.peers)
        for what, make in (("inbox", asking.inboxes()), ("detail", asking.details())):
            for connections in (8, 32):
                found = compare(_contenders(servers, make), connections, options.rounds, postmaster)
                _tell(table, f"{what}, {connections} connections", found, least=0.9)
        found = compare(_contenders(servers, asking.moves()), 8, options.rounds, postmaster)
        _tell(table, "move, 8 connections", found, least=0.8, peer_least=1.0)


def started(stack: ExitStack, table: Table, place: Place, *, peers: bool) -> dict[str, Server]:
    """The servers, until the stack unwinds; without the peer when it cannot be had."""
    database = place.database
    servers = {
        OURS: stack.enter_context(module("ours", database.admin_url)),
        RAW: stack.enter_context(module("raw", str(place.main), database.service_url)),
    }
    if peers:
        try:
            servers[PEER] = stack.enter_context(peer.postgraphile(place))
        except (peer.PeerMissingError, RuntimeError) as error:
            table.say("PostGraphile is left out", str(error))
    return servers


def _contenders(servers: Mapping[str, Server], make: Make) -> dict[str, Contender]:
    return {name: Contender(server, make[name]) for name, server in servers.items()}


def _tell(table: Table, what: str, found: Compared, *, least: float, peer_least: float = 1.4) -> None:
    for name in found.rounds:
        one = found.middle(name)
        figures = f"{one.rate:.0f}/s, {one.cpu:.2f} + {one.database:.2f} ms, p99 {one.slowest:.0f} ms"
        table.say(f"{what}: {name} (server + database CPU)", figures)
    table.ratio(f"{what}: requests/s to raw", found.ratio(OURS, RAW), at_least=least)
    table.ratio(f"{what}: server CPU to raw", found.ratio(OURS, RAW, "cpu"), at_most=1.35)
    table.ratio(f"{what}: database CPU to raw", found.ratio(OURS, RAW, "database"))
    if PEER in found.rounds:
        table.ratio(f"{what}: requests/s to PostGraphile", found.ratio(OURS, PEER), at_least=peer_least)
        table.ratio(f"{what}: the same, worst round", found.worst(OURS, PEER), at_least=1.15 if peer_least > 1 else 1.0)
