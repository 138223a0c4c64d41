"""A training shows what was recorded, and where the person stood."""

import pytest

from rules.roles import Role
from tests.graph.trainings.test_mutations import appointment, record
from tests.offices import Asking, Office

pytestmark = pytest.mark.anyio


async def test_a_training(ask: Asking, office: Office) -> None:
    held = await appointment(ask, office, office.by("perkim", Role.STAF))
    made = await record(ask, office.admin, held, link="https://bintankab.go.id/sertifikat.pdf")
    asked = """query($id: ID!) { node(id: $id) { ... on Training { title heldOn certificate link recordedAt
      position { unit { name } } } } }"""
    assert (await ask(office.admin, asked, id=made["id"]))["node"] == {
        "title": "Bimtek SP4N-LAPOR!",
        "heldOn": "2025-06-01",
        "certificate": "800/12/2025",
        "link": "https://bintankab.go.id/sertifikat.pdf",
        "recordedAt": "2026-03-04T02:00:00+00:00",
        "position": {"unit": {"name": f"perkim {office.pemda.name}"}},
    }
