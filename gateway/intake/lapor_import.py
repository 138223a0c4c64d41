"""How does a whole export go through the graph? Hundred rows at a time, each batch in a transaction of its own.

Nothing is remembered between batches, so it stops and goes on anywhere: what was taken over already is the same.
"""

from collections.abc import AsyncIterator, Iterable
from itertools import islice
from typing import Any, Final

from gateway.delivery.inside import Inside
from gateway.intake.lapor_workbook import Report
from policies.principal import Principal

BATCH: Final = 100
_IMPORT: Final = """mutation Import($input: ImportLaporInput!) { importLaporReports(input: $input) { rows {
  line trackingId fate refusal { code field rule message messageId } } } }"""


async def taken_over(
    inside: Inside, who: Principal, reports: Iterable[Report], *, dry_run: bool
) -> AsyncIterator[dict[str, Any]]:
    """The fate of every row, in their order."""
    waiting = iter(reports)
    while batch := list(islice(waiting, BATCH)):
        rows = [{"line": report.line, "cells": report.cells} for report in batch]
        answer = await inside(who, _IMPORT, input={"rows": rows, "dryRun": dry_run})
        for fate in answer["importLaporReports"]["rows"]:
            yield fate
