"""An error of the database becomes what a client can act upon, or stays ours."""

from typing import Any

import psycopg
import pytest
from psycopg import errors
from psycopg_pool import PoolTimeout

from rules.errors import CONFLICT, NOT_FOUND, RETRY, Refusal
from tenants import integrity
from tenants.integrity import lost_update, means, translate


class Diagnostic:
    def __init__(self, constraint: str) -> None:
        self.constraint_name = constraint


def broken(kind: type[psycopg.Error], constraint: str) -> psycopg.Error:
    """An error as the server sends it, with the name of the constraint."""
    fields = {"diag": Diagnostic(constraint), "sqlstate": kind.sqlstate}
    error: psycopg.Error = type("Broken", (kind,), fields)()
    return error


@pytest.fixture(autouse=True)
def _own_meanings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integrity, "_by_constraint", {})


@pytest.mark.parametrize("name", ["uq_unit_path", "uq_unit_path_102088"])
def test_a_constraint_means_what_its_store_said(name: str) -> None:
    """Citus adds the number of the shard to the name."""
    means("uq_unit_path", lambda: Refusal(CONFLICT, "Taken.", "Terpakai.", field="path"))
    refusal = translate(broken(errors.UniqueViolation, name))
    assert refusal is not None
    assert (refusal.en, refusal.field) == ("Taken.", "path")


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (errors.UniqueViolation, CONFLICT),
        (errors.ForeignKeyViolation, NOT_FOUND),
        (errors.SerializationFailure, RETRY),
        (errors.DeadlockDetected, RETRY),
        (errors.LockNotAvailable, RETRY),
        (errors.QueryCanceled, RETRY),
        (errors.ConnectionFailure, RETRY),
        (errors.AdminShutdown, RETRY),
        (errors.CannotConnectNow, RETRY),
        (errors.TooManyConnections, RETRY),
        (psycopg.OperationalError, RETRY),
        (PoolTimeout, RETRY),
    ],
)
def test_what_a_client_can_act_upon(kind: type[psycopg.Error], code: str) -> None:
    refusal = translate(broken(kind, "pk_unit_102088"))
    assert refusal is not None
    assert refusal.code == code
    assert refusal.en
    assert refusal.id
    assert refusal.rule != "pk_unit_102088"


@pytest.mark.parametrize(
    "kind",
    [
        errors.InsufficientPrivilege,
        errors.SyntaxError,
        errors.UndefinedTable,
        errors.CheckViolation,
        errors.NotNullViolation,
        errors.DivisionByZero,
        psycopg.ProgrammingError,
        psycopg.InterfaceError,
    ],
)
def test_our_own_faults_stay_ours(kind: type[psycopg.Error]) -> None:
    """They are masked and logged; a client could do nothing about them."""
    assert translate(broken(kind, "ck_unit_kind")) is None


def test_a_lost_update_is_a_conflict() -> None:
    assert lost_update().code == CONFLICT


def test_real_errors_carry_their_constraint(database: Any) -> None:
    with psycopg.connect(database.owner_url) as owner, pytest.raises(errors.UniqueViolation) as raised:
        owner.execute(
            "INSERT INTO tuntas.tenant (id, code, level, name, time_zone, enrolled_at) "
            "SELECT id, code, level, name, time_zone, enrolled_at FROM tuntas.tenant WHERE id = 0"
        )
    refusal = translate(raised.value)
    assert refusal is not None
    assert refusal.rule == "pk_tenant"
