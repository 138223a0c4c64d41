"""What the national desk says to publish the statistics of a month or a year."""

from graph.inputs import input_type, text
from graph.move_input import OnceInput


@input_type
class PublishStatisticsInput(OnceInput):
    """A period that is over, to be published for good (terbitkan statistik)."""

    period: str = text(
        "The month (2026-10) or the year (2026); a year after its months (periode).", at_least=4, at_most=7
    )
    note: str = text(
        "Why it is published again; needed for a correction, and only then (alasan koreksi).", at_most=500, default=""
    )
