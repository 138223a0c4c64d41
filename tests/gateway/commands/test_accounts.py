"""What an operator does for people: accounts, first desks, tokens; beside a running service."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from typer.testing import CliRunner

from gateway.command_line import app
from gateway.commands import accounts as commands
from gateway.commands.accounts import issue_token
from gateway.installation import Installation
from policies.credentials import hash_of, is_secret
from rules.errors import CONFLICT, NOT_FOUND, Refusal
from rules.roles import Role
from tenants.database import Database, Pool
from tenants.stores import accounts
from tests.organisation import Organisation
from tests.tenancy import EnrolledPemda, NewTenant

pytestmark = pytest.mark.anyio


@pytest.fixture
def installation(database: Database, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """The tests' own database in place of an installation's."""
    here = Installation(settings=None, key=None, database=database, server=None)  # type: ignore[arg-type]

    @contextmanager
    def installed(_settings: object) -> Iterator[Installation]:
        yield here

    monkeypatch.setattr(commands, "installed", installed)
    return here


@pytest.fixture
def pemda(new_tenant: NewTenant) -> EnrolledPemda:
    return new_tenant()


def run(*arguments: str, input: str | None = None) -> str:
    result = CliRunner().invoke(app, arguments, input=input, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output.strip()


def fresh_email() -> str:
    return f"{uuid4().hex}@uji.test"


def test_an_invitation_is_printed_for_an_official(installation: Installation, database: Database) -> None:
    email = fresh_email()
    code = run("account", "create", email, "--name", "Ani Uji")
    assert is_secret(code)
    with psycopg.connect(database.owner_url) as owner:
        found = owner.execute(
            "SELECT a.name, a.kind, a.password_hash, i.token_hash FROM tuntas.account_email e"
            " JOIN tuntas.account a ON a.id = e.account_id JOIN tuntas.invitation i ON i.account_id = a.id"
            " WHERE e.email = %s",
            (email,),
        ).fetchall()
    assert found == [("Ani Uji", "STAFF", None, hash_of(code))]


def test_a_password_may_be_given_instead(installation: Installation, database: Database) -> None:
    email, password = fresh_email(), "sandi rahasia sekali"
    run("account", "create", email, "--name", "Warga", "--citizen", "--password", input=f"{password}\n{password}\n")
    with psycopg.connect(database.owner_url) as owner:
        ((kind, stored),) = owner.execute(
            "SELECT a.kind, a.password_hash FROM tuntas.account_email e JOIN tuntas.account a ON a.id = e.account_id"
            " WHERE e.email = %s",
            (email,),
        ).fetchall()
    assert kind == "CITIZEN"
    assert stored.startswith("$argon2id$")


async def seats(pool: Pool, email: str) -> list[Any]:
    outside = Organisation(pool, 0).outside  # type: ignore[arg-type]
    account = await accounts.of_email(outside, email)
    assert account is not None
    return await accounts.seats(outside, account.id, datetime.now(UTC))


async def test_a_token_opens_the_account(installation: Installation, pool: Pool) -> None:
    outside = Organisation(pool, 0).outside  # type: ignore[arg-type]
    organisation = Organisation(pool, 0)  # type: ignore[arg-type]
    email = fresh_email()
    account = await organisation.account_at(email)
    secret = await issue_token(installation, email.upper(), days=1)
    (row,) = await accounts.access(outside, hash_of(secret), datetime.now(UTC))
    assert row.account_id == account.id
    with pytest.raises(Refusal) as refused:
        await issue_token(installation, fresh_email(), days=1)
    assert refused.value.code == NOT_FOUND


def test_tokens_are_listed_and_revoked(installation: Installation) -> None:
    email = fresh_email()
    run("account", "create", email, "--name", "Ani Uji")
    assert is_secret(run("token", email, "--days", "7", "--label", "aplikasi"))
    listed = run("token", email, "--list")
    assert "live" in listed
    assert "aplikasi" in listed
    assert run("token", email, "--revoke", listed.split()[0]) == "Revoked."
    assert "revoked" in run("token", email, "--list")


def test_the_first_desk_of_a_pemda_is_given_once(installation: Installation, pemda: EnrolledPemda) -> None:
    first, second = fresh_email(), fresh_email()
    for email in (first, second):
        run("account", "create", email, "--name", "Ani Uji")
    assert "Admin Instansi" in run("account", "appoint", first, "--role", "INSTANSI", "--pemda", pemda.code)
    with pytest.raises(Refusal) as refused:
        CliRunner().invoke(
            app, ["account", "appoint", second, "--role", "INSTANSI", "--pemda", pemda.code], catch_exceptions=False
        )
    assert refused.value.code == CONFLICT


async def test_whoever_got_the_desk_sits_at_the_root(
    installation: Installation, pemda: EnrolledPemda, pool: Pool, database: Database
) -> None:
    organisation, email = Organisation(pool, pemda.id), fresh_email()
    await organisation.account_at(email)
    await commands._with(
        installation, lambda sessions: commands._appoint(sessions, email, Role.INSTANSI, (pemda.code, "SK 1"))
    )
    (seat,) = await seats(pool, email)
    assert (seat.tenant_id, seat.role, seat.unit_path) == (pemda.id, Role.INSTANSI, "0001")


def test_an_account_is_switched_off_and_on(installation: Installation) -> None:
    email = fresh_email()
    run("account", "create", email, "--name", "Ani Uji")
    assert run("account", "switch", email) == "Off."
    assert run("account", "switch", email, "--on") == "On."


def test_a_pemda_that_is_not_enrolled_has_no_desk(installation: Installation) -> None:
    email = fresh_email()
    run("account", "create", email, "--name", "Ani Uji")
    with pytest.raises(Refusal) as refused:
        CliRunner().invoke(
            app, ["account", "appoint", email, "--role", "INSTANSI", "--pemda", "11.01"], catch_exceptions=False
        )
    assert refused.value.code == NOT_FOUND
