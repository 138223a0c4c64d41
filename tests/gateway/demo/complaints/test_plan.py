import hashlib
from collections import Counter
from datetime import timedelta

import pytest

from gateway.demo.complaints.plan import SIZES, stories
from gateway.demo.complaints.story import Story
from gateway.demo.offices import offices
from rules.complaint_states import Clock, Move, Status
from rules.deadlines import Timetable
from rules.limits import DEFAULT_LIMITS, term_of
from rules.time_zones import WIB
from rules.vocabulary import Channel, Closer, Kind, Outcome
from tests.gateway.demo.crowd import COUNT, UNTIL, crowd, demo_offices

WITHOUT_STORIES = {
    Move.LOWER_DESK,
    Move.PUBLISH,
    Move.RAISE_DESK,
    Move.REMOVE_TEMBUSAN,
    Move.RETURN_HANDLING,
    Move.UNMERGE,
    Move.UNPUBLISH,
    Move.REFUSE_EXTENSION,
    Move.REPLY,
    Move.WARN,  # the ladder is climbed when a story is loaded
    Move.ESCALATE,
    Move.OMBUDSMAN_DECISION,
    Move.IMPORT,  # nothing of the demo comes from LAPOR!
    Move.IMPORT_CHANGE,
}
ELSEWHERE = {"11.01": "Kabupaten Aceh Selatan", "91": "Provinsi Papua", "53": "Provinsi Nusa Tenggara Timur"}


def digest(told: list[Story]) -> str:
    return hashlib.sha256("\n".join(repr(story) for story in told).encode()).hexdigest()


def some(seed: int, count: int = 150) -> list[Story]:
    return list(stories(list(demo_offices().values()), count, seed=seed, until=UNTIL))


def share(number: int) -> float:
    return number / COUNT


def test_the_same_seed_tells_the_same_stories() -> None:
    assert digest(some(7)) == digest(some(7))
    assert digest(some(7)) != digest(some(8))


def test_fewer_stories_are_the_first_of_more() -> None:
    assert some(1708, 40) == list(crowd()[:40])


def test_later_days_tell_the_same_stories_later() -> None:
    later = list(stories(list(demo_offices().values()), 60, until=UNTIL + timedelta(days=364)))
    assert [story.frame for story in later] == [story.frame for story in crowd()[:60]]
    assert all(story.steps[-1].at <= UNTIL + timedelta(days=364) for story in later)


def test_about_two_thirds_are_done_and_one_in_twenty_is_archived() -> None:
    found = Counter(story.status for story in crowd())
    assert set(found) == set(Status)
    assert 0.61 < share(found[Status.CLOSED]) < 0.68
    assert 0.035 < share(found[Status.ARCHIVED]) < 0.065
    for status in (Status.RECEIVED, Status.DISPOSED, Status.IN_PROGRESS):
        assert 0.04 < share(found[status]) < 0.14
    for status in (Status.AWAITING_REPORTER, Status.ANSWERED):
        assert 0.015 < share(found[status]) < 0.07


def test_every_outcome_kind_channel_and_closer_occurs() -> None:
    outcomes = Counter(story.outcome for story in crowd())
    assert set(outcomes) == {*Outcome, None}
    assert outcomes[Outcome.SOLVED] == max(outcomes.values())
    kinds = Counter(story.kind for story in crowd())
    assert set(kinds) == set(Kind)
    assert 0.02 < share(kinds[Kind.PENGADUAN_BERKADAR]) < 0.09
    assert {story.channel for story in crowd()} == set(Channel)
    assert {story.closed_by for story in crowd()} == {*Closer, None}


def test_nearly_every_move_occurs() -> None:
    moves = {step.move for story in crowd() for step in story.steps}
    assert set(Move) - moves == WITHOUT_STORIES


def test_pemda_get_complaints_by_their_size_and_the_nation_keeps_some() -> None:
    found = Counter(story.tenant for story in crowd())
    assert set(found) == set(SIZES)
    assert [code for code, _ in found.most_common(2)] == ["21.71", "21.01"]
    assert min(found.values()) > 60
    assert 0.4 < share(sum(story.intake == "00" for story in crowd())) < 0.65


def test_some_open_cases_are_overdue_and_most_are_not() -> None:
    calendar = Timetable.simple(WIB)
    late = total = 0
    for story in crowd():
        if story.status in (Status.DISPOSED, Status.IN_PROGRESS):
            total += 1
            start = next(step.at for step in story.steps if step.move in (Move.DISPOSE, Move.REFER, Move.MERGE))
            days = sum(
                calendar.is_working_day((start + timedelta(days=day)).date()) for day in range((UNTIL - start).days)
            )
            late += days > DEFAULT_LIMITS[term_of(Clock.COMPLETION, story.kind)].amount
    assert 0.1 < late / total < 0.6


def test_ages_reach_from_today_to_more_than_a_year() -> None:
    ages = sorted((UNTIL - story.received_at).days for story in crowd())
    assert ages[0] <= 1
    assert 20 < ages[COUNT // 2] < 250
    assert ages[-1] > 365


def test_flags_are_the_exception_and_more_frequent_where_people_fear() -> None:
    anonymous = sum(story.anonymous for story in crowd())
    secret = [story for story in crowd() if story.secret]
    assert 0.05 < share(anonymous) < 0.16
    assert 0.02 < share(len(secret)) < 0.09
    assert share(sum(story.kind is Kind.PENGADUAN_BERKADAR for story in secret)) > 0.01


def test_demo_citizens_have_complaints_of_their_own() -> None:
    accounts = Counter(story.reporter.account for story in crowd() if story.reporter.account)
    assert set(accounts) == {"warga@tuntas.test", "warga2@tuntas.test"}
    assert min(accounts.values()) >= 5


def test_external_ids_are_numbers_and_unique() -> None:
    ids = [story.external_id for story in crowd() if story.external_id]
    assert len(set(ids)) == len(ids) > 1000
    assert all(number.isdigit() for number in ids)


@pytest.mark.parametrize("code", ELSEWHERE)
def test_any_other_pemda_can_have_stories_too(code: str) -> None:
    alone = list(stories(offices([(code, ELSEWHERE[code])]), 40, until=UNTIL))
    assert len(alone) == 40
    assert {(story.intake, story.tenant) for story in alone} == {(code, code)}
    with_nation = list(stories(offices([(code, ELSEWHERE[code]), ("00", "Nasional")]), 40, until=UNTIL))
    assert {story.tenant for story in with_nation} == {code, "00"}
    assert {story.latitude for story in alone} == {None}
