"""The enums of action plans as the interface publishes them, each value with its Indonesian term."""

from enum import StrEnum

from graph.declarations import enum_type
from rules.plan_indicators import Direction, Measure
from rules.plan_states import LABELS, PlanMove, PlanStatus, Seat
from rules.plan_tree import NodeKind, Nomenclature

enum_type(
    Nomenclature,
    {
        Nomenclature.KELOMPOK_PROGRAM: "Groups of programs, as in Babel (Kelompok Program > Program > Kegiatan).",
        Nomenclature.KATEGORI_PRIORITAS: (
            "Priorities down to sub-activities, as in Bintan (Kategori Prioritas > Program > Kegiatan > Sub Kegiatan)."
        ),
        Nomenclature.URUSAN: "The budget's codes, as in Batam's monthly table (Program > Kegiatan > Subkegiatan).",
        Nomenclature.TAHAPAN: "A flat list on a weekly grid, as in Batam (Tahapan kegiatan/aksi).",
    },
    name="PlanNomenclature",
)
enum_type(
    NodeKind,
    {
        NodeKind.KELOMPOK_PROGRAM: "A group of programs (Kelompok Program, KP).",
        NodeKind.KATEGORI_PRIORITAS: "A category of priority (Kategori Prioritas).",
        NodeKind.PROGRAM: "A program (Program).",
        NodeKind.KEGIATAN: "An activity (Kegiatan).",
        NodeKind.SUBKEGIATAN: "A sub-activity (Sub Kegiatan).",
        NodeKind.TAHAPAN: "A stage of the weekly grid (Tahapan kegiatan/aksi).",
    },
    name="PlanNodeKind",
)
enum_type(
    PlanStatus,
    {
        PlanStatus.TEAM: f"The team is being appointed ({LABELS[PlanStatus.TEAM]}).",
        PlanStatus.ASSESSMENT: f"The assessment is under way ({LABELS[PlanStatus.ASSESSMENT]}).",
        PlanStatus.DRAFTING: f"Programs and activities are being drawn up ({LABELS[PlanStatus.DRAFTING]}).",
        PlanStatus.WRITING: f"The document is being written ({LABELS[PlanStatus.WRITING]}).",
        PlanStatus.APPROVAL: f"Before the head of the office for approval ({LABELS[PlanStatus.APPROVAL]}).",
        PlanStatus.ENACTMENT: f"Approved, before its enactment ({LABELS[PlanStatus.ENACTMENT]}).",
        PlanStatus.ENACTED: f"In force; it never changes any more ({LABELS[PlanStatus.ENACTED]}).",
        PlanStatus.SUPERSEDED: f"A newer version is in force ({LABELS[PlanStatus.SUPERSEDED]}).",
    },
)
enum_type(
    PlanMove,
    {
        PlanMove.APPOINT_TEAM: "The team was appointed (penetapan tim).",
        PlanMove.ASSESS: "The assessment was completed (pelaksanaan asesmen).",
        PlanMove.DRAFT: "The plan was drawn up (penyusunan).",
        PlanMove.WRITE: "The document was written (penulisan).",
        PlanMove.APPROVE: "The head of the office approved it (persetujuan).",
        PlanMove.ENACT: "It was enacted (pengesahan).",
        PlanMove.RETURN: "It was sent back to be drawn up again (dikembalikan).",
        PlanMove.SUPERSEDE: "A newer version was enacted (diganti).",
    },
)
enum_type(
    Seat,
    {
        Seat.TIM_PENYUSUN: "The team that draws it up (Tim Penyusun).",
        Seat.KETUA: "The head of SP4N-LAPOR! in the office (Ketua SP4N LAPOR).",
        Seat.SEKRETARIS: "The secretary (Sekretaris).",
        Seat.KEPALA_OPD: "The heads of the agencies (Kepala OPD).",
    },
    name="PlanSeat",
)
enum_type(
    Measure,
    {
        Measure.COMPLAINTS_RECEIVED: "The number of complaints received in the year, counted live (jumlah pengaduan).",
        Measure.PERCENT_RESOLVED: "The share of those that is closed, counted live (persentase penyelesaian).",
        Measure.REPORTED: "Something that complaints do not tell (dilaporkan tersendiri).",
    },
    name="IndicatorMeasure",
)
enum_type(
    Direction,
    {
        Direction.RISE: "More is better (naik).",
        Direction.FALL: "Less is better (turun).",
    },
    name="IndicatorDirection",
)


class PlanDeed(StrEnum):
    """What may be done to an action plan (tindakan)."""

    READ = "READ"
    DRAFT = "DRAFT"
    APPROVE = "APPROVE"
    ENACT = "ENACT"
    RETURN = "RETURN"
    REVISE = "REVISE"
    MONITOR = "MONITOR"
    ISSUE = "ISSUE"


enum_type(
    PlanDeed,
    {
        PlanDeed.READ: "Read it (membaca).",
        PlanDeed.DRAFT: "Change its content, or complete the office's step that is under way (menyusun).",
        PlanDeed.APPROVE: "Approve it (menyetujui).",
        PlanDeed.ENACT: "Enact it (mengesahkan).",
        PlanDeed.RETURN: "Send it back (mengembalikan).",
        PlanDeed.REVISE: "Draft a new version from it (menyusun versi baru).",
        PlanDeed.MONITOR: "Record a monitoring of it (memantau dan mengevaluasi).",
        PlanDeed.ISSUE: "Issue its yearly report (menerbitkan laporan tahunan).",
    },
)

__all__ = ["Direction", "Measure", "NodeKind", "Nomenclature", "PlanDeed", "PlanMove", "PlanStatus", "Seat"]
