"""Complaints on their way, for tests: submitted, moved by somebody, looked at as they are."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from graph.nodes import parse_id
from policies.principal import Principal
from rules.identifiers import TenantId
from rules.roles import Role
from tests.offices import Asking, Office, citizen

SEEN = """{ id version status outcome kind trackingCode title body published secret anonymous returns objections
  rulingRequired rating closedBy dueAt clock viewerCan unit { name } desk { name } }"""
PASSED = {
    "identity": "MET",
    "substance": "MET",
    "evidence": "NOT_NEEDED",
    "nature": "BUKAN_KEDUANYA",
    "subject": "Dinas",
    "object": "Layanan",
    "anonymous": False,
    "secret": False,
    "eligible": True,
}
TITLE = "Lampu jalan padam di simpang pasar"
BODY = "Lampu jalan di simpang pasar padam sejak dua minggu, hubungi 0811-0000-1234 untuk lokasi."
_SUBMIT = (
    """mutation($input: SubmitComplaintInput!) { submitComplaint(input: $input) {
  trackingCode secret complaint """
    + SEEN
    + " } }"
)
_ENTER = _SUBMIT.replace("SubmitComplaintInput", "EnterComplaintInput").replace("submitComplaint", "enterComplaint")
_ONE = "query($id: ID!) { complaint(id: $id) " + SEEN + " }"


def key() -> str:
    """A client key that nobody has used."""
    return uuid4().hex


@dataclass
class Case:
    """One complaint of a test: its id, how it is followed, and who reported it."""

    ask: Asking
    office: Office
    reporter: Principal
    id: str
    code: str
    secret: str | None

    async def seen_by(self, who: Principal) -> Any:
        """As somebody sees it now; None when they may not."""
        return (await self.ask(who, _ONE, id=self.id))["complaint"]

    async def now(self) -> Any:
        """As its pemda's admin sees it."""
        return await self.seen_by(self.office.admin)

    async def move(self, who: Principal, name: str, **given: Any) -> Any:
        """Let somebody make a move on the complaint as it is."""
        document, values = await self.prepared(name, **given)
        return (await self.ask(who, document, **values))[name]

    async def refused(self, who: Principal, name: str, **given: Any) -> dict[str, Any]:
        """Let somebody try; the refusal. Asserts that nothing changed."""
        document, values = await self.prepared(name, **given)
        before = await self.now()
        refusal = await self.ask.refused(who, document, **values)
        assert await self.now() == before
        return refusal

    async def prepared(self, name: str, **given: Any) -> tuple[str, dict[str, Any]]:
        """The document and variables of a move."""
        return self.written(name, (await self.now() or {"version": 1})["version"], **given)

    def written(self, name: str, version: int, **given: Any) -> tuple[str, dict[str, Any]]:
        """The same for the version that somebody saw."""
        kind = _INPUTS.get(name, name[0].upper() + name[1:] + "Input")
        selected = _SELECTED.get(name, SEEN)
        values = {"complaint": self.id, "version": version, "clientKey": key(), **given}
        return f"mutation($input: {kind}!) {{ {name}(input: $input) {selected} }}", {"input": values}

    async def verified(self) -> "Case":
        """With every check passed."""
        await self.move(self.office.admin, "verifyComplaint", **PASSED)
        return self

    async def disposed(self, unit: str = "dinkes") -> "Case":
        """At a unit."""
        await self.verified()
        await self.move(self.office.admin, "disposeComplaint", unit=self.office.unit(unit))
        return self

    async def answered(self, unit: str = "dinkes", outcome: str = "SOLVED") -> "Case":
        """Answered by a unit."""
        await self.disposed(unit)
        await self.move(self.office.by(unit), "answerComplaint", **answer(outcome))
        return self


_INPUTS = {
    "removeTembusan": "TembusanInput",
    "addTembusan": "TembusanInput",
    "addNote": "NoteInput",
    "commentOnComplaint": "CommentInput",
    "requestCompletion": "RequestCompletionInput",
    "restoreComplaint": "ReasonedMoveInput",
    "publishComplaint": "ReasonedMoveInput",
    "unpublishComplaint": "ReasonedMoveInput",
    "openIdentity": "ReasonedMoveInput",
    "editComplaintText": "EditTextInput",
    "answerDirectly": "AnswerComplaintInput",
    "returnComplaintToNation": "ReturnToNationInput",
    "lapseComplaint": "TimeRanOutInput",
    "handOverComplaint": "TimeRanOutInput",
    "warnOfDeadline": "TimeRanOutInput",
    "escalateComplaint": "TimeRanOutInput",
}
_SELECTED = {
    "transferComplaint": "{ id trackingCode inTime to { code } }",
    "returnComplaintToNation": "{ id trackingCode inTime to { code } }",
    "openIdentity": "{ identity { name phone } complaint " + SEEN + " }",
}


def answer(outcome: str = "SOLVED") -> dict[str, str]:
    """A proper answer."""
    return {"outcome": outcome, "body": "Sudah ditangani petugas di lapangan.", "evidence": "Foto sesudah perbaikan."}


async def submitted(ask: Asking, office: Office, reporter: Principal | None = None, **given: Any) -> Case:
    """A new complaint at a pemda, by a citizen with an account (or by whoever is given)."""
    who = reporter or citizen()
    values = {
        "clientKey": key(),
        "kind": "PENGADUAN_TIDAK_BERKADAR",
        "title": TITLE,
        "body": BODY,
        "pemda": office.pemda.code,
        "reporter": {"name": "Budi Pelapor", "phone": "0811-0000-1234"},
        **given,
    }
    document = _ENTER if who.is_staff else _SUBMIT
    found = (await ask(who, document, input=values))["enterComplaint" if who.is_staff else "submitComplaint"]
    return Case(ask, office, who, found["complaint"]["id"], found["trackingCode"], found["secret"])


def holder(case: Case, tenant: TenantId) -> Principal:
    """Who has the receipt of a complaint without an account."""
    return Principal(Role.PELAPOR, tenant=tenant, receipt=parse_id(case.id, "Complaint").uuid)
