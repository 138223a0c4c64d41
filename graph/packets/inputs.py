"""What the system says to have a packet made, and the Ombudsman to record a decision."""

from datetime import date

import strawberry

from graph.declarations import attribute
from graph.inputs import input_type, text, whole
from graph.move_input import ComplaintMoveInput, OnceInput, reason_text
from graph.vocabulary import OmbudsmanFinding


@input_type
class MakePacketInput(OnceInput):
    """A hand-over whose packet is to be made; an event has one packet, however often it is asked for (buat berkas)."""

    complaint: strawberry.ID = attribute("The complaint's id (pengaduan).")
    event: int = whole("The number of the event that handed it over (nomor kejadian).", at_least=1, at_most=1_000_000)


@input_type
class RecordOmbudsmanDecisionInput(ComplaintMoveInput):
    """What the Ombudsman decided (putusan Ombudsman)."""

    finding: OmbudsmanFinding = attribute("What was found (hasil).")
    number: str = text("Its number (nomor putusan).", at_least=3, at_most=100)
    decided_on: date = attribute("Its date (tanggal putusan).")
    text: str = reason_text("What it says; kept in the timeline, read by the reporter too (isi putusan).")
