"""How does LAPOR! write a date and a time? 3 Jan 2026, 14:05:33."""

from datetime import datetime, tzinfo
from typing import Final

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def written(at: datetime | None, zone: tzinfo) -> tuple[str, str]:
    """Date and time of a moment where the pemda lies; two empty texts for none."""
    if at is None:
        return "", ""
    local = at.astimezone(zone)
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}", f"{local:%H:%M:%S}"
