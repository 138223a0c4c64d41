"""The national desk publishes a period once it is over, once for its key; a correction is a new version."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

from rules.identifiers import NATION
from rules.roles import Role
from tenants import enrolment
from tenants.database import Database
from tests.graph.changing import document, key, national
from tests.graph.releases.conftest import PUBLISHED, Press
from tests.offices import VISITOR, Asking, Office, citizen
from tests.tenants.stores.releasing import Counting

pytestmark = pytest.mark.anyio
REGIONS = """{ version regions(level: PROVINCE, first: 100) { nodes { code received } }
  pemda: regions(first: 100) { nodes { code received closed inTime late onTime openTens } } }"""


def by_code(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    return {node["code"]: node for node in nodes}


class TestPublishing:
    async def test_a_month_with_its_small_counts_hidden(self, press: Press, counts: Counting) -> None:
        small, beside, large = counts.first
        month = counts.counted(1, {small: 3, beside: 40, large: 90})
        made = await press(month, REGIONS)
        pemda, provinces = by_code(made["pemda"]["nodes"]), by_code(made["regions"]["nodes"])
        assert [pemda[one.code]["received"] for one in counts.first] == [None, None, 90]
        assert [pemda[one.code]["received"] for one in counts.second] == [20, 20, 20]
        assert provinces[small.code[:2]]["received"] == 133
        assert pemda[large.code] == {
            "code": large.code, "received": 90, "closed": 90, "inTime": 90, "late": 0, "onTime": [100.0, 95.91, 100.0],
            "openTens": 0,
        }  # fmt: skip

    async def test_it_is_said_by_whom_and_under_which_licence(self, press: Press, counts: Counting) -> None:
        month = counts.counted(2)
        made = await press(month)
        assert made["period"] == month
        assert (made["version"], made["newest"], made["note"], made["year"]) == (1, True, "", False)
        assert (made["madeBy"], made["licence"], len(made["sha256"])) == ("Admin Nasional", "CC-BY-4.0", 64)

    async def test_the_same_key_publishes_once(self, press: Press, ask: Asking, counts: Counting) -> None:
        given = {"period": counts.counted(3), "clientKey": key()}
        who, text = national(), document("publishStatistics", PUBLISHED)
        first = await ask(who, text, input=given)
        before = press.everything()
        assert await ask(who, text, input=given) == first
        assert press.everything() == before

    async def test_two_desks_at_once_publish_once(self, press: Press, ask: Asking, counts: Counting) -> None:
        month = counts.counted(4)
        text = document("publishStatistics", PUBLISHED)
        asked = [ask(national(), text, input={"period": month, "clientKey": key()}) for _ in range(2)]
        done = await asyncio.gather(*asked, return_exceptions=True)
        assert sorted(isinstance(one, AssertionError) for one in done) == [False, True]
        assert [row[1] for row in press.everything()].count(month) == 1

    async def test_a_correction_replaces_what_may_be_replaced(self, press: Press, counts: Counting) -> None:
        one, two, _ = counts.first
        month = counts.counted(5, {one: 40})
        await press(month)
        counts.counted(5, {one: 60, two: 22})
        made = await press(month, REGIONS, note="Sebagian laporan terlambat masuk.")
        received = {code: node["received"] for code, node in by_code(made["pemda"]["nodes"]).items()}
        assert (made["version"], received[one.code], received[two.code]) == (2, 60, 20)

    async def test_a_year_after_its_months(self, press: Press, counts: Counting) -> None:
        small = counts.first[0]
        for number in range(1, 13):
            await press(counts.counted(number, {small: 2 if number == 7 else 20}))
        made = await press(str(counts.year), REGIONS)
        pemda = by_code(made["pemda"]["nodes"])
        assert [pemda[one.code]["received"] for one in counts.second] == [240, 240, 240]
        assert pemda[small.code]["received"] is None  # its months but one are known
        assert by_code(made["regions"]["nodes"])[small.code[:2]]["received"] == 702


class TestRefusals:
    async def test_only_the_national_desk_publishes(self, press: Press, counts: Counting, office: Office) -> None:
        month = counts.counted(1)
        for who in (VISITOR, citizen(), office.admin, office.by("dinkes"), office.by("root", Role.PIMPINAN)):
            refusal = await press.refused(who, period=month)
            assert refusal["code"] in ("FORBIDDEN", "UNAUTHENTICATED")
            assert refusal["rule"] == "release:publish"

    @pytest.mark.parametrize(
        ("given", "code", "field"),
        [
            ({"period": "2026-03"}, "MOVE_REFUSED", "period"),
            ({"period": "2026"}, "MOVE_REFUSED", "period"),
            ({"period": "2026-3"}, "BAD_USER_INPUT", "period"),
            ({"period": "2000"}, "MOVE_REFUSED", "period"),
            ({"period": "2000-01", "note": "Tanpa sebab apa pun."}, "BAD_USER_INPUT", "note"),
        ],
    )
    async def test_what_cannot_be_published(self, press: Press, given: Any, code: str, field: str) -> None:
        refusal = await press.refused(national(), **given)
        assert (refusal["code"], refusal["field"]) == (code, field)

    async def test_again_only_with_a_reason_and_a_change(self, press: Press, counts: Counting) -> None:
        month = counts.counted(6)
        await press(month)
        assert (await press.refused(national(), period=month))["field"] == "note"
        refusal = await press.refused(national(), period=month, note="Tidak ada yang berubah.")
        assert refusal["rule"] == "release:unchanged"

    async def test_not_before_everything_is_counted(self, press: Press, counts: Counting, database: Database) -> None:
        month, where = counts.counted(7), counts.first[0]
        waiting = {"tenant": where.id, "at": datetime(counts.year.year, 7, 3, tzinfo=UTC)}
        with psycopg.connect(database.owner_url) as owner:
            owner.execute(
                "INSERT INTO tuntas.complaint_change (tenant_id, complaint_id, seq, at)"
                " VALUES (%(tenant)s, gen_random_uuid(), 1, %(at)s)",
                waiting,
            )
        try:
            assert (await press.refused(national(), period=month))["code"] == "RETRY"
        finally:
            with psycopg.connect(database.owner_url) as owner:
                owner.execute("DELETE FROM tuntas.complaint_change WHERE tenant_id = %(tenant)s", waiting)
        assert (await press(month))["version"] == 1

    async def test_who_was_set_aside_keeps_no_month_waiting(
        self, press: Press, counts: Counting, database: Database
    ) -> None:
        month, where = counts.counted(9), counts.first[0]
        with psycopg.connect(database.owner_url) as owner:
            owner.execute(
                "INSERT INTO tuntas.complaint_change (tenant_id, complaint_id, seq, at)"
                " VALUES (%s, gen_random_uuid(), 1, %s)",
                (where.id, datetime(counts.year.year, 9, 3, tzinfo=UTC)),
            )
        enrolment.detach(database.owner_url, where.code)
        made = await press(month, REGIONS)
        assert where.code not in by_code(made["pemda"]["nodes"])

    async def test_what_was_published_cannot_be_changed_by_the_service(
        self, press: Press, counts: Counting, database: Database
    ) -> None:
        await press(counts.counted(8))
        before = press.everything()
        with psycopg.connect(database.service_url) as service:
            service.execute("SELECT tuntas.enter(0, 9999, %s::int[])", ([NATION],))
            for statement in ("UPDATE tuntas.statistic_release SET note = 'x'", "DELETE FROM tuntas.statistic_release"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege), service.transaction():
                    service.execute(statement)
        assert press.everything() == before
