"""What comes of opening an identity."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.declarations import attribute, object_type

if TYPE_CHECKING:
    from graph.complaints.types import Complaint
    from graph.records.types import Identity


@object_type
class OpenedIdentity:
    """The identity, opened once and noted for the reporter to see (identitas dibuka)."""

    identity: Annotated["Identity", strawberry.lazy("graph.records.types")] | None = attribute(
        "Who reported; null when nobody gave a name (pelapor)."
    )
    complaint: Annotated["Complaint", strawberry.lazy("graph.complaints.types")] = attribute(
        "The complaint (pengaduan)."
    )
