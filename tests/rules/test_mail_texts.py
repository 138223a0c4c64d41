"""What somebody wrote stays; what a mail program added goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.mail_texts import own_words

SAID = "Lampu jalan padam.\nSudah dua minggu."


@pytest.mark.parametrize(
    "added",
    [
        "\n> tulisan lama\n> lagi",
        "\n\nOn Tue, Mar 3, 2026 at 9:00 AM Tuntas <lapor@uji.test> wrote:\n> Laporan diterima",
        "\n\nPada Sel, 3 Mar 2026 pukul 09.00 Tuntas <lapor@uji.test> menulis:\n> Laporan diterima",
        "\n\nPada Sel, 3 Mar 2026 pukul 09.00 Tuntas\n<lapor@uji.test> menulis:\n> Laporan diterima",
        "\n-----Original Message-----\nFrom: Tuntas\nLaporan diterima",
        "\n--- Pesan Asli ---\nLaporan diterima",
        "\n________________________________\nFrom: Tuntas",
        "\nFrom: Tuntas <lapor@uji.test>\nSent: Tuesday\nTo: Budi\nLaporan diterima",
        "\nDari: Tuntas <lapor@uji.test>\nDikirim: Selasa\nKepada: Budi\nLaporan diterima",
        "\n--\nBudi\n0811-0000-1234",
        "\n-- \nBudi",
        "\nSent from my iPhone",
        "\nDikirim dari Yahoo Mail di Android",
        "\r\n\r\n\r\n\r\n> x\r\n",
    ],
)
def test_what_was_added_goes(added: str) -> None:
    assert own_words(SAID + added) == SAID


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        "Dari: Pasar Baru sampai simpang, jalan rusak.\nTolong diperbaiki.",
        "Pada hari Senin petugas menulis: nanti saja.\nSampai sekarang belum.",
        "Harga 5 > 3\n\nitu saja",
        "--- penting ---\nJalan rusak",
    ],
)
def test_what_was_written_stays(text: str) -> None:
    assert own_words(text) == text


@given(st.text(max_size=300))
def test_nothing_is_invented(text: str) -> None:
    kept = own_words(text)
    assert len(kept) <= len(text)
    assert own_words(kept) == own_words(own_words(kept))
