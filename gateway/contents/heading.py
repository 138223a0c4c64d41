"""Who writes a document: the letterhead above it and who signs it, from what the graph tells of the pemda."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from gateway.rendering.model import Letterhead, Signature, Signatures
from gateway.rendering.wording import day
from rules.time_zones import WIB, WIT, WITA

ASKED: Final = """pemda(code: $pemda) { name level timeZone }
  letterhead(pemda: $pemda) { office address place signerTitle signerName signerNumber }"""
"""What every document asks for besides its own; the operation has the variable `$pemda`."""


_NATION: Final = "NASIONAL"
_ZONES: Final = {WIB.key: "WIB", WITA.key: "WITA", WIT.key: "WIT"}


@dataclass(frozen=True, slots=True)
class Author:
    """The pemda that writes, when, and who signs for it."""

    name: str
    letterhead: Letterhead
    place: str
    zone: ZoneInfo
    at: datetime
    signature: Signature

    @property
    def signatures(self) -> Signatures:
        """Place, date and room for one signature."""
        return Signatures(self.where, (self.signature,))

    @property
    def where(self) -> str:
        """Bandar Seri Bentan, 3 Februari 2026."""
        return f"{self.place or '.' * 20}, {day(self.written_on)}"

    @property
    def written_on(self) -> date:
        """The day on which it was asked for, where the pemda lies."""
        return self.at.astimezone(self.zone).date()

    def moment(self, at: datetime) -> str:
        """3 Februari 2026 pukul 09.30 WIB."""
        local = at.astimezone(self.zone)
        return f"{day(local.date())} pukul {local:%H.%M} {_ZONES.get(self.zone.key, '')}".rstrip()


def author(data: Mapping[str, Any], at: datetime) -> Author:
    """The author of a document, from the answer to `ASKED` and the moment at which it was asked for."""
    pemda, head = data["pemda"], data["letterhead"] or {}
    name = pemda["name"]
    zone = ZoneInfo(pemda["timeZone"] or WIB.key)
    signature = Signature(
        head.get("signerTitle") or f"Pejabat yang berwenang pada {name}",
        head.get("signerName", ""),
        head.get("signerNumber", ""),
    )
    letterhead = Letterhead(government(name, pemda["level"]), head.get("office", ""), head.get("address", ""))
    return Author(name, letterhead, head.get("place", ""), zone, at, signature)


def government(name: str, level: str) -> str:
    """Pemerintah Kabupaten Bintan; the nation's desk writes under its own name."""
    return name if level == _NATION else f"Pemerintah {name}"
