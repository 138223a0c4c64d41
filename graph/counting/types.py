"""What counting did."""

import strawberry

from graph.declarations import attribute, object_type


@object_type
class Counted:
    """What was counted of a pemda's complaints (hasil penghitungan)."""

    count: int = attribute("How many events were taken from the queue (jumlah).")
    more: bool = attribute("Whether there is more to look at for whoever asks now (masih ada).", default=False)
    after: strawberry.ID | None = attribute(
        "The complaint after which to go on then; null for the front of the queue (sesudah).", default=None
    )
