from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import BAD_USER_INPUT, Refusal
from rules.verification import CheckResult, Verification, examine
from rules.vocabulary import Check, Nature

MET, NOT_MET, NOT_NEEDED = CheckResult.MET, CheckResult.NOT_MET, CheckResult.NOT_NEEDED
GOOD = Verification(
    identity=MET,
    substance=MET,
    evidence=NOT_NEEDED,
    nature=Nature.BUKAN_KEDUANYA,
    subject="Dinas PUPR",
    object="Jalan Merdeka",
    anonymous=False,
    secret=False,
    eligible=True,
)
RESULTS = st.sampled_from(CheckResult)


def test_a_verification_that_answers_everything_passes() -> None:
    assert examine(GOOD) is GOOD
    assert GOOD.complete
    assert GOOD.passed


@given(RESULTS, RESULTS, RESULTS, st.booleans())
def test_it_passes_when_nothing_is_missing_and_it_is_eligible(
    identity: CheckResult,
    substance: CheckResult,
    evidence: CheckResult,
    eligible: bool,  # noqa: FBT001 - drawn
) -> None:
    found = replace(GOOD, identity=identity, substance=substance, evidence=evidence, eligible=eligible)
    assert found.complete is (NOT_MET not in (identity, substance, evidence))
    assert found.passed is (found.complete and eligible)


def test_no_complaint_is_without_substance() -> None:
    with pytest.raises(Refusal) as refused:
        examine(replace(GOOD, substance=NOT_NEEDED))
    assert (refused.value.code, refused.value.field) == (BAD_USER_INPUT, "substance")


@pytest.mark.parametrize("blank", [{"subject": " "}, {"object": ""}, {"subject": "", "object": ""}])
def test_subject_and_object_are_named_before_it_is_forwarded(blank: dict[str, str]) -> None:
    unnamed = replace(GOOD, **blank)  # type: ignore[arg-type]
    with pytest.raises(Refusal) as refused:
        examine(unnamed)
    assert (refused.value.code, refused.value.field) == (BAD_USER_INPUT, "subject")
    assert refused.value.rule == "Perbup Bintan 53/2021, 2.1.1 admin 3"
    turned_down = replace(unnamed, eligible=False)
    assert examine(turned_down) is turned_down
    incomplete = replace(unnamed, evidence=NOT_MET)
    assert examine(incomplete) is incomplete


def test_the_event_keeps_an_answer_to_every_check_of_the_regulation() -> None:
    record = GOOD.record()
    checks = {Check.SUBJECT_OBJECT.value: ("SUBJECT", "OBJECT")}
    for check in Check:
        assert all(name in record for name in checks.get(check.value, (check.value,)))
    assert record == {
        "IDENTITY": "MET",
        "SUBSTANCE": "MET",
        "EVIDENCE": "NOT_NEEDED",
        "NATURE": "BUKAN_KEDUANYA",
        "SUBJECT": "Dinas PUPR",
        "OBJECT": "Jalan Merdeka",
        "ANONYMITY": False,
        "SECRECY": False,
        "ELIGIBILITY": True,
        "COMPLETE": True,
    }
