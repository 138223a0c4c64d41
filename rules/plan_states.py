"""Which step of an action plan is under way, who completes it, and what must be there?

Table 1 of the action plan of Bangka Belitung (sources/002): six steps, the same parties beside each.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple
from uuid import UUID

from rules.errors import CONFLICT, FORBIDDEN, Refusal, bad_input, move_refused
from rules.roles import Role


class PlanStatus(StrEnum):
    """The step that is under way; ENACTED plans never change, a newer version replaces them."""

    TEAM = "TEAM"
    ASSESSMENT = "ASSESSMENT"
    DRAFTING = "DRAFTING"
    WRITING = "WRITING"
    APPROVAL = "APPROVAL"
    ENACTMENT = "ENACTMENT"
    ENACTED = "ENACTED"
    SUPERSEDED = "SUPERSEDED"


class PlanMove(StrEnum):
    """What moves a plan on."""

    APPOINT_TEAM = "APPOINT_TEAM"
    ASSESS = "ASSESS"
    DRAFT = "DRAFT"
    WRITE = "WRITE"
    APPROVE = "APPROVE"
    ENACT = "ENACT"
    RETURN = "RETURN"
    SUPERSEDE = "SUPERSEDE"


class Seat(StrEnum):
    """The parties that table 1 names beside every step."""

    TIM_PENYUSUN = "TIM_PENYUSUN"
    KETUA = "KETUA"
    SEKRETARIS = "SEKRETARIS"
    KEPALA_OPD = "KEPALA_OPD"


LABELS: Final[Mapping[PlanStatus, str]] = MappingProxyType(
    {
        PlanStatus.TEAM: "Penetapan tim",
        PlanStatus.ASSESSMENT: "Pelaksanaan asesmen",
        PlanStatus.DRAFTING: "Penyusunan rencana aksi",
        PlanStatus.WRITING: "Penulisan rencana aksi",
        PlanStatus.APPROVAL: "Persetujuan rencana aksi",
        PlanStatus.ENACTMENT: "Pengesahan rencana aksi",
        PlanStatus.ENACTED: "Disahkan",
        PlanStatus.SUPERSEDED: "Diganti versi baru",
    }
)


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: from where, by which role, to where, and whether it takes a reason."""

    move: PlanMove
    from_status: frozenset[PlanStatus]
    to_status: PlanStatus
    role: Role
    needs_reason: bool = False


def _step(
    move: PlanMove,
    from_status: PlanStatus | tuple[PlanStatus, ...],
    to: PlanStatus,
    role: Role,
    *,
    reason: bool = False,
) -> Step:
    several = from_status if isinstance(from_status, tuple) else (from_status,)
    return Step(move, frozenset(several), to, role, reason)


