"""tuntas packet: verify a file without database or network, print the key."""

import base64
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from gateway.command_line import app
from gateway.master_key import MasterKey
from gateway.packets.signing import PacketKey
from tests.gateway.packets.whole import KEY, packet

pytestmark = pytest.mark.anyio
SECRET = bytes(range(32))


def tuntas(*words: str) -> Result:
    return CliRunner().invoke(app, ["packet", *words])


@pytest.fixture
async def file(anyio_backend: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A packet, on a machine that reaches no database."""
    monkeypatch.setenv("TUNTAS_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nowhere")
    path = tmp_path / "berkas.zip"
    path.write_bytes(await packet(tmp_path / "storage"))
    return path


def test_a_packet_that_holds(file: Path) -> None:
    done = tuntas("verify", str(file), "--key", KEY.public.hex)
    assert (done.exit_code, done.exception) == (0, None), done.output
    assert done.stdout.startswith("VALID / SAH: K7QW-2M9D-XH4C, Kabupaten Bintan (21.01), for OMBUDSMAN\n")
    assert "12 events, 4 clocks reckoned again, 1 attachments, identity included" in done.stdout
    assert f"signed with key {KEY.public.id}" in done.stdout
    assert "compare it" not in done.stdout
    assert "compare it with the published one" in tuntas("verify", str(file)).stdout


def test_the_first_thing_wrong_is_named(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"Sedang dikerjakan.", b"Sudah  dikerjakan.", 1))
    done = tuntas("verify", str(file))
    assert done.exit_code == 1
    assert done.stderr.startswith("NOT VALID: answers.json: ")


def test_a_pinned_key_decides(file: Path, tmp_path: Path) -> None:
    other = PacketKey(bytes(32)).public
    pem = tmp_path / "key.pem"
    pem.write_text(other.pem)
    done = tuntas("verify", str(file), "--key", str(pem))
    assert done.exit_code == 1
    assert "manifest.sig" in done.stderr
    assert tuntas("verify", str(file), "--key", "zz").exit_code == 1


def test_the_key_of_the_installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TUNTAS_DATA", str(tmp_path))
    monkeypatch.setenv("TUNTAS_MASTER_KEY", base64.b64encode(SECRET).decode())
    public = PacketKey.of(MasterKey(SECRET)).public
    assert tuntas("key").stdout == public.hex + "\n"
    assert tuntas("key", "--pem").stdout == public.pem
    monkeypatch.setenv("TUNTAS_MASTER_KEY", "AAAA")
    assert tuntas("key").exit_code == 1
