"""The layout is LAPOR!'s 26 columns; sources name channels; headings are compared as people type them."""

import pytest

from rules import lapor_layout as layout
from rules.vocabulary import Channel, Kind


def test_there_are_twenty_six_columns_with_a_name_each() -> None:
    assert layout.WIDTH == len(layout.FIELDS) == len(set(layout.COLUMNS)) == 26
    assert layout.COLUMNS[layout.RATING] == "Rating"
    assert layout.COLUMNS[layout.UNIT] == "Instansi Terdisposisi"
    assert layout.COLUMNS[layout.SETWAPRES].endswith("Setwapres")


def test_every_kind_and_channel_has_its_word() -> None:
    assert set(layout.KIND_LABELS) == set(Kind)
    assert set(layout.SOURCE_LABELS) == set(Channel)
    assert all(layout.KINDS[layout.plain(label)] is kind for kind, label in layout.KIND_LABELS.items())


@pytest.mark.parametrize(
    ("source", "channel"),
    [
        ("Website", Channel.WEB), ("SMS 1708", Channel.SMS_1708), ("Aplikasi Android", Channel.APP),
        ("iOS", Channel.APP),
        ("Twitter", Channel.SOCIAL_MEDIA), ("WhatsApp", Channel.WHATSAPP), ("Tatap  Muka", Channel.FACE_TO_FACE),
        ("Surat", Channel.LETTER), ("Email", Channel.EMAIL), ("Call Center 112", Channel.CALL_CENTER),
        ("Kanal baru", Channel.NEIGHBOUR_APP), ("", Channel.NEIGHBOUR_APP),
    ],
)  # fmt: skip
def test_sources_name_channels(source: str, channel: Channel) -> None:
    assert layout.channel_of(source) is channel


@pytest.mark.parametrize("channel", [one for one in Channel if one is not Channel.NEIGHBOUR_APP])
def test_what_is_written_is_read_again(channel: Channel) -> None:
    assert layout.channel_of(layout.SOURCE_LABELS[channel]) is channel


def test_headings_are_compared_without_case_and_spaces() -> None:
    head: dict[int, object] = {at: f" {title.upper()} " for at, title in enumerate(layout.COLUMNS)}
    assert layout.is_head(head)
    assert layout.head_mistakes(head) == []
    assert layout.head_mistakes({**head, 3: "Nama", 5: 7}) == [(3, "Nama Pelapor"), (5, "ID Kategori")]
    assert not layout.is_head({0: 5})
    assert not layout.is_head({})