STEPS: Final[Mapping[PlanMove, Step]] = MappingProxyType(
    {
        step.move: step
        for step in (
            _step(PlanMove.APPOINT_TEAM, PlanStatus.TEAM, PlanStatus.ASSESSMENT, Role.INSTANSI),
            _step(PlanMove.ASSESS, PlanStatus.ASSESSMENT, PlanStatus.DRAFTING, Role.INSTANSI),
            _step(PlanMove.DRAFT, PlanStatus.DRAFTING, PlanStatus.WRITING, Role.INSTANSI),
            _step(PlanMove.WRITE, PlanStatus.WRITING, PlanStatus.APPROVAL, Role.INSTANSI),
            _step(PlanMove.APPROVE, PlanStatus.APPROVAL, PlanStatus.ENACTMENT, Role.PIMPINAN),
            _step(PlanMove.ENACT, PlanStatus.ENACTMENT, PlanStatus.ENACTED, Role.PIMPINAN),
            _step(
                PlanMove.RETURN, (PlanStatus.APPROVAL, PlanStatus.ENACTMENT), PlanStatus.DRAFTING, Role.PIMPINAN,
                reason=True,
            ),
            _step(PlanMove.SUPERSEDE, PlanStatus.ENACTED, PlanStatus.SUPERSEDED, Role.PIMPINAN),
        )
    }
)  # fmt: skip
"""The team's office records its own four steps; approval and enactment are the head's. SUPERSEDE comes with the ENACT
of the next version and is never asked for.
"""
OFFICE_MOVES: Final = (PlanMove.APPOINT_TEAM, PlanMove.ASSESS, PlanMove.DRAFT, PlanMove.WRITE)
DRAFTS: Final = frozenset({PlanStatus.TEAM, PlanStatus.ASSESSMENT, PlanStatus.DRAFTING, PlanStatus.WRITING})
"""While a plan is worked on its content may change; from approval on it may not."""
IN_FORCE: Final = frozenset({PlanStatus.ENACTED, PlanStatus.SUPERSEDED})
"""What has been enacted once: readable by those who oversee, and frozen."""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What is there when a step is to be completed. A `strategic` plan answers an assessment and has indicators."""

    strategic: bool = True
    seats: frozenset[Seat] = frozenset()
    assessed: bool = False
    nodes: int = 0
    indicators: int = 0
    introduced: bool = False
    reason: str = ""


def next_status(status: PlanStatus, move: PlanMove, facts: PlanFacts) -> PlanStatus:
    """Where the move leads. Raises CONFLICT for a step that is not under way, BAD_USER_INPUT for what is missing."""
    step = STEPS[move]
    if status not in step.from_status:
        wanted = ", ".join(sorted(LABELS[one] for one in step.from_status))
        raise Refusal(
            CONFLICT,
            f"{move} is not the step under way: the plan is at {status}.",
            f"Tahap saat ini {LABELS[status]}; langkah ini hanya pada tahap {wanted}.",
            rule=f"plan: {move}",
        )
    _check(move, facts)
    return step.to_status


def office_move(status: PlanStatus) -> PlanMove:
    """The office's step that is under way. Raises CONFLICT when it is not the office's turn."""
    for move in OFFICE_MOVES:
        if status in STEPS[move].from_status:
            return move
    raise Refusal(
        CONFLICT,
        f"The plan is at {status}: nothing is left for the office to complete.",
        f"Tahap saat ini {LABELS[status]}: tidak ada langkah instansi yang tersisa.",
        rule="plan: steps",
    )


def check_draft(status: PlanStatus) -> None:
    """Raise CONFLICT for a plan whose content may not change any more."""
    if status not in DRAFTS:
        raise Refusal(
            CONFLICT,
            "Only a plan that is being drafted can be changed: draft a new version.",
            "Hanya rencana aksi yang sedang disusun dapat diubah: susun versi baru.",
            rule="plan: an enacted plan is never changed",
        )


class Taken(NamedTuple):
    """A step that was taken, and by which account; None for one that was taken before accounts were kept."""

    move: PlanMove
    account: UUID | None


def acting_person(account: UUID | None) -> UUID:
    """The person who acts, whatever the position. Raises FORBIDDEN for a program."""
    if account is None:
        raise Refusal(FORBIDDEN, "Act as a person.", "Gunakan akun perorangan.")
    return account


def check_another_person(
    move: PlanMove, account: UUID | None, *, drafters: AbstractSet[UUID], taken: Iterable[Taken]
) -> None:
    """Raise MOVE_REFUSED for an approval by who drafted it, or an enactment by who approved it: the person counts.

    Who drafted is everybody who changed the version or completed one of the office's steps; who approved is who did
    since it was last sent back.
    """
    person = acting_person(account)
    drafted, approved = set(drafters), set[UUID | None]()
    for step in taken:
        if step.move in OFFICE_MOVES and step.account is not None:
            drafted.add(step.account)
        approved = {step.account} if step.move is PlanMove.APPROVE else approved
        approved = set() if step.move is PlanMove.RETURN else approved
    if move is PlanMove.APPROVE and person in drafted:
        raise move_refused(
            "plan: somebody else approves",
            "Somebody else must approve what you drafted.",
            "Rencana aksi harus disetujui oleh orang lain, bukan oleh penyusunnya.",
        )
    if move is PlanMove.ENACT and person in approved:
        raise move_refused(
            "plan: somebody else enacts",
            "Somebody else must enact what you approved.",
            "Rencana aksi harus disahkan oleh orang lain, bukan oleh yang menyetujuinya.",
        )


def _check(move: PlanMove, facts: PlanFacts) -> None:
    missing = set(Seat) - facts.seats
    if move is PlanMove.APPOINT_TEAM and missing:
        raise bad_input(
            "parties",
            f"Name every party: {', '.join(sorted(missing))} missing.",
            f"Sebutkan semua pihak: {', '.join(sorted(missing))} belum ada.",
            rule="sources/002, tabel 1: Penetapan Tim",
        )
    if move is PlanMove.ASSESS and facts.strategic and not facts.assessed:
        raise bad_input(
            "plan",
            "An assessment or its priorities must be recorded first.",
            "Hasil asesmen atau prioritasnya harus dicatat lebih dahulu.",
            rule="sources/002, tabel 1: Pelaksanaan Asesmen",
        )
    if move in (PlanMove.DRAFT, PlanMove.WRITE) and not (facts.nodes and (facts.indicators or not facts.strategic)):
        raise bad_input(
            "plan",
            "A plan needs its tree, a strategic one at least one indicator too.",
            "Rencana aksi memerlukan program/kegiatan, dan yang strategis sekurang-kurangnya satu indikator sasaran.",
            rule="sources/002, tabel 1: Penyusunan Rencana Aksi",
        )
    if move is PlanMove.WRITE and not facts.introduced:
        raise bad_input(
            "plan",
            "Chapter I is not written yet.",
            "Bab I (pendahuluan) belum ditulis.",
            rule="sources/002, 3.3: struktur penulisan",
        )
    if STEPS[move].needs_reason and not facts.reason:
        raise bad_input("reason", "Say why.", "Sebutkan alasannya.")
