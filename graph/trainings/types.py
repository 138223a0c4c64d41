"""A training that somebody who manages complaints took part in."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.assessment_vocabulary import TrainingTopic
from graph.context import Context
from graph.declarations import attribute
from graph.fields import edge
from graph.nodes import Node, node_type
from tenants.assessment_rows import TrainingRow
from tenants.stores import positions

if TYPE_CHECKING:
    from graph.people.types import Position

Position_ = Annotated["Position", strawberry.lazy("graph.people.types")]


@node_type(TrainingRow)
class Training(Node):
    """Somebody was trained (pelatihan pengelola pengaduan)."""

    person_name: str = attribute("Who (nama).")
    position_title: str = attribute("In which position at that time (jabatan).")
    topic: TrainingTopic = attribute("In what (materi).")
    title: str = attribute("What the training was called (nama pelatihan).")
    held_on: date = attribute("Its last day (tanggal).")
    certificate: str = attribute("The certificate's number, or what else proves it (sertifikat).")
    link: str = attribute("Where the proof lies; empty without (tautan bukti).")
    recorded_title: str = attribute("In which position it was recorded (dicatat oleh).")
    recorded_at: datetime = attribute("When it was recorded (dicatat pada).")

    @edge(Position_ | None)
    @staticmethod
    async def position(row: TrainingRow, context: Context) -> Any:
        """The position through which the person was trained (jabatan)."""
        return await context.load(positions.by_id, (row.tenant_id, row.position_id))
