"""At which revision the schema of the database is, as the service may see it."""

from typing import Final

from tenants.session import Sessions

_REVISION: Final = "SELECT tuntas.schema_revision()"


async def revision_of(sessions: Sessions) -> str | None:
    """The newest revision that was applied; None before the first."""
    rows = await sessions.read(_REVISION)
    return None if not rows or rows[0][0] is None else str(rows[0][0])
