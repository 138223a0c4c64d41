"""What every input of a move carries: which complaint, which version the client saw, and the key that makes it once."""

import strawberry

from graph.declarations import attribute
from graph.inputs import input_type, several, text
from graph.scalars import Text


@input_type
class OnceInput:
    """An input that acts at most once for its key."""

    client_key: str = text(
        "A random text made by the client, the same for every retry: the request acts once (kunci permintaan).",
        at_least=8,
        at_most=64,
    )


@input_type
class ComplaintMoveInput(OnceInput):
    """An input that moves one complaint."""

    complaint: strawberry.ID = attribute("The complaint's id (pengaduan).")
    version: int = attribute("The version that you looked at; CONFLICT if it changed since (versi).")


@input_type
class FilesInput(ComplaintMoveInput):
    """An input that moves one complaint and may bring files."""

    attachments: list[strawberry.ID] = several(
        "Uploads to attach, from `createUpload` (lampiran).", at_most=10, each=Text(1, 200), default=()
    )


def reason_text(description: str, *, at_least: int = 5) -> str:
    """A reason in the recorder's words: long enough to mean something, kept in the timeline."""
    return text(description, at_least=at_least, at_most=2_000, lines=True)  # type: ignore[no-any-return]
