"""The coordination team of a pemda, and the sanctions of its code of ethics."""

from datetime import date, datetime
from typing import Annotated

import strawberry

from graph.context import Context
from graph.declarations import attribute, object_type
from graph.fields import derived, edge
from graph.nodes import Node, node_type
from graph.people_vocabulary import OfficeAction, SanctionKind, TeamSeat
from graph.seeing import actions
from tenants.people_rows import MemberRow, SanctionRow, TeamRow
from tenants.stores import teams

Member_ = Annotated["TeamMember", strawberry.lazy("graph.teams.types")]


@object_type
class TeamMember:
    """A seat of a coordination team (anggota tim)."""

    seat: TeamSeat = attribute("Which seat (kedudukan dalam tim).")
    person_name: str = attribute("Who (nama).")
    office: str = attribute("The office that the person holds, such as Sekretaris Daerah (jabatan).")


@node_type(TeamRow)
class CoordinationTeam(Node):
    """The team that sets policy, monitors and chases slow units (tim koordinasi, Perbup Bintan 53/2021, 2.1.2)."""

    name: str = attribute("Its name (nama tim).")
    sk_number: str = attribute("The number of the decree (nomor SK).")
    sk_date: date = attribute("The date of the decree (tanggal SK).")
    valid_from: date = attribute("Its first day (mulai berlaku).")
    valid_to: date | None = attribute("Its last day; null until further notice (berakhir).")

    @edge(list[Member_])
    @staticmethod
    async def members(row: TeamRow, context: Context) -> list[MemberRow]:
        """Its members in the order of their seats (susunan tim)."""
        return await context.load(teams.members, (row.tenant_id, row.id))

    @derived(list[OfficeAction])
    @staticmethod
    def viewer_can(row: TeamRow, context: Context) -> list[OfficeAction]:
        """What the viewer may do to it (tindakan yang diizinkan)."""
        return actions(context, row, "team")


@node_type(SanctionRow)
class Sanction(Node):
    """A sanction of the code of ethics (sanksi, Perbup Bintan 47/2019 art. 5 (3)). It stays on record."""

    person_name: str = attribute("Against whom (nama).")
    kind: SanctionKind = attribute("Oral, written, or removal (jenis sanksi).")
    duty: str = attribute("The duty or prohibition that was broken, such as (2) b (kewajiban atau larangan).")
    reason: str = attribute("What happened (uraian pelanggaran).")
    sk_number: str = attribute("The number of the letter or decree; empty for an oral one (nomor surat).")
    imposed_on: date = attribute("The day it was imposed (tanggal sanksi).")
    recorded_at: datetime = attribute("When it was recorded here (waktu dicatat).")

    @derived(list[OfficeAction])
    @staticmethod
    def viewer_can(row: SanctionRow, context: Context) -> list[OfficeAction]:
        """What the viewer may do to it (tindakan yang diizinkan)."""
        return actions(context, row, "sanction")
