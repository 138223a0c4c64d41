"""Who may hold a position, and what kind of desk each role works at."""

from enum import StrEnum


class Role(StrEnum):
    """The roles of SP4N-LAPOR! (Perbup Bintan 53/2021, 2.1.2 and 2.1.3; design 3)."""

    NASIONAL = "NASIONAL"
    INSTANSI = "INSTANSI"
    PENGHUBUNG = "PENGHUBUNG"
    STAF = "STAF"
    PIMPINAN = "PIMPINAN"
    PENGAWAS = "PENGAWAS"
    OMBUDSMAN = "OMBUDSMAN"
    PELAPOR = "PELAPOR"
    SISTEM = "SISTEM"
    INTEGRASI = "INTEGRASI"
    PUBLIK = "PUBLIK"


POSITION_ROLES = frozenset(Role) - {Role.PELAPOR, Role.SISTEM, Role.PUBLIK}
"""Roles that a position (jabatan) can carry; the others are a citizen, the system itself and an anonymous visitor."""

DESK_ROLES = frozenset({Role.NASIONAL, Role.INSTANSI, Role.PENGHUBUNG, Role.PENGAWAS})
"""Roles whose holder keeps a desk alive: a unit with none of them appointed today is vacant."""

LABELS: dict[Role, str] = {
    Role.NASIONAL: "Admin Nasional",
    Role.INSTANSI: "Admin Instansi",
    Role.PENGHUBUNG: "Pejabat Penghubung",
    Role.STAF: "Staf pengelola",
    Role.PIMPINAN: "Pimpinan",
    Role.PENGAWAS: "Inspektorat / APIP",
    Role.OMBUDSMAN: "Ombudsman RI",
    Role.PELAPOR: "Pelapor",
    Role.SISTEM: "Sistem",
    Role.INTEGRASI: "Aplikasi terhubung",
    Role.PUBLIK: "Publik",
}


class AppointmentKind(StrEnum):
    """How a person holds a position: definitive, or acting for a vacant (Plt) or an absent (Plh) holder."""

    DEFINITIVE = "DEFINITIVE"
    PLT = "PLT"
    PLH = "PLH"


class UnitKind(StrEnum):
    """Kinds of work units inside a pemda; EXTERNAL ones (PLN, BPN) receive items but are not its OPD."""

    ROOT = "ROOT"
    SETDA = "SETDA"
    DINAS = "DINAS"
    BADAN = "BADAN"
    INSPEKTORAT = "INSPEKTORAT"
    SATPOL_PP = "SATPOL_PP"
    WILAYAH_ADMINISTRASI = "WILAYAH_ADMINISTRASI"
    KECAMATAN = "KECAMATAN"
    KELURAHAN = "KELURAHAN"
    RSUD = "RSUD"
    UPT = "UPT"
    BUMD = "BUMD"
    EXTERNAL = "EXTERNAL"


class TeamSeat(StrEnum):
    """Seats of the coordination team (Perbup Bintan 53/2021, 2.1.2)."""

    PEMBINA = "PEMBINA"
    PENANGGUNG_JAWAB = "PENANGGUNG_JAWAB"
    KETUA = "KETUA"
    WAKIL_KETUA = "WAKIL_KETUA"
    SEKRETARIS = "SEKRETARIS"
    ANGGOTA = "ANGGOTA"


class SanctionKind(StrEnum):
    """Sanctions of the code of ethics (Perbup Bintan 47/2019 art. 5 (3)): oral, written warning, removal."""

    TEGURAN_LISAN = "TEGURAN_LISAN"
    TEGURAN_TERTULIS = "TEGURAN_TERTULIS"
    PEMBERHENTIAN = "PEMBERHENTIAN"
