"""tuntas statistics: whether what was counted is what happened, and counting all of it anew."""

import asyncio
from collections.abc import Iterator
from time import perf_counter
from typing import Annotated, Final

import typer

from gateway.installation import installed
from gateway.settings import Settings
from gateway.statistics_counting.rebuilding import rebuilt, timetables_of, wanted
from rules.errors import bad_input
from rules.identifiers import code_of
from tenants.histories import connected
from tenants.rebuilding import rebuild as rebuild_one
from tenants.recounting import Recount
from tenants.recounting import recount as recount_one

statistics_app: Final = typer.Typer(no_args_is_help=True)
_SHOWN: Final = 20
"""Differences of one pemda that are written out; the rest is a number."""
Pemda = Annotated[str | None, typer.Option(help="Kode wilayah of one pemda, such as 21.01; all when absent.")]


@statistics_app.callback()
def statistics() -> None:
    """What was counted."""


@statistics_app.command()
def recount(
    pemda: Pemda = None,
    *,
    check: Annotated[bool, typer.Option("--check", help="Only compare; the default.")] = False,
    repair: Annotated[bool, typer.Option("--repair", help="Rebuild every pemda that differs.")] = False,
) -> None:
    """Count everything anew from the events and compare it with what is kept. Exit 1 when anything differs."""
    if check and repair:
        raise bad_input("repair", "Either --check or --repair.", "Pilih --check atau --repair.")
    differing = 0
    with installed(Settings()) as installation:
        database = installation.database
        chosen = asyncio.run(wanted(database, pemda))
        for tenant, timetable in asyncio.run(timetables_of(database, chosen)).items():
            with connected(database.owner_url) as connection:
                found = recount_one(connection, tenant, timetable)
                for line in told(code_of(tenant), found):
                    typer.echo(line)
                differing += not found.agrees
                if repair and not found.agrees:
                    typer.echo(f"{code_of(tenant)}: {rebuild_one(connection, tenant, timetable)} complaints rebuilt")
    if differing:
        raise typer.Exit(1)
    typer.echo("Everything that is kept is what the events say. / Semua angka sesuai dengan riwayat.")


@statistics_app.command()
def rebuild(
    pemda: Pemda = None,
    *,
    jobs: Annotated[int, typer.Option(help="So many pemda at once, each in a process of its own.", min=1, max=64)] = 1,
) -> None:
    """Replace what is kept by what the events say, each pemda in one transaction; the service may run meanwhile."""
    with installed(Settings()) as installation:
        began, count, database = perf_counter(), 0, installation.database
        for tenant, complaints in rebuilt(database, asyncio.run(wanted(database, pemda)), jobs):
            count += complaints
            typer.echo(f"{code_of(tenant)}: {complaints} complaints")
        took = perf_counter() - began
    typer.echo(f"{count} complaints in {took:.1f} s, {count / max(took, 0.001):.0f} a second")


def told(code: str, found: Recount) -> Iterator[str]:
    """What a recount found, for people: differences by pemda, day, column, what is kept and what was recounted."""
    for one in found.complaints[:_SHOWN]:
        yield f"{code} complaint {one.id}: kept {one.stored}, recounted {one.recounted}"
    for cell, column, stored, recounted in found.sums[:_SHOWN]:
        where = f"{cell.grain} {cell.day} {cell.grouped}" + (f" {cell.key}" if cell.key else "")
        yield f"{code} {where} {column}: kept {stored}, recounted {recounted}"
    wait = f", {found.waiting} wait to be counted" if found.waiting else ""
    differ = "" if found.agrees else f"; DIFFERENT: {found.differing} complaints, {len(found.sums)} sums"
    yield f"{code}: {found.compared} compared{wait}{differ}"
