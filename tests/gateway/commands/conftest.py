"""An installation of its own for the commands: its server, its master key."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.installation import installed
from gateway.settings import Settings


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
