"""What a citizen sends, and what an office types in for one."""

from datetime import date, datetime

import strawberry

from graph.declarations import attribute
from graph.inputs import input_type, several, text
from graph.move_input import OnceInput
from graph.scalars import Text
from graph.vocabulary import Channel, Kind


@input_type
class ReporterInput:
    """Who reports; it is sealed at once (identitas pelapor)."""

    name: str = text("Full name (nama lengkap).", at_least=2, at_most=120)
    phone: str = text("Telephone number (nomor telepon).", at_most=20, default="")
    email: str = text("E-mail address (surel).", at_most=120, default="")
    nik: str = text("Number of the identity card, 16 digits (NIK).", at_most=16, default="")
    address: str = text("Address (alamat).", at_most=300, default="")


@input_type
class PointInput:
    """A place on the map (titik lokasi)."""

    latitude: float = attribute("Degrees north, -11.5 to 6.5 in Indonesia (lintang).")
    longitude: float = attribute("Degrees east, 94.5 to 141.5 in Indonesia (bujur).")


@input_type
class SubmitComplaintInput(OnceInput):
    """A new complaint (laporan baru)."""

    kind: Kind = attribute("Pengaduan, permintaan informasi or aspirasi (klasifikasi).")
    title: str = text("In one line (judul).", at_least=5, at_most=150)
    body: str = text("What happened, where, when, who (uraian).", at_least=20, at_most=10_000, lines=True)
    place: str = text("Where it happened (lokasi).", at_most=300, default="")
    point: PointInput | None = attribute("Where on the map (titik lokasi).", default=None)
    incident_on: date | None = attribute("The day it happened (tanggal kejadian).", default=None)
    topic: strawberry.ID | None = attribute("The topic, if known (kategori).", default=None)
    pemda: str | None = text(
        "Kode wilayah of the pemda it is for; the national desk when absent or not connected (instansi tujuan).",
        at_least=2,
        at_most=5,
        default=None,
    )
    anonymous: bool = attribute("Hide me from the reported party and the public (anonim).", default=False)
    secret: bool = attribute("Hide the report from the public (rahasia).", default=False)
    reporter: ReporterInput | None = attribute("Who reports; none is needed (pelapor).", default=None)
    identity_to_overseers: bool = attribute(
        "May the Ombudsman or the APIP know who I am, if it comes to them? Not while anonymous (izin identitas).",
        default=False,
    )
    attachments: list[strawberry.ID] = several(
        "Uploads to attach, from `createUpload` (lampiran).", at_most=10, each=Text(1, 200), default=()
    )
    external_id: str | None = text(
        "The number in a neighbour application, for programs (nomor luar).", at_most=40, default=None
    )
    carried_by: Channel | None = attribute(
        "SMS_1708, WHATSAPP or EMAIL, for programs that pass on what people send: the receipt is the sender's, the"
        " program does not see the complaint again (saluran asal).",
        default=None,
    )


@input_type
class EnterComplaintInput(SubmitComplaintInput):
    """A complaint received by hand and typed in by an office (input pengaduan manual)."""

    channel: Channel = attribute("Where it came from (sumber laporan).")
    received_at: datetime | None = attribute(
        "When the office received it; now when absent (waktu masuk).", default=None
    )
