"""tuntas calendar: what the nation has published since the start, and whether somebody ought to look after it."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Annotated, Final

import typer

from gateway.installation import Installation, installed
from gateway.settings import Settings
from rules.calendar_changes import check_room, holding, missing_year
from rules.calendars import CalendarBook, DayOff
from rules.identifiers import NATION, Reach
from rules.time_zones import WIB
from tenants.calendar_rows import days_of
from tenants.database import open_pool
from tenants.national_days import SOURCE, national_days
from tenants.session import Sessions
from tenants.stores import calendars
from tenants.stores.calendars import Author
from tenants.timetables import timetable_of

_EARLIEST: Final = 2015
_LATEST: Final = 2100
_NATION: Final = Reach(NATION, NATION)
calendars_app: Final = typer.Typer(no_args_is_help=True)


@calendars_app.command()
def refresh(
    year: Annotated[int, typer.Argument(help="The year to look at.", min=_EARLIEST, max=_LATEST)],
) -> None:
    """Add the national holidays and cuti bersama of a year that this release knows and the calendar has not."""
    with installed(Settings()) as installation:
        installation.prepare()
        added, published = asyncio.run(_refresh(installation, year))
    for day in added:
        typer.echo(f"{day.day}  {day.kind}  {day.name}")
    typer.echo(f"{len(added)} days added; {year} is {'' if published else 'not '}published.")


@calendars_app.command()
def check() -> None:
    """Say whether the nation's calendar is complete, the next year's from November on; exit code 1 when it is not."""
    with installed(Settings()) as installation:
        installation.prepare()
        missing = missing_year(asyncio.run(_book(installation)), _today())
    if missing is not None:
        typer.echo(f"The nation's calendar of {missing} is missing: tuntas calendar refresh {missing}", err=True)
        raise typer.Exit(1)
    typer.echo("The nation's calendar is complete.")


async def _refresh(installation: Installation, year: int) -> tuple[list[DayOff], bool]:
    async with open_pool(installation.database.service_url, 1) as pool, Sessions(pool, _NATION).write((NATION,)) as tx:
        before = await calendars.held(tx, NATION)
        known, version = holding(days_of(before)), max((one["version"] for one in before.versions), default=0) + 1
        fresh = [replace(one, since=version) for one in national_days(year) if one.day not in known]
        check_room(known, fresh, "year")
        if fresh:
            author = Author(position=None, title="tuntas calendar refresh", at=datetime.now(UTC))
            calendars.add_version(tx, NATION, version, author, note=f"{SOURCE}, {year}")
            calendars.add_days(tx, NATION, fresh)
        (after,) = await calendars.stored(tx, [NATION])
    return fresh, timetable_of(after, after, at_once=True).calendar.knows(year)


async def _book(installation: Installation) -> CalendarBook:
    async with open_pool(installation.database.service_url, 1) as pool:
        (nation,) = await calendars.stored(Sessions(pool, _NATION), [NATION])
    return timetable_of(nation, nation, at_once=True).calendar


def _today() -> date:
    return datetime.now(WIB).date()
