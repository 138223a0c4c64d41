"""A text says which complaint and how it stands, and nothing else."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from gateway.delivery.channel import Delivery, Permanent, Retry
from gateway.delivery.telephone import Telephone, words
from gateway.delivery.text_message import NotTakenError
from rules.notices import LABELS, NoticeChannel, NoticeKind
from tests.offices import NOW

pytestmark = pytest.mark.anyio
DELIVERY = Delivery(
    id=UUID(int=1),
    tenant=2101,
    channel=NoticeChannel.SMS,
    kind=NoticeKind.ANSWERED,
    at=NOW,
    attempt=1,
    recipient="a",
    to="+628110000123",
    name="Budi",
    told={"trackingCode": "K7QW-2M9D-XH4C", "status": "ANSWERED", "unit": {"name": "Dinas Kesehatan"}},
)


class Provider:
    """Takes texts, or refuses them."""

    def __init__(self, verdict: NotTakenError | None = None) -> None:
        self.verdict = verdict
        self.taken: list[tuple[str, str, str]] = []

    async def send(self, to: str, text: str, key: str) -> None:
        if self.verdict is not None:
            raise self.verdict
        self.taken.append((to, text, key))


async def test_a_text_has_code_and_status_and_no_name() -> None:
    provider = Provider()
    await Telephone(provider).send(DELIVERY)
    ((to, text, key),) = provider.taken
    assert (to, key) == ("+628110000123", str(UUID(int=1)))
    assert text == f"{LABELS[NoticeKind.ANSWERED]}. Laporan K7QW-2M9D-XH4C: Ditindaklanjuti."
    assert "Budi" not in text
    assert "Dinas" not in text


def test_without_a_complaint_it_says_what_it_is_about() -> None:
    assert words(replace(DELIVERY, kind=NoticeKind.DIGEST, told={})) == f"Tuntas: {LABELS[NoticeKind.DIGEST]}."


@pytest.mark.parametrize(("final", "kind"), [(True, Permanent), (False, Retry)])
async def test_what_the_provider_refuses_is_later_or_never(final: bool, kind: type[Exception]) -> None:  # noqa: FBT001 - a table
    verdict = NotTakenError("the provider answered 503", final=final, wait=timedelta(seconds=30))
    with pytest.raises(kind, match="answered 503") as raised:
        await Telephone(Provider(verdict)).send(DELIVERY)
    assert "0811" not in str(raised.value)
