"""What does a complaint become when LAPOR! says, at a later import, that it was closed or archived there?"""

from dataclasses import replace

from rules.case import Case
from rules.complaint_states import Status
from rules.errors import bad_input
from rules.facts import Facts

ENDED = frozenset({Status.CLOSED, Status.ARCHIVED})


def followed(case: Case, facts: Facts) -> Case:
    """Ended, by whoever ended it there; when is unknown, so it is when we heard of it. Raises BAD_USER_INPUT."""
    status = facts.set.get("status")
    if status not in ENDED:
        raise bad_input("status", "It did not end there.", "Laporan belum berakhir di LAPOR!.")
    return replace(case, status=status, closed_by=facts.set.get("closed_by"), closed_at=facts.now, published=False)
