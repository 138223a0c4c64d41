"""tuntas packet: check a packet without database or network, and publish the key that it is checked with."""

from pathlib import Path
from typing import Annotated, Final

import typer

from gateway.master_key import MasterKeyError, master_key
from gateway.packets.signing import PacketKey, public_key
from gateway.packets.verifying import Verdict, verify
from gateway.settings import Settings
from rules.errors import bad_input
from rules.packets import PacketBroken

packets_app: Final = typer.Typer(no_args_is_help=True)


@packets_app.callback()
def packets() -> None:
    """Packets for the Ombudsman and the APIP."""


@packets_app.command("verify")
def verify_(
    file: Annotated[Path, typer.Argument(help="The packet.", exists=True, dir_okay=False)],
    key: Annotated[
        str | None, typer.Option(help="The public key that it must be signed with: hexadecimal digits, or a file.")
    ] = None,
) -> None:
    """Check signature, fingerprints, the chain of events, and every deadline; exit 1 names the first thing wrong."""
    pinned = None if key is None else public_key(key)
    try:
        with file.open("rb") as opened:
            verdict = verify(opened, pinned)
    except PacketBroken as broken:
        typer.echo(f"NOT VALID: {broken}\nTIDAK SAH: {broken.where}", err=True)
        raise typer.Exit(1) from None
    for line in told(verdict):
        typer.echo(line)


def told(verdict: Verdict) -> list[str]:
    """What was found, for people."""
    manifest, checked = verdict.manifest, verdict.checked
    withheld = f" ({checked.withheld} without words)" if checked.withheld else ""
    named = "included" if manifest.identity else "not included"
    files = f"{checked.files} attachments, identity {named}"
    lines = [
        f"VALID / SAH: {manifest.tracking_code}, {manifest.pemda_name} ({manifest.pemda_code}), for {manifest.kind}",
        f"handed over {manifest.at} by event {manifest.event} ({manifest.move})",
        f"{checked.events} events{withheld}, {checked.clocks} clocks reckoned again, {files}",
        f"manifest SHA-256 {verdict.manifest_sha256}",
        f"signed with key {verdict.key.id}: {verdict.key.hex}",
    ]
    if not verdict.pinned:
        lines.append("The key came with the packet: compare it with the published one, or give that with --key.")
    return lines


@packets_app.command("key")
def key_(*, pem: Annotated[bool, typer.Option(help="As OpenSSL reads it.")] = False) -> None:
    """Print the public key that packets of this installation are signed with; publish it."""
    settings = Settings()
    secret = None if settings.master_key is None else settings.master_key.get_secret_value()
    try:
        public = PacketKey.of(master_key(secret, Path(settings.data))).public
    except MasterKeyError as error:
        raise bad_input("TUNTAS_MASTER_KEY", str(error), "Kunci induk tidak dapat dibaca.") from None
    typer.echo(public.pem.strip() if pem else public.hex)
