import base64
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gateway.master_key import MasterKey, MasterKeyError, Purpose, master_key

SECRET = bytes(range(32))
SETTING = base64.b64encode(SECRET).decode()


def test_the_setting_is_the_key(tmp_path: Path) -> None:
    assert master_key(SETTING, tmp_path).derive(Purpose.CSRF) == MasterKey(SECRET).derive(Purpose.CSRF)
    assert master_key(f" {SETTING}\n", tmp_path).derive(Purpose.CSRF) == MasterKey(SECRET).derive(Purpose.CSRF)
    assert list(tmp_path.iterdir()) == []


def test_without_a_setting_a_file_is_made_once_and_kept_to_its_owner(tmp_path: Path) -> None:
    data = tmp_path / "var"
    first = master_key(None, data)
    assert master_key(None, data).derive(Purpose.UPLOADS) == first.derive(Purpose.UPLOADS)
    assert [path.name for path in data.iterdir()] == ["master.key"]
    assert (data / "master.key").stat().st_mode & 0o777 == 0o600
    assert master_key(None, tmp_path / "other").derive(Purpose.UPLOADS) != first.derive(Purpose.UPLOADS)


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as threads:
        keys = set(threads.map(lambda _: master_key(None, tmp_path).derive(Purpose.CSRF), range(64)))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["master.key"]


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    master_key(None, tmp_path)
    (tmp_path / "master.key").chmod(0o640)
    with pytest.raises(MasterKeyError, match="chmod 600"):
        master_key(None, tmp_path)


@pytest.mark.parametrize("setting", ["", "not base64!", base64.b64encode(bytes(31)).decode(), "é"])
def test_what_is_no_key_is_refused(tmp_path: Path, setting: str) -> None:
    with pytest.raises(MasterKeyError):
        master_key(setting, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_torn_file_is_refused_and_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    path.touch(0o600)
    with pytest.raises(MasterKeyError):
        master_key(None, tmp_path)
    assert path.read_bytes() == b""


def test_every_purpose_has_a_key_of_its_own() -> None:
    key = MasterKey(SECRET)
    derived = {key.derive(purpose) for purpose in Purpose}
    assert len(derived) == len(Purpose)
    assert SECRET not in derived
    assert len(key.derive(Purpose.CSRF, 16)) == 16


def test_keys_never_change_between_versions() -> None:
    """Identities sealed today must open in ten years: this value stays."""
    derived = MasterKey(SECRET).derive(Purpose.TENANT_KEYS)
    assert derived.hex() == "8401bda9cb3b2721cbe632d1c6c984ae7b50cee443c555418ec507cbdf1ac47d"


def test_it_does_not_show_itself() -> None:
    assert repr(MasterKey(SECRET)) == "MasterKey(...)"
