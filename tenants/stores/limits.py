"""Limits of clocks: versions with from-dates, added and never changed."""

from typing import Final

import orjson

from rules.limits import RuleVersion
from tenants.calendar_rows import limits_json
from tenants.session import Transaction
from tenants.stores.calendars import Author

_ADD: Final = """
INSERT INTO tuntas.clock_rules (tenant_id, number, from_date, limits, ladder, source, set_by, set_by_title, at)
VALUES (%(tenant)s, %(number)s, %(from_date)s, %(limits)s::jsonb, %(ladder)s::jsonb, %(source)s, %(set_by)s,
    %(set_by_title)s, %(at)s)
"""


def add(tx: Transaction, tenant: int, version: RuleVersion, author: Author) -> None:
    """Queue the next version of a pemda's limits; `calendars.held` keeps others from taking its number."""
    tx.execute(
        _ADD,
        {
            "tenant": tenant,
            "number": version.number,
            "from_date": version.from_date,
            "limits": orjson.dumps(limits_json(version.limits)).decode(),
            "ladder": orjson.dumps({level.value: days for level, days in version.ladder.items()}).decode(),
            "source": version.source,
            "set_by": author.position,
            "set_by_title": author.title,
            "at": author.at,
        },
        expect=1,
    )
