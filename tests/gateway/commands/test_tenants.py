"""tuntas tenant, migrate and database-url on an installation of their own."""

import io
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from typer.testing import CliRunner, Result

from gateway.command_line import app
from gateway.installation import installed
from gateway.settings import Settings
from gateway.storage.reading import StoredBlobs
from gateway.storage.store import Storage
from migrations import runner
from rules.errors import BAD_USER_INPUT, NOT_FOUND, Refusal
from rules.identifiers import TenantId
from tests.tenancy import EnrolledPemda
from tests.tenants.full_tables import fill


@pytest.fixture(scope="module")
def installation() -> Iterator[Path]:
    """A data directory with a server that runs during the module: commands join it, as beside a service."""
    data = Path(tempfile.mkdtemp(prefix="tuntas-commands-"))
    with pytest.MonkeyPatch.context() as patch:
        for name in ("TUNTAS_DATABASE_URL", "TUNTAS_MASTER_KEY", "TUNTAS_STORAGE_URL"):
            patch.delenv(name, raising=False)
        patch.setenv("TUNTAS_DATA", str(data))
        with installed(Settings()) as found:
            found.prepare()
            yield data
    shutil.rmtree(data)


def tuntas(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def said(*words: str) -> str:
    result = tuntas(*words)
    assert (result.exit_code, result.exception) == (0, None), result.output
    return result.stdout


def owner() -> psycopg.Connection[tuple[object, ...]]:
    with installed(Settings()) as found:
        return psycopg.connect(found.database.owner_url)


def test_enrol_list_and_detach(installation: Path) -> None:
    assert said("tenant", "enrol", "21", "21.71") == "2 enrolled, 0 were enrolled already.\n"
    assert said("tenant", "enrol", "21.71", "21.01") == "1 enrolled, 1 were enrolled already.\n"
    assert said("tenant", "detach", "21.01", "--yes").startswith("21.01 is detached")
    lines = {line.split()[1]: line for line in said("tenant", "list").splitlines() if "21" in line}
    assert "Kota Batam" in lines["21.71"]
    assert "detached" in lines["21.01"]
    assert said("tenant", "enrol", "21.01") == "1 enrolled, 0 were enrolled already.\n"


def test_a_province_with_its_regencies(installation: Path) -> None:
    assert said("tenant", "enrol", "19", "--regencies") == "8 enrolled, 0 were enrolled already.\n"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("enrol",), BAD_USER_INPUT),
        (("enrol", "31.74"), BAD_USER_INPUT),
        (("enrol", "99.99"), NOT_FOUND),
        (("detach", "71.71", "--yes"), NOT_FOUND),
        (("detach", "x", "--yes"), BAD_USER_INPUT),
        (("export", "71.71", "/tmp/never.tar"), BAD_USER_INPUT),
    ],
)
def test_what_is_refused(installation: Path, words: tuple[str, ...], code: str) -> None:
    result = tuntas("tenant", *words)
    assert isinstance(result.exception, Refusal)
    assert result.exception.code == code


def test_detaching_asks_first(installation: Path) -> None:
    said("tenant", "enrol", "21.02")
    result = CliRunner().invoke(app, ["tenant", "detach", "21.02"], input="n\n")
    assert result.exit_code == 1
    assert said("tenant", "enrol", "21.02") == "0 enrolled, 1 were enrolled already.\n"


def test_export_and_import_with_attachments(installation: Path, tmp_path: Path) -> None:
    said("tenant", "enrol", "21.03")
    natuna = EnrolledPemda(TenantId(2103), "21.03", "kabupaten", "Kabupaten Natuna")
    key, path = "ab/cd/abcdef", tmp_path / "natuna.tar"
    with StoredBlobs(Storage.open(None, installation)) as blobs:
        blobs.write(key, io.BytesIO(b"foto" * 100_000))
    with owner() as connection:
        tables = fill(connection, natuna, uuid4())
        connection.execute("UPDATE tuntas.attachment SET storage_key = %s WHERE tenant_id = 2103", (key,))
    assert "1 attachments" in said("tenant", "export", "21.03", str(path))
    assert isinstance(tuntas("tenant", "import", str(path)).exception, Refusal)  # it has data here already
    with owner() as connection:
        for table in reversed(tables):
            connection.execute(f"DELETE FROM tuntas.{table} WHERE tenant_id = 2103".encode())
    with StoredBlobs(Storage.open(None, installation)) as blobs:
        blobs.delete([key])
        assert said("tenant", "import", str(path)).startswith("Kabupaten Natuna (21.03) as of 20")
        assert b"".join(blobs.read(key)[1]) == b"foto" * 100_000
    with owner() as connection:
        assert connection.execute("SELECT count(*) FROM tuntas.complaint WHERE tenant_id = 2103").fetchone() == (1,)


def test_another_installation_has_another_key(
    installation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said("tenant", "enrol", "21.04")
    path = tmp_path / "lingga.tar"
    said("tenant", "export", "21.04", str(path))
    other = Path(tempfile.mkdtemp(prefix="tuntas-commands-"))
    try:
        monkeypatch.setenv("TUNTAS_DATA", str(other))
        result = tuntas("tenant", "import", str(path))
    finally:
        shutil.rmtree(other)
    assert isinstance(result.exception, Refusal)
    assert "master key" in result.exception.en


def test_the_url_is_the_services(installation: Path) -> None:
    url = said("database-url").strip()
    with psycopg.connect(url) as service:
        assert service.execute("SELECT current_user::text, current_setting('search_path')").fetchone() == (
            "tuntas_service",
            "tuntas, public",
        )


class TestMigrate:
    def test_up_to_date(self, installation: Path) -> None:
        assert said("migrate") == f"The schema is at revision {runner.head()}.\n"

    def test_check(self, installation: Path) -> None:
        assert said("migrate", "--check") == "Database and tables agree.\n"
        with owner() as connection:
            connection.execute("ALTER TABLE tuntas.unit ADD COLUMN odd text")
        result = tuntas("migrate", "--check")
        with owner() as connection:
            connection.execute("ALTER TABLE tuntas.unit DROP COLUMN odd")
        assert result.exit_code == 1
        assert "odd" in result.stderr

    def test_down_and_up(self, installation: Path) -> None:
        before = f"{int(runner.head()) - 1:04d}"
        assert said("migrate", before) == f"The schema is at revision {before}.\n"
        assert said("migrate") == f"The schema is at revision {runner.head()}.\n"

    def test_a_script_for_the_administrator(self, installation: Path) -> None:
        assert "CREATE TABLE tuntas.complaint" in said("migrate", "--script")
        assert "create_distributed_table" in said("migrate", "--script", "--citus")


class TestStoredBlobs:
    def test_bytes_go_and_come(self, tmp_path: Path) -> None:
        content = bytes(range(256)) * 5000
        with StoredBlobs(Storage.open(None, tmp_path)) as blobs:
            blobs.write("aa/bb/cc", io.BytesIO(content))
            size, chunks = blobs.read("aa/bb/cc")
            assert (size, b"".join(chunks)) == (len(content), content)
            assert blobs.has("aa/bb/cc")
            blobs.delete(["aa/bb/cc", "never/was"])
            assert not blobs.has("aa/bb/cc")
            with pytest.raises(LookupError):
                blobs.read("aa/bb/cc")
