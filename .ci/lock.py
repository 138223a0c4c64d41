"""Which files may be installed: every package of pyproject.toml pinned, with the hashes of all files of its release.

`make lock` writes requirements.lock from the public index alone: settings of this machine (other indexes, folders of
wheels) must not choose a file that nobody else can fetch, and no address is written down. PIP_INDEX_URL still counts,
for those behind a mirror. Pins stay as they are unless pyproject.toml asks for another version or --upgrade is given.
"""

import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[1]
LOCK = HOUSE / "requirements.lock"
HEAD = "# Every package of `make test`, with the hashes of all files of its release. `make lock` writes this file.\n"
FOREIGN = ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL")
OPTIONS = [
    "--generate-hashes",
    "--allow-unsafe",
    "--strip-extras",
    "--extra=dev",
    "--build-deps-for=editable",
    "--no-config",
    "--no-header",
    "--no-emit-options",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
    "--quiet",
]


def main(arguments: list[str]) -> int:
    """Run pip-compile apart from this machine's pip settings and put our first line above what it wrote."""
    environment = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    environment["PIP_CONFIG_FILE"] = os.devnull
    command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, *arguments]
    command += [f"--output-file={LOCK}", "pyproject.toml"]
    done = subprocess.run(command, cwd=HOUSE, env=environment, check=False)
    if done.returncode == 0:
        LOCK.write_text(HEAD + LOCK.read_text())
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
