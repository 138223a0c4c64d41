"""A pemda comes back byte by byte; a changed file, or one that does not fit, comes in not at all."""

import subprocess
import tarfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

import psycopg
import pytest

from migrations import runner
from rules.errors import BAD_USER_INPUT, Refusal
from tenants import enrolment
from tenants.archive.exporting import export
from tenants.archive.importing import Target, import_
from tenants.database import Database
from tenants.national_days import load_national_days
from tests.tenancy import TODAY, EnrolledPemda, NewTenant
from tests.tenants.archive.drawer import BLOBS, Drawer, contents, everything
from tests.tenants.full_tables import fill


class TestRoundTrip:
    def test_every_table_and_every_byte_comes_back(
        self, pemda: EnrolledPemda, archive: Path, elsewhere: Database, tmp_path: Path
    ) -> None:
        drawer = Drawer({})
        manifest = import_(drawer.target(elsewhere), archive)
        assert drawer.blobs == BLOBS
        assert manifest.rows["complaint"] == manifest.rows["directory"] == manifest.rows["account"] == 1
        assert manifest.blobs == len(BLOBS)
        again = tmp_path / "again.tar"
        export(drawer.source(elsewhere), pemda.code, again)
        first, second = contents(archive), contents(again)
        assert [name for name in first if first[name] != second.get(name)] == []
        assert first.keys() == second.keys()

    def test_any_tar_and_sha256sum_can_read_it(self, archive: Path, tmp_path: Path) -> None:
        subprocess.run(["tar", "-xf", str(archive)], cwd=tmp_path, check=True)
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=tmp_path, check=True)
        assert (tmp_path / "blobs/ff/ff/ffff").read_bytes() == BLOBS["ff/ff/ffff"]

    def test_its_cases_work_there(self, pemda: EnrolledPemda, archive: Path, elsewhere: Database) -> None:
        import_(Drawer({}).target(elsewhere), archive)
        with psycopg.connect(elsewhere.service_url) as service:
            service.execute("SELECT tuntas.enter(%s, %s, '{}')", (pemda.id, pemda.id))
            assert service.execute("SELECT count(*) FROM tuntas.complaint").fetchone() == (1,)
            assert service.execute("SELECT name FROM tuntas.tenant").fetchall() == [(pemda.name,)]

    def test_it_comes_back_beside_others(
        self, database: Database, new_tenant: NewTenant, tmp_path: Path, elsewhere: Database
    ) -> None:
        for _ in range(2):
            tenant, path = new_tenant(), tmp_path / f"{uuid4()}.tar"
            with psycopg.connect(database.owner_url) as owner:
                fill(owner, tenant, uuid4())
            export(Drawer({'Jalan rusak; "lubang"\t\\N': b"x"}).source(database), tenant.code, path)
            import_(Drawer({}).target(elsewhere), path)
        assert everything(elsewhere)["complaint"] == 2

    def test_into_an_enrolled_pemda_that_is_still_empty(
        self, pemda: EnrolledPemda, archive: Path, elsewhere: Database
    ) -> None:
        with psycopg.connect(elsewhere.owner_url) as owner:
            owner.execute(
                "INSERT INTO tuntas.region VALUES (%s, '1900-01-01', NULL, '99', %s, 'kabupaten', true, %s)",
                (pemda.code, pemda.id, pemda.name),
            )
        enrolment.enrol(elsewhere.owner_url, [pemda.code], on=TODAY)
        assert import_(Drawer({}).target(elsewhere), archive).tenant == pemda.id

    def test_the_nations_calendar_replaces_the_one_that_came_with_the_installation(
        self, database: Database, elsewhere: Database, tmp_path: Path
    ) -> None:
        path = tmp_path / "nation.tar"
        export(Drawer({}).source(database), "00", path)
        assert load_national_days(elsewhere.owner_url, date(2031, 1, 1)) > 0
        import_(Drawer({}).target(elsewhere), path)
        days: list[list[Any]] = []
        for one in (database, elsewhere):
            with psycopg.connect(one.owner_url) as owner:
                days.append(owner.execute("SELECT * FROM tuntas.day_off WHERE tenant_id = 0 ORDER BY day").fetchall())
        assert days[0] == days[1] != []


