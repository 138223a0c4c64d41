"""How the process serves: one uvicorn worker on one port, until it is told to stop."""

from typing import Final

import uvicorn

from gateway.app import create_app
from gateway.installation import Installation

_IDLE_SECONDS: Final = 130
"""A connection without a request stays longer here than proxies (60 to 120) and clients (5) keep theirs: whoever closes
it first must be the one who would use it again, or a request meets its end and is lost."""


def serve(installation: Installation) -> None:
    """Serve console and API until a signal comes."""
    settings = installation.settings
    uvicorn.run(
        create_app(installation),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=True,
        ws_max_size=1_000_000,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=5,
    )
