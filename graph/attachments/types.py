"""Files of a complaint, and the place that a new one is sent to."""

from datetime import datetime

import strawberry

from graph.context import Context
from graph.declarations import attribute, object_type
from graph.fields import derived
from graph.nodes import Node, id_of, node_id, node_type
from graph.vocabulary import Audience
from rules.identifiers import NATION
from tenants.attachment_rows import AttachmentRow, StagedUploadRow

DOWNLOADS = "/attachments/"


@node_type(AttachmentRow)
class Attachment(Node):
    """A file that came with a complaint or with a message on it (lampiran)."""

    name: str = attribute("Its name, cleaned; the extension says what it is (nama berkas).")
    media_type: str = attribute("What it is, read from its bytes (jenis media).")
    size: int = attribute("How large it is, in bytes (ukuran).")
    audience: Audience = attribute("Who may see it (pembaca).")
    at: datetime = attribute("When it was attached (waktu).")

    @derived(str)
    @staticmethod
    def sha256(row: AttachmentRow, _context: Context) -> str:
        """SHA-256 of its bytes, in hexadecimal (sidik jari)."""
        return row.sha256.hex()

    @derived(str)
    @staticmethod
    def url(row: AttachmentRow, _context: Context) -> str:
        """Where to download it: a path on this host, for whoever may see it (tautan unduh)."""
        return DOWNLOADS + id_of(row)


@object_type
class Upload:
    """A place for one file (tempat unggahan). PUT its bytes to `uploadUrl`, then attach it by its id within a day."""

    id: strawberry.ID = attribute("Names it in `attachments` of an input (id unggahan).")
    upload_url: str = attribute("Where to PUT the bytes: a path on this host (alamat unggah).")
    max_bytes: int = attribute("The largest size, in bytes (ukuran terbesar).")
    accepted: list[str] = attribute("The media types that are accepted (jenis yang diterima).")
    expires_at: datetime = attribute("Until when it can be sent and attached (berlaku sampai).")
    complete: bool = attribute("Has the file arrived? (sudah lengkap)")


def offered(row: StagedUploadRow, url: str, max_bytes: int, accepted: list[str]) -> Upload:
    """The upload as its sender sees it."""
    return Upload(
        id=strawberry.ID(node_id("Upload", NATION, row.id)),
        upload_url=url,
        max_bytes=max_bytes,
        accepted=accepted,
        expires_at=row.expires_at,
        complete=row.is_complete,
    )
