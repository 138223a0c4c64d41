import random

import pytest

from gateway.demo.complaints.grammar import expand


def test_alternatives_are_drawn_and_slots_filled() -> None:
    rng = random.Random(1)
    texts = {expand("[Jalan|Parit] di {lokasi} [rusak|tersumbat].", rng, {"lokasi": "Kijang"}) for _ in range(50)}
    assert texts == {f"{what} di Kijang {how}." for what in ("Jalan", "Parit") for how in ("rusak", "tersumbat")}


def test_words_may_have_slots_of_their_own() -> None:
    words = {"sejak": "sejak {span} lalu", "span": "dua minggu"}
    assert expand("Mati {sejak}.", random.Random(1), words) == "Mati sejak dua minggu lalu."


def test_a_word_that_is_missing_is_an_error_and_never_text() -> None:
    with pytest.raises(KeyError):
        expand("Di {mana}?", random.Random(1), {})


def test_gaps_of_empty_words_are_closed() -> None:
    assert expand("a {b} c", random.Random(1), {"b": ""}) == "a c"
