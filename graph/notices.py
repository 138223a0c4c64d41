"""What a subscription is told when something happens on a desk: which complaint moved, and nothing of its content."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from rules.complaint_states import Move


@dataclass(frozen=True, slots=True)
class Notice:
    """A complaint moved, or without a complaint: notices were missed, so look at everything again.

    `left` is the path of the desk that had it before, where that is another one.
    """

    tenant: int
    desk_path: str
    left: str | None
    complaint: UUID | None
    move: Move | None
    version: int | None


class Notices(Protocol):
    """The seam `Context.notices`."""

    def subscribe(self, tenant: int, path_lo: str, path_hi: str, holder: UUID | None = None) -> AsyncIterator[Notice]:
        """What happens from now on at desks of a pemda with path_lo <= path < path_hi, and what leaves them.

        Whoever reads too slowly gets one notice without a complaint in place of many. Raises RATE_LIMITED when the
        holder of the position has too many open.
        """
