"""tuntas lapor: what LAPOR! exported is taken over."""

import asyncio
from collections import Counter
from pathlib import Path
from typing import Annotated, Final

import typer

from gateway.delivery.inside import House
from gateway.installation import Installation, installed
from gateway.intake.lapor_import import taken_over
from gateway.intake.lapor_workbook import reports
from gateway.master_key import Purpose
from gateway.settings import Settings
from policies.principal import Principal
from rules.errors import bad_input
from rules.identifiers import Reach, TenantId, tenant_id_of
from rules.lapor_rows import RowFate
from rules.roles import Role
from tenants.database import open_pool
from tenants.session import Sessions
from tenants.stores import pemda as registry
from tenants.timetables import Timetables
from tenants.vault import Vault

lapor_app: Final = typer.Typer(no_args_is_help=True)
_CONNECTIONS: Final = 2
_FATES: Final = {
    RowFate.NEW: "new / baru",
    RowFate.SAME: "already here / sudah ada",
    RowFate.CHANGED: "changed / berubah",
    RowFate.REFUSED: "refused / ditolak",
}


@lapor_app.callback()
def lapor() -> None:
    """Exchange with LAPOR!."""


@lapor_app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="The Excel export.", exists=True, dir_okay=False)],
    pemda: Annotated[str, typer.Option(help="Kode wilayah of the pemda whose export it is, such as 21.01.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would become of every row.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="List only rows that are refused.")] = False,
) -> None:
    """Take over LAPOR!'s Excel export: each tracking ID once, however often. Exit 1 when a row was refused."""
    tenant = tenant_id_of(pemda, field="pemda")
    with installed(Settings()) as installation:
        counted = asyncio.run(_import(installation, file, Reach(tenant, tenant), (dry_run, quiet)))
    for fate, words in _FATES.items():
        typer.echo(f"{counted[fate]:>9} {words}")
    if dry_run:
        typer.echo("Nothing was changed. / Tidak ada yang diubah.")
    if counted[RowFate.REFUSED]:
        raise typer.Exit(1)


async def _import(installation: Installation, file: Path, reach: Reach, wanted: tuple[bool, bool]) -> Counter[RowFate]:
    dry_run, quiet = wanted
    counted = Counter[RowFate]()
    who = Principal(Role.INTEGRASI, tenant=TenantId(reach.lo), reach=reach, name="tuntas lapor import")
    async with open_pool(installation.database.service_url, size=_CONNECTIONS) as pool:
        if not await registry.is_enrolled(Sessions(pool, reach), reach.lo):
            raise bad_input("pemda", "This pemda is not enrolled here.", "Pemda ini belum terhubung.")
        inside = House(pool, Vault(installation.key.derive(Purpose.TENANT_KEYS)), Timetables(pool))
        with file.open("rb") as opened:
            async for row in taken_over(inside, who, reports(opened), dry_run=dry_run):
                fate = RowFate(row["fate"])
                counted[fate] += 1
                if fate is RowFate.REFUSED or not quiet:
                    typer.echo(line_of(row))
    return counted


def line_of(row: dict[str, object]) -> str:
    """One row's fate for people: its number, its tracking ID, what became of it and why."""
    fate = RowFate(str(row["fate"]))
    told = f"{row['line']:>7}  {row['trackingId']:<20} {_FATES[fate]}"
    refusal = row["refusal"]
    if not isinstance(refusal, dict):
        return told
    why = f"{refusal['field']} [{refusal['code']}, {refusal['rule']}]"
    return f"{told}: {why} {refusal['message']} / {refusal['messageId']}"
