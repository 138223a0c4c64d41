"""tuntas demo: an installation with real offices and made-up complaints, on one port; tuntas journey walks it."""

import asyncio
import time
from collections.abc import Mapping
from typing import Annotated, Final

import httpx
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from gateway.commands.accounts import issue_token
from gateway.commands.worker import beside
from gateway.demo.accounts import ACCOUNTS
from gateway.demo.journey import Journey, walk
from gateway.demo.loading import demo as loading
from gateway.installation import Installation, installed
from gateway.serving import serve
from gateway.settings import Settings
from rules.complaint_states import LABELS, Status
from rules.roles import LABELS as ROLES
from tenants.bulk import is_empty

LOADED: Final = "demo.loaded"
"""Lies in the data directory once the demo is whole: one that was interrupted is not served as if it were."""
SERVED_AT: Final = "demo.address"
"""Lies beside it: where the demo was served last, for commands that talk to it."""
DEFAULT: Final = "http://127.0.0.1:8000"
_STAGES: Final[Mapping[loading.Stage, str]] = {
    "pemda": "Enrolling pemda",
    "kantor": "Opening offices",
    "pengaduan": "Writing complaints",
    "statistik": "Counting statistics",
    "rencana aksi": "Entering action plans",
    "data terbuka": "Publishing open data",
}


def demo(
    *,
    port: Annotated[int | None, typer.Option(help="Port of console and API.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Enrol all 546 pemda, not only two provinces'.")] = False,
    complaints: Annotated[int, typer.Option(help="How many complaints to make up.", min=0)] = loading.COMPLAINTS,
    load_only: Annotated[bool, typer.Option(help="Load, but do not serve.")] = False,
) -> None:
    """Serve the demo: the nation, its provinces, Kepulauan Riau and Bangka Belitung, with an account for every role."""
    chosen = {"secure_cookies": False, "graphiql": True, "trusted_only": False} | (
        {} if port is None else {"port": port}
    )
    settings = Settings().model_copy(update=chosen)
    settings = settings.model_copy(update={"public_url": f"http://{settings.host}:{settings.port}"})
    console = Console()
    with installed(settings) as installation:
        begun = time.monotonic()
        installation.prepare()
        loaded = settings.data / LOADED
        if is_empty(installation.database.owner_url):
            _load(installation, console, everything=everything, complaints=complaints)
            loaded.write_text(f"{complaints} complaints\n", encoding="utf-8")
            console.print(f"Loaded in {time.monotonic() - begun:.1f} s.")
        elif not loaded.exists():
            raise typer.BadParameter(f"{settings.data} holds something else than a whole demo: use an empty folder.")
        _introduce(console, settings)
        if not load_only:
            (settings.data / SERVED_AT).write_text(f"http://{settings.host}:{settings.port}", encoding="utf-8")
            with beside(settings):
                serve(installation)


def journey(
    url: Annotated[str | None, typer.Option(help="Where the demo is served.")] = None,
) -> None:
    """Walk one complaint over HTTP through every role of the running demo, and print its timeline."""
    settings, console = Settings(), Console()
    served_at = settings.data / SERVED_AT
    address = url or (served_at.read_text(encoding="utf-8") if served_at.exists() else DEFAULT)
    with installed(settings) as installation, httpx.Client(base_url=address, timeout=30) as client:
        way = Journey(
            client,
            lambda account: asyncio.run(issue_token(installation, account, days=1)),
            lambda said, status: console.print(f"[dim]{LABELS[Status(status)]:36}[/] {said}"),
        )
        found = walk(way)
    console.print(f"\n[bold]{found['trackingCode']}[/]: {LABELS[Status(found['status'])]}, {found['outcome']}")
    for event in found["timeline"]["nodes"]:
        when, label = event["at"][:19].replace("T", " "), LABELS[Status(event["toStatus"])]
        console.print(f"{event['seq']:3} {when}  {event['move']:10} {label:36} {event['actorTitle']}", soft_wrap=True)
        if event["reason"]:
            console.print(f"{'':25}[dim]{event['reason']}[/]", soft_wrap=True)


def _load(installation: Installation, console: Console, *, everything: bool, complaints: int) -> None:
    columns = (TextColumn("{task.description:20}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        bars = {stage: progress.add_task(text, total=None, start=False) for stage, text in _STAGES.items()}

        def tell(stage: loading.Stage, done: int, total: int) -> None:
            if not progress.tasks[bars[stage]].started:
                progress.start_task(bars[stage])
            progress.update(bars[stage], completed=done, total=total)

        asyncio.run(loading.load(installation, everything=everything, complaints=complaints, tell=tell))


def _introduce(console: Console, settings: Settings) -> None:
    table = Table(title=f"Password of every account: {loading.PASSWORD}")
    for name in ("Account", "Role", "Who"):
        table.add_column(name)
    for account in ACCOUNTS:
        table.add_row(account.email, ROLES[account.role], account.about)
    console.print(table)
    console.print(
        f"Console and API: http://{settings.host}:{settings.port}/ (GraphQL at /graphql, GraphiQL at /graphiql)"
    )
