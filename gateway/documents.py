"""Which GraphQL text does a request stand for: a trusted document by its id, or free text where that is allowed?"""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Self

from gateway.request_body import GraphQLRequest
from gateway.transport_errors import TransportError, ill_formed, method_not_allowed

_ID: Final = re.compile(r"sha256:[0-9a-f]{64}")


def document_id(text: str) -> str:
    """The id of a document: `sha256:` and the lower-case hexadecimal hash of its UTF-8 text."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


class Documents:
    """The documents that the console was built with. They are looked up, never learned from clients."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        for key, text in texts.items():
            if not _ID.fullmatch(key):
                raise ValueError(f"{key!r} is no document id: sha256: and 64 lower-case hexadecimal digits are")
            if document_id(text) != key:
                raise ValueError(f"the text under {key} has another hash: the manifest was altered")
        self._texts = dict(texts)

    @classmethod
    def of(cls, *texts: str) -> Self:
        """The documents with these texts, under the ids that follow from them."""
        return cls({document_id(text): text for text in texts})

    @classmethod
    def load(cls, manifest: Path) -> Self:
        """The documents of a JSON manifest {"sha256:...": "query ..."}, as graphql-codegen writes it.

        Raises ValueError when the file is no such object, or a text does not have the hash it is filed under.
        """
        texts = json.loads(manifest.read_text(encoding="utf-8"))
        if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
            raise ValueError(f"{manifest} is no object of document ids and texts")
        return cls(texts)

    @property
    def texts(self) -> frozenset[str]:
        """Every trusted text, for whoever prepares them ahead."""
        return frozenset(self._texts.values())

    def __len__(self) -> int:
        return len(self._texts)

    def get(self, key: str) -> str | None:
        """The text under a document id."""
        return self._texts.get(key)


def text_of(request: GraphQLRequest, documents: Documents, *, free_text: bool, by_get: bool = False) -> str:
    """The text to execute.

    Refuses an unknown id (400), free text where only trusted documents are served (400, or 405 on GET, which POST may
    follow), and a request with both or neither.
    """
    if request.document_id is not None:
        if request.query is not None:
            raise ill_formed("Give documentId or query, not both.", "Berikan documentId atau query, bukan keduanya.")
        text = documents.get(request.document_id)
        if text is None:
            raise _not_found()
        return text
    if not request.query:
        raise ill_formed("Neither documentId nor query is given.", "Tidak ada documentId maupun query.")
    if free_text:
        return request.query
    if by_get:
        raise method_not_allowed(
            b"POST",
            "GET takes a documentId; free text goes by POST.",
            "GET memerlukan documentId; teks bebas lewat POST.",
        )
    raise _required()


def _not_found() -> TransportError:
    return TransportError(
        400,
        "PERSISTED_DOCUMENT_NOT_FOUND",
        "No document has this documentId.",
        "Tidak ada dokumen dengan documentId ini.",
        strict_status=422,
    )


def _required() -> TransportError:
    return TransportError(
        400,
        "PERSISTED_DOCUMENT_REQUIRED",
        "Only trusted documents are served here; free text needs a bearer token.",
        "Di sini hanya dokumen tepercaya yang dilayani; teks bebas memerlukan token.",
        strict_status=422,
    )
