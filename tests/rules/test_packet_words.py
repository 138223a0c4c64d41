import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.packet_words import Mask
from rules.redaction import MASK

MASKING = Mask(["Budi Pelapor", "0811-0000-1234", "budi@contoh.id", "2101010101010001", "Jl. Merdeka No. 5", "", "Jl"])


@pytest.mark.parametrize(
    "text",
    [
        "Pak budi  pelapor datang",
        "BUDI\nPELAPOR",
        "hubungi 081100001234",
        "hubungi +62 811 0000 1234",
        "hubungi 0811.0000.1234 segera",
        "surel Budi@Contoh.id",
        "NIK 2101 0101 0101 0001",
        "di jl. merdeka no. 5",
    ],
)
def test_the_reporters_own_facts_are_masked(text: str) -> None:
    masked = MASKING.applied(text)
    assert MASK in masked
    assert not MASKING.touches(masked)
    assert MASKING.touches({"reason": [text]})


@pytest.mark.parametrize(
    "text", ["Pak Budi", "plat BP 1234 XY", "NIP 198001012006041001", "hubungi 0812-9999-1234", "Jl. Lain"]
)
def test_the_matter_stays(text: str) -> None:
    assert MASKING.applied(text) == text
    assert not MASKING.touches(text)


def test_who_is_not_known_hides_nothing() -> None:
    assert Mask(()).applied("Budi") == "Budi"
    assert not Mask(["", "ab"]).touches("ab")


@given(st.lists(st.text(max_size=20), max_size=4), st.text(max_size=60))
def test_masking_twice_is_masking_once(hidden: list[str], text: str) -> None:
    mask = Mask([one for one in hidden if not set(one) & set(MASK)])
    once = mask.applied(text)
    assert mask.applied(once) == once
