"""Live news for one desk."""

from collections.abc import AsyncIterator

import strawberry

from graph.complaints.types import DeskNews
from graph.context import Context, Info
from graph.fields import subscription
from graph.notices import Notice
from policies.decisions import decide
from policies.permissions import Permission
from rules.errors import FORBIDDEN, Refusal
from rules.roles import Role
from rules.unit_paths import ABOVE_ALL
from tenants.rows import DeskNewsRow
from tenants.stores import complaints


@strawberry.type
class ComplaintSubscriptions:
    """Root fields that stream complaints."""

    @subscription(Permission.COMPLAINT_READ, DeskNews)
    async def desk_news(self, info: Info) -> AsyncIterator[DeskNewsRow]:
        """What comes to, changes on and leaves your desk and the desks below it, as it happens (kabar meja)."""
        context, principal = info.context, info.context.principal
        if not principal.is_staff or principal.role is Role.INTEGRASI:
            raise Refusal(FORBIDDEN, "Only a position has a desk.", "Hanya jabatan yang memiliki meja.")
        path = principal.unit_path
        async for notice in context.notices.subscribe(principal.tenant, path, path + ABOVE_ALL, principal.position):
            await _still_appointed(context)
            news = await _news(context, notice)
            if news is not None:
                yield news


async def _still_appointed(context: Context) -> None:
    """An appointment may end while the stream runs: ask again before each piece of news."""
    if context.renew is not None:
        renewed = await context.renew()
        if renewed.position != context.principal.position:
            raise Refusal(FORBIDDEN, "You hold this position no longer.", "Anda tidak lagi menjabat posisi ini.")
        context.principal = renewed


async def _news(context: Context, notice: Notice) -> DeskNewsRow | None:
    if notice.complaint is None:
        return DeskNewsRow(complaint=None, move=None, version=None)
    context.forget()
    row = (await complaints.by_key(context.sessions, [(notice.tenant, notice.complaint)]))[0]
    if row is None or not decide(context.principal, Permission.COMPLAINT_READ, row).allowed:
        return DeskNewsRow(complaint=None, move=None, version=None) if notice.left else None
    return DeskNewsRow(complaint=row, move=notice.move, version=notice.version)
