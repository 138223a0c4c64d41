"""Which database and keys: the embedded server of the data directory, or the one that the settings name."""

import base64
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr

from gateway.installation import Installation, installed
from gateway.master_key import MasterKey, Purpose
from gateway.settings import Settings
from migrations import runner
from tests.database_house import DatabaseHouse

KEY = SecretStr(base64.b64encode(b"k" * 32).decode())


def settings(data: Path, **given: object) -> Settings:
    return Settings.model_validate({"data": data, "database_url": None, "master_key": None, **given})


def test_a_database_elsewhere_is_joined_with_the_roles_of_the_key(house: DatabaseHouse, tmp_path: Path) -> None:
    url = house.empty_database("installed").admin_url
    with installed(settings(tmp_path / "new", database_url=url, master_key=KEY)) as found:
        assert found.server is None
        assert found.database.admin_url == url
        assert found.service_url() == found.database.service_url
        assert (tmp_path / "new").is_dir()
        assert not (tmp_path / "new" / "master.key").exists()
        roles = MasterKey(b"k" * 32).derive(Purpose.DATABASE_ROLES)
    with installed(settings(tmp_path, database_url=url, master_key=KEY)) as again:
        assert again.database == found.database
        assert again.key.derive(Purpose.DATABASE_ROLES) == roles
    house.drop("installed")


def test_preparing_brings_it_up_to_date_and_again_does_nothing(house: DatabaseHouse, tmp_path: Path) -> None:
    database = house.empty_database("prepared")
    installation = Installation(settings(tmp_path), MasterKey(b"k" * 32), database, None)
    for _ in range(2):
        installation.prepare()
        with psycopg.connect(database.service_url) as service:
            row = service.execute("SELECT tuntas.schema_revision(), current_user::text").fetchone()
        assert row == (runner.head(), "tuntas_service")
    house.drop("prepared")


def test_a_new_data_directory_gets_a_key_of_its_own(house: DatabaseHouse, tmp_path: Path) -> None:
    url = house.empty_database("keys").admin_url
    marks = []
    for name in ("one", "two", "one"):
        with installed(settings(tmp_path / name, database_url=url)) as found:
            marks.append(found.key.derive(Purpose.RECEIPTS))
    assert marks[0] == marks[2] != marks[1]
    house.drop("keys")


def test_what_cannot_be_a_key_stops_everything(tmp_path: Path) -> None:
    given = settings(tmp_path, database_url="postgresql://nobody@127.0.0.1:1/x", master_key=SecretStr("pendek"))
    with pytest.raises(RuntimeError, match="master key"), installed(given):
        raise AssertionError


def test_the_replica_is_reached_as_the_service(house: DatabaseHouse, tmp_path: Path) -> None:
    database = house.empty_database("copied")
    key = MasterKey(b"k" * 32)
    alone = Installation(settings(tmp_path), key, database, None)
    assert alone.replica_url() is None
    beside = Installation(settings(tmp_path, replica_url="postgresql://copy.example/tuntas"), key, database, None)
    url = beside.replica_url()
    assert url is not None
    assert url.startswith("postgresql://tuntas_service:")
    assert url.endswith("@copy.example/tuntas")
    house.drop("copied")
