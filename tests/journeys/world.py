"""Three pemda and the nation, with complaints that carry a word nobody else may read."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

import httpx

from policies.principal import Principal
from rules.identifiers import NATION, Reach, TenantId, reach_of
from rules.roles import Role
from tenants.database import Database
from tests.casework import PASSED
from tests.journeys.service import Person, officer
from tests.offices import Office, open_office
from tests.tenancy import NewTenant

SUBMIT = """mutation($input: SubmitComplaintInput!) { submitComplaint(input: $input) {
  trackingCode secret complaint { id version } } }"""
_INPUT_NAMES = {
    "addNote": "NoteInput",
    "editComplaintText": "EditTextInput",
    "addTembusan": "TembusanInput",
    "openIdentity": "ReasonedMoveInput",
}


@dataclass
class World:
    """`home` has the complaints; `sibling` is in the same province, `outside` in another."""

    client: httpx.Client
    database: Database
    home: Office
    sibling: Office
    outside: Office
    province: Principal
    word: str = field(default_factory=lambda: f"SANDI{uuid4().hex}")
    ids: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def person(self, principal: Principal) -> Person:
        return officer(self.client, self.database, principal)

    @property
    def visitor(self) -> Person:
        return Person(self.client)

    def submit(self, **given: Any) -> dict[str, Any]:
        """A visitor's complaint at home whose every text carries the word."""
        values = {
            "clientKey": uuid4().hex,
            "kind": "PENGADUAN_TIDAK_BERKADAR",
            "title": f"Keluhan {self.word} di puskesmas",
            "body": f"Petugas {self.word} tidak ada di tempat sejak pagi hari.",
            "pemda": self.home.pemda.code,
            "reporter": {"name": f"Pelapor {self.word}", "phone": "0811-0000-1234"},
            **given,
        }
        found: dict[str, Any] = self.visitor.ask(SUBMIT, input=values)["submitComplaint"]
        return found

    def move(self, who: Person, complaint: str, name: str, **given: Any) -> Any:
        """Let somebody move a complaint as they see it."""
        seen = who.ask("query($id: ID!) { complaint(id: $id) { version } }", id=complaint)["complaint"]
        kind = _INPUT_NAMES.get(name, name[0].upper() + name[1:] + "Input")
        document = f"mutation($input: {kind}!) {{ {name}(input: $input) {{ __typename }} }}"
        values = {"complaint": complaint, "version": seen["version"], "clientKey": uuid4().hex, **given}
        return who.ask(document, input=values)


def make(client: httpx.Client, database: Database, new_tenant: NewTenant) -> World:
    """The world, with one complaint: secret, anonymous, at dinkes, with a note, a handling, an answer on the way."""
    home_pemda = new_tenant()
    home = open_office(database, home_pemda)
    sibling = open_office(database, new_tenant(beside=home_pemda))
    outside = open_office(database, new_tenant(apart=True))
    province_tenant = TenantId(home.tenant // 100 * 100)
    province = replace(home.admin, tenant=province_tenant, reach=reach_of(province_tenant))
    world = World(client, database, home, sibling, outside, province)
    _fill(world)
    return world


def _fill(world: World) -> None:
    _add_webhook(world)
    admin, dinkes = world.person(world.home.admin), world.person(world.home.by("dinkes"))
    found = world.submit(anonymous=True, secret=True)
    id_ = found["complaint"]["id"]
    world.ids["Complaint"], world.codes["code"] = id_, found["trackingCode"]
    world.codes["receipt"] = f"{found['trackingCode']} {found['secret']}"
    world.move(admin, id_, "verifyComplaint", **{**PASSED, "anonymous": True, "secret": True, "object": world.word})
    world.move(admin, id_, "disposeComplaint", unit=world.home.unit("dinkes"), note=f"Segera {world.word}.")
    world.move(dinkes, id_, "addHandling", unit=world.home.unit("perkim"), task=f"Periksa {world.word} segera.")
    world.move(dinkes, id_, "addNote", body=f"Catatan {world.word} internal.")
    world.move(dinkes, id_, "requestExtension", amount=3, reason=f"Menunggu hasil {world.word} dari laboratorium.")
    world.move(dinkes, id_, "reportProgress", body=f"Sedang diperiksa {world.word}.")
    document = """query($id: ID!) { complaint(id: $id) { handlings { id } messages { nodes { id } } } }"""
    seen = dinkes.ask(document, id=id_)["complaint"]
    world.ids["Handling"] = seen["handlings"][0]["id"]
    world.ids["Message"] = seen["messages"]["nodes"][-1]["id"]


def _add_webhook(world: World) -> None:
    document = "mutation($input: AddWebhookInput!) { addWebhook(input: $input) { webhook { id } } }"
    given = {"clientKey": uuid4().hex, "url": f"https://example.com/{world.word}", "kinds": ["DISPOSE", "ANSWER"]}
    found = world.person(world.home.admin).ask(document, input=given)
    world.ids["Webhook"] = found["addWebhook"]["webhook"]["id"]


NATIONAL = Principal(Role.NASIONAL, tenant=NATION, reach=Reach(0, 9999))
