"""Root borrows an account for the server; everybody else is its own."""

import os
import pwd
import stat
import subprocess
from pathlib import Path

import pytest

from tenants.server_account import ACCOUNT, Account, server_account

ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root borrows another account")


def test_a_plain_user_is_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    monkeypatch.setattr(os, "getegid", lambda: 4712)
    account = server_account()
    assert account == Account(4711, 4712, borrowed=False)
    assert account.popen() == {}
    tmp_path.chmod(0o700)
    account.own(tmp_path)  # changes nothing
    account.reach(tmp_path / "file")
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


@ROOT
def test_root_gets_a_system_account_without_login() -> None:
    account = server_account()
    entry = pwd.getpwuid(account.uid)
    assert (entry.pw_name, account.borrowed) == (ACCOUNT, True)
    assert entry.pw_shell in {"/bin/false", "/sbin/nologin"}
    assert server_account() == account


@ROOT
def test_programs_run_as_it() -> None:
    account = server_account()
    done = subprocess.run(["id", "-u"], capture_output=True, text=True, check=True, cwd="/", **account.popen())
    assert int(done.stdout) == account.uid


@ROOT
def test_it_may_pass_but_not_list(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "a").chmod(0o700)
    before = {folder: folder.stat().st_mode for folder in tmp_path.parents}
    server_account().reach(inner / "file")
    try:
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o711
    finally:
        for folder, mode in before.items():
            folder.chmod(stat.S_IMODE(mode))  # pytest wants its own folders closed


def test_without_any_way_to_make_one_it_is_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr("tenants.server_account._look_up", lambda name: None)
    monkeypatch.setattr("tenants.server_account.shutil.which", lambda name: None)
    assert server_account().uid == pwd.getpwnam("nobody").pw_uid
