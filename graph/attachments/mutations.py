"""Getting a file in: a place to send it to; the mutation that attaches it belongs to the complaint."""

from typing import Annotated, Final

import strawberry

from graph.attachments.inputs import CreateUploadInput
from graph.attachments.types import Upload, offered
from graph.context import Info
from graph.fields import mutation
from graph.inputs import argument
from graph.moving import keeper_of
from graph.uploads import UploadDoor
from policies.permissions import Permission
from rules.attachments import UPLOAD_WAITS, clean_name
from rules.errors import bad_input
from rules.roles import Role
from tenants.stores import uploads

LONG_ENOUGH: Final = 20


@strawberry.type
class AttachmentMutations:
    """Root fields that prepare files."""

    @mutation(Permission.ATTACHMENT_ADD, Upload)
    async def create_upload(self, info: Info, input: Annotated[CreateUploadInput, argument("The file.")]) -> Upload:
        """Ask for a place to send one file to; with the same client key, for the same place (siapkan unggahan)."""
        context, principal = info.context, info.context.principal
        door: UploadDoor = context.storage
        if not principal.is_staff:
            context.throttle("upload")
        if principal.role is Role.PUBLIK and len(input.client_key) < LONG_ENOUGH:
            # all visitors are one keeper: whoever hits the key of another has that file
            raise bad_input(
                "clientKey",
                f"Without an account a key has {LONG_ENOUGH} random characters or more.",
                f"Tanpa akun, kunci permintaan terdiri dari {LONG_ENOUGH} karakter acak atau lebih.",
            )
        keeper, until = keeper_of(principal), context.now + UPLOAD_WAITS
        upload, name = door.upload_of(keeper, input.client_key), clean_name(input.name)
        row = await uploads.stage(context.sessions, upload, owner=keeper, name=name, at=context.now, until=until)
        return offered(row, door.address(row.id, row.expires_at), door.max_bytes, list(door.accepted))
