"""What the system says when it wants changes counted."""

import strawberry

from graph.declarations import attribute
from graph.inputs import input_type, text


@input_type
class CountChangesInput:
    """A pemda whose changes are to be counted (pemda)."""

    pemda: str = text("Kode wilayah.", at_least=2, at_most=5)
    after: strawberry.ID | None = attribute(
        "Only complaints after this one, as the batch before said; from the beginning when absent (sesudah).",
        default=None,
    )
