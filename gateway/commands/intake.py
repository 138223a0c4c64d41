"""tuntas intake: what a mail server hands over, one message at a time."""

import asyncio
import sys
from contextlib import AsyncExitStack
from typing import Annotated, Final

import structlog
import typer

from gateway.app import open_seams
from gateway.installation import Installation, installed
from gateway.intake.enclosures import Enclosures
from gateway.intake.letterbox import Letterbox
from gateway.intake.mail_answers import MailDoor
from gateway.intake.mail_parts import LARGEST
from gateway.opening import Opener
from gateway.settings import Settings
from gateway.storage.store import Storage
from gateway.uploads import Uploads
from graph.schema import schema
from policies.principal import Principal
from rules.email_addresses import email_of
from rules.errors import Refusal
from rules.identifiers import NATION, NOWHERE, tenant_id_of
from rules.roles import Role
from tenants.session import Sessions

intake_app: Final = typer.Typer(no_args_is_help=True)
log = structlog.get_logger("tuntas.intake")
LATER: Final = 75
"""EX_TEMPFAIL: the mail server keeps the message and tries again."""


@intake_app.callback()
def intake() -> None:
    """What a mail server hands over."""


@intake_app.command()
def mail(
    sender: Annotated[str, typer.Option(help="The address of the desk's mailbox: answers come from it.")],
    pemda: Annotated[str | None, typer.Option(help="Kode wilayah whose mailbox it is; the nation's if absent.")] = None,
) -> None:
    """Take one mail from the standard input and print the answer, for `sendmail -t`; nothing when none is due.

    Ends with 75 when the same mail can be taken later.
    """
    address = email_of(sender)
    if pemda is not None:
        tenant_id_of(pemda, field="pemda")
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))  # the output is the answer
    raw = sys.stdin.buffer.read(LARGEST + 1)
    try:
        with installed(Settings()) as installation:
            answer = asyncio.run(_take(installation, raw, address, pemda))
    except Exception as error:  # noqa: BLE001 - whatever broke here, the mail must not be lost or bounced
        log.warning("intake.mail_later", error=error.code if isinstance(error, Refusal) else type(error).__name__)
        raise typer.Exit(LATER) from None
    if answer is not None:
        sys.stdout.buffer.write(answer)


async def _take(installation: Installation, raw: bytes, sender: str, pemda: str | None) -> bytes | None:
    settings = installation.settings
    async with AsyncExitStack() as stack:
        seams = await open_seams(installation, stack)
        uploads = Uploads(seams.pool, Storage.open(settings.storage_url, settings.data), seams.door, settings.data)
        filing = Enclosures(schema, uploads)
        letterbox = Letterbox(schema, Opener(seams).of, Sessions(seams.pool, NOWHERE), seams.throttle, filing)
        program = Principal(Role.INTEGRASI, tenant=NATION, reach=NOWHERE)
        return await MailDoor(letterbox, program, pemda=pemda).take(raw, sender)
