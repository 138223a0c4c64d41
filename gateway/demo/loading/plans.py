"""The documents' action plans into the demo: each asked of the graph as its pemda's own admin and head."""

from collections.abc import Mapping
from datetime import datetime

from gateway.demo.loading.people import Directory
from gateway.demo.plans.documents import NAMES, PEOPLE, Asked, entering, plan
from graph.context import Context
from graph.schema import schema
from policies.principal import Principal
from rules.identifiers import reach_of, tenant_id_of
from rules.roles import Role
from tenants.database import Pool
from tenants.session import Sessions


class PlanNotEnteredError(RuntimeError):
    """An answer that the loading did not expect."""


async def enter_plans(pool: Pool, directory: Directory, now: datetime) -> int:
    """Draft, approve and enact every plan whose pemda is in the demo; how many there are now."""
    entered = 0
    for name in NAMES:
        document = plan(name)
        people = {who: principal_of(directory, document["pemda"], *who) for who in PEOPLE}
        walk = entering(document, key=f"demo-{name}")
        asked = next(walk)
        try:
            while True:
                asked = walk.send(await _answer(pool, people, asked, now))
        except StopIteration:
            entered += 1
    return entered


async def _answer(
    pool: Pool, people: Mapping[tuple[Role, str], Principal], asked: Asked, now: datetime
) -> dict[str, object]:
    who = people[asked.role, asked.unit]
    context = Context(principal=who, sessions=Sessions(pool, who.reach), now=now)
    result = await schema.execute(asked.document, dict(asked.variables), context_value=context)
    if result.errors or result.data is None:
        raise PlanNotEnteredError(str(result.errors))
    return dict(result.data)


def principal_of(directory: Directory, code: str, role: Role, unit: str) -> Principal:
    """Somebody of the demo's offices, as a request of theirs would be."""
    actor, tenant = directory.actors[code, unit, role], tenant_id_of(code)
    return Principal(
        role,
        tenant=tenant,
        reach=reach_of(tenant),
        account=directory.holders.get(actor.position) if actor.position else None,
        name=actor.name,
        position=actor.position,
        position_title=actor.title,
        unit=actor.unit,
        unit_path=directory.paths[code, unit],
    )
