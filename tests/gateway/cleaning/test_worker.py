import io
import json
import os
import random
import subprocess
import sys
import tempfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from gateway.cleaning import worker
from gateway.cleaning.verdicts import TOO_LARGE, Unacceptable
from rules.attachments import MediaType
from tests.architecture.codebase import HOUSE
from tests.gateway.cleaning import files

SENT = {
    MediaType.JPEG: files.jpeg(),
    MediaType.PNG: files.png(),
    MediaType.WEBP: files.webp(),
    MediaType.PDF: files.pdf(),
    MediaType.MP4: files.mp4(),
    MediaType.DOCX: files.docx(),
    MediaType.XLSX: files.xlsx(),
    MediaType.ODT: files.odt(),
    MediaType.TEXT: b"Jalan rusak.\n",
}


@pytest.mark.parametrize("media_type", MediaType)
def test_each_type_is_recognised_cleaned_and_recognised_again(media_type: MediaType) -> None:
    cleaned, found = worker.clean(SENT[media_type])
    assert found is media_type
    assert files.SECRET_BYTES not in cleaned
    assert worker.clean(cleaned)[1] is media_type


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=300, deadline=None)
@given(st.sampled_from(MediaType), st.integers(0, 2**32 - 1), st.integers(1, 8))
def test_broken_files_are_refused_or_cleaned_and_nothing_else(media_type: MediaType, seed: int, flips: int) -> None:
    luck = random.Random(seed)
    data = bytearray(SENT[media_type])
    for _ in range(flips):
        data[luck.randrange(len(data))] = luck.randrange(256)
    with suppress(Unacceptable):
        worker.clean(bytes(data))


def test_too_little_memory_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: bytes) -> bytes:
        raise MemoryError

    monkeypatch.setattr(worker, "clean_film", full)
    with pytest.raises(Unacceptable) as refused:
        worker.clean(files.mp4())
    assert refused.value.code == TOO_LARGE


def run(data: bytes) -> tuple[dict[str, object], bytes]:
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as target:
        source.write(data)
        source.seek(0)
        done = subprocess.run(
            [sys.executable, "-m", "gateway.cleaning.worker", str(target.fileno())],
            stdin=source,
            capture_output=True,
            pass_fds=(target.fileno(),),
            cwd=HOUSE,
            check=True,
        )
        target.seek(0)
        return json.loads(done.stdout), target.read()


def test_the_process_writes_the_file_and_says_what_it_is() -> None:
    verdict, cleaned = run(files.jpeg())
    assert verdict == {"mediaType": "image/jpeg"}
    assert Image.open(io.BytesIO(cleaned)).size == (64, 40)


def test_the_process_says_why_it_refuses_and_writes_nothing() -> None:
    verdict, cleaned = run(b"<script>")
    assert verdict["status"] == 422
    assert verdict["code"] == "FILE_DANGEROUS"
    assert cleaned == b""


def test_the_process_is_confined() -> None:
    look = (
        "import os, resource\n"
        "from gateway.cleaning import worker\n"
        "worker.confine()\n"
        "print(os.geteuid(), resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CPU)[0])\n"
        "try:\n    bytearray(2 * worker.MEMORY)\nexcept MemoryError:\n    print('small')\n"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, cwd=HOUSE, check=True)
    first, second = done.stdout.splitlines()
    user, memory, seconds = map(int, first.split())
    assert user != 0
    assert user == 65534 or user == os.geteuid()
    assert (memory, seconds) == (worker.MEMORY, worker.SECONDS)
    assert second == "small"
