"""What Tuntas does by itself between two clicks: it tells people and programs, hands over, makes packets.

Playwright keeps an event loop running in the tests' thread, so this has a thread and a loop of its own.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, TypeVar

from gateway.delivery.inside import SISTEM, House, NotAnsweredError
from gateway.delivery.outside_addresses import Outside
from gateway.delivery.webhook import WebhookPost
from gateway.delivery.webhook_rounds import WebhookRounds
from gateway.master_key import Purpose
from gateway.packets.office import PacketOffice
from gateway.packets.signing import PacketKey
from gateway.storage.store import Storage
from gateway.worker.counting import Counting
from gateway.worker.packing import Packing
from gateway.worker.writing import Writing
from policies.principal import Principal
from tenants.database import Database, Pool, open_pool
from tenants.timetables import Timetables
from tenants.vault import Vault
from tests.assessments import checked
from tests.casework import Case, submitted
from tests.graph.changing import change
from tests.notices import TELL
from tests.offices import KEY, VISITOR, Asking, Office
from tests.plans import another_head, enacted

WAITING_PLAN: Final = "{ actionPlans(status: APPROVAL) { nodes { id revision } } }"
_LONG_AGO: Final = timedelta(days=200)
_ANNOUNCING: Final = 0.2
"""Seconds in which the notices of the last commits go out."""
_STEPS: Final = ("handOverComplaint", "escalateComplaint", "warnOfDeadline")
_Done = TypeVar("_Done")
_OF_A_DEADLINE: Final = """mutation Move($input: TimeRanOutInput!) {{ {step}(input: $input) {{ handedOver }} }}"""


@dataclass
class Worker:
    """The worker of the application, asked for one thing at a time."""

    database: Database
    data: Path

    def tell(self, office: Office) -> None:
        """Tell people whatever happened in this pemda."""

        async def telling(pool: Pool) -> None:
            house = self._house(pool)
            while (await house(SISTEM, TELL, input={"pemda": office.pemda.code}))["tellPeople"]["count"]:
                pass

        self._do(telling)

    def submitted(self, office: Office, at: datetime) -> Case:
        """A citizen's complaint of that moment."""

        async def filing(pool: Pool) -> Case:
            return await submitted(Asking(pool, now=at), office)

        return self._do(filing)

    def disposed(self, office: Office, who: Principal) -> Case:
        """A complaint of somebody with an account, at a unit."""

        async def filing(pool: Pool) -> Case:
            return await (await submitted(Asking(pool, now=datetime.now(UTC)), office, who)).disposed()

        return self._do(filing)

    def handed_over(self, office: Office, who: Principal = VISITOR, **given: Any) -> Case:
        """A complaint that nobody answered for 200 days: with the Ombudsman now, its packet made."""

        async def leaving(pool: Pool) -> Case:
            then = Asking(pool, now=datetime.now(UTC) - _LONG_AGO)
            case = await (await submitted(then, office, who, **given)).disposed()
            house = self._house(pool)
            await _hand_over(replace(case, ask=then.later(days=_LONG_AGO.days)), house)
            await Packing(house)()
            return case

        return self._do(leaving)

    def planned(self, office: Office) -> str:
        """A plan in force of 2026 and 2027; its id."""

        async def planning(pool: Pool) -> str:
            return (await enacted(Asking(pool, now=datetime.now(UTC)), office)).id

        return self._do(planning)

    def assessed(self, office: Office, *, final: bool = False) -> str:
        """A self-assessment of 2021 that waits for nothing but its end, or has ended; its id."""

        async def assessing(pool: Pool) -> str:
            campaign = await checked(Asking(pool, now=datetime.now(UTC)), office)
            if final:
                await campaign.step("finaliseAssessment")
            return campaign.id

        return self._do(assessing)

    def approve(self, office: Office) -> None:
        """Another head than the one who will enact approves the plan that waits for it."""

        async def approving(pool: Pool) -> None:
            ask = Asking(pool, now=datetime.now(UTC))
            found = await ask(office.admin, WAITING_PLAN)
            (plan,) = found["actionPlans"]["nodes"]
            await change(ask, another_head(office), "approveActionPlan", plan=plan["id"], revision=plan["revision"])

        self._do(approving)

    def count(self) -> None:
        """Count whatever changed, for the statistics."""

        async def counting(pool: Pool) -> None:
            await Counting(self._house(pool))()

        self._do(counting)

    def post(self, *, days: float = 0) -> None:
        """One round of messages to receivers, so many days from now."""

        async def posting(pool: Pool) -> None:
            vault = Vault(KEY.derive(Purpose.TENANT_KEYS))
            post = WebhookPost(Outside(loopback=True), plain=True)
            await WebhookRounds(pool, vault, post, lambda: datetime.now(UTC) + timedelta(days=days)).run()

        self._do(posting)

    def write(self) -> int:
        """Write the documents that wait; how many were written."""

        async def writing(pool: Pool) -> int:
            return await Writing(self._house(pool), Storage.open(None, self.data))()

        return self._do(writing)

    def _house(self, pool: Pool) -> House:
        vault = Vault(KEY.derive(Purpose.TENANT_KEYS))
        packets = PacketOffice(PacketKey.of(KEY), Storage.open(None, self.data))
        return House(pool, vault, Timetables(pool), packets=packets)

    def _do(self, work: Callable[[Pool], Awaitable[_Done]]) -> _Done:
        async def working() -> _Done:
            async with open_pool(self.database.service_url, size=4) as pool:
                done = await work(pool)
                await asyncio.sleep(_ANNOUNCING)
                return done

        with ThreadPoolExecutor(1) as thread:
            return thread.submit(lambda: asyncio.run(working())).result(60)


async def _hand_over(case: Case, house: House) -> None:
    for _ in range(20):
        for step in _STEPS:
            _, values = await case.prepared(step)
            with suppress(NotAnsweredError):
                moved = await house(SISTEM, _OF_A_DEADLINE.format(step=step), **values)
                if moved[step]["handedOver"]:
                    return
                break
    raise AssertionError("it was never handed over")
