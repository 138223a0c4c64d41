from dataclasses import replace

import pytest

from rules.complaint_states import TRANSITIONS, Move, Status
from rules.course import advance
from rules.errors import Refusal
from rules.ombudsman import OmbudsmanFinding, recorded
from rules.roles import Role
from tests.rules.walks import case, facts


@pytest.mark.parametrize("status", Status)
def test_a_decision_changes_nothing_but_the_history(status: Status) -> None:
    before = replace(case(status), handed_over=True)
    after = advance(before, Move.OMBUDSMAN_DECISION, facts())
    assert replace(after, version=before.version, last_event_at=before.last_event_at) == before
    assert after.version == before.version + 1


def test_what_was_not_handed_over_is_not_decided() -> None:
    with pytest.raises(Refusal, match="not handed over"):
        recorded(case(), facts())


def test_the_ombudsman_alone_records_it() -> None:
    assert TRANSITIONS[Move.OMBUDSMAN_DECISION].recorders == {Role.OMBUDSMAN}
    assert [finding.value for finding in OmbudsmanFinding] == [
        "MALADMINISTRATION_FOUND",
        "NOT_FOUND",
        "MEDIATED",
        "CLOSED",
    ]
