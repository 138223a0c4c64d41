"""tuntas: every command of the service, put together."""

import signal
import sys
from types import FrameType

import typer

from gateway.commands.accounts import accounts_app, token
from gateway.commands.calendars import calendars_app
from gateway.commands.database import database_url, migrate, migration
from gateway.commands.demo import demo, journey
from gateway.commands.intake import intake_app
from gateway.commands.lapor import lapor_app
from gateway.commands.packets import packets_app
from gateway.commands.serving import run
from gateway.commands.statistics import statistics_app
from gateway.commands.tenants import tenants_app
from gateway.commands.uploads import uploads_app
from gateway.commands.worker import worker
from rules.errors import Refusal

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_show_locals=False)
app.command()(demo)
app.command()(journey)
app.command("serve")(run)
app.command()(worker)
app.command()(migrate)
app.command()(migration)
app.command("database-url")(database_url)
app.command()(token)
app.add_typer(tenants_app, name="tenant", help="Enrol, list, export, import and detach pemda.")
app.add_typer(accounts_app, name="account", help="Accounts of officers.")
app.add_typer(calendars_app, name="calendar", help="National holidays and cuti bersama.")
app.add_typer(packets_app, name="packet", help="Packets for the Ombudsman and the APIP.")
app.add_typer(intake_app, name="intake", help="Mail to the desk.")
app.add_typer(lapor_app, name="lapor", help="Exchange with LAPOR!.")
app.add_typer(statistics_app, name="statistics", help="What was counted: recounted and rebuilt.")
app.add_typer(uploads_app, name="uploads", help="Uploads that nobody used.")


def main() -> None:
    """Run the command of this process; an expected refusal is told in both languages, without a traceback."""
    signal.signal(signal.SIGTERM, _ended)
    try:
        app()
    except Refusal as refusal:
        typer.echo(f"{refusal.code}: {refusal.en}\n{refusal.id}", err=True)
        sys.exit(1)


def _ended(number: int, _frame: FrameType | None) -> None:
    """Whoever is told to end ends what it began, too: the demo its worker, the last user its database."""
    sys.exit(128 + number)