class TestRefusal:
    def refused(self, target: Target, path: Path, match: str) -> None:
        with pytest.raises(Refusal, match=match) as refused:
            import_(target, path)
        assert refused.value.code == BAD_USER_INPUT

    @pytest.mark.parametrize("share", [index / 40 for index in range(40)])
    def test_one_flipped_bit_anywhere(self, archive: Path, elsewhere: Database, share: float) -> None:
        content = bytearray(archive.read_bytes())
        place = int(share * len(content))
        content[place] ^= 1 << (place % 8)
        archive.write_bytes(content)
        drawer = Drawer({})
        self.refused(drawer.target(elsewhere), archive, "damaged")
        assert everything(elsewhere) == {}
        assert drawer.blobs == {}

    @pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.9, 0.999])
    def test_a_torn_file(self, archive: Path, elsewhere: Database, share: float) -> None:
        content = archive.read_bytes()
        archive.write_bytes(content[: int(share * len(content))])
        self.refused(Drawer({}).target(elsewhere), archive, "damaged")
        assert everything(elsewhere) == {}

    def test_something_behind_the_end(self, archive: Path, elsewhere: Database) -> None:
        with archive.open("ab") as file:
            file.write(b"\0")
        self.refused(Drawer({}).target(elsewhere), archive, "damaged")

    def test_some_other_tar(self, tmp_path: Path, elsewhere: Database) -> None:
        path = tmp_path / "other.tar"
        with tarfile.open(path, "w") as tar:
            tar.add(__file__, "tables/unit.copy")
        self.refused(Drawer({}).target(elsewhere), path, "damaged")

    def test_a_pemda_that_has_data(self, database: Database, archive: Path) -> None:
        before = everything(database)
        self.refused(Drawer({}).target(database), archive, "has data here already")
        assert everything(database) == before

    def test_twice(self, archive: Path, elsewhere: Database) -> None:
        drawer = Drawer({})
        import_(drawer.target(elsewhere), archive)
        before = everything(elsewhere)
        self.refused(drawer.target(elsewhere), archive, "has data here already")
        assert everything(elsewhere) == before
        assert drawer.blobs == BLOBS

    def test_another_revision(self, archive: Path, elsewhere: Database) -> None:
        with psycopg.connect(elsewhere.owner_url) as owner:
            owner.execute("UPDATE tuntas.alembic_version SET version_num = '0001'")
        try:
            self.refused(Drawer({}).target(elsewhere), archive, "schema revision")
            assert everything(elsewhere) == {}
        finally:
            with psycopg.connect(elsewhere.owner_url) as owner:
                owner.execute("UPDATE tuntas.alembic_version SET version_num = %s", (runner.head(),))

    def test_another_master_key(self, archive: Path, elsewhere: Database) -> None:
        self.refused(replace(Drawer({}).target(elsewhere), key_mark="other"), archive, "master key")

    def test_a_tracking_code_that_is_taken(self, archive: Path, elsewhere: Database) -> None:
        code = contents(archive)["tables/directory.copy"].decode().split("TT-")[1].split("\t")[0].strip()
        with psycopg.connect(elsewhere.owner_url) as owner:
            owner.execute(
                "INSERT INTO tuntas.directory (tracking_code, tenant_id, complaint_id, entered_at) "
                "VALUES (%s, 1101, %s, now())",
                (f"TT-{code}", uuid4()),
            )
        drawer = Drawer({"ab/cd/abcd": b"foto jalan"})
        self.refused(drawer.target(elsewhere), archive, "here already")
        assert everything(elsewhere) == {"directory": 1}
        assert drawer.blobs == {"ab/cd/abcd": b"foto jalan"}  # what was there before is not taken away

    def test_a_storage_that_fails_in_the_middle(self, archive: Path, elsewhere: Database) -> None:
        drawer = Drawer({})

        def fail_at_the_last(key: str, content: IO[bytes]) -> None:
            if key == "ff/ff/ffff":
                raise OSError("no space left")
            drawer.write(key, content)

        with pytest.raises(OSError, match="no space"):
            import_(replace(drawer.target(elsewhere), write_blob=fail_at_the_last), archive)
        assert everything(elsewhere) == {}
        assert drawer.blobs == {}

    def test_a_topic_with_a_number_that_means_another(
        self, database: Database, pemda: EnrolledPemda, tmp_path: Path, elsewhere: Database
    ) -> None:
        for place, name in ((database, "Jalan"), (elsewhere, "Sampah")):
            with psycopg.connect(place.owner_url) as owner:
                owner.execute(
                    "INSERT INTO tuntas.topic (id, tenant_id, name, valid_from) VALUES (900001, %s, %s, '2026-01-01')",
                    (pemda.id, name),
                )
        path = tmp_path / "topic.tar"
        try:
            export(Drawer(BLOBS).source(database), pemda.code, path)
        finally:
            with psycopg.connect(database.owner_url) as owner:
                owner.execute("DELETE FROM tuntas.topic WHERE id = 900001")
        self.refused(Drawer({}).target(elsewhere), path, "another one here")
