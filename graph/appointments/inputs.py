"""What an admin says to appoint somebody and to end an appointment."""

from datetime import date, datetime

import strawberry

from graph.declarations import attribute
from graph.inputs import input_type, text
from graph.move_input import OnceInput, reason_text
from graph.people_vocabulary import AppointmentKind


@input_type
class AppointInput(OnceInput):
    """Somebody is to hold a position (penunjukan pejabat)."""

    position: strawberry.ID = attribute("The position (jabatan).")
    account: strawberry.ID = attribute("Whose account: from `createStaffAccount` or `accountByEmail` (akun).")
    kind: AppointmentKind = attribute("Definitive, Plt or Plh (jenis penugasan).")
    sk_number: str = text("The number of the decree (nomor SK).", at_least=3, at_most=100)
    sk_date: date = attribute("The date of the decree (tanggal SK).")
    valid_from: datetime | None = attribute("From when; now when absent (mulai menjabat).", default=None)
    valid_to: datetime | None = attribute(
        "Until when, not included; until further notice when absent (berakhir).", default=None
    )


@input_type
class EndAppointmentInput(OnceInput):
    """An appointment is to end (pemberhentian dari jabatan, mutasi)."""

    appointment: strawberry.ID = attribute("The appointment (penugasan).")
    reason: str = reason_text("Why, such as mutasi, pensiun or the number of the new decree (alasan).")
    at: datetime | None = attribute("When it ends; now when absent (waktu berakhir).", default=None)


@input_type
class SettleDesksInput(OnceInput):
    """The desks of a pemda are to be looked through: appointments end by themselves too (penyesuaian meja)."""

    pemda: str | None = text("Kode wilayah; your own when absent (pemda).", at_least=2, at_most=5, default=None)
