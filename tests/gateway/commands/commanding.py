"""How a test calls a command, and looks at what it did."""

import psycopg
import typer
from typer.testing import CliRunner, Result

from gateway.commands.database import database_url, migrate
from gateway.commands.tenants import tenants_app
from gateway.installation import installed
from gateway.settings import Settings

app = typer.Typer()
app.command()(migrate)
app.command("database-url")(database_url)
app.add_typer(tenants_app, name="tenant")


def tuntas(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def said(*words: str) -> str:
    result = tuntas(*words)
    assert (result.exit_code, result.exception) == (0, None), result.output
    return result.stdout


def owner() -> psycopg.Connection[tuple[object, ...]]:
    with installed(Settings()) as found:
        return psycopg.connect(found.database.owner_url)
