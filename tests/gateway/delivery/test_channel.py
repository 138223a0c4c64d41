"""What a delivery shows of itself is nothing that a log must not hold."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from gateway.delivery.channel import Delivery, Letter, Retry
from rules.notices import NoticeChannel, NoticeKind


def test_its_representation_holds_no_address_and_no_words() -> None:
    letter = Letter(subject="Laporan Rahasia", text="isi surat", html="<p>isi surat</p>", link="https://x.test/")
    delivery = Delivery(
        id=uuid4(),
        tenant=2101,
        channel=NoticeChannel.EMAIL,
        kind=NoticeKind.ANSWERED,
        at=datetime(2026, 11, 23, tzinfo=UTC),
        attempt=1,
        recipient="receipt",
        to="budi@warga.test",
        name="Budi Pelapor",
        letter=letter,
        told={"title": "Judul"},
    )
    for hidden in ("budi", "Budi", "isi surat", "Rahasia", "Judul"):
        assert hidden not in repr(delivery)


def test_a_channel_says_when_to_come_back() -> None:
    assert Retry("421 later").after is None
    assert Retry("421 later", timedelta(minutes=5)).after == timedelta(minutes=5)
