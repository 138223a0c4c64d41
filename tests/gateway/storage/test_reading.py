"""Commands read and write stored bytes without an event loop of their own making."""

import io
from pathlib import Path

import pytest

from gateway.storage.reading import StoredBlobs
from gateway.storage.store import Storage


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
