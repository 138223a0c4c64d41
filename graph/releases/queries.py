"""Reading published statistics: everybody, without an account."""

from typing import Annotated

import strawberry

from graph.context import Info
from graph.fields import query
from graph.inputs import argument, text_argument
from graph.paging import After, Connection, First, page_request
from graph.releases.types import StatisticRelease
from policies.permissions import Permission
from rules.errors import not_found
from rules.pages import Page
from rules.releases import Period
from tenants.release_rows import ReleaseRow
from tenants.stores import releases as store


@strawberry.type
class ReleaseQueries:
    """Root fields about published statistics."""

    @query(Permission.RELEASE_READ, Connection[StatisticRelease])
    async def releases(self, info: Info, first: First = 20, after: After = None) -> Page[ReleaseRow]:
        """Every version of every published period, the latest first (daftar rilis statistik)."""
        return await store.page(info.context.sessions, page_request(store.LATEST_FIRST, first, after))

    @query(Permission.RELEASE_READ, StatisticRelease)
    async def release(
        self,
        info: Info,
        period: Annotated[str, text_argument("The month (2026-10) or the year (2026).", at_least=4, at_most=7)],
        version: Annotated[int | None, argument("Which version; the newest when absent.")] = None,
    ) -> ReleaseRow:
        """A published month or year (rilis statistik)."""
        row = await store.one(info.context.sessions, str(Period.of(period)), version)
        if row is None:
            raise not_found("This was not published.", "Rilis ini belum diterbitkan.")
        return row
