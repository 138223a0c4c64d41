"""What counting did."""

from graph.declarations import attribute, object_type


@object_type
class Counted:
    """What was counted of a pemda's complaints (hasil penghitungan)."""

    count: int = attribute(
        "How many events were taken from the queue; 0 when none is left that can be counted (jumlah)."
    )
