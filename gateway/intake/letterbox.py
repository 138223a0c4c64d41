"""How does what people send become a complaint, or a reply to one? Always through the graph, as whoever may do that.

A report is filed by the connected program that passes it on; a reply is its reporter's own, who proves it by the secret
of the receipt. The sender's number or address is sealed with the complaint and kept nowhere else: not in a log, not in
a client key.
"""

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Final, NamedTuple

from gateway.receipts import holder_of
from gateway.throttle import Throttle
from graph.context import Context
from graph.errors import INTERNAL
from graph.schema_base import TuntasSchema
from policies.principal import Principal
from rules import text_messages
from rules.complaint_states import Status
from rules.errors import BAD_USER_INPUT, CONFLICT, IDEMPOTENCY_MISMATCH, UNAUTHENTICATED, Refusal
from rules.region_names import Names, names_of
from rules.sms_commands import Command, Question, Reply, Report, Step, step
from rules.vocabulary import Channel
from tenants.session import Sessions

_SUBMIT: Final = """mutation($input: SubmitComplaintInput!) {
  submitComplaint(input: $input) { trackingCode secret } }"""
_REGIONS: Final = """query($after: String) {
  pemdas(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { code name } } }"""
_TRACK: Final = "query($code: String!) { trackComplaint(trackingCode: $code) { status } }"
_SEEN: Final = "query($code: String!) { complaintByCode(trackingCode: $code) { id version status } }"
_STEPS: Final[dict[Step, tuple[str, str, str]]] = {
    Step.SUPPLEMENT: ("supplementComplaint", "SupplementComplaintInput", "body"),
    Step.COMMENT: ("commentOnComplaint", "CommentInput", "body"),
    Step.OBJECT: ("objectToAnswer", "ObjectToAnswerInput", "reason"),
    Step.REOPEN: ("reopenComplaint", "ReopenComplaintInput", "reason"),
    Step.ACCEPT: ("acceptAnswer", "AcceptAnswerInput", "note"),
}
"""Which mutation a reply becomes, its input, and where the words go."""
_WITH_FILES: Final = frozenset(_STEPS) - {Step.ACCEPT}
_ATTEMPTS: Final = 3
_REMEMBERED: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that came with a message."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """What came in, from whom: everything personal stays out of its repr."""

    channel: Channel
    message: str
    sender: str = field(repr=False)
    name: str = field(repr=False)
    enclosures: Sequence[Enclosure] = field(default=(), repr=False)

    @property
    def key(self) -> str:
        """The client key: the same for the same message of the same sender, and of nobody else."""
        text = f"{self.channel.value}\0{self.sender}\0{self.message}"
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:48]

    @property
    def reporter(self) -> dict[str, str]:
        """The identity as it is sealed."""
        where = "email" if self.channel is Channel.EMAIL else "phone"
        return {"name": self.name, where: self.sender}


class Filed(NamedTuple):
    """What became of a letter's enclosures: the ids of the uploads, and how many were refused."""

    ids: list[str]
    refused: int


Filing = Callable[[Context, Letter], Awaitable[Filed]]
"""Puts enclosures where attachments are taken from."""


async def no_filing(_context: Context, _letter: Letter) -> Filed:
    """A channel without enclosures."""
    return Filed([], 0)


