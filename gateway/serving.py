"""How the process serves: one uvicorn worker on one port, until it is told to stop."""

import uvicorn

from gateway.app import create_app
from gateway.installation import Installation


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
        timeout_graceful_shutdown=5,
    )
