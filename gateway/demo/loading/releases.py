"""The demo's statistics as everybody reads them: the finished months that have complaints, published by the nation."""

from datetime import datetime, timedelta
from typing import Any, Final

from gateway.demo.loading.people import Directory
from gateway.demo.loading.plans import principal_of
from graph.context import Context
from graph.schema import schema
from policies.principal import Principal
from rules.releases import Period
from rules.roles import Role
from rules.time_zones import WIB
from tenants.database import Pool
from tenants.session import Sessions

_MONTHS: Final = 12
"""So far back, the unfinished one not counted."""
_COUNTED: Final = """query Counted($question: StatisticsInput!) { statistics(question: $question) {
  rows { firstDay figures { received } } } }"""
_PUBLISH: Final = "mutation Publish($input: PublishStatisticsInput!) { publishStatistics(input: $input) { period } }"


class NotPublishedError(RuntimeError):
    """An answer that the loading did not expect."""


async def publish_months(pool: Pool, directory: Directory, now: datetime) -> list[str]:
    """Publish the months before this one, the first one first; which they are."""
    who = principal_of(directory, "00", Role.NASIONAL, "root")
    this = now.astimezone(WIB).date().replace(day=1)
    first = this.replace(year=this.year - 1)
    question = {
        "firstDay": first.isoformat(),
        "lastDay": (this - timedelta(days=1)).isoformat(),
        "by": ["NATION", "MONTH"],
    }
    rows = (await _asked(pool, who, now, _COUNTED, question=question))["statistics"]["rows"]
    months = sorted({row["firstDay"] for row in rows if row["figures"]["received"]})[-_MONTHS:]
    found = []
    for day in months:
        month = str(Period(int(day[:4]), int(day[5:7])))
        given = {"period": month, "clientKey": f"demo-terbit-{month}"}
        await _asked(pool, who, now, _PUBLISH, input=given)
        found.append(month)
    return found


async def _asked(pool: Pool, who: Principal, now: datetime, document: str, **variables: Any) -> dict[str, Any]:
    context = Context(principal=who, sessions=Sessions(pool, who.reach), now=now)
    result = await schema.execute(document, variables, context_value=context)
    if result.errors or result.data is None:
        raise NotPublishedError(str(result.errors))
    return dict(result.data)
