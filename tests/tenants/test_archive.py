"""A pemda leaves in one file and comes back byte by byte; a changed file comes in not at all."""

import io
import subprocess
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO
from uuid import uuid4

import psycopg
import pytest

from migrations import runner
from rules.errors import BAD_USER_INPUT, Refusal
from tenants import enrolment
from tenants.archive.container import DamagedError, Writer, members
from tenants.archive.exporting import Source, export
from tenants.archive.importing import Target, import_
from tenants.archive.manifest import verified
from tenants.database import Database
from tests.database_house import DatabaseHouse
from tests.tenancy import TODAY, EnrolledPemda, NewTenant
from tests.tenants.full_tables import fill

BLOBS = {"ab/cd/abcd": b"foto jalan", "00/11/0011": b"", "ff/ff/ffff": bytes(range(256)) * 4000}


class Drawer:
    """A storage in memory."""

    def __init__(self, blobs: dict[str, bytes]) -> None:
        self.blobs = dict(blobs)

    def read(self, key: str) -> tuple[int, Iterator[bytes]]:
        content = self.blobs[key]
        return len(content), iter([content[:1000], content[1000:]])

    def write(self, key: str, content: IO[bytes]) -> None:
        self.blobs[key] = content.read()

    def delete(self, keys: Iterable[str]) -> None:
        for key in keys:
            self.blobs.pop(key, None)

    def source(self, database: Database) -> Source:
        return Source(database.owner_url, self.read, "mark")

    def target(self, database: Database) -> Target:
        return Target(database.owner_url, self.blobs.__contains__, self.write, self.delete, "mark")


@pytest.fixture(scope="module")
def pemda(database: Database, new_tenant: NewTenant) -> EnrolledPemda:
    """A pemda with a row in every table, people, a directory and attachments."""
    tenant = new_tenant()
    account, identity = uuid4(), uuid4()
    with psycopg.connect(database.owner_url) as owner:
        fill(owner, tenant, identity)
        owner.execute(
            "INSERT INTO tuntas.account (id, name, kind, password_hash, created_at) "
            "VALUES (%s, 'Pak Budi', 'STAFF', '$argon2id$', now())",
            (account,),
        )
        owner.execute("INSERT INTO tuntas.account_email VALUES (%s, %s)", (f"{account}@tuntas.test", account))
        owner.execute("INSERT INTO tuntas.account_position VALUES (%s, %s, %s)", (account, tenant.id, identity))
        owner.execute(
            "INSERT INTO tuntas.directory (tracking_code, tenant_id, complaint_id, entered_at) "
            "VALUES (%s, %s, %s, now())",
            (f"TT-{identity}", tenant.id, identity),
        )
        for key in BLOBS:
            owner.execute(
                "INSERT INTO tuntas.attachment (tenant_id, id, complaint_id, audience, name, media_type, size, sha256, "
                "storage_key, at) VALUES (%s, %s, %s, 'REPORTER', 'a.jpg', 'image/jpeg', 1, '\\x00', %s, now())",
                (tenant.id, uuid4(), identity, key),
            )
        owner.execute("DELETE FROM tuntas.attachment WHERE tenant_id = %s AND id = %s", (tenant.id, identity))
    return tenant


@pytest.fixture
def archive(database: Database, pemda: EnrolledPemda, tmp_path: Path) -> Path:
    path = tmp_path / "pemda.tar"
    export(Drawer(BLOBS).source(database), pemda.code, path)
    return path


@pytest.fixture(scope="module")
def bare(house: DatabaseHouse) -> Iterator[Database]:
    """A migrated database without a single region."""
    database = house.empty_database("bare")
    runner.upgrade(database.owner_url)
    yield database
    house.drop("bare")


@pytest.fixture
def elsewhere(bare: Database) -> Iterator[Database]:
    """The bare database, emptied again after the test."""
    yield bare
    with psycopg.connect(bare.owner_url) as owner:
        names = owner.execute(
            "SELECT relname, relnamespace::regnamespace::text FROM pg_class "
            "WHERE relnamespace IN ('tuntas'::regnamespace, 'tuntas_partitions'::regnamespace) "
            "AND relkind IN ('r', 'p') AND NOT relispartition AND relname <> 'alembic_version'"
        ).fetchall()
        tables = ", ".join(f"{schema}.{name}" for name, schema in names)
        owner.execute(f"TRUNCATE {tables}".encode())
        for (name,) in owner.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'tuntas_partitions'::regnamespace AND relkind = 'r' "
            "ORDER BY relname LIKE 'complaint\\_____'"
        ).fetchall():
            owner.execute(f"DROP TABLE tuntas_partitions.{name} CASCADE".encode())


