"""Who can sign in to the demo: one account for every role, each in one position of one pemda."""

from dataclasses import dataclass
from typing import Final

from gateway.demo.offices import NATION, ROOT, Office, Position
from gateway.demo.people import Reporter, holder_name
from rules.roles import Role

DOMAIN: Final = "tuntas.test"


@dataclass(frozen=True, slots=True)
class Account:
    """An account: e-mail, and the tenant, unit and role of its position; a citizen has neither tenant nor unit."""

    email: str
    role: Role
    tenant: str | None
    unit: str | None
    about: str

    def position(self, office: Office) -> Position | None:
        """The position in its pemda's offices that this account acts in; None for a citizen."""
        return office.desk(self.unit, self.role) if self.unit and office.tenant == self.tenant else None

    def name(self, office: Office | None = None) -> str:
        """The invented name: that of the position's holder, or the citizen's own."""
        position = self.position(office) if office else None
        return position.holder if position else holder_name(self.email)


def _account(local: str, role: Role, tenant: str | None, unit: str | None, about: str) -> Account:
    return Account(f"{local}@{DOMAIN}", role, tenant, unit, about)


ACCOUNTS: Final[tuple[Account, ...]] = (
    _account("nasional", Role.NASIONAL, NATION, ROOT, "Admin Nasional, meja koordinasi KemenPANRB"),
    _account("kepri", Role.INSTANSI, "21", ROOT, "Admin Instansi Provinsi Kepulauan Riau"),
    _account("bintan", Role.INSTANSI, "21.01", ROOT, "Admin Instansi Kabupaten Bintan"),
    _account("batam", Role.INSTANSI, "21.71", ROOT, "Admin Instansi Kota Batam"),
    _account("babel", Role.INSTANSI, "19", ROOT, "Admin Instansi Provinsi Kepulauan Bangka Belitung"),
    _account("karimun", Role.INSTANSI, "21.02", ROOT, "Admin Instansi Kabupaten Karimun (kabupaten tetangga)"),
    _account("tanjungpinang", Role.INSTANSI, "21.72", ROOT, "Admin Instansi Kota Tanjung Pinang (kota tetangga)"),
    _account("dinkes.bintan", Role.PENGHUBUNG, "21.01", "dinkes", "Pejabat Penghubung Dinas Kesehatan Bintan"),
    _account("perkim.bintan", Role.PENGHUBUNG, "21.01", "perkim", "Pejabat Penghubung Dinas Perkim Bintan"),
    _account("staf.dinkes.bintan", Role.STAF, "21.01", "dinkes", "Staf pengelola Dinas Kesehatan Bintan"),
    _account("bupati.bintan", Role.PIMPINAN, "21.01", ROOT, "Pimpinan Kabupaten Bintan (hanya membaca)"),
    _account("inspektorat.bintan", Role.PENGAWAS, "21.01", "inspektorat", "APIP Kabupaten Bintan"),
    _account("diskominfo.batam", Role.PENGHUBUNG, "21.71", "diskominfo", "Admin Penghubung Diskominfo Batam"),
    _account("integrasi.batam", Role.INTEGRASI, "21.71", "diskominfo-aptika", "Aplikasi aduan Kota Batam"),
    _account("ombudsman", Role.OMBUDSMAN, NATION, "ombudsman-kepri", "Ombudsman RI Perwakilan Kepulauan Riau"),
    _account("warga", Role.PELAPOR, None, None, "Pelapor"),
    _account("warga2", Role.PELAPOR, None, None, "Pelapor kedua"),
)


def account(email: str) -> Account:
    """The account with this e-mail. Raises KeyError."""
    for known in ACCOUNTS:
        if known.email == email:
            return known
    raise KeyError(email)


def citizens() -> tuple[Reporter, ...]:
    """The demo's citizens with accounts, as reporters of complaints."""
    signed_in = [known for known in ACCOUNTS if known.role is Role.PELAPOR]
    return tuple(
        Reporter(known.name(), f"0811-0000-{number:04d}", known.email, known.email)
        for number, known in enumerate(signed_in, start=1)
    )
