import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import BAD_USER_INPUT, Refusal
from rules.tracking_codes import (
    ALPHABET,
    CODE_LENGTH,
    SECRET_LENGTH,
    encode,
    parse_code,
    parse_secret,
    receipt_secret,
    shown,
    tracking_code,
)

RANDOM = st.binary(min_size=8, max_size=16)
CODES = st.text(ALPHABET, min_size=CODE_LENGTH, max_size=CODE_LENGTH)


def test_no_letter_looks_like_another() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 32
    assert not set("ILOU") & set(ALPHABET)


def test_codes_are_the_leading_bits() -> None:
    assert tracking_code(bytes(8)) == "0" * 12
    assert tracking_code(b"\xff" * 8) == "Z" * 12
    assert tracking_code(bytes([0b10000_010, 0b00_11111_0, 0, 0, 0, 0, 0, 0])) == "G8Z000000000"
    assert encode(b"\x00\x00\x00\x00\x1f", 8) == "0000000Z"


@given(RANDOM)
def test_a_code_is_60_bits_of_its_randomness(random: bytes) -> None:
    code = tracking_code(random)
    number = 0
    for letter in code:
        number = number * 32 + ALPHABET.index(letter)
    assert number == int.from_bytes(random[:8], "big") >> 4


@given(CODES)
def test_a_code_is_read_back_however_it_is_typed(code: str) -> None:
    assert parse_code(code) == code
    assert parse_code(shown(code)) == code
    assert parse_code(f"  {shown(code).lower().replace('-', ' - ')}\n") == code
    assert parse_code(code.replace("0", "O").replace("1", "l")) == code
    assert parse_code(code.replace("0", "o").replace("1", "I")) == code


def test_printed_in_groups_of_four() -> None:
    assert shown("K7QW2M9DXH4C") == "K7QW-2M9D-XH4C"
    assert shown("0123456789ABCDEF") == "0123-4567-89AB-CDEF"


@pytest.mark.parametrize(
    "text", ["", "K7QW2M9DXH4", "K7QW2M9DXH4CC", "K7QW2M9DXH4U", "K7QW2M9DXH4!", "6340753", "K7QW_2M9D_XH4C", "٣" * 12]
)
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_code(text)
    assert (refused.value.code, refused.value.field) == (BAD_USER_INPUT, "trackingCode")


@given(st.binary(min_size=32, max_size=32), CODES)
def test_a_secret_is_derived_and_read_back(key: bytes, code: str) -> None:
    secret = receipt_secret(key, code)
    assert secret == receipt_secret(key, code)
    assert len(secret) == SECRET_LENGTH
    assert set(secret) <= set(ALPHABET)
    assert parse_secret(shown(secret).lower()) == secret


def test_another_code_or_another_key_has_another_secret() -> None:
    key = bytes(32)
    secrets = {receipt_secret(key, tracking_code(bytes([n] * 8))) for n in range(50)}
    assert len(secrets) == 50
    assert receipt_secret(key, "0" * 12) != receipt_secret(b"\x01" * 32, "0" * 12)


def test_a_code_is_no_secret() -> None:
    with pytest.raises(Refusal) as refused:
        parse_secret("K7QW-2M9D-XH4C")
    assert (refused.value.code, refused.value.field) == (BAD_USER_INPUT, "secret")
