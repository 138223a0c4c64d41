"""What counting did."""

import strawberry

from graph.declarations import attribute, object_type


@object_type
class Counted:
    """What was counted of a pemda's complaints (hasil penghitungan)."""

    count: int = attribute("How many events were taken from the queue (jumlah).")
    after: strawberry.ID | None = attribute(
        "The complaint after which to go on; null when the queue was read to its end (sesudah).", default=None
    )
