"""How do files that came with a mail get in? Through the door of all uploads: announced, received, cleaned, kept."""

from typing import Final

from gateway.intake.letterbox import Filed, Letter
from gateway.transport_errors import TransportError
from gateway.upload_door import UPLOADS
from gateway.uploads import Uploads
from graph.context import Context
from graph.schema_base import TuntasSchema
from rules.errors import RETRY, Refusal

_CREATE: Final = "mutation($input: CreateUploadInput!) { createUpload(input: $input) { id uploadUrl } }"
_GONE: Final = 410
_SERVER: Final = 500


class Enclosures:
    """Files each enclosure of a letter under a client key of its own: the same letter again has the same uploads."""

    def __init__(self, schema: TuntasSchema, uploads: Uploads) -> None:
        self._schema = schema
        self._uploads = uploads

    async def __call__(self, context: Context, letter: Letter) -> Filed:
        """The uploads, and how many files were refused. Raises RETRY when the door is busy."""
        ids: list[str] = []
        for number, enclosure in enumerate(letter.enclosures):
            given = {"clientKey": f"{letter.key}-{number}", "name": enclosure.name[:200]}
            result = await self._schema.execute(_CREATE, {"input": given}, context_value=context)
            if result.errors or result.data is None:
                continue
            place = result.data["createUpload"]
            if await self._taken(place["uploadUrl"].removeprefix(UPLOADS), enclosure.content):
                ids.append(place["id"])
        return Filed(ids, len(letter.enclosures) - len(ids))

    async def _taken(self, token: str, content: bytes) -> bool:
        try:
            await self._uploads.take(token, content)
        except TransportError as error:
            if error.status >= _SERVER:
                raise Refusal(RETRY, error.en, error.id) from None
            return error.status == _GONE  # the same letter brought it before
        return True
