"""Who may hold a position beside whom: one definitive holder or Plt at a time, one Plh while that one is away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from rules.errors import CONFLICT, Refusal, bad_input
from rules.roles import AppointmentKind

_HOLDERS: Final = frozenset({AppointmentKind.DEFINITIVE, AppointmentKind.PLT})


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person holds a position from (included) to (not included; None: until further notice)."""

    account: UUID
    kind: AppointmentKind
    begins: datetime
    ends: datetime | None

    def overlaps(self, other: "Tenure") -> bool:
        """Is there a moment at which both hold?"""
        return (self.ends is None or other.begins < self.ends) and (other.ends is None or self.begins < other.ends)


def check_tenure(new: Tenure, others: Iterable[Tenure]) -> None:
    """Refuse an appointment that cannot stand beside the others to the same position.

    Raises BAD_USER_INPUT when it ends before it begins, CONFLICT naming the rule when it overlaps.
    """
    if new.ends is not None and new.ends <= new.begins:
        raise bad_input("validTo", "It must end after it begins.", "Masa jabatan harus berakhir setelah dimulai.")
    beside = [other for other in others if new.overlaps(other)]
    if any(other.account == new.account for other in beside):
        raise _conflict("This person holds the position already.", "Orang ini sudah menjabat posisi tersebut.")
    if new.kind in _HOLDERS:
        if any(other.kind in _HOLDERS for other in beside):
            raise _conflict(
                "Somebody holds the position at that time: end that appointment first.",
                "Jabatan sudah terisi pada masa itu: akhiri dahulu penugasan yang ada.",
            )
        return
    if any(other.kind is AppointmentKind.PLH for other in beside):
        raise _conflict("There is a Plh at that time.", "Sudah ada Plh pada masa itu.")
    if not beside:
        raise _conflict(
            "A Plh stands in for a holder who is away; the position is vacant: appoint a Plt.",
            "Plh menggantikan pejabat yang berhalangan; jabatan ini kosong: tunjuk Plt.",
        )


def _conflict(en: str, id: str) -> Refusal:
    return Refusal(CONFLICT, en, id, field="kind", rule="one holder, one Plh")
