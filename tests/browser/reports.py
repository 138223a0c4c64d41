"""Reports for the browser to find: filed and moved over HTTP, as the console itself would ask."""

import json
import re
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from gateway.console_files import DOCUMENTS
from policies.principal import Principal
from tenants.database import Database
from tests.casework import PASSED
from tests.journeys.service import officer
from tests.offices import Office

TITLE = "Lampu jalan padam di simpang pasar"
BODY = "Lampu jalan di simpang pasar padam sejak dua minggu, warga takut lewat malam hari."


@dataclass
class Report:
    """One report, with its receipt."""

    client: httpx.Client
    database: Database
    office: Office
    id: str
    code: str
    secret: str

    @property
    def path(self) -> str:
        """Where an officer reads it."""
        return f"/meja/laporan/{self.code}"

    def move(self, who: Principal, mutation: str, kind: str, **given: Any) -> None:
        """Let an officer move it, over HTTP with a token."""
        person = officer(self.client, self.database, who)
        seen = person.ask("query($id: ID!) { complaint(id: $id) { version } }", id=self.id)["complaint"]
        document = f"mutation($input: {kind}!) {{ {mutation}(input: $input) {{ __typename }} }}"
        values = {"complaint": self.id, "version": seen["version"], "clientKey": uuid4().hex, **given}
        person.ask(document, input=values)

    def verified(self) -> "Report":
        self.move(self.office.admin, "verifyComplaint", "VerifyComplaintInput", **PASSED)
        return self

    def disposed(self, unit: str = "dinkes") -> "Report":
        self.verified()
        given = {"unit": self.office.unit(unit)}
        self.move(self.office.admin, "disposeComplaint", "DisposeComplaintInput", **given)
        return self

    def answered(self, unit: str = "dinkes") -> "Report":
        self.disposed(unit)
        answer = {"outcome": "SOLVED", "body": "Lampu sudah diganti petugas.", "evidence": "Foto sesudah penggantian."}
        self.move(self.office.by(unit), "answerComplaint", "AnswerComplaintInput", **answer)
        return self

    def events(self) -> list[str]:
        """What happened to it, oldest first, as its admin reads it."""
        ask = "query($id: ID!) { complaint(id: $id) { timeline(first: 100) { nodes { move } } } }"
        found = officer(self.client, self.database, self.office.admin).ask(ask, id=self.id)
        return [event["move"] for event in found["complaint"]["timeline"]["nodes"]]


def document_id(operation: str) -> str:
    """The id of one of the console's documents."""
    for key, text in json.loads(DOCUMENTS.read_text(encoding="utf-8")).items():
        if re.search(rf"\b(?:mutation|query|subscription) {operation}\b", text):
            return str(key)
    raise KeyError(operation)


def filed(client: httpx.Client, database: Database, office: Office, **given: Any) -> Report:
    """A visitor's report, filed the way the console files it."""
    values = {
        "clientKey": uuid4().hex,
        "kind": "PENGADUAN_TIDAK_BERKADAR",
        "title": TITLE,
        "body": BODY,
        "pemda": office.pemda.code,
        **given,
    }
    body = {"documentId": document_id("Submit"), "variables": {"input": values}}
    answer = client.post("/graphql", json=body).json()
    assert "errors" not in answer, answer
    found = answer["data"]["submitComplaint"]
    return Report(client, database, office, found["complaint"]["id"], found["trackingCode"], found["secret"])
