import random
import re

from gateway.demo.people import Reporter, holder_name, reporter


def test_a_holder_is_always_called_the_same() -> None:
    assert holder_name("21.01/dinkes/PENGHUBUNG/0") == holder_name("21.01/dinkes/PENGHUBUNG/0")
    assert len({holder_name(f"key {number}") for number in range(500)}) > 400


def test_reporters_are_reached_at_numbers_and_addresses_that_belong_to_nobody() -> None:
    rng = random.Random(1)
    people = [reporter(rng) for _ in range(500)]
    for person in people:
        assert person.phone or person.email
        assert person.phone is None or re.fullmatch(r"0811-0000-\d{4}", person.phone)
        assert person.email is None or re.fullmatch(r"[a-z.]+\d{1,2}@example\.test", person.email)
        assert person.account is None
    assert any(person.phone is None for person in people)
    assert any(person.email is None for person in people)


def test_some_reporters_sign_in_when_accounts_are_given() -> None:
    rng = random.Random(2)
    known = Reporter("Warga Satu", "0811-0000-0001", "warga@tuntas.test", "warga@tuntas.test")
    drawn = [reporter(rng, (known,), share=0.5) for _ in range(200)]
    assert 60 < drawn.count(known) < 140