def everything(database: Database) -> dict[str, int]:
    """How many rows each table has."""
    with psycopg.connect(database.owner_url) as owner:
        names = owner.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'tuntas'::regnamespace AND relkind IN ('r', 'p')"
        ).fetchall()
        counts = {name: owner.execute(f"SELECT count(*) FROM tuntas.{name}".encode()).fetchone() for (name,) in names}
    return {name: count[0] for name, count in counts.items() if count and count[0] and name != "alembic_version"}


def contents(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as tar:
        return {
            member.name: file.read()
            for member in tar
            if (file := tar.extractfile(member)) and member.name != "manifest.json"
        }


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

    def test_it_holds_every_table_of_the_tenant(self, archive: Path) -> None:
        with archive.open("rb") as file:
            rows = verified(file).rows
        assert [table for table, count in rows.items() if not count and table != "topic"] == []

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


class TestExport:
    def test_nobody_else_may_read_it(self, archive: Path) -> None:
        assert archive.stat().st_mode & 0o777 == 0o600

    def test_nothing_is_written_over(self, database: Database, pemda: EnrolledPemda, archive: Path) -> None:
        with pytest.raises(Refusal, match="exists already"):
            export(Drawer(BLOBS).source(database), pemda.code, archive)

    @pytest.mark.parametrize("code", ["71.73", "99.99"])
    def test_only_the_enrolled(self, database: Database, tmp_path: Path, code: str) -> None:
        with pytest.raises(Refusal):
            export(Drawer({}).source(database), code, tmp_path / "x.tar")
        assert list(tmp_path.iterdir()) == []

    def test_a_missing_attachment_is_said_and_leaves_no_file(
        self, database: Database, pemda: EnrolledPemda, tmp_path: Path
    ) -> None:
        with pytest.raises(Refusal, match="attachment are missing: 00/11/0011"):
            export(Drawer({}).source(database), pemda.code, tmp_path / "x.tar")
        assert list(tmp_path.iterdir()) == []

    def test_it_is_one_snapshot(self, database: Database, pemda: EnrolledPemda, tmp_path: Path) -> None:
        """A unit that appears while attachments are read is not half in."""
        drawer, path = Drawer(BLOBS), tmp_path / "x.tar"

        def read_late(key: str) -> tuple[int, Iterator[bytes]]:
            with psycopg.connect(database.owner_url) as owner:
                owner.execute("UPDATE tuntas.attachment SET name = 'b.jpg' WHERE tenant_id = %s", (pemda.id,))
            return drawer.read(key)

        export(replace(drawer.source(database), read_blob=read_late), pemda.code, path)
        assert b"b.jpg" not in contents(path)["tables/attachment.copy"]


class TestContainer:
    def test_sizes_are_kept(self) -> None:
        file, sums = io.BytesIO(), io.BytesIO()
        writer = Writer(file, sums)
        for size in (0, 1, 511, 512, 513, 300_000):
            writer.add(f"f{size}", size, iter([b"x" * size]))
        writer.close()
        file.seek(0)
        assert [(member.name, sum(map(len, member.chunks()))) for member in members(file)] == [
            (f"f{size}", size) for size in (0, 1, 511, 512, 513, 300_000)
        ]

    def test_a_member_of_another_size_than_promised(self) -> None:
        with pytest.raises(DamagedError):
            Writer(io.BytesIO(), io.BytesIO()).add("a", 3, iter([b"ab"]))

    def test_every_single_bit_counts(self) -> None:
        file = io.BytesIO()
        writer = Writer(file, io.BytesIO())
        writer.add("a", 5, iter([b"abcde"]))
        writer.close()
        whole = file.getvalue()
        expected = b"abcde"
        for place in range(len(whole) * 8):
            changed = bytearray(whole)
            changed[place // 8] ^= 1 << (place % 8)
            try:
                found = [b"".join(member.chunks()) for member in members(io.BytesIO(bytes(changed)))]
            except DamagedError:
                continue
            assert found != [expected], place
