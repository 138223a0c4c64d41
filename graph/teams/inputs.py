"""What an admin says to name a coordination team and to record a sanction."""

from datetime import date

import strawberry

from graph.declarations import attribute
from graph.inputs import input_type, several, text
from graph.move_input import OnceInput, reason_text
from graph.people_vocabulary import SanctionKind, TeamSeat


@input_type
class TeamMemberInput:
    """A seat of the team (anggota tim)."""

    seat: TeamSeat = attribute("Which seat (kedudukan dalam tim).")
    person_name: str = text("Who (nama).", at_least=2, at_most=120)
    office: str = text("The office that the person holds (jabatan).", at_least=2, at_most=150)


@input_type
class CreateCoordinationTeamInput(OnceInput):
    """A coordination team by its decree (SK tim koordinasi)."""

    name: str = text("Its name (nama tim).", at_least=3, at_most=200)
    sk_number: str = text("The number of the decree (nomor SK).", at_least=3, at_most=100)
    sk_date: date = attribute("The date of the decree (tanggal SK).")
    valid_from: date | None = attribute("Its first day; the date of the decree when absent (mulai).", default=None)
    members: list[TeamMemberInput] = several("Everybody in it (susunan tim).", at_most=100)


@input_type
class DissolveCoordinationTeamInput(OnceInput):
    """The end of a coordination team, such as when a new decree replaces it (pembubaran tim)."""

    team: strawberry.ID = attribute("The team (tim).")
    last_day: date | None = attribute("Its last day; today when absent (hari terakhir).", default=None)


@input_type
class ImposeSanctionInput(OnceInput):
    """A sanction of the code of ethics (sanksi kode etik)."""

    appointment: strawberry.ID = attribute("An appointment of the person in your pemda (penugasan).")
    kind: SanctionKind = attribute("Oral, written, or removal (jenis sanksi).")
    duty: str = text("The duty or prohibition that was broken (kewajiban atau larangan).", at_least=3, at_most=200)
    reason: str = reason_text("What happened (uraian pelanggaran).", at_least=10)
    sk_number: str = text("The number of the letter or decree; none for an oral one.", at_most=100, default="")
    imposed_on: date | None = attribute("The day it was imposed; today when absent (tanggal sanksi).", default=None)
