"""tuntas uploads: clearing away what was sent and never attached."""

import asyncio
from datetime import UTC, datetime
from typing import Final

import typer

from gateway.installation import Installation, installed
from gateway.settings import Settings
from gateway.storage.store import Storage
from gateway.upload_sweep import sweep as sweep_uploads
from rules.identifiers import NOWHERE
from tenants.database import open_pool
from tenants.session import Sessions

uploads_app: Final = typer.Typer(no_args_is_help=True)
_CONNECTIONS: Final = 1


@uploads_app.callback()
def uploads() -> None:
    """Uploads that nobody used."""


@uploads_app.command()
def sweep() -> None:
    """Remove files that were sent and not attached within a day; for a daily timer, beside a running service too."""
    with installed(Settings()) as installation:
        typer.echo(f"{asyncio.run(_sweep(installation))} uploads removed.")


async def _sweep(installation: Installation) -> int:
    settings = installation.settings
    storage = Storage.open(settings.storage_url, settings.data)
    async with open_pool(installation.database.service_url, size=_CONNECTIONS) as pool:
        return await sweep_uploads(Sessions(pool, NOWHERE), storage, datetime.now(UTC))
