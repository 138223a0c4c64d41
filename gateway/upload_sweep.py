"""What becomes of files that were sent and never attached? They go, bytes first, some time after they expired."""

from datetime import datetime, timedelta
from typing import Final

from gateway.storage.store import Storage
from tenants.session import Sessions
from tenants.stores import uploads

GRACE: Final = timedelta(hours=1)
"""An upload that was under way when its time ended is not disturbed; clocks of servers may differ."""
_AT_ONCE: Final = 500


async def sweep(sessions: Sessions, storage: Storage, now: datetime) -> int:
    """Remove what expired more than GRACE ago; answers how many uploads. May run at any time, and several at once."""
    before, gone = now - GRACE, 0
    while found := await uploads.take_expired(sessions, before, _AT_ONCE):
        await storage.delete(key for _, key in found if key is not None)
        gone += await uploads.forget(sessions, [id_ for id_, _ in found])
    return gone
