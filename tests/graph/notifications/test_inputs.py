"""Bounds of what people choose and read, and of what the system says."""

import pytest

from gateway.delivery.inside import SISTEM
from tests.offices import Asking, Office

pytestmark = pytest.mark.anyio
READ = "mutation($input: MarkReadInput!) { markRead(input: $input) { unread } }"
SET = "mutation($input: SetNotificationSettingsInput!) { setNotificationSettings(input: $input) { digest } }"
SETTLE = "mutation($input: SettleDeliveryInput!) { settleDelivery(input: $input) { state } }"
TAKE = "mutation($input: TakeDeliveryInput!) { takeDelivery(input: $input) { id } }"


def choice(*channels: str) -> dict[str, object]:
    return {"kind": "COPY", "channels": list(channels)}


@pytest.mark.parametrize(
    ("document", "given", "field"),
    [
        (READ, {"clientKey": "short"}, "clientKey"),
        (READ, {"clientKey": "long enough", "notifications": ["x"] * 101}, "notifications"),
        (READ, {"clientKey": "long enough", "notifications": ["x" * 201]}, "notifications.0"),
        (READ, {"clientKey": "long enough", "notifications": ["no id"]}, "notifications"),
        (
            SET,
            {"clientKey": "long enough", "choices": [{"kind": "COPY", "channels": ["SMS"] * 5}]},
            "choices.0.channels",
        ),
        (SET, {"clientKey": "long enough", "choices": [{"kind": "COPY", "channels": []}] * 31}, "choices"),
    ],
)
async def test_what_people_send_is_bounded(
    ask: Asking, office: Office, document: str, given: dict[str, object], field: str
) -> None:
    refusal = await ask.refused(office.admin, document, input=given)
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)


@pytest.mark.parametrize(
    ("document", "given", "field"),
    [
        (TAKE, {"pemda": "2101", "line": "x"}, "pemda"),
        (TAKE, {"pemda": "21.01", "line": "x" * 201}, "line"),
        (SETTLE, {"delivery": "x", "state": "SENT"}, "delivery"),
        (SETTLE, {"delivery": "x", "state": "SENT", "reason": "x" * 301}, "reason"),
        (SETTLE, {"delivery": "x", "state": "WAITING", "wait": 86_401}, "wait"),
    ],
)
async def test_so_is_what_the_system_says(ask: Asking, document: str, given: dict[str, object], field: str) -> None:
    refusal = await ask.refused(SISTEM, document, input=given)
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)
