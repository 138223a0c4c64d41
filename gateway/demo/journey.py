"""One complaint's way over HTTP, as each role in turn: SMS at the nation, Bintan, a wrong OPD, objection, accepted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

import httpx

_MOVED: Final = "{ id version status trackingCode desk { name } unit { name } }"
_UNITS: Final = "query($pemda: String) { units(pemda: $pemda, first: 100) { nodes { id code name } } }"
_BY_CODE: Final = "query($code: String!) { complaintByCode(trackingCode: $code) " + _MOVED + " }"
_TIMELINE: Final = """
query($code: String!) { complaintByCode(trackingCode: $code) {
  trackingCode status outcome closedBy rating returns objections
  timeline(first: 100) { nodes { seq at move fromStatus toStatus actorTitle actorName reason } }
} }
"""
_ENTER: Final = """
mutation($input: EnterComplaintInput!) { enterComplaint(input: $input) {
  trackingCode secret complaint { id version status trackingCode }
} }
"""
_TRANSFER: Final = "mutation($input: TransferComplaintInput!) { transferComplaint(input: $input) { trackingCode } }"
PASSED: Final = {
    "identity": "MET",
    "substance": "MET",
    "evidence": "MET",
    "nature": "BUKAN_KEDUANYA",
    "subject": "UPTD Puskesmas Kijang",
    "object": "Antrean dan jam layanan",
    "anonymous": False,
    "secret": False,
    "eligible": True,
}


class JourneyFailedError(RuntimeError):
    """An answer that the journey did not expect; the text is the server's."""


@dataclass(slots=True)
class Traveller:
    """Asks the service as somebody: `headers` say as whom."""

    client: httpx.Client
    headers: Mapping[str, str]

    def ask(self, document: str, **variables: Any) -> Any:
        """The data of one operation. Raises JourneyFailedError with the errors."""
        answer = self.client.post("/graphql", json={"query": document, "variables": variables}, headers=self.headers)
        body = answer.json()
        if body.get("errors"):
            raise JourneyFailedError(str(body["errors"]))
        return body["data"]


@dataclass(slots=True)
class Journey:
    """The way so far. `token` gives a bearer token for one of the demo's accounts; `tell` hears each step."""

    client: httpx.Client
    token: Callable[[str], str]
    tell: Callable[[str, str], None]
    receipt: str = ""
    code: str = ""
    _known: dict[str, Traveller] = field(default_factory=dict)

    def by(self, account: str) -> Traveller:
        """One of the demo's officers."""
        if account not in self._known:
            headers = {"authorization": f"Bearer {self.token(account)}"}
            self._known[account] = Traveller(self.client, headers)
        return self._known[account]

    def reporter(self) -> Traveller:
        """The citizen, who has nothing but the receipt."""
        return Traveller(self.client, {"x-receipt": self.receipt})

    def move(self, who: Traveller, name: str, said: str, **given: Any) -> dict[str, Any]:
        """Let somebody make a move on the complaint as it is now."""
        seen = who.ask(_BY_CODE, code=self.code)["complaintByCode"]
        kind = _INPUTS.get(name, name[0].upper() + name[1:] + "Input")
        document = f"mutation($input: {kind}!) {{ {name}(input: $input) {_MOVED} }}"
        base = {"complaint": seen["id"], "version": seen["version"], "clientKey": uuid4().hex}
        moved: dict[str, Any] = who.ask(document, input={**base, **given})[name]
        self.tell(said, moved["status"])
        return moved


_INPUTS: Final = {
    "reportProgress": "ReportProgressInput",
    "objectToAnswer": "ObjectToAnswerInput",
    "acceptAnswer": "AcceptAnswerInput",
}


def walk(journey: Journey) -> dict[str, Any]:
    """The whole way; returns the complaint with its timeline as the regency's admin sees it."""
    _arrives(journey)
    _goes_astray(journey)
    _is_answered(journey)
    found: dict[str, Any] = journey.by("bintan@tuntas.test").ask(_TIMELINE, code=journey.code)["complaintByCode"]
    return found