class Letterbox:
    """Answers each message with one short text, to be sent back by the way it came."""

    def __init__(
        self,
        schema: TuntasSchema,
        open_context: Callable[[Principal], Context],
        sessions: Sessions,
        throttle: Throttle,
        filing: Filing = no_filing,
    ) -> None:
        self._schema = schema
        self._open = open_context
        self._sessions = sessions
        self._throttle = throttle
        self._filing = filing
        self._names: tuple[float, Names] | None = None

    async def names(self, principal: Principal) -> Names:
        """The names of all pemda; asked again after an hour."""
        if self._names is None or monotonic() - self._names[0] > _REMEMBERED:
            self._names = (monotonic(), names_of(await self._regions(principal)))
        return self._names[1]

    async def answer(self, principal: Principal, letter: Letter, command: Command, pemda: str | None = None) -> str:
        """Do what the message says, once, and say what came of it; `pemda` is where it goes unless it names one.

        Raises RATE_LIMITED, RETRY and whatever else passes by itself: let the other side send it again.
        """
        self._throttle.admit("message", letter.sender)
        try:
            match command:
                case Report():
                    return await self._file(principal, letter, command, pemda)
                case Question(code=code):
                    return await self._where(principal, code)
                case Reply():
                    return await self._reply(letter, command)
                case _:
                    return text_messages.unclear(command)
        except Refusal as refusal:
            if refusal.code != BAD_USER_INPUT:
                raise
            return text_messages.refused(refusal.id)

    async def _file(self, principal: Principal, letter: Letter, report: Report, pemda: str | None) -> str:
        files = await self._filing(self._open(principal), letter)
        given = {
            "clientKey": letter.key,
            "kind": "PENGADUAN_TIDAK_BERKADAR",
            "title": report.title,
            "body": report.body,
            "pemda": report.region or pemda,
            "carriedBy": letter.channel.value,
            "reporter": letter.reporter,
            "attachments": files.ids,
        }
        receipt = (await self._told(principal, _SUBMIT, input=given))["submitComplaint"]
        told = text_messages.received(_plain(receipt["trackingCode"]), _plain(receipt["secret"]))
        return told + text_messages.not_kept(files.refused)

    async def _where(self, principal: Principal, code: str) -> str:
        found = (await self._told(principal, _TRACK, code=code))["trackComplaint"]
        return text_messages.unknown() if found is None else text_messages.where(code, Status(found["status"]))

    async def _reply(self, letter: Letter, reply: Reply) -> str:
        try:
            reporter = await holder_of(self._sessions, reply.code, reply.secret)
        except Refusal as refusal:
            if refusal.code != UNAUTHENTICATED:
                raise
            self._throttle.admit("receipt", letter.sender)
            return text_messages.wrong_secret()
        files = await self._filing(self._open(reporter), letter)
        for left in reversed(range(_ATTEMPTS)):
            try:
                return await self._step(reporter, letter, reply, files.ids) + text_messages.not_kept(files.refused)
            except Refusal as refusal:
                if refusal.code == IDEMPOTENCY_MISMATCH:
                    break  # this message was taken before, when the complaint was at another version
                if refusal.code != CONFLICT or not left:
                    raise
        return text_messages.taken(reply.code, await self._status(reporter, reply.code))

    async def _step(self, reporter: Principal, letter: Letter, reply: Reply, files: list[str]) -> str:
        """One attempt on the complaint as it is now. Raises CONFLICT when somebody moved it meanwhile."""
        seen = (await self._told(reporter, _SEEN, code=reply.code))["complaintByCode"]
        if seen is None:
            return text_messages.unknown()
        next_step = step(Status(seen["status"]), reply.stance)
        if next_step is None:
            return text_messages.say_what_you_mean(reply.code, Status(seen["status"]))
        name, kind, words = _STEPS[next_step]
        given = {"complaint": seen["id"], "version": seen["version"], "clientKey": letter.key, words: reply.body}
        if next_step in _WITH_FILES:
            given["attachments"] = files
        document = f"mutation($input: {kind}!) {{ {name}(input: $input) {{ status }} }}"
        moved = (await self._told(reporter, document, input=given))[name]
        return text_messages.taken(reply.code, Status(moved["status"]))

    async def _status(self, reporter: Principal, code: str) -> Status:
        return Status((await self._told(reporter, _SEEN, code=code))["complaintByCode"]["status"])

    async def _regions(self, principal: Principal) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        after: str | None = None
        while True:
            page = (await self._told(principal, _REGIONS, after=after))["pemdas"]
            found += [(one["code"], one["name"]) for one in page["nodes"]]
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                return found

    async def _told(self, principal: Principal, document: str, **variables: Any) -> Any:
        """What the graph answers. Raises Refusal; RuntimeError for what is broken, which the log has already."""
        result = await self._schema.execute(document, variables, context_value=self._open(principal))
        for error in result.errors or ():
            said = error.extensions or {}
            if said.get("code") in (None, INTERNAL):
                raise RuntimeError(f"The graph failed (incident {said.get('incident')})")
            raise Refusal(said["code"], error.message, said.get("messageId", ""), field=said.get("field"))
        return result.data


def _plain(shown: str) -> str:
    return shown.replace("-", "")
