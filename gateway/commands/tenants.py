"""tuntas tenant: enrol, list, export, import and detach pemda, beside a running service too."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from gateway.installation import Installation, installed
from gateway.master_key import Purpose
from gateway.settings import Settings
from gateway.storage.reading import StoredBlobs
from gateway.storage.store import Storage
from rules.errors import bad_input
from rules.identifiers import tenant_id_of
from tenants import enrolment
from tenants.archive.exporting import Source, export
from tenants.archive.importing import Target, import_
from tenants.first_units import open_units

tenants_app: Final = typer.Typer(no_args_is_help=True)
Code = Annotated[str, typer.Argument(help="Kode wilayah: 00, 21 or 21.71.")]
_PROVINCE: Final = 2


@tenants_app.command()
def enrol(
    codes: Annotated[list[str] | None, typer.Argument(help="Kode wilayah: 00, 21 or 21.71.")] = None,
    *,
    regencies: Annotated[bool, typer.Option(help="With every province, its regencies and cities.")] = False,
    everybody: Annotated[bool, typer.Option("--all", help="The nation and all 546 pemda.")] = False,
) -> None:
    """Enrol pemda: their partitions are made, and their desks can be filled. Who is enrolled stays as it is."""
    wanted = _wanted(codes or [], regencies=regencies, everybody=everybody)
    with installed(Settings()) as installation:
        installation.prepare()
        owner = installation.database.owner_url
        columns = (TextColumn("{task.description:8}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            bar = progress.add_task("", total=len(wanted))
            fresh = enrolment.enrol(
                owner, wanted, on=_today(), progress=lambda code: progress.update(bar, description=code, advance=1)
            )
        open_units(owner, [tenant_id_of(code) for code in wanted], on=_today())
    typer.echo(f"{len(fresh)} enrolled, {len(wanted) - len(fresh)} were enrolled already.")


def _wanted(codes: Sequence[str], *, regencies: bool, everybody: bool) -> list[str]:
    """The codes meant, each once, provinces before their regencies."""
    known = [code for code, _, _ in enrolment.pemda()]
    if everybody:
        return known
    if not codes:
        raise bad_input("code", "Name the pemda to enrol, or --all.", "Sebutkan pemda yang didaftarkan, atau --all.")
    found = dict.fromkeys(codes)
    if regencies:
        within = {code for code in codes if len(code) == _PROVINCE and code != "00"}
        found |= dict.fromkeys(code for code in known if code[:_PROVINCE] in within)
    return list(found)


@tenants_app.command("list")
def list_() -> None:
    """List who was ever enrolled here, and since when."""
    with installed(Settings()) as installation:
        installation.prepare()
        rows = enrolment.listing(installation.database.owner_url)
    table = Table("Code", "Pemda", "Level", "Enrolled", "In service")
    for code, name, level, enrolled_at, in_service in rows:
        table.add_row(code, name, level, f"{enrolled_at:%Y-%m-%d}", "yes" if in_service else "detached")
    Console().print(table)


@tenants_app.command("export")
def export_(code: Code, file: Annotated[Path, typer.Argument(help="A new file; it holds confidential data.")]) -> None:
    """Write all data of a pemda to a file: tables, attachments, directory, people, with checksums."""
    with installed(Settings()) as installation, StoredBlobs(_storage(installation)) as blobs:
        source = Source(installation.database.owner_url, blobs.read, _key_mark(installation))
        manifest = export(source, code, file)
    typer.echo(
        f"{manifest.name}: {sum(manifest.rows.values())} rows of {len(manifest.rows)} tables and {manifest.blobs} "
        f"attachments in {file} ({file.stat().st_size / 1e6:.1f} MB)."
    )


@tenants_app.command("import")
def import__(file: Annotated[Path, typer.Argument(help="A file of `tuntas tenant export`.", exists=True)]) -> None:
    """Bring an exported pemda into a database that does not have it: checked first, then all of it or nothing."""
    with installed(Settings()) as installation, StoredBlobs(_storage(installation)) as blobs:
        installation.prepare()
        target = Target(
            owner_url=installation.database.owner_url,
            has_blob=blobs.has,
            write_blob=blobs.write,
            delete_blobs=blobs.delete,
            key_mark=_key_mark(installation),
        )
        manifest = import_(target, file)
    typer.echo(
        f"{manifest.name} ({manifest.code}) as of {manifest.exported_at}: {sum(manifest.rows.values())} rows and "
        f"{manifest.blobs} attachments."
    )


@tenants_app.command()
def detach(code: Code, *, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Take a pemda out of service: its cases are set aside, whole, until it is enrolled again."""
    if not yes:
        typer.confirm(f"Take {code} out of service?", abort=True)
    with installed(Settings()) as installation:
        enrolment.detach(installation.database.owner_url, code)
    typer.echo(f"{code} is detached; `tuntas tenant enrol {code}` brings it back.")


def _storage(installation: Installation) -> Storage:
    return Storage.open(installation.settings.storage_url, installation.settings.data)


def _key_mark(installation: Installation) -> str:
    """Tells two master keys apart without telling anything about them."""
    return hashlib.sha256(b"mark of " + installation.key.derive(Purpose.TENANT_KEYS)).hexdigest()[:16]


def _today() -> date:
    return datetime.now(UTC).date()
