"""tuntas tenant, on an installation of its own."""

import io
import shutil
import tempfile
from pathlib import Path
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from gateway.storage.reading import StoredBlobs
from gateway.storage.store import Storage
from rules.errors import BAD_USER_INPUT, NOT_FOUND, Refusal
from rules.identifiers import TenantId
from tests.gateway.commands.commanding import app, owner, said, tuntas
from tests.tenancy import EnrolledPemda
from tests.tenants.full_tables import fill


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
