"""A signature holds for one message, one moment and one key, as the Standard Webhooks specification writes it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.webhook_signatures import ID, SIGNATURE, TIMESTAMP, TOLERANCE, is_ours, key_of, shown_secret, signed

KEY, OTHER = b"k" * 32, b"o" * 32
AT = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)
BODY = b'{"type":"complaint.answer"}'


def test_the_example_of_the_specification() -> None:
    """standard-webhooks/spec: the vector that its libraries are tested with."""
    key = key_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    at = datetime.fromtimestamp(1614265330, UTC)
    found = signed([key], "msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}')
    assert found == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_a_receiver_takes_what_was_signed() -> None:
    assert is_ours(KEY, signed([KEY], "a", AT, BODY), BODY, AT)


def test_during_a_change_either_secret_proves_it() -> None:
    headers = signed([KEY, OTHER], "a", AT, BODY)
    assert headers[SIGNATURE].count("v1,") == 2
    assert is_ours(KEY, headers, BODY, AT)
    assert is_ours(OTHER, headers, BODY, AT)
    assert not is_ours(b"x" * 32, headers, BODY, AT)


@pytest.mark.parametrize("seconds", [300, -300])
def test_the_edge_of_the_tolerance_holds(seconds: int) -> None:
    now = AT + timedelta(seconds=seconds)
    assert is_ours(KEY, signed([KEY], "a", AT, BODY), BODY, now)
    assert not is_ours(KEY, signed([KEY], "a", AT, BODY), BODY, now + timedelta(seconds=1 if seconds > 0 else -1))
    assert timedelta(seconds=300) == TOLERANCE


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (ID, "b"),
        (ID, ""),
        (TIMESTAMP, str(int(AT.timestamp()) + 1)),
        (TIMESTAMP, ""),
        (TIMESTAMP, "-1"),
        (TIMESTAMP, "1e9"),
        (TIMESTAMP, "²"),
        (TIMESTAMP, "9" * 400),
        (SIGNATURE, ""),
        (SIGNATURE, "v1,"),
        (SIGNATURE, "v1a,ü"),
    ],
)
def test_any_other_header_does_not(name: str, value: str) -> None:
    assert not is_ours(KEY, {**signed([KEY], "a", AT, BODY), name: value}, BODY, AT)


@given(st.binary(max_size=200), st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_one_changed_byte_is_noticed(body: bytes, place: int, change: int) -> None:
    headers = signed([KEY], "a", AT, body)
    assert is_ours(KEY, headers, body, AT)
    if body:
        at = place % len(body)
        changed = body[:at] + bytes([body[at] ^ change]) + body[at + 1 :]
        assert not is_ours(KEY, headers, changed, AT)


@given(st.binary(min_size=1, max_size=64))
def test_a_secret_is_copied_whole(key: bytes) -> None:
    assert key_of(shown_secret(key)) == key


@pytest.mark.parametrize("text", ["", "geheim", "whsec", "whsec_ä", "whsec_a"])
def test_anything_else_is_no_secret(text: str) -> None:
    with pytest.raises(ValueError, match="secret"):
        key_of(text)
