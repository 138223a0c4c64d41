"""Which of Indonesia's three time zones a pemda lives in (Keppres 41/1987 and the provinces made since)."""

from typing import Final
from zoneinfo import ZoneInfo

WIB: Final = ZoneInfo("Asia/Jakarta")
WITA: Final = ZoneInfo("Asia/Makassar")
WIT: Final = ZoneInfo("Asia/Jayapura")
ZONES: Final = {zone.key: zone for zone in (WIB, WITA, WIT)}
_WITA: Final = frozenset({51, 52, 53, 63, 64, 65, *range(71, 77)})
_WIT: Final = frozenset({81, 82, *range(91, 98)})


def zone_of(tenant: int) -> ZoneInfo:
    """The zone of a tenant number: its province decides; the nation keeps Jakarta's time."""
    province = tenant // 100
    return WITA if province in _WITA else WIT if province in _WIT else WIB
