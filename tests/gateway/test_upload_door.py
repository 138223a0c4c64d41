from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.transport_errors import TransportError
from gateway.upload_door import SignedDoor
from graph.uploads import UploadDoor
from rules.attachments import MAX_BYTES

NOW = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)
DOOR = SignedDoor(bytes(32))
UPLOAD = UUID("0192f000-0000-7000-8000-000000000001")


def token(door: SignedDoor = DOOR, upload: UUID = UPLOAD, hours: float = 1) -> str:
    return door.address(upload, NOW + timedelta(hours=hours)).removeprefix("/uploads/")


def refused(text: str, now: datetime = NOW) -> int:
    with pytest.raises(TransportError) as error:
        DOOR.upload_at(text, now)
    return error.value.status


def test_an_address_leads_to_its_upload_until_its_time_is_over() -> None:
    assert DOOR.upload_at(token(), NOW) == UPLOAD
    assert DOOR.upload_at(token(), NOW + timedelta(minutes=59)) == UPLOAD
    assert refused(token(), NOW + timedelta(hours=1)) == 410


def test_an_address_is_a_path_that_needs_no_escaping() -> None:
    for _ in range(100):
        address = DOOR.address(uuid4(), NOW)
        assert address.startswith("/uploads/")
        assert address.removeprefix("/uploads/").replace("-", "").replace("_", "").isalnum()


def test_what_another_key_signed_is_unknown() -> None:
    assert refused(token(SignedDoor(bytes(31) + b"x"))) == 404


def test_every_changed_character_is_noticed() -> None:
    text = token()
    for at, char in enumerate(text):
        changed = text[:at] + ("A" if char != "A" else "B") + text[at + 1 :]
        assert refused(changed) == 404


@given(st.text(max_size=200))
def test_anything_else_is_unknown(text: str) -> None:
    assert refused(text) == 404


def test_a_longer_life_cannot_be_had() -> None:
    """The moment is signed too."""
    short, long = token(hours=1), token(hours=2)
    assert refused(short[:22] + long[22:32] + short[32:]) == 404


def test_a_client_key_stands_for_one_upload_of_one_keeper() -> None:
    assert DOOR.upload_of("budi", "kunci-12345") == DOOR.upload_of("budi", "kunci-12345")
    others = {
        DOOR.upload_of(keeper, key)
        for keeper, key in (("budi", "kunci-12345"), ("budi", "kunci-12346"), ("ani", "kunci-12345"), ("", "budi"))
    }
    assert len(others) == 4
    assert SignedDoor(b"x" * 32).upload_of("budi", "kunci-12345") not in others


def test_it_is_the_seam_of_the_graph() -> None:
    door: UploadDoor = SignedDoor(bytes(32), max_bytes=5)
    assert door.max_bytes == 5
    assert DOOR.max_bytes == MAX_BYTES
    assert "image/jpeg" in door.accepted
    assert "image/svg+xml" not in door.accepted
