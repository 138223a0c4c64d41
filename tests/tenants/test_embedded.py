"""The embedded server starts, is shared, survives what kills it, and lets in only whom it should."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from rules.errors import RETRY, Refusal
from tenants.database import Database, Pool, bootstrap, open_pool
from tenants.embedded import EmbeddedServer, ServerNotStartedError, ServerOptions
from tenants.server_account import server_account
from tenants.session import _Borrowed

KEY = b"k" * 32
QUICK = ServerOptions(durable=False)
HOLDER = """
import sys, time
from pathlib import Path
from tenants.embedded import EmbeddedServer, ServerOptions
server = EmbeddedServer(Path(sys.argv[1]), ServerOptions(durable=False))
server.start()
print("up", flush=True)
sys.stdin.read()
server.stop()
"""


@pytest.fixture
def untouched() -> Iterator[Path]:
    """Not pytest's own temporary folder: that one is closed to the server's user."""
    folder = Path(tempfile.mkdtemp(prefix="tuntas-embedded-"))
    yield folder
    server = EmbeddedServer(folder, QUICK)
    server._shut_down()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def initialised() -> Iterator[Path]:
    """A data directory that has been used once, to copy: making one takes most of a start."""
    folder = Path(tempfile.mkdtemp(prefix="tuntas-embedded-"))
    with EmbeddedServer(folder, QUICK):
        pass
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def directory(untouched: Path, initialised: Path) -> Path:
    subprocess.run(["cp", "-a", f"{initialised}/postgres", f"{untouched}/postgres"], check=True)
    return untouched


@pytest.fixture
def server(directory: Path) -> Iterator[EmbeddedServer]:
    with EmbeddedServer(directory, QUICK) as server:
        yield server


def other_process(directory: Path) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(directory)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"up\n"
    return process


def leave(process: "subprocess.Popen[bytes]") -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    process.wait(30)
    process.stdout.close()


def remember(server: EmbeddedServer, word: str) -> None:
    with psycopg.connect(server.admin_url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS remembered (word text)")
        connection.execute("INSERT INTO remembered VALUES (%s)", (word,))


def remembered(server: EmbeddedServer) -> list[str]:
    with psycopg.connect(server.admin_url) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM remembered ORDER BY word").fetchall()]


def runs_as_nobody(python: str) -> bool:
    """Is this interpreter one of our version that an unprivileged user may run?"""
    try:
        done = subprocess.run(
            [python, "-c", "import sys; print(sys.version_info[:2])"],
            user=65534, group=65534, extra_groups=[], capture_output=True, text=True, check=False,
        )  # fmt: skip
    except OSError:
        return False
    return done.stdout.strip() == str(sys.version_info[:2])


class TestLife:
    def test_settings(self, server: EmbeddedServer) -> None:
        names = ["max_locks_per_transaction", "jit", "max_connections", "password_encryption"]
        with psycopg.connect(server.admin_url) as connection:
            found = [connection.execute("SELECT current_setting(%s)", (name,)).fetchone() for name in names]
            assert connection.info.server_version >= 180000
        assert found == [("1024",), ("off",), ("200",), ("scram-sha-256",)]

    def test_it_is_durable_unless_told_otherwise(self, directory: Path) -> None:
        with EmbeddedServer(directory) as server, psycopg.connect(server.admin_url) as connection:
            assert connection.execute("SELECT current_setting('fsync')").fetchone() == ("on",)

    def test_data_survive_a_restart_under_the_same_port(self, directory: Path) -> None:
        with EmbeddedServer(directory, QUICK) as server:
            remember(server, "satu")
            url = server.admin_url
        assert server.pid is None
        with EmbeddedServer(directory, QUICK) as server:
            assert remembered(server) == ["satu"]
            assert server.admin_url == url

    def test_data_survive_the_servers_death(self, server: EmbeddedServer) -> None:
        remember(server, "satu")
        dead = server.pid
        assert dead is not None
        os.kill(dead, signal.SIGKILL)
        server.ensure_running()
        assert server.pid != dead
        assert remembered(server) == ["satu"]

    def test_a_stale_pid_of_a_stranger_is_overlooked(self, directory: Path) -> None:
        """After a reboot the number in postmaster.pid may belong to any program, even one of the same user."""
        server = EmbeddedServer(directory, QUICK)
        with server:
            remember(server, "satu")
            pid_file = directory / "postgres" / "postmaster.pid"
            lines = pid_file.read_text().splitlines()
        stranger = subprocess.Popen(["sleep", "60"], **server_account().popen())
        try:
            pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
            server_account().own(pid_file)
            with server:
                assert remembered(server) == ["satu"]
        finally:
            stranger.kill()
            stranger.wait()

    def test_an_interrupted_first_start_leaves_no_half_cluster(self, untouched: Path) -> None:
        half = untouched / "postgres.new"
        half.mkdir()
        (half / "PG_VERSION").write_text("18\n")
        with EmbeddedServer(untouched, QUICK) as server:
            remember(server, "satu")

    def test_what_goes_wrong_is_said(self, untouched: Path) -> None:
        broken = untouched / "postgres"
        broken.mkdir(mode=0o700)
        (broken / "PG_VERSION").write_text("9.6\n")
        server_account().own(broken)
        with pytest.raises(ServerNotStartedError, match="pg_ctl"):
            EmbeddedServer(untouched, QUICK).start()

    def test_a_server_that_does_not_run_has_no_address(self, untouched: Path) -> None:
        with pytest.raises(ServerNotStartedError):
            _ = EmbeddedServer(untouched, QUICK).admin_url


async def test_looked_after_it_comes_back_and_the_pool_with_it(server: EmbeddedServer) -> None:
    database = Database.at(server.admin_url, KEY)
    bootstrap(database)
    watch = asyncio.create_task(server.keep_running(seconds=0.05))
    async with open_pool(database.service_url, size=4) as pool:
        assert all(await asyncio.gather(*(ask(pool) for _ in range(8))))
        dead = server.pid
        assert dead is not None
        os.kill(dead, signal.SIGKILL)
        for _ in range(600):  # its sessions live on for a moment, and may still answer
            if server.pid not in {None, dead} and all(await asyncio.gather(*(ask(pool) for _ in range(8)))):
                break
            await asyncio.sleep(0.05)
        assert server.pid not in {None, dead}
        assert all(await asyncio.gather(*(ask(pool) for _ in range(8))))
    watch.cancel()


async def ask(pool: Pool) -> bool:
    """Does the pool answer now? Refused is what a request would be told."""
    try:
        async with _Borrowed(pool) as connection:
            return await (await connection.execute("SELECT 1")).fetchone() == (1,)
    except Refusal as refusal:
        if refusal.code != RETRY:
            raise
        return False


class TestSharing:
    def test_who_started_it_leaves_it_to_who_still_uses_it(self, directory: Path) -> None:
        first = other_process(directory)
        with EmbeddedServer(directory, QUICK) as second:
            remember(second, "satu")
            leave(first)
            assert remembered(second) == ["satu"]
        assert second.pid is None

    def test_a_guest_does_not_stop_it(self, directory: Path) -> None:
        with EmbeddedServer(directory, QUICK) as host:
            pid = host.pid
            with EmbeddedServer(directory, QUICK):
                pass
            leave(other_process(directory))
            assert host.pid == pid
            remember(host, "satu")

    def test_data_survive_the_services_death_and_the_next_stops_the_server(self, directory: Path) -> None:
        service = other_process(directory)
        with EmbeddedServer(directory, QUICK) as guest:
            remember(guest, "satu")
            pid = guest.pid
            service.kill()
            service.communicate()
            assert remembered(guest) == ["satu"]
        assert pid is not None
        assert guest.pid is None

    def test_a_killed_service_leaves_a_server_that_the_next_one_joins(self, directory: Path) -> None:
        service = other_process(directory)
        service.kill()
        service.communicate()
        pid = EmbeddedServer(directory, QUICK).pid
        assert pid is not None
        with EmbeddedServer(directory, QUICK) as server:
            assert server.pid == pid

    def test_many_starting_at_once_start_one(self, untouched: Path) -> None:
        processes = [
            subprocess.Popen(
                [sys.executable, "-c", HOLDER, str(untouched)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            for _ in range(4)
        ]
        assert [process.stdout.readline() for process in processes if process.stdout] == [b"up\n"] * 4
        for process in processes:
            leave(process)
        assert EmbeddedServer(untouched, QUICK).pid is None


class TestAddresses:
    def test_programs_with_a_password_come_over_tcp(self, server: EmbeddedServer) -> None:
        database = Database.at(server.admin_url, KEY)
        bootstrap(database)
        port = server.tcp_port
        assert port is not None
        url = database.service_url_over_tcp(port)
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT current_user::text").fetchone() == ("tuntas_service",)
            assert connection.info.host == "127.0.0.1"
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(url, password="guessed")

    def test_nobody_comes_without_a_password_but_the_admin_over_the_socket(self, server: EmbeddedServer) -> None:
        bootstrap(Database.at(server.admin_url, KEY))
        place = f"port={server.tcp_port} dbname=tuntas"
        for who in ("postgres", "tuntas_service", "tuntas_owner"):
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(f"host=127.0.0.1 user={who} {place}", connect_timeout=5)
        socket_folder = server._answering().socket_folder
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(f"host={socket_folder} user=tuntas_service {place}")
        assert Path(socket_folder).stat().st_mode & 0o077 == 0

    def test_the_socket_alone(self, directory: Path) -> None:
        with EmbeddedServer(directory, ServerOptions(port=None, durable=False)) as server:
            assert server.tcp_port is None
            remember(server, "satu")

    def test_a_wanted_port(self, directory: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        with EmbeddedServer(directory, ServerOptions(port=port, durable=False)) as server:
            assert server.tcp_port == port

    def test_a_taken_port_gives_way_to_another(self, directory: Path) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            with EmbeddedServer(directory, ServerOptions(port=port, durable=False)) as server:
                assert server.tcp_port not in (None, port)

    def test_a_long_way_down(self, untouched: Path) -> None:
        """Socket names end at 107 bytes; the data directory may lie deeper."""
        deep = untouched / ("a" * 60) / ("b" * 60)
        with EmbeddedServer(deep, QUICK) as server:
            remember(server, "satu")
            folder = Path(server._answering().socket_folder)
        assert not folder.is_relative_to(untouched)
        shutil.rmtree(folder)

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root borrows another account")
    def test_as_root_the_server_is_somebody_else(self, server: EmbeddedServer) -> None:
        assert server.pid is not None
        assert Path(f"/proc/{server.pid}").stat().st_uid == server_account().uid != 0

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a plain user")
    def test_as_a_plain_user(self) -> None:
        """Run by nobody: everything belongs to that user, nothing is borrowed."""
        python = next((path for path in (sys.executable, "/usr/bin/python3") if runs_as_nobody(path)), None)
        if python is None:
            pytest.skip("no Python of this version that nobody may run")
        folder = Path(tempfile.mkdtemp(prefix="tuntas-plain-"))
        os.chown(folder, 65534, 65534)
        program = (
            "import sys; from pathlib import Path; from tenants.embedded import *; import psycopg\n"
            "with EmbeddedServer(Path(sys.argv[1]), ServerOptions(durable=False)) as server:\n"
            "    with psycopg.connect(server.admin_url) as connection:\n"
            "        print(connection.execute('SELECT 1').fetchone())\n"
        )
        done = subprocess.run(
            [python, "-c", program, str(folder / "var")],
            env={"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"},
            user=65534, group=65534, extra_groups=[], capture_output=True, text=True, check=False,
        )  # fmt: skip
        shutil.rmtree(folder)
        assert (done.stdout, done.stderr) == ("(1,)\n", "")

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root borrows another account")
    def test_closed_folders_above_are_opened_for_passing_only(self, untouched: Path) -> None:
        closed = untouched / "closed"
        closed.mkdir(mode=0o700)
        with EmbeddedServer(closed / "var", QUICK) as server:
            remember(server, "satu")
        assert closed.stat().st_mode & 0o777 == 0o711


def test_ten_lives(directory: Path) -> None:
    """Killed at any moment, again and again, nothing that was committed is lost."""
    server = EmbeddedServer(directory, QUICK)
    for life in range(10):
        with server:
            remember(server, f"{life:02d}")
            time.sleep(0.01 * (life % 3))
            assert server.pid is not None
            os.kill(server.pid, signal.SIGKILL)
    with server:
        assert remembered(server) == [f"{life:02d}" for life in range(10)]
