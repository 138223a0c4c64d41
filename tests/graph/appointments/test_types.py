"""What appointments and items of a desk show to whom."""

import pytest

from tests.casework import submitted
from tests.graph.changing import position_id
from tests.offices import Asking, Office

pytestmark = pytest.mark.anyio


async def test_the_title_of_an_item_is_the_redacted_one(ask: Asking, office: Office) -> None:
    title = "Hubungi saya di 0811-0000-1234 soal lampu"
    await (await submitted(ask, office, title=title)).disposed("dinkes")
    document = "query($p: ID!) { handover(position: $p) { items { nodes { title complaint { title } } } } }"
    data = await ask(office.by("dinkes"), document, p=position_id(office.by("dinkes")))
    (item,) = data["handover"]["items"]["nodes"]
    assert "0811" not in item["title"]
    assert item["complaint"]["title"] == title


async def test_an_appointment_leads_to_its_position(ask: Asking, office: Office) -> None:
    document = "{ appointments(first: 100) { nodes { kind skNumber validFrom position { id title } viewerCan } } }"
    nodes = (await ask(office.by("dinkes"), document))["appointments"]["nodes"]
    assert {node["skNumber"] for node in nodes} == {"SK 1/2024"}
    assert all(node["position"]["title"] for node in nodes)
    assert {tuple(node["viewerCan"]) for node in nodes} == {("READ",)}
