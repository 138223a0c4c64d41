import asyncio
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from gateway.cleaning import sandbox as module
from gateway.cleaning.sandbox import Sandbox
from gateway.cleaning.verdicts import DAMAGED, DANGEROUS, TOO_LARGE, Unacceptable
from rules.attachments import MediaType
from tests.gateway.cleaning import files


@pytest.fixture
def target() -> Iterator[IO[bytes]]:
    with tempfile.TemporaryFile() as file:
        yield file


def clean(data: bytes, target: IO[bytes], sandbox: Sandbox | None = None) -> MediaType:
    async def run() -> MediaType:
        with tempfile.TemporaryFile() as source:
            source.write(data)
            return await (sandbox or Sandbox()).clean(source, target)

    return asyncio.run(run())


def read(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def test_a_file_comes_back_clean(target: IO[bytes]) -> None:
    assert clean(files.pdf(), target) is MediaType.PDF
    assert read(target).startswith(b"%PDF")
    assert files.SECRET_BYTES not in read(target)


def test_a_refusal_comes_back_with_its_words(target: IO[bytes]) -> None:
    with pytest.raises(Unacceptable) as refused:
        clean(files.docx(word__vbaProject_dot_bin=b"x"), target)
    assert (refused.value.status, refused.value.code) == (422, DANGEROUS)
    assert "makro" in refused.value.id
    assert read(target) == b""


def replace_worker(monkeypatch: pytest.MonkeyPatch, house: Path, text: str) -> None:
    """A worker that does what a broken library would do."""
    package = house / "gateway" / "cleaning"
    package.mkdir(parents=True)
    for folder in (package, package.parent):
        (folder / "__init__.py").touch()
    (package / "worker.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "_HOUSE", house)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", DAMAGED),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", TOO_LARGE),
        ("raise RuntimeError('unforeseen')", DAMAGED),
    ],
)
def test_a_process_that_falls_over_refuses_its_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, target: IO[bytes], text: str, code: str
) -> None:
    replace_worker(monkeypatch, tmp_path, text)
    with pytest.raises(Unacceptable) as refused:
        clean(b"x", target)
    assert refused.value.code == code


def test_it_inherits_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, target: IO[bytes]) -> None:
    monkeypatch.setenv("TUNTAS_MASTER_KEY", "geheim")
    replace_worker(
        monkeypatch,
        tmp_path,
        "import json, os\nprint(json.dumps({'status': 422, 'code': ' '.join(os.environ), 'en': '', 'id': ''}))",
    )
    with pytest.raises(Unacceptable) as refused:
        clean(b"x", target)
    assert "PATH" in refused.value.code
    assert "TUNTAS" not in refused.value.code


SLEEPS = "import os, sys, time\nopen({!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)"


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_who_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, target: IO[bytes]) -> None:
    note = tmp_path / "pid"
    replace_worker(monkeypatch, tmp_path, SLEEPS.format(str(note)))
    started = time.monotonic()
    with pytest.raises(Unacceptable) as refused:
        clean(b"x", target, Sandbox(seconds=1.0))
    assert refused.value.code == TOO_LARGE
    assert time.monotonic() - started < 10
    assert is_gone(int(note.read_text()))


def test_a_cancelled_upload_takes_its_process_along(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, target: IO[bytes]
) -> None:
    note = tmp_path / "pid"
    replace_worker(monkeypatch, tmp_path, SLEEPS.format(str(note)))

    async def run() -> None:
        task = asyncio.create_task(Sandbox().clean(target, target))
        while not (note.exists() and note.read_text()):  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
    assert is_gone(int(note.read_text()))


def test_only_so_many_are_looked_at_together(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    log = tmp_path / "log"
    replace_worker(
        monkeypatch,
        tmp_path,
        f"import json, time\nlog = open({str(log)!r}, 'a', buffering=1)\nprint('+', file=log)\ntime.sleep(0.1)\n"
        "print('-', file=log)\nprint(json.dumps({'mediaType': 'text/plain'}))",
    )

    async def run() -> None:
        sandbox = Sandbox(at_once=2)
        with tempfile.TemporaryFile() as file:
            await asyncio.gather(*(sandbox.clean(file, file) for _ in range(6)))

    asyncio.run(run())
    inside = most = 0
    for line in log.read_text().split():
        inside += 1 if line == "+" else -1
        most = max(most, inside)
    assert most <= 2
