"""A list is exact whatever happens to its worker, holds what `complaints` shows, and says what it leaves out."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from gateway.contents import complaint_list
from gateway.storage.store import Storage
from gateway.worker import listing
from gateway.worker.listing import rights
from rules.documents import LEASE, MOST_LISTS
from rules.roles import Role
from tenants.database import Database, Pool
from tests.casework import key, submitted
from tests.crowd import gather, newest
from tests.gateway.worker.lists import Archive, Killed, Watched
from tests.gateway.worker.scribe import REQUEST, requested, scribe
from tests.graph.statistics.conftest import overseer
from tests.offices import VISITOR, Asking, Office, citizen, open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
LATER = LEASE.total_seconds() + 1


@pytest.fixture
def ask(pool: Pool) -> Asking:
    return Asking(pool)


@pytest.fixture
def office(database: Database, new_tenant: NewTenant) -> Office:
    return open_office(database, new_tenant())


@pytest.fixture
def archive(ask: Asking, pool: Pool, database: Database, office: Office, tmp_path: Path) -> Archive:
    return Archive(ask, pool, database, office, tmp_path)


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "PAGES_A_PART", 1)


async def test_a_list_is_written_newest_first(archive: Archive, office: Office, database: Database) -> None:
    crowd = gather(database, office, 120)
    made = await archive.wanted(office.admin)
    assert await archive.write() == 2
    found = await archive.seen(office.admin, made)
    assert (found["state"], found["progress"], found["rows"], found["cut"]) == ("DONE", 100, 120, False)
    assert (found["name"], found["url"]) == (f"daftar-pengaduan-{office.pemda.code}.csv", f"/documents/{made}")
    codes = [code.replace("-", "") for code in archive.codes(made)]
    assert codes == [row.tracking_code for row in newest(crowd.rows)]
    assert len(archive.kept()) == 1, "parts go when the document is there"


@pytest.mark.usefixtures("small_parts")
async def test_a_successor_goes_on_after_the_last_part(archive: Archive, office: Office, database: Database) -> None:
    gather(database, office, 450)
    expected = await archive.listed(office.admin)
    made = await archive.wanted(office.admin)
    dying = archive.watched()
    dying.at = 4
    with pytest.raises(Killed):
        await archive.worker(dying)()
    running = await archive.seen(office.admin, made)
    assert (running["state"], running["rows"]) == ("RUNNING", 300)
    assert 0 < running["progress"] < 90
    assert len(archive.kept()) == 3
    late = archive.ask.later(minutes=5)
    for received in (late.now, archive.ask.now - timedelta(days=40)):  # on paper, it came weeks ago
        await submitted(late, office, office.admin, channel="LETTER", receivedAt=received.isoformat())
    assert await archive.write(archive.ask.later(minutes=1)) == 0, "somebody has it, as far as is known"
    assert await archive.write(archive.ask.later(seconds=LATER)) == 2, "three pages of five were read already"
    assert archive.codes(made) == expected
    found = await archive.seen(office.admin, made)
    assert (found["state"], found["rows"]) == ("DONE", 450)
    assert len(archive.kept()) == 1


@pytest.mark.usefixtures("small_parts")
async def test_killed_before_the_file_is_there_nothing_is_read_again(
    archive: Archive, office: Office, database: Database
) -> None:
    gather(database, office, 150)

    class Dying(Storage):
        async def put_stream(self, key: str, content: Any) -> None:
            if "-part-" not in key:
                raise Killed
            await super().put_stream(key, content)

    made = await archive.wanted(office.admin)
    storage = Storage.open(None, archive.folder)
    worker = archive.worker(archive.watched())
    worker._storage = Dying(storage._store, archive.folder)
    with pytest.raises(Killed):
        await worker()
    assert await archive.write(archive.ask.later(seconds=LATER)) == 0
    assert archive.codes(made) == await archive.listed(office.admin)


@pytest.mark.usefixtures("small_parts")
async def test_who_loses_the_position_meanwhile_gets_nothing(
    archive: Archive, office: Office, database: Database
) -> None:
    gather(database, office, 250)
    who = office.by("root", Role.PIMPINAN)

    class Leaving(Watched):
        async def happens(self) -> None:
            with psycopg.connect(database.owner_url) as owner:
                owner.execute(
                    "UPDATE tuntas.appointment SET valid_to = %s WHERE tenant_id = %s AND position_id = %s",
                    (archive.ask.now - timedelta(days=1), office.tenant, who.position),
                )

    made = await archive.wanted(who)
    inside = archive.watched(kind=Leaving)
    inside.at = 2
    assert await archive.worker(inside)() == 0
    found = await archive.seen(who, made)
    assert (found["state"], found["code"], found["url"]) == ("FAILED", "FORBIDDEN", None)
    assert (inside.pages, archive.kept()) == (2, [])


@pytest.mark.usefixtures("small_parts")
async def test_who_has_other_rights_gets_all_of_it_anew(archive: Archive, office: Office, database: Database) -> None:
    gather(database, office, 450)
    who = office.by("dinkes")
    made = await archive.wanted(office.admin)
    dying = archive.watched()
    dying.at = 3
    with pytest.raises(Killed):
        await archive.worker(dying)()
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "UPDATE tuntas.position SET role = 'PENGHUBUNG', unit_id = %s, unit_path = %s"
            " WHERE tenant_id = %s AND id = %s",
            (who.unit, who.unit_path, office.tenant, office.admin.position),
        )
    await archive.write(archive.ask.later(seconds=LATER))
    assert archive.codes(made) == await archive.listed(who)
    assert len(archive.kept()) == 1


async def test_who_may_export_no_longer_is_refused(archive: Archive, office: Office, database: Database) -> None:
    made = await archive.wanted(office.admin)
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "UPDATE tuntas.position SET role = 'PENGAWAS' WHERE tenant_id = %s AND id = %s",
            (office.tenant, office.admin.position),
        )
    assert await archive.write() == 0
    found = await archive.seen(office.admin, made)
    assert (found["state"], found["code"]) == ("FAILED", "FORBIDDEN")


@pytest.mark.usefixtures("small_parts")
async def test_a_slow_worker_adds_nothing(archive: Archive, office: Office, database: Database) -> None:
    gather(database, office, 250)

    class Slow(Watched):
        async def happens(self) -> None:
            assert await archive.write(archive.ask.later(seconds=LATER)) == 2

    made = await archive.wanted(office.admin)
    inside = archive.watched(kind=Slow)
    inside.at = 2
    assert await archive.worker(inside)() == 0
    assert archive.codes(made) == await archive.listed(office.admin)
    assert len(archive.kept()) == 1


@pytest.mark.parametrize("format_", ["CSV", "XLSX"])
@pytest.mark.usefixtures("small_parts")
async def test_what_is_left_out_is_said(
    archive: Archive, office: Office, database: Database, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    for module in (listing, complaint_list):
        monkeypatch.setattr(module, "MOST_ROWS", 150)
    gather(database, office, 260)
    made = await archive.wanted(office.admin, format_)
    assert await archive.write() == 2
    found = await archive.seen(office.admin, made)
    assert (found["state"], found["rows"], found["cut"]) == ("DONE", 150, True)
    if format_ == "CSV":
        assert archive.codes(made) == (await archive.listed(office.admin))[:150]
        assert any(note.startswith("# DIPOTONG: hanya 150 ") for note in archive.table(made)[1])


async def test_exactly_as_many_as_there_is_room_for_is_not_cut(
    archive: Archive, office: Office, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (listing, complaint_list):
        monkeypatch.setattr(module, "MOST_ROWS", 100)
    gather(database, office, 100)
    made = await archive.wanted(office.admin)
    await archive.write()
    assert (await archive.seen(office.admin, made))["cut"] is False
    assert not any("DIPOTONG" in note for note in archive.table(made)[1])


async def test_nobody_waits_for_many_lists(archive: Archive, ask: Asking, office: Office) -> None:
    for _ in range(MOST_LISTS):
        await archive.wanted(office.admin)
    given = {"clientKey": key(), "kind": "COMPLAINT_LIST", "format": "CSV", "complaints": {}}
    refusal = await ask.refused(office.admin, REQUEST, input=given)
    assert (refusal["code"], refusal["rule"]) == ("CONFLICT", f"documents: {MOST_LISTS} lists")
    await requested(ask, office.admin, "COMPLAINT_REPORT", year=2026)
    await archive.wanted(office.by("dinkes"))


async def test_parts_that_nobody_needs_go(archive: Archive, ask: Asking, office: Office, database: Database) -> None:
    gather(database, office, 30)
    await archive.wanted(office.admin)
    inside = archive.watched()
    worker = archive.worker(inside)

    class Forgetful(Storage):
        async def delete(self, keys: Any) -> None:
            raise Killed

    worker._storage = Forgetful(Storage.open(None, archive.folder)._store, archive.folder)
    with pytest.raises(Killed):
        await worker()
    assert len(archive.kept()) == 2
    assert await scribe(archive.pool, office, ask.later(days=2), archive.folder).clear() == 1
    assert len(archive.kept()) == 1


class TestLeaks:
    """A list holds what `complaints` shows to whoever asked, and never more."""

    async def test_each_has_what_the_list_shows(
        self, archive: Archive, office: Office, database: Database, new_tenant: NewTenant
    ) -> None:
        sibling = open_office(database, new_tenant(beside=office.pemda))
        gather(database, office, 130)
        gather(database, sibling, 20, seed=2)
        people = [office.admin, office.by("root", Role.PIMPINAN), office.by("dinkes"), office.by("kelurahan")]
        made = {who: await archive.wanted(who) for who in people}
        await archive.write()
        sizes = []
        for who, id_ in made.items():
            assert archive.codes(id_) == await archive.listed(who)
            sizes.append(len(archive.codes(id_)))
            for other in (*people, sibling.admin, citizen(), VISITOR):
                assert (await archive.seen(other, id_) is not None) is (other is who)
        assert sizes[0] == sizes[1] == 130
        assert 0 < sizes[3] < sizes[2] < 130

    async def test_a_province_lists_its_regencies_and_no_others(
        self, archive: Archive, ask: Asking, office: Office, database: Database, new_tenant: NewTenant
    ) -> None:
        gather(database, office, 10)
        elsewhere = open_office(database, new_tenant(beside=new_tenant(level="provinsi")))
        given = {"clientKey": key(), "kind": "COMPLAINT_LIST", "format": "CSV"}
        for asks, of in ((office, elsewhere), (elsewhere, office)):
            asked = {**given, "complaints": {"pemda": of.pemda.code}}
            assert (await ask.refused(asks.admin, REQUEST, input=asked))["code"] == "NOT_FOUND"
        gather(database, elsewhere, 10, seed=2)
        question = f'{{"pemda":"{elsewhere.pemda.code[:2]}","includeBelow":true}}'
        asked = complaint_list.variables({"question": question, "requestedAt": ask.now.isoformat()})
        page = (await ask(overseer(elsewhere), complaint_list.PAGE, **asked))["complaints"]
        assert [node["pemda"]["code"] for node in page["nodes"]] == [elsewhere.pemda.code] * 10
        assert (await ask.refused(overseer(office), complaint_list.PAGE, **asked))["code"] == "NOT_FOUND"

    async def test_who_exports_is_told_by_the_policy(self, archive: Archive, ask: Asking, office: Office) -> None:
        given = {"clientKey": key(), "kind": "COMPLAINT_LIST", "format": "CSV", "complaints": {}}
        others = (
            office.by("dinkes", Role.STAF), office.by("inspektorat", Role.PENGAWAS), office.by("root", Role.INTEGRASI),
            overseer(office, Role.OMBUDSMAN), citizen(), VISITOR,
        )  # fmt: skip
        for who in others:
            assert (await ask.refused(who, REQUEST, input=given))["code"] in ("FORBIDDEN", "UNAUTHENTICATED")
        assert archive.kept() == []

    async def test_fields_are_veiled_as_the_graph_veils_them(
        self, ask: Asking, office: Office, database: Database
    ) -> None:
        gather(database, office, 90)
        task = {"question": f'{{"pemda":"{office.pemda.code}"}}', "requestedAt": ask.now.isoformat()}
        asked = complaint_list.variables(task)
        page = (await ask(overseer(office, Role.OMBUDSMAN), complaint_list.PAGE, **asked))["complaints"]
        assert page["nodes"]
        at = complaint_list.TITLES.index("Prioritas")
        assert {complaint_list.kept(node)[at] for node in page["nodes"]} == {None}
        whole = (await ask(office.admin, complaint_list.PAGE, **asked))["complaints"]
        assert None not in {complaint_list.kept(node)[at] for node in whole["nodes"]}

    async def test_no_reporter_is_named(self, archive: Archive, ask: Asking, office: Office) -> None:
        for anonymous in (True, False):
            await submitted(ask, office, anonymous=anonymous)
        made = [await archive.wanted(office.admin, format_) for format_ in ("CSV", "XLSX")]
        await archive.write()
        for id_ in made:
            assert b"Budi" not in archive.file(id_)
        assert b"0811" not in archive.file(made[0])


def test_rights_are_told_apart_by_all_that_decides() -> None:
    who = citizen()
    others = [replace(who, role=Role.STAF), replace(who, unit_path="a"), replace(who, restricted=frozenset({"x"}))]
    assert len({rights(one) for one in (who, *others)}) == 4
    assert rights(who) == rights(replace(who, name="Lain"))
