"""New ids and codes: ids that sort by time, codes that cannot be guessed."""

import secrets
from datetime import datetime
from uuid import UUID

from rules.tracking_codes import tracking_code

_RANDOM_BITS = 74


def fresh_id(now: datetime) -> UUID:
    """A UUID of version 7: rows made together lie together in an index."""
    milliseconds = int(now.timestamp() * 1000)
    random = secrets.randbits(_RANDOM_BITS)
    value = milliseconds << 80 | 0x7 << 76 | (random >> 62) << 64 | 0b10 << 62 | random & ((1 << 62) - 1)
    return UUID(int=value)


def fresh_code() -> str:
    """A tracking code of 60 random bits."""
    return tracking_code(secrets.token_bytes(8))
