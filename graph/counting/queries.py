"""Whose complaints wait to be counted? For the worker, which counts one pemda after the other."""

import strawberry

from graph.context import Info
from graph.fields import query
from policies.permissions import Permission
from rules.identifiers import code_of
from tenants.stores import tallies


@strawberry.type
class CountingQueries:
    """Root fields that the worker reads."""

    @query(Permission.STATISTICS_COUNT, list[str])
    async def uncounted(self, info: Info) -> list[str]:
        """Kode wilayah of the pemda in which something happened that is not counted yet (belum dihitung)."""
        return [code_of(tenant) for tenant in await tallies.tenants(info.context.sessions)]
