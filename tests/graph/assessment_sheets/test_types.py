"""A sheet shows its unit, its questions with what was answered, and scores once it is whole."""

import pytest

from tests.assessments import opened
from tests.offices import Asking, Office

pytestmark = pytest.mark.anyio
SHEET = """query($id: ID!) { node(id: $id) { ... on AssessmentSheet { answeredTitle answeredAt checkedAt unit { name }
  items { question { number text } value evidence link }
  scores { category { name } score { numerator denominator } } } } }"""


async def test_a_sheet(ask: Asking, office: Office) -> None:
    campaign = await opened(ask, office)
    blank = (await ask(office.admin, SHEET, id=campaign.sheets["dinkes"]))["node"]
    assert (blank["answeredTitle"], blank["answeredAt"], blank["scores"]) == ("", None, [])
    assert blank["unit"] == {"name": f"dinkes {office.pemda.name}"}
    assert [one["question"]["number"] for one in blank["items"]] == list(range(1, 21))
    await campaign.answer("dinkes", {**dict.fromkeys(range(1, 21), 3), 12: 4})
    whole = (await ask(office.admin, SHEET, id=campaign.sheets["dinkes"]))["node"]
    assert whole["answeredTitle"] == "Staf pengelola dinkes"
    assert whole["scores"][2] == {
        "category": {"name": "Pemanfaatan Data dan Optimalisasi Aplikasi"},
        "score": {"numerator": 10, "denominator": 3},
    }
