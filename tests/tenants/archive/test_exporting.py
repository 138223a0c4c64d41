"""A pemda leaves in one file, as it was at one moment; a failed export leaves nothing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from rules.errors import Refusal
from tenants.archive.exporting import export
from tenants.database import Database
from tests.tenancy import EnrolledPemda, NewTenant
from tests.tenants.archive.drawer import BLOBS, Drawer, contents


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

    def test_packets_go_along_once_they_are_made(
        self, database: Database, new_tenant: NewTenant, tmp_path: Path
    ) -> None:
        tenant, path = new_tenant(), tmp_path / "x.tar"
        with psycopg.connect(database.owner_url) as owner:
            for number, made_at in ((1, "2026-03-04"), (2, None)):
                owner.execute(
                    "INSERT INTO tuntas.packet (tenant_id, id, complaint_id, event_seq, kind, storage_key, owed_at, "
                    "sha256, manifest_sha256, size, made_at) VALUES (%(tenant)s, gen_random_uuid(), "
                    "gen_random_uuid(), 1, 'APIP', %(key)s, now(), %(sum)s, %(sum)s, %(size)s, %(at)s)",
                    {
                        "tenant": tenant.id,
                        "key": f"packets/{number}",
                        "sum": made_at and b"\x01",
                        "size": made_at and 3,
                        "at": made_at,
                    },
                )
        export(Drawer({"packets/1": b"zip"}).source(database), tenant.code, path)
        found = contents(path)
        assert found["blobs/packets/1"] == b"zip"
        assert "blobs/packets/2" not in found
        assert found["tables/packet.copy"].count(b"\n") == 2
