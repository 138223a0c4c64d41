"""What the public list hides cannot be found out by asking cleverly: no search, filter, likeness, place or reason."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from tenants.database import Database
from tests.casework import PASSED
from tests.journeys.service import Person
from tests.journeys.world import World, make
from tests.tenancy import NewTenant

PHONE = "081277001234"
MAIL = "rahasia.warga@contoh.test"
LIST = """query($p: String!, $f: ComplaintFilter) { publicComplaints(pemda: $p, filter: $f) { nodes { id } } }"""
COUNT = """query($p: String, $f: ComplaintFilter) { complaints(pemda: $p, filter: $f) { totalCount nodes { id } } }"""
SIMILAR = """query($p: String!, $t: String!, $b: String!) {
  similarComplaints(pemda: $p, title: $t, body: $b) { score complaint { id } } }"""
TOLD = """query($id: ID!) { complaint(id: $id) {
  body place lastEvent { move reason } timeline(first: 50) { nodes { move reason } } } }"""


@pytest.fixture(scope="module")
def world(client: httpx.Client, database: Database, new_tenant: NewTenant) -> World:
    return make(client, database, new_tenant)


@pytest.fixture(scope="module")
def published(world: World) -> str:
    """A complaint on the public list, whose own text, place and reasons name the reporter."""
    found = world.submit(
        anonymous=True,
        title="Air bersih tidak mengalir di Kampung Harapan",
        body=f"Air mati sejak Senin di rumah saya. Hubungi {PHONE} atau {MAIL}, nama saya Wirasablengdarma.",
        place=f"Rumah pelapor, telepon {PHONE}",
        reporter={"name": "Wirasablengdarma", "phone": PHONE},
    )
    id_ = str(found["complaint"]["id"])
    admin, dinkes = world.person(world.home.admin), world.person(world.home.by("dinkes"))
    world.move(admin, id_, "verifyComplaint", **{**PASSED, "anonymous": True})
    world.move(
        admin,
        id_,
        "editComplaintText",
        title="Air bersih tidak mengalir di Kampung Harapan",
        publicBody="Air mati sejak Senin di rumah warga.",
        reason="Nama pelapor dihapus.",
    )
    world.move(admin, id_, "classifyComplaint", priority="HIGH", tags=["pelapor-kritis"])
    unit = world.home.unit("dinkes")
    world.move(admin, id_, "disposeComplaint", unit=unit, note=f"Hubungi Wirasablengdarma, {PHONE}.")
    world.move(dinkes, id_, "answerComplaint", body="Pipa sudah diperbaiki.", outcome="SOLVED", evidence="Foto pipa.")
    reporter = Person(world.client, {"x-receipt": f"{found['trackingCode']} {found['secret']}"})
    world.move(reporter, id_, "acceptAnswer", note=f"Terima kasih, saya di {PHONE}.")
    return id_


def _everybody(world: World) -> dict[str, Person]:
    """Who may read the published text and no more."""
    other = world.submit(title="Laporan lain sama sekali", body="Isi laporan yang lain sama sekali.")
    return {
        "visitor": world.visitor,
        "reporter of another": Person(world.client, {"x-receipt": f"{other['trackingCode']} {other['secret']}"}),
    }


@pytest.mark.parametrize("words", [PHONE, MAIL, "Wirasablengdarma"])
def test_a_search_finds_what_is_shown_and_nothing_else(world: World, published: str, words: str) -> None:
    for name, person in _everybody(world).items():
        for query in (LIST, COUNT):
            data = person.ask(query, p=world.home.pemda.code, f={"text": words})
            assert published not in str(data), (name, query)
        shown = person.ask(LIST, p=world.home.pemda.code, f={"text": "air bersih"})
        assert published in str(shown), name
    assert published in str(world.person(world.home.admin).ask(COUNT, p=world.home.pemda.code, f={"text": words}))


def test_a_likeness_says_nothing_of_hidden_text(world: World, published: str) -> None:
    title = "Air bersih tidak mengalir di Kampung Harapan"
    for name, person in _everybody(world).items():
        right = _score(person, world, title, f"Hubungi {PHONE} Wirasablengdarma", published)
        wrong = _score(person, world, title, "Hubungi 083399558866 Kuntilanakmerah", published)
        assert right == pytest.approx(wrong, abs=0.01), name  # both are unlike what is shown


def _score(person: Person, world: World, title: str, body: str, wanted: str) -> float:
    found = person.ask(SIMILAR, p=world.home.pemda.code, t=title, b=body)["similarComplaints"]
    return next(float(one["score"]) for one in found if one["complaint"]["id"] == wanted)


@pytest.mark.parametrize("given", [{"tag": "pelapor-kritis"}, {"priorities": ["HIGH"]}])
def test_what_only_offices_see_narrows_no_public_list(world: World, published: str, given: dict[str, Any]) -> None:
    for name, person in _everybody(world).items():
        for query in (LIST, COUNT):
            reply = person.post(query, {"p": world.home.pemda.code, "f": given})
            assert published not in reply.text, name
    assert published in str(world.person(world.home.admin).ask(COUNT, p=world.home.pemda.code, f=given))
    assert published in str(world.person(world.home.by("dinkes")).ask(COUNT, p=world.home.pemda.code, f=given))


def test_the_public_reads_no_number_in_places_and_reasons(world: World, published: str) -> None:
    for name, person in _everybody(world).items():
        told = str(person.ask(TOLD, id=published))
        assert PHONE not in told, (name, told)
        assert "Wirasablengdarma" not in told, (name, told)
    told = str(world.person(world.home.by("dinkes")).ask(TOLD, id=published))
    assert PHONE in told


def test_a_visitors_key_is_a_secret_or_refused(world: World) -> None:
    """Keys of visitors are everybody's: a short one could be hit by another visitor."""
    document = "mutation($i: CreateUploadInput!) { createUpload(input: $i) { id uploadUrl complete } }"
    reply = world.visitor.post(document, {"i": {"clientKey": uuid4().hex[:8], "name": "foto.jpg"}}).json()
    assert reply["errors"][0]["extensions"]["field"].endswith("clientKey"), reply
