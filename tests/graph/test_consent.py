"""A consent stands among the openings of the identity, with who wrote it down."""

from typing import Any

import pytest

from tests.casework import key, submitted
from tests.graph.changing import document
from tests.offices import Asking, Office, citizen

pytestmark = pytest.mark.anyio
ASKED = "query($id: ID!) { complaint(id: $id) { identityAccesses { title reason } } }"
REPORTER = {"name": "Siti Pelapor", "phone": "0811-0000-9999"}


async def noted(ask: Asking, who: Any, id_: str) -> list[Any]:
    return list((await ask(who, ASKED, id=id_))["complaint"]["identityAccesses"])


async def test_a_reporters_own_word(ask: Asking, office: Office) -> None:
    who = citizen()
    case = await submitted(ask, office, who, identityToOverseers=True)
    assert [one["title"] for one in await noted(ask, who, case.id)] == ["Pelapor"]


async def test_a_word_that_an_officer_typed_in(ask: Asking, office: Office) -> None:
    given = {"kind": "PENGADUAN_TIDAK_BERKADAR", "title": "Jalan berlubang", "body": "Jalan pasar berlubang dalam."}
    entered = {"channel": "LETTER", "reporter": REPORTER, "identityToOverseers": True, "clientKey": key()}
    made = document("enterComplaint", "{ complaint { id } }")
    id_ = (await ask(office.admin, made, input={**given, **entered}))["enterComplaint"]["complaint"]["id"]
    (one,) = await noted(ask, office.by("inspektorat", "PENGAWAS"), id_)  # type: ignore[arg-type]
    assert one["title"] == f"Pelapor, dicatat oleh {office.admin.position_title}"
    assert one["reason"].startswith("Mengizinkan")
