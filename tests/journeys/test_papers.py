"""The documents of real plans and a real assessment, written by the worker: whatever was entered stands in them.

Bangka Belitung's and Bintan's action plans, Batam's grid and monthly table, and Bintan's self-assessment of 2021.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest

from gateway.demo.assessments.printed import bintan
from gateway.demo.plans.documents import PEOPLE, entering, plan
from rules.roles import Role
from tenants.database import Database, Pool
from tests.assessments import Campaign, drafted
from tests.assessments import answers as given_answers
from tests.assessments import tree as agencies
from tests.gateway.worker.scribe import requested, scribe
from tests.offices import Asking, Office, open_office
from tests.plans import another_head
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
FORMATS = ("PDF", "DOCX", "XLSX")


async def enter(ask: Asking, office: Office, name: str) -> tuple[dict[str, Any], str]:
    """A document's plan in the pemda of a test, and its id."""
    document = {**plan(name), "pemda": office.pemda.code}
    if name == "batam_table":
        document["nodes"] = [{**node, "unit": "dinkes"} for node in document["nodes"]]
    heads = (another_head(office), office.by("root", Role.PIMPINAN))
    people = dict(zip(PEOPLE, (office.admin, *heads), strict=True))
    walk = entering(document)
    asked = next(walk)
    try:
        while True:
            asked = walk.send(await ask(people[asked.role, asked.unit], asked.document, **asked.variables))
    except StopIteration as done:
        return document, done.value["id"]


class Papers:
    """Documents asked for by the admin of a pemda, written by a worker of its own."""

    def __init__(self, ask: Asking, pool: Pool, office: Office, folder: Path) -> None:
        self.ask, self.pool, self.office, self.folder = ask, pool, office, folder

    async def written(self, kind: str, subject: str, **given: Any) -> dict[str, str]:
        """The text of the document in each format, in one line."""
        found = {}
        for number, format_ in enumerate(FORMATS):
            folder = self.folder / f"{kind}{number}"
            await requested(self.ask, self.office.admin, kind, format_, subject=subject, **given)
            assert await scribe(self.pool, self.office, self.ask, folder)() == 1
            (file,) = [path for path in folder.rglob("*") if path.is_file()]
            found[format_] = plain(" ".join(_TEXTS[format_](file.read_bytes())))
        return found


def plain(text: str) -> str:
    """Without what typesetting adds or takes: hyphens at line ends, blanks, the shapes of quotes, case."""
    return re.sub(r"[\s\u00ad\u2010\u2011\u2013\u2212\ufffe\u0002-]+", "", text).casefold()


def _of_pdf(data: bytes) -> Iterator[str]:
    yield from (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))


def _of_docx(data: bytes) -> Iterator[str]:
    document = docx.Document(BytesIO(data))
    yield from (one.text for one in document.paragraphs)
    for table in document.tables:
        for row in table.rows:
            yield from (cell.text for cell in row.cells)


def _of_xlsx(data: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(BytesIO(data)):
        yield from (str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None)


_TEXTS = {"PDF": _of_pdf, "DOCX": _of_docx, "XLSX": _of_xlsx}


def missing(papers: dict[str, str], expected: list[str]) -> dict[str, list[str]]:
    """What was entered and is not in a format."""
    return {
        format_: gone
        for format_, text in papers.items()
        if (gone := [one for one in expected if not _stands(plain(one), text)])
    }


def _stands(words: str, text: str) -> bool:
    """Whole, or in two parts: a cell may go on over the page."""
    return words in text or any(words[:at] in text and words[at:] in text for at in range(8, len(words) - 8))


@pytest.mark.parametrize("name", ["babel", "bintan", "batam_grid"])
async def test_an_action_plan_is_whole(ask: Asking, pool: Pool, office: Office, tmp_path: Path, name: str) -> None:
    document, id_ = await enter(ask, office, name)
    papers = await Papers(ask, pool, office, tmp_path).written("ACTION_PLAN", id_)
    words = [node["title"] for node in document["nodes"]]
    words += [party for node in document["nodes"] for party in node.get("parties", ())]
    words += [one for node in document["nodes"] for one in node.get("successIndicators", ())]
    words += [one["name"] for one in document["indicators"]]
    assert len(words) >= 5
    assert missing(papers, words) == {}


async def test_batams_monthly_table_is_whole_and_claims_nothing(
    ask: Asking, pool: Pool, office: Office, tmp_path: Path
) -> None:
    document, id_ = await enter(ask, office, "batam_table")
    papers = await Papers(ask, pool, office, tmp_path).written("MONTHLY_REALISATION", id_, year=2021, month=7)
    words = [node["title"] for node in document["nodes"] if node.get("actions")]
    words += [one["description"] for node in document["nodes"] for one in node.get("actions", ())]
    assert missing(papers, words) == {}
    assert plain("Sangat Tinggi") not in papers["PDF"].replace(plain("ST Sangat Tinggi"), "")


async def assessed(ask: Asking, database: Database, new_tenant: NewTenant) -> tuple[Office, Campaign]:
    """Bintan's ticks, before they are final."""
    printed = bintan()
    office = open_office(database, new_tenant(), agencies(len(printed.units)))
    campaign = await drafted(ask, office, [f"opd{one.number}" for one in printed.units])
    await campaign.step("openAssessment")
    for one in printed.units:
        unit = f"opd{one.number}"
        sheet = campaign.sheets[unit]
        await campaign.step(
            "answerAssessment", office.by(unit, Role.STAF), sheet=sheet, answers=given_answers(one.answers)
        )
        await campaign.check(unit)
    return office, campaign


async def test_bintans_matrix_has_every_score(
    ask: Asking, pool: Pool, database: Database, new_tenant: NewTenant, tmp_path: Path
) -> None:
    office, campaign = await assessed(ask, database, new_tenant)
    papers = await Papers(ask, pool, office, tmp_path).written("ASSESSMENT_MATRIX", campaign.id)
    assert missing({"PDF": papers["PDF"], "DOCX": papers["DOCX"]}, ["2,71", "3,07", "3,08", "3,09", "3,18"]) == {}