def _goes_astray(journey: Journey) -> None:
    bintan, perkim = journey.by("bintan@tuntas.test"), journey.by("perkim.bintan@tuntas.test")
    units = {unit["code"]: unit["id"] for unit in bintan.ask(_UNITS, pemda=None)["units"]["nodes"]}
    journey.move(bintan, "verifyComplaint", "Admin Bintan memverifikasi", **PASSED)
    wrong, right = (
        {"unit": units["perkim"], "note": "Mohon ditindaklanjuti."},
        {"unit": units["dinkes"], "note": "Sesuai saran Dinas Perkim."},
    )
    journey.move(bintan, "disposeComplaint", "Admin Bintan mendisposisi ke Dinas Perkim (keliru)", **wrong)
    why = "Pelayanan puskesmas bukan kewenangan Dinas Perkim."
    suggested = units["dinkes"]
    journey.move(perkim, "returnComplaint", "Dinas Perkim mengembalikan", reason=why, suggestedUnit=suggested)
    journey.move(bintan, "disposeComplaint", "Admin Bintan mendisposisi ke Dinas Kesehatan", **right)


def _is_answered(journey: Journey) -> None:
    dinkes, reporter = journey.by("dinkes.bintan@tuntas.test"), journey.reporter()
    first = {
        "outcome": "INFORMATION_GIVEN",
        "body": "Jam layanan puskesmas pukul 07.30 sampai 14.00 sesuai ketentuan.",
    }
    second = {
        "outcome": "SOLVED",
        "body": "Petugas pengganti ditetapkan setiap Jumat; loket buka sampai 14.00.",
        "evidence": "Jadwal piket yang ditandatangani kepala puskesmas.",
    }
    objection = "Loket tutup pukul 11 setiap Jumat, bukan soal jam resmi."
    journey.move(dinkes, "answerComplaint", "Dinas Kesehatan menjawab", **first)
    journey.move(reporter, "objectToAnswer", "Pelapor menyatakan keberatan", reason=objection)
    journey.move(dinkes, "answerComplaint", "Dinas Kesehatan menjawab kembali", **second)
    journey.move(reporter, "acceptAnswer", "Pelapor menerima", note="Terima kasih, sudah dibuktikan.")
    journey.move(reporter, "rateComplaint", "Pelapor memberi nilai", rating=5)


def _arrives(journey: Journey) -> None:
    nation = journey.by("nasional@tuntas.test")
    entered = nation.ask(
        _ENTER,
        input={
            "clientKey": uuid4().hex,
            "channel": "SMS_1708",
            "kind": "PENGADUAN_TIDAK_BERKADAR",
            "title": "Loket puskesmas tutup sebelum waktunya",
            "body": "LAPOR loket puskesmas Kijang kec Bintan Timur tutup jam 11 tiap jumat, warga dr pulau balik lg",
            "place": "Puskesmas Kijang, Kecamatan Bintan Timur, Kabupaten Bintan",
            "reporter": {"name": "Warga Kijang", "phone": "0811-0000-4711"},
        },
    )["enterComplaint"]
    journey.code, journey.receipt = entered["trackingCode"], f"{entered['trackingCode']} {entered['secret']}"
    journey.tell("SMS 1708 dicatat di meja nasional", entered["complaint"]["status"])
    moved = journey.move(nation, "verifyComplaint", "Admin Nasional memverifikasi", **PASSED)
    given = {
        "complaint": moved["id"],
        "version": moved["version"],
        "clientKey": uuid4().hex,
        "pemda": "21.01",
        "note": "Kewenangan Kabupaten Bintan, Provinsi Kepulauan Riau.",
    }
    nation.ask(_TRANSFER, input=given)
    journey.tell("Admin Nasional mendisposisi ke Kabupaten Bintan", "RECEIVED")
