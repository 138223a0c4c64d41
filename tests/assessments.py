"""A self-assessment in a test: drafted, answered, checked, led to its end, by whoever asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from graph.nodes import node_id
from policies.principal import Principal
from rules.roles import Role, UnitKind
from tests.offices import Asking, Office

BINTAN = node_id("QuestionSet", 0, 1)
BABEL = node_id("QuestionSet", 0, 2)
CATEGORIES = ("KEBIJAKAN", "SDM", "DATA", "PARTISIPASI", "KOORDINASI")
MINUTES: dict[str, Any] = {
    "heldOn": "2021-10-13",
    "place": "Ruang Rapat",
    "process": "Penilaian mandiri dilaksanakan bersama seluruh unit.",
    "attendance": [{"name": "Arif", "institution": "Inspektorat", "position": "Inspektur"}, {"name": "Siti"}],
}


def period(year: int = 2021) -> dict[str, Any]:
    """A whole year, and the questions of Bintan."""
    return {"year": year, "questionSet": BINTAN, "firstDay": f"{year}-01-01", "lastDay": f"{year}-12-31"}


def answers(values: Mapping[int, int]) -> list[dict[str, Any]]:
    """Ticks as an input takes them."""
    return [{"question": number, "value": value, "evidence": f"SK {number}"} for number, value in values.items()]


def priorities(places: Sequence[int] = (2, 1, 2, 1, 1)) -> list[dict[str, Any]]:
    """A priority sheet; by default with Bangka Belitung's places, which have ties."""
    return [
        {"category": code, "place": place, "reasons": f"Alasan {code}"}
        for code, place in zip(CATEGORIES, places, strict=True)
    ]


def tree(count: int) -> tuple[Any, ...]:
    """A pemda with so many agencies, each with a liaison officer and a staff member."""
    root = ("root", None, UnitKind.ROOT, (Role.INSTANSI, Role.PIMPINAN))
    each = (Role.PENGHUBUNG, Role.STAF)
    return (root, *((f"opd{number}", "root", UnitKind.DINAS, each) for number in range(1, count + 1)))


SEEN = """{ id status year viewerCan questionSet { code } sheets { id status note answeredTitle checkedTitle viewerCan
    unit { id } scores { category { code } score { shown } } items { question { number } value evidence link
      training { topic trained personnel } } }
  result { frozen unitCount categories { category { code } place tied score { shown numerator denominator } }
    units { unitName } training { topic trained personnel share { shown } } }
  generalInformation { received resolved notResolved resolvedShare { shown } averageReceived { shown }
    contests { received resolved reason } complaints(first: 5) { nodes { id } } }
  priorities { category place reasons } minutes { process signedName signedAt attendance { name } } }"""


@dataclass
class Campaign:
    """An assessment of an office in a test; the units are named as the office names them."""

    ask: Asking
    office: Office
    id: str
    sheets: dict[str, str]

    async def step(self, mutation: str, who: Principal | None = None, **given: Any) -> Any:
        """Let the admin (or somebody) lead it on."""
        written, values = self.written(mutation, **given)
        return (await self.ask(who or self.office.admin, written, **values))[mutation]

    async def answer(self, unit: str, values: Mapping[int, int], who: Principal | None = None, **given: Any) -> Any:
        """Let a unit's staff, or somebody, answer."""
        return await self.step(
            "answerAssessment",
            who or self.office.by(unit, Role.STAF),
            sheet=self.sheets[unit],
            answers=answers(values),
            **given,
        )

    async def check(self, unit: str, who: Principal | None = None, **given: Any) -> Any:
        """Let the unit's liaison officer, or somebody, check."""
        checker = who or self.office.by(unit)
        return await self.step("checkAnswers", checker, sheet=self.sheets[unit], **({"accept": True} | given))

    def written(self, mutation: str, **given: Any) -> tuple[str, dict[str, Any]]:
        """The document and variables of a mutation on it."""
        plain = mutation in ("openAssessment", "startChecking", "reopenAssessment", "signMinutes", "finaliseAssessment")
        kind = "AssessmentStepInput" if plain else f"{mutation[0].upper()}{mutation[1:]}Input"
        of_sheet = "sheet" in given
        about = {} if of_sheet else {"assessment": self.id}
        document = f"mutation($input: {kind}!) {{ {mutation}(input: $input) {{ id status }} }}"
        return document, {"input": {"clientKey": uuid4().hex, **about, **given}}

    async def seen_by(self, who: Principal) -> Any:
        """As somebody sees it; None when they may not."""
        found = await self.ask(who, "query($id: ID!) { node(id: $id) { ... on Assessment " + SEEN + " } }", id=self.id)
        return found["node"]

    async def refused(self, mutation: str, who: Principal | None = None, **given: Any) -> dict[str, Any]:
        """Let somebody try; the refusal. Asserts that nothing changed."""
        before = await self.seen_by(self.office.admin)
        written, values = self.written(mutation, **given)
        refusal = await self.ask.refused(who or self.office.admin, written, **values)
        assert await self.seen_by(self.office.admin) == before
        return refusal


async def drafted(ask: Asking, office: Office, units: Sequence[str] = ("dinkes", "perkim"), **given: Any) -> Campaign:
    """A draft of Bintan's questions for these units."""
    document = """mutation($input: DraftAssessmentInput!) { draftAssessment(input: $input) {
      id sheets { id unit { id } } } }"""
    values = {"clientKey": uuid4().hex, "units": [office.unit(name) for name in units], **period(), **given}
    made = (await ask(office.admin, document, input=values))["draftAssessment"]
    names = {office.unit(name): name for name in units}
    return Campaign(ask, office, made["id"], {names[one["unit"]["id"]]: one["id"] for one in made["sheets"]})


async def opened(ask: Asking, office: Office, units: Sequence[str] = ("dinkes", "perkim"), **given: Any) -> Campaign:
    """The same, open to answers."""
    campaign = await drafted(ask, office, units, **given)
    await campaign.step("openAssessment")
    return campaign


async def checked(ask: Asking, office: Office, places: Sequence[int] = (2, 1, 2, 1, 1), **given: Any) -> Campaign:
    """Two units answered (all 3, all 2), checked, with papers, ready to be final."""
    campaign = await opened(ask, office, **given)
    for unit, level in (("dinkes", 3), ("perkim", 2)):
        await campaign.answer(unit, dict.fromkeys(range(1, 21), level))
        await campaign.check(unit)
    await campaign.step("startChecking")
    await campaign.step("setPriorities", priorities=priorities(places))
    await campaign.step("writeMinutes", **MINUTES)
    await campaign.step("signMinutes")
    return campaign
