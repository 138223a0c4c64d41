"""What may the Ombudsman record on a complaint, and when?"""

from enum import StrEnum

from rules.case import Case
from rules.errors import move_refused
from rules.facts import Facts


class OmbudsmanFinding(StrEnum):
    """What the Ombudsman found (UU 37/2008; Peraturan Ombudsman 48/2020)."""

    MALADMINISTRATION_FOUND = "MALADMINISTRATION_FOUND"
    NOT_FOUND = "NOT_FOUND"
    MEDIATED = "MEDIATED"
    CLOSED = "CLOSED"


def recorded(case: Case, _: Facts) -> Case:
    """A decision changes nothing but the history. Raises MOVE_REFUSED for a complaint that was never handed over."""
    if not case.handed_over:
        raise move_refused(
            "the Ombudsman decides what was handed over",
            "It was not handed over to the Ombudsman.",
            "Pengaduan belum diteruskan ke Ombudsman.",
        )
    return case
