"""Every text is one SMS of plain letters, and holds codes and a status only."""

import pytest

from rules import text_messages
from rules.complaint_states import LABELS, Status
from rules.sms_commands import Unclear
from rules.text_messages import LONGEST

CODE, SECRET = "K7QW2M9DXH4C", "0123456789ABCDEF"
GSM = set("@$_ !\"#%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
ALL = [
    text_messages.received(CODE, SECRET),
    text_messages.unknown(),
    text_messages.wrong_secret(),
    text_messages.refused("x" * 500),
    text_messages.refused("Kategori ini tidak ada."),
    *(text_messages.unclear(why) for why in Unclear),
    *(text_messages.where(CODE, status) for status in Status),
    *(text_messages.taken(CODE, status) for status in Status),
    *(text_messages.say_what_you_mean(CODE, status) for status in Status),
]


@pytest.mark.parametrize("text", ALL)
def test_one_message_of_plain_letters(text: str) -> None:
    assert 0 < len(text) <= LONGEST
    assert set(text) <= GSM


def test_a_receipt_has_code_and_secret() -> None:
    assert text_messages.received(CODE, SECRET) == (
        "Laporan diterima. Kode K7QW-2M9D-XH4C, rahasia 0123-4567-89AB-CDEF."
        " Cek: STATUS <kode>. Balas: <kode> <rahasia> <pesan>"
    )


@pytest.mark.parametrize("status", Status)
def test_a_status_is_told_in_its_own_words(status: Status) -> None:
    assert text_messages.where(CODE, status) == f"Laporan K7QW-2M9D-XH4C: {LABELS[status]}."
