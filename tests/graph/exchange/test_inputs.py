"""What is sent of an export has bounds: rows, columns, characters."""

from typing import Any

import pytest

from tests.graph.exchange.rows import IMPORT, cells
from tests.offices import Asking, Office

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ([{"line": 1, "cells": cells("1")}] * 101, "rows"),
        ([{"line": 0, "cells": cells("1")}], "rows.0.line"),
        ([{"line": 1, "cells": ["x"] * 61}], "rows.0.cells"),
        ([{"line": 1, "cells": ["x" * 40_000]}], "rows.0.cells.0"),
        ([{"line": 1, "cells": ["a\x07b"]}], "rows.0.cells.0"),
    ],
)
async def test_too_much_is_refused(ask: Asking, office: Office, rows: list[dict[str, Any]], field: str) -> None:
    refusal = await ask.refused(office.admin, IMPORT, input={"rows": rows})
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)


async def test_nothing_is_nothing(ask: Asking, office: Office) -> None:
    assert (await ask(office.admin, IMPORT, input={"rows": []}))["importLaporReports"]["rows"] == []
