"""What whoever submits a complaint takes home."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.declarations import attribute, object_type

if TYPE_CHECKING:
    from graph.complaints.types import Complaint


@object_type
class Receipt:
    """The proof of a submission (tanda terima). Keep the secret: with it you can talk back without an account."""

    tracking_code: str = attribute("The code to follow it by; you may show it to others (kode pelacakan).")
    secret: str | None = attribute("Opens the complaint to whoever has it; null with an account (kode rahasia).")
    complaint: Annotated["Complaint", strawberry.lazy("graph.complaints.types")] = attribute(
        "The complaint as its reporter sees it (pengaduan)."
    )
