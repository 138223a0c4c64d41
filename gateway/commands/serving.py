"""tuntas serve: the service on the database of the settings."""

from gateway.installation import installed
from gateway.serving import serve
from gateway.settings import Settings


def run() -> None:
    """Bring the database up to date and serve console and API."""
    with installed(Settings()) as installation:
        installation.prepare()
        serve(installation)
