"""Statuses are written in LAPOR!'s words, and read again as what they were."""

from types import SimpleNamespace
from typing import Any

import pytest

from graph.exchange.types import status_of
from rules import lapor_layout as layout
from rules.complaint_states import Status
from rules.vocabulary import Closer


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("closer", [None, *Closer])
def test_every_status_is_one_that_an_import_knows(status: Status, closer: Closer | None) -> None:
    row: Any = SimpleNamespace(status=status, closed_by=closer)
    words = layout.plain(status_of(row))
    known = {**layout.CLOSED, **layout.ARCHIVED}
    if status is Status.CLOSED:
        assert layout.CLOSED[words] is (closer or Closer.ADMIN)
    elif status is Status.ARCHIVED:
        assert words in layout.ARCHIVED
    else:
        assert words not in known
        assert words in layout.OPEN
