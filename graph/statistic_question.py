"""What is asked of the statistics."""

from datetime import date

import strawberry

from graph.declarations import attribute
from graph.inputs import input_type, several, text
from graph.statistic_vocabulary import Dimension, RankedShare
from graph.vocabulary import Channel, Kind, Priority


@input_type
class StatisticsInput:
    """A question about complaints as numbers: whose, of which days, divided how, which alone (pertanyaan statistik)."""

    region: str | None = text(
        "Kode wilayah: 00 the nation, 21 a province with its regencies, 21.01 one pemda; yours when absent (wilayah).",
        at_least=2,
        at_most=5,
        default=None,
    )
    alone: bool = attribute(
        "Only the office of the province or of the nation itself, without what is below it (instansi itu saja).",
        default=False,
    )
    first_day: date = attribute("The first day of the period (awal periode).")
    last_day: date = attribute("Its last day; what has not come yet is not counted (akhir periode).")
    by: list[Dimension] = several(
        "Divided by these: one level of regions and one unit of time at most (dibagi menurut).", at_most=3, default=()
    )
    unit: strawberry.ID | None = attribute("Only with this unit and below, in one pemda (unit kerja).", default=None)
    topic: strawberry.ID | None = attribute("Only about this topic and below (kategori).", default=None)
    kind: Kind | None = attribute("Only of this classification (jenis).", default=None)
    channel: Channel | None = attribute("Only from this channel (kanal).", default=None)
    priority: Priority | None = attribute("Only of this priority (prioritas).", default=None)
    rank_by: RankedShare | None = attribute("Rank the regions by this share (peringkat menurut).", default=None)
