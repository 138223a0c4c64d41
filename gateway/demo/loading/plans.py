"""The documents' action plans into the demo: each asked of the graph as its pemda's own admin and head."""

from collections.abc import Mapping
from datetime import datetime

from gateway.demo.loading.people import Directory
from gateway.demo.plans.documents import NAMES, Asked, entering, plan
from graph.context import Context
from graph.schema import schema
from policies.principal import Principal
from rules.identifiers import reach_of, tenant_id_of
from rules.roles import Role
from rules.unit_paths import ROOT
from tenants.database import Pool
from tenants.session import Sessions


class PlanNotEnteredError(RuntimeError):
    """An answer that the loading did not expect."""


async def enter_plans(pool: Pool, directory: Directory, now: datetime) -> int:
    """Draft, approve and enact every plan whose pemda is in the demo; how many there are now."""
    entered = 0
    for name in NAMES:
        document = plan(name)
        people = {role: _principal(directory, document["pemda"], role) for role in (Role.INSTANSI, Role.PIMPINAN)}
        walk = entering(document, key=f"demo-{name}")
        asked = next(walk)
        try:
            while True:
                asked = walk.send(await _answer(pool, people, asked, now))
        except StopIteration:
            entered += 1
    return entered


async def _answer(pool: Pool, people: Mapping[Role, Principal], asked: Asked, now: datetime) -> dict[str, object]:
    who = people[asked.role]
    context = Context(principal=who, sessions=Sessions(pool, who.reach), now=now)
    result = await schema.execute(asked.document, dict(asked.variables), context_value=context)
    if result.errors or result.data is None:
        raise PlanNotEnteredError(str(result.errors))
    return dict(result.data)


def _principal(directory: Directory, code: str, role: Role) -> Principal:
    actor, tenant = directory.actors[code, "root", role], tenant_id_of(code)
    return Principal(
        role,
        tenant=tenant,
        reach=reach_of(tenant),
        account=actor.position,
        name=actor.name,
        position=actor.position,
        position_title=actor.title,
        unit=actor.unit,
        unit_path=ROOT,
    )
