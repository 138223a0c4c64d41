"""Who is told: whoever sits there now, a Plh in the place of the holder, the next desk above where nobody does."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from gateway.delivery.inside import SISTEM
from graph.nodes import parse_id
from graph.recipients import Batch, Seat, batch_of, lineage, superiors, upwards
from policies.principal import Principal
from rules.limits import Level
from rules.notices import Told
from rules.roles import DESK_ROLES, Role
from rules.unit_paths import ROOT
from tenants.database import Database
from tenants.notification_rows import OutboxRow
from tenants.session import Sessions
from tenants.stores import outbox
from tests.casework import Case, submitted
from tests.offices import NOW, Asking, Office, citizen, open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
_HEAD = frozenset({Role.PIMPINAN})
_DESKS_ABOVE = [Seat(2101, ROOT), Seat(2100, ROOT), Seat(0, ROOT)]


@pytest.fixture
async def case(ask: Asking, office: Office) -> Case:
    return await (await submitted(ask, office, citizen())).disposed()


async def newest(ask: Asking, office: Office) -> tuple[Batch, OutboxRow]:
    """The newest row of the outbox, and what is known to tell it."""
    context = ask.context(SISTEM)
    rows = await outbox.oldest(context.sessions, office.tenant, 100)
    row = max(rows, key=lambda one: (one.at, one.event_seq))
    return await batch_of(context, office.tenant, rows), row


async def told(ask: Asking, office: Office, whom: Told, **changed: object) -> list[UUID | None]:
    batch, row = await newest(ask, office)
    return [person.account for person in batch.people(replace(row, **changed), whom)]  # type: ignore[arg-type]


def appoint(database: Database, office: Office, who: Principal, kind: str, until: datetime | None = None) -> UUID:
    """Somebody else to the same position."""
    account = uuid4()
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "INSERT INTO tuntas.appointment (tenant_id, id, position_id, account_id, person_name, kind, sk_number,"
            " sk_date, valid_from, valid_to) VALUES (%s, %s, %s, %s, 'Pengganti', %s, 'SK 2', %s, %s, %s)",
            (office.tenant, uuid4(), who.position, account, kind, NOW.date(), NOW - timedelta(hours=1), until),
        )
    return account


def leave(database: Database, office: Office, *units: str) -> None:
    """Nobody sits there any more."""
    with psycopg.connect(database.owner_url) as owner:
        for unit in units:
            owner.execute(
                "UPDATE tuntas.appointment a SET valid_to = %s FROM tuntas.position p WHERE p.tenant_id = a.tenant_id"
                " AND p.id = a.position_id AND a.tenant_id = %s AND p.unit_path = %s",
                (NOW - timedelta(hours=1), office.tenant, office.paths[unit]),
            )


class TestTheDesk:
    async def test_its_holder(self, ask: Asking, office: Office, case: Case) -> None:
        assert await told(ask, office, Told.DESK) == [office.by("dinkes").account]

    async def test_a_plh_and_not_who_is_away(self, ask: Asking, office: Office, case: Case, database: Database) -> None:
        stands_in = appoint(database, office, office.by("dinkes"), "PLH")
        assert await told(ask, office, Told.DESK) == [stands_in]

    async def test_a_plh_whose_time_is_over_no_longer(
        self, ask: Asking, office: Office, case: Case, database: Database
    ) -> None:
        appoint(database, office, office.by("dinkes"), "PLH", until=NOW)
        assert await told(ask, office, Told.DESK) == [office.by("dinkes").account]

    async def test_a_plt(self, ask: Asking, office: Office, case: Case, database: Database) -> None:
        leave(database, office, "dinkes")
        acting = appoint(database, office, office.by("dinkes"), "PLT")
        assert await told(ask, office, Told.DESK) == [acting]

    async def test_the_next_above_where_nobody_sits(
        self, ask: Asking, office: Office, case: Case, database: Database
    ) -> None:
        leave(database, office, "dinkes")
        assert await told(ask, office, Told.DESK, actor=None) == [office.admin.account]

    async def test_the_province_where_a_whole_pemda_is_empty(
        self, ask: Asking, database: Database, new_tenant: NewTenant
    ) -> None:
        province = open_office(database, new_tenant(level="provinsi"))
        regency = open_office(database, new_tenant(beside=province.pemda))
        await submitted(ask, regency)
        leave(database, regency, *regency.paths)
        batch, row = await newest(ask, regency)
        (person,) = batch.people(row, Told.DESK)
        assert (person.tenant, person.account) == (province.tenant, province.admin.account)

    async def test_nobody_of_what_they_did_themselves(self, ask: Asking, office: Office, case: Case) -> None:
        actor = office.by("dinkes").position
        assert await told(ask, office, Told.DESK, actor=actor) == []


class TestOthers:
    async def test_who_lost_it_and_nobody_in_their_place(
        self, ask: Asking, office: Office, case: Case, database: Database
    ) -> None:
        assert await told(ask, office, Told.LEFT, actor=None) == [office.admin.account]
        leave(database, office, "dinkes")
        assert await told(ask, office, Told.LEFT, left_path=office.paths["dinkes"], actor=None) == []

    async def test_a_new_tembusan_and_then_all_that_have_one(self, ask: Asking, office: Office, case: Case) -> None:
        await case.move(office.admin, "addTembusan", unit=office.unit("perkim"), note="Agar diketahui.")
        later = replace(case, ask=ask.later(hours=1))
        await later.move(office.admin, "addTembusan", unit=office.unit("kecamatan"), note="Agar diketahui.")
        assert await told(ask, office, Told.NEW_PARTY) == [office.by("kecamatan").account]
        assert set(await told(ask, office, Told.PARTIES)) == {
            office.by("perkim").account,
            office.by("kecamatan").account,
        }

    async def test_the_reporter_at_home_with_the_nation(self, ask: Asking, office: Office, case: Case) -> None:
        batch, row = await newest(ask, office)
        (person,) = batch.people(row, Told.REPORTER)
        assert (person.tenant, person.account, person.position) == (0, case.reporter.account, None)
        assert person.recipient == f"account:{case.reporter.account}"

    async def test_where_a_case_has_left_only_the_desk_that_it_left(
        self, ask: Asking, office: Office, case: Case
    ) -> None:
        gone = {"desk_path": "", "left_path": ROOT, "actor": None}
        assert await told(ask, office, Told.LEFT, **gone) == [office.admin.account]
        for whom in set(Told) - {Told.LEFT}:
            assert await told(ask, office, whom, **gone) == []

    async def test_superiors(self, ask: Asking, office: Office, case: Case) -> None:
        assert await told(ask, office, Told.SUPERIOR, level=None, actor=None) == [office.admin.account]
        head = office.by("root", Role.PIMPINAN).account
        assert await told(ask, office, Told.SUPERIOR, level="HEAD") == [head]
        assert await told(ask, office, Told.SUPERIOR, level="INSTANSI", actor=None) == [office.admin.account]


class TestWhereToLook:
    def test_upwards(self) -> None:
        assert upwards(2101, "000100020003") == [
            Seat(2101, "000100020003"),
            Seat(2101, "00010002"),
            Seat(2101, ROOT),
            Seat(2100, ROOT),
            Seat(0, ROOT),
        ]

    @pytest.mark.parametrize(("tenant", "homes"), [(2101, [2101, 2100, 0]), (2100, [2100, 0]), (0, [0])])
    def test_lineage(self, tenant: int, homes: list[int]) -> None:
        assert lineage(tenant) == homes

    @pytest.mark.parametrize(
        ("level", "seats"),
        [
            (None, _DESKS_ABOVE),
            (
                Level.HEAD,
                [
                    Seat(2101, "00010002", _HEAD),
                    Seat(2101, ROOT, _HEAD),
                    Seat(2101, ROOT),
                    Seat(2100, ROOT),
                    Seat(0, ROOT),
                ],
            ),
            (Level.INSTANSI, _DESKS_ABOVE),
            (Level.PROVINCE, [Seat(2100, ROOT), Seat(0, ROOT)]),
            (Level.NATION, [Seat(0, ROOT)]),
        ],
    )
    def test_a_level_and_those_above_it(self, level: Level | None, seats: list[Seat]) -> None:
        assert superiors(2101, "00010002", level) == seats

    def test_a_seat_is_of_who_keeps_a_desk(self) -> None:
        assert Seat(2101, ROOT).roles == DESK_ROLES


async def test_a_case_that_went_elsewhere_is_found_there(ask: Asking, office: Office, database: Database) -> None:
    case = await submitted(ask, office, citizen())
    await case.move(office.admin, "returnComplaintToNation", reason="Kewenangan instansi lain.")
    batch, row = await newest(ask, office)
    assert batch.place(row) == 0
    assert batch.cases[parse_id(case.id, "Complaint").uuid].tenant_id == 0
    assert isinstance(ask.context(SISTEM).sessions, Sessions)
