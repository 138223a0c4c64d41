"""What is said when somebody was trained."""

from datetime import date

import strawberry

from graph.assessment_vocabulary import TrainingTopic
from graph.declarations import attribute
from graph.inputs import input_type, text
from graph.move_input import OnceInput


@input_type
class RecordTrainingInput(OnceInput):
    """A training of somebody who manages complaints (pelatihan)."""

    appointment: strawberry.ID = attribute("Who, by an appointment to a position (penunjukan).")
    topic: TrainingTopic = attribute("In what (materi).")
    title: str = text("What the training was called (nama pelatihan).", at_least=3, at_most=300)
    held_on: date = attribute("Its last day (tanggal).")
    certificate: str = text("The certificate's number, or what else proves it (sertifikat).", at_least=3, at_most=200)
    link: str = text("Where the proof lies (tautan bukti).", at_most=500, default="")
