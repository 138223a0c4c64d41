"""Which operating-system user runs the embedded server: ourselves, or one made for it since PostgreSQL refuses root."""

import logging
import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any, Final, NamedTuple

_log = logging.getLogger(__name__)

ACCOUNT: Final = "tuntas-postgres"
_TRAVERSE: Final = stat.S_IXGRP | stat.S_IXOTH


class Account(NamedTuple):
    """The user and group that own the server's files and run its processes."""

    uid: int
    gid: int
    borrowed: bool
    """We are root and the server runs as somebody else."""

    def popen(self) -> dict[str, Any]:
        """Arguments for `subprocess` that start a program as this user."""
        if not self.borrowed:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give a file or folder to this user."""
        if self.borrowed:
            os.chown(path, self.uid, self.gid)

    def reach(self, path: Path) -> None:
        """Let this user pass through the folders above `path` (pass, not list)."""
        if not self.borrowed:
            return
        for folder in path.resolve().parents:
            mode = folder.stat().st_mode
            if mode & _TRAVERSE != _TRAVERSE:
                _log.warning("Letting other users pass through %s, so that PostgreSQL reaches its files", folder)
                folder.chmod(mode | _TRAVERSE)


def server_account() -> Account:
    """The account for the server: the current user, or for root a system user that is made at the first need."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), borrowed=False)
    entry = _look_up(ACCOUNT) or _create(ACCOUNT) or pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid, borrowed=True)


def _look_up(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _create(name: str) -> pwd.struct_passwd | None:
    """Debian and Red Hat have useradd, Alpine's busybox has adduser; None where neither works."""
    commands = (
        ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/bin/false", name],
        ["adduser", "-S", "-D", "-H", "-s", "/bin/false", name],
    )
    for command in commands:
        program = shutil.which(command[0])
        if program is None:
            continue
        # Two processes may try at the same moment: whoever comes second finds the user made.
        subprocess.run([program, *command[1:]], check=False, capture_output=True)  # noqa: S603 - constant words
        entry = _look_up(name)
        if entry is not None:
            return entry
    return None
