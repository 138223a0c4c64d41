"""What cannot be a receiver is refused before anybody asks whose it is."""

import pytest

from tests.graph.changing import document, key
from tests.offices import Asking, Office

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"url": "https://"}, "url"),
        ({"url": "https://uji.example/" + "x" * 500}, "url"),
        ({"url": "https://uji.example/", "kinds": ["ANSWER"] * 51}, "kinds"),
    ],
)
async def test_inputs_are_bounded(ask: Asking, office: Office, given: dict[str, object], field: str) -> None:
    refusal = await ask.refused(office.admin, document("addWebhook", "{ secret }"), input={"clientKey": key(), **given})
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)
