"""Who the viewer is, which positions the account holds, its tokens, and what a pemda took away from its desks."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.context import Context
from graph.declarations import attribute, object_type
from graph.fields import derived, edge
from graph.nodes import Node, node_id, node_type
from graph.people_vocabulary import OfficeAction, Role
from graph.seeing import actions
from tenants.people_rows import AccountRow, PemdaRow, PositionRow, RestrictionRow, SeatRow, TokenRow, UnitRow
from tenants.stores import pemda, positions, units

if TYPE_CHECKING:
    from graph.pemda.types import Pemda
    from graph.people.types import Position, Unit

Pemda_ = Annotated["Pemda", strawberry.lazy("graph.pemda.types")]
Position_ = Annotated["Position", strawberry.lazy("graph.people.types")]
Unit_ = Annotated["Unit", strawberry.lazy("graph.people.types")]


@node_type(AccountRow)
class Account(Node):
    """A person's account (akun)."""

    name: str = attribute("The person's name (nama).")
    active: bool = attribute("May it sign in? (aktif).")


@object_type
class Seat:
    """A position that the viewer holds now, to act in or to switch to (jabatan yang dipegang)."""

    role: Role = attribute("What it may do (peran).")
    title: str = attribute("What it is called (nama jabatan).")
    valid_to: datetime | None = attribute("Until when; null until further notice (berakhir).")

    @derived(strawberry.ID)
    @staticmethod
    def switch_id(row: SeatRow, _context: Context) -> str:
        """Send it as the header X-Position to act in this position (id jabatan)."""
        return node_id("Position", row.tenant_id, row.position_id)

    @derived(bool)
    @staticmethod
    def acting(row: SeatRow, context: Context) -> bool:
        """Does this request act in it? (sedang digunakan)."""
        principal = context.principal
        return (principal.tenant, principal.position) == (row.tenant_id, row.position_id)

    @edge(Pemda_ | None)
    @staticmethod
    async def pemda(row: SeatRow, context: Context) -> PemdaRow | None:
        """In which pemda (pemerintah daerah)."""
        return await context.load(pemda.by_tenant, row.tenant_id)


@object_type
class Viewer:
    """Whoever asks (pengguna)."""

    role: Role = attribute("In which role this request acts (peran).")
    name: str = attribute("The person's name; empty for a visitor (nama).")
    account: Account | None = attribute("The account; null for a visitor or a receipt (akun).")
    position: Position_ | None = attribute("The position that this request acts in; null without one (jabatan).")
    pemda: Pemda_ | None = attribute("The pemda of that position; null without one (pemerintah daerah).")
    seats: list[Seat] = attribute("Every position that the account holds now, in any pemda (daftar jabatan).")
    permissions: list[str] = attribute("What the role may do at all, such as complaint:dispose (izin).")


@node_type(TokenRow)
class Token(Node):
    """A bearer token for programs (token akses). The token itself is shown once, when it is issued."""

    label: str = attribute("What its owner calls it (nama token).")
    created_at: datetime = attribute("When it was issued (dibuat).")
    expires_at: datetime = attribute("When it expires (kedaluwarsa).")
    revoked_at: datetime | None = attribute("When it was revoked; null while it was not (dicabut).")

    @derived(bool)
    @staticmethod
    def live(row: TokenRow, context: Context) -> bool:
        """Does it work now? (berlaku)."""
        return row.revoked_at is None and context.now < row.expires_at


@object_type
class IssuedToken:
    """A new token (token baru)."""

    token: Token = attribute("What is kept of it (keterangan token).")
    secret: str | None = attribute("The token: keep it now, it is never shown again, not to a retry either (rahasia).")


@object_type
class Invitation:
    """A new account of an official, who sets the password with the code (undangan)."""

    account: Account = attribute("The account (akun).")
    code: str | None = attribute(
        "To be given to the person, for POST /invitation; shown once, not to a retry either (kode undangan)."
    )
    expires_at: datetime | None = attribute("Until when the code works (berlaku sampai).")


@node_type(RestrictionRow)
class Restriction(Node):
    """Something that a pemda took away from a role, everywhere or in one unit and below (pembatasan wewenang)."""

    role: Role = attribute("From which role (peran).")
    permission: str = attribute("What was taken away, such as complaint:return (izin).")
    reason: str = attribute("Why (alasan).")
    valid_from: datetime = attribute("Since when (mulai berlaku).")
    valid_to: datetime | None = attribute("Until when; null while it holds (dicabut).")

    @edge(Unit_ | None)
    @staticmethod
    async def unit(row: RestrictionRow, context: Context) -> UnitRow | None:
        """Where; null everywhere in the pemda (unit)."""
        return None if row.unit_id is None else await context.load(units.by_id, (row.tenant_id, row.unit_id))

    @derived(list[OfficeAction])
    @staticmethod
    def viewer_can(row: RestrictionRow, context: Context) -> list[OfficeAction]:
        """What the viewer may do to it (tindakan yang diizinkan)."""
        return actions(context, row, "restriction")


@object_type
class RehearsedDesk:
    """What a restriction would mean for one desk (dampak pada satu meja)."""

    unit: Unit_ = attribute("Whose desk (unit).")
    before: int = attribute("Open complaints for which it may do this now (sebelum).")
    after: int = attribute("Open complaints for which it may do this afterwards (sesudah).")


@object_type
class Rehearsal:
    """What a restriction, or lifting one, would mean (simulasi)."""

    role: Role = attribute("Which role (peran).")
    permission: str = attribute("Which permission (izin).")
    desks: list[RehearsedDesk] = attribute("Desk by desk in the order of the tree, at most 100 (per meja).")
    lost: int = attribute("Case permissions that these desks lose together (berkurang).")
    gained: int = attribute("Case permissions that these desks gain together (bertambah).")


async def position_of(context: Context) -> PositionRow | None:
    """The position that the viewer acts in."""
    principal = context.principal
    if principal.position is None:
        return None
    return await context.load(positions.by_id, (principal.tenant, principal.position))


async def pemda_of(context: Context) -> PemdaRow | None:
    """The pemda that the viewer works for."""
    return await context.load(pemda.by_tenant, int(context.principal.tenant)) if context.principal.is_staff else None
