"""Action plans of tests: drafted, written, taken to enactment through the graph, and looked at as they lie there."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import psycopg

from policies.principal import Principal
from rules.roles import Role
from tenants.database import Database
from tests.graph.changing import change, document, key
from tests.offices import Asking, Office

TABLES = (
    "action_plan", "plan_step", "plan_node", "plan_action", "plan_target", "plan_indicator", "realisation",
    "plan_monitoring", "year_report", "predikat_scale",
)  # fmt: skip
SEEN = "{ id revision status number }"
DRAFT: dict[str, Any] = {
    "title": "Rencana aksi Kominfo", "nomenclature": "URUSAN", "firstYear": 2026, "lastYear": 2027,
    "goal": "Pengaduan yang ditangani cepat dan tuntas.", "assessmentYear": 2025,
}  # fmt: skip
SEATS = [
    {"seat": "TIM_PENYUSUN", "office": "Diskominfo, Inspektorat, Biro Organisasi, Biro Hukum"},
    {"seat": "KETUA", "office": "Inspektorat"},
    {"seat": "SEKRETARIS", "office": "Biro Organisasi"},
    {"seat": "KEPALA_OPD", "office": "Kepala Dinas/Badan"},
]
INDICATORS = [
    {
        "name": "Jumlah pengaduan yang diterima", "measure": "COMPLAINTS_RECEIVED", "unit": "pengaduan",
        "direction": "RISE", "baselineYear": 2025, "baseline": "17",
        "targets": [{"year": 2026, "value": "4"}, {"year": 2027, "value": "8"}],
    },
    {
        "name": "Persentase pengaduan yang diselesaikan", "measure": "PERCENT_RESOLVED", "unit": "%",
        "direction": "RISE", "baselineYear": 2025, "baseline": "100",
        "targets": [{"year": 2026, "value": "80"}, {"year": 2027, "value": "100"}],
    },
]  # fmt: skip


def months(*cells: tuple[int, str | None, str | None, str | None]) -> list[dict[str, Any]]:
    """Months of 2026: (month, target, weight, cash)."""
    return [{"year": 2026, "month": m, "target": t, "weight": w, "cashBudget": c} for m, t, w, c in cells]


def tree(office: Office) -> list[dict[str, Any]]:
    """One program with two sub-activities, of dinkes and of perkim."""
    report = {"description": "Tersusunnya laporan", "unit": "laporan", "months": months((2, "1", "100", None))}
    return [
        {"code": "2.16.02", "title": "PROGRAM INFORMASI", "indicator": "Keterbukaan", "indicatorTarget": "90.00",
         "indicatorUnit": "Persen", "actions": [report]},
        {"code": "2.16.02.2.01", "title": "Pengelolaan informasi", "years": [2026, 2027]},
        {"code": "2.16.02.2.01.04", "title": "Konten", "unit": office.unit("dinkes"), "actions": [
            {"description": "Tersusunnya konten", "unit": "konten",
             "months": months((1, "10", "40", "1000000"), (2, "15", "60", "3000000"))}]},
        {"code": "2.16.02.2.01.06", "title": "Layanan", "unit": office.unit("perkim"), "budget": "5000000", "actions": [
            {"description": "Terlayaninya pemohon", "unit": "kali", "inverse": True,
             "months": months((2, "20", "100", "1000000"))}]},
    ]  # fmt: skip


@dataclass
class Plan:
    """A plan on its way."""

    ask: Asking
    office: Office
    seen: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.seen["id"])

    @property
    def head(self) -> Principal:
        return self.office.by("root", Role.PIMPINAN)

    @property
    def approver(self) -> Principal:
        """Another head: who approved does not enact."""
        return another_head(self.office)

    async def do(self, mutation: str, who: Principal | None = None, /, **given: Any) -> dict[str, Any]:
        """Change it at its present revision."""
        base = {"plan": self.id, "revision": self.seen["revision"]}
        self.seen = await change(self.ask, who or self.office.admin, mutation, SEEN, **{**base, **given})
        return self.seen

    async def to_approval(self) -> None:
        """The office's four steps."""
        await self.do("completePlanStep", parties=SEATS)
        await self.do("completePlanStep")
        await self.do("setPlanTree", nodes=tree(self.office))
        await self.do("setPlanIndicators", indicators=INDICATORS)
        await self.do("completePlanStep")
        await self.do("writeActionPlan", chapter1="Latar belakang.")
        await self.do("completePlanStep", note="Siap disetujui")

    async def enacted(self) -> "Plan":
        """All six steps."""
        await self.to_approval()
        await self.do("approveActionPlan", self.approver)
        await self.do("enactActionPlan", self.head, decree="Perbup 5/2026", decreedOn="2026-03-04")
        return self

    async def actions(self) -> dict[str, str]:
        """The ids of its actions by the code of their node."""
        query = "query($id: ID!) { actionPlan(id: $id) { nodes { code actions { id } } } }"
        nodes = (await self.ask(self.office.admin, query, id=self.id))["actionPlan"]["nodes"]
        return {node["code"]: node["actions"][0]["id"] for node in nodes if node["actions"]}

    async def versions(self, month: int) -> dict[str, int]:
        """How often the rows of a month were reported, by action."""
        query = """query($id: ID!, $m: Int!) { realisationTable(plan: $id, year: 2026, month: $m) {
          rows { action version } } }"""
        table = (await self.ask(self.office.admin, query, id=self.id, m=month))["realisationTable"]
        return {row["action"]: row["version"] for row in table["rows"]}

    async def report(self, who: Principal, month: int, **rows: dict[str, Any]) -> Any:
        """Report a month: `rows` by the last part of the node's code, c04="..."."""
        ids = {code[-2:]: id_ for code, id_ in (await self.actions()).items()}
        seen = await self.versions(month)
        given = [{"action": ids[name[1:]], "seen": seen.get(ids[name[1:]], 0), **row} for name, row in rows.items()]
        return await change(
            self.ask, who, "reportRealisation", "{ filled needed complete levels { kind predikat } }",
            plan=self.id, year=2026, month=month, rows=given,
        )  # fmt: skip


def another_head(office: Office) -> Principal:
    """A second person who decides on plans; the same one every time."""
    head = office.by("root", Role.PIMPINAN)
    return replace(head, account=uuid5(NAMESPACE_OID, str(office.tenant)), name="Sekretaris Daerah")


async def drafted(ask: Asking, office: Office, **given: Any) -> Plan:
    """A new plan of this office."""
    return Plan(ask, office, await change(ask, office.admin, "draftActionPlan", SEEN, **(DRAFT | given)))


async def enacted(ask: Asking, office: Office) -> Plan:
    """A plan in force."""
    return await (await drafted(ask, office)).enacted()


FULL = {"realised": "15", "progress": "100", "spent": "3000000"}


@dataclass
class Untouched:
    """Tries what must be refused, and looks that no plan of anybody changed."""

    ask: Asking
    database: Database

    async def __call__(self, who: Principal, mutation: str, /, **given: Any) -> dict[str, Any]:
        before = self.everything()
        refusal = await self.ask.refused(who, document(mutation, "{ __typename }"), input={"clientKey": key(), **given})
        assert self.everything() == before
        return refusal

    def everything(self) -> list[Any]:
        """Every row of every table of plans."""
        with psycopg.connect(self.database.owner_url) as owner:
            return [
                owner.execute(f"SELECT x::text FROM tuntas.{table} x ORDER BY 1".encode()).fetchall()
                for table in TABLES
            ]
