"""Every move has its line, reporters hear nothing that stays inside, and a warning goes to whose time runs out."""

import pytest

from rules.complaint_states import Move, Status
from rules.notices import (
    FOR_OFFICES,
    FOR_REPORTERS,
    LABELS,
    MAILED,
    NOTICES,
    URGENT,
    Notice,
    NoticeKind,
    Told,
    leaves_a_trace,
    notices,
)
from rules.timeline import AUDIENCE
from rules.vocabulary import Audience


@pytest.mark.parametrize("move", list(Move))
def test_every_move_has_a_line(move: Move) -> None:
    assert move.value in NOTICES


@pytest.mark.parametrize("move", list(Move))
@pytest.mark.parametrize("status", list(Status))
def test_a_reporter_hears_only_what_the_timeline_shows(move: Move, status: Status) -> None:
    for told, kind in notices(move, status):
        if told is Told.REPORTER:
            assert kind in FOR_REPORTERS
            assert AUDIENCE[move] is not Audience.OFFICES or kind is NoticeKind.REMINDER
        else:
            assert kind in FOR_OFFICES


@pytest.mark.parametrize("move", list(Move))
def test_nobody_is_told_the_same_twice(move: Move) -> None:
    found = notices(move, Status.IN_PROGRESS)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("move", list(Move))
def test_whatever_is_told_is_kept_and_so_is_what_the_public_may_know(move: Move) -> None:
    told = bool(NOTICES[move.value])
    assert leaves_a_trace(move) is (told or AUDIENCE[move] is not Audience.OFFICES)


def test_a_referral_to_the_inspektorat_and_notes_stay_inside() -> None:
    assert [notice.told for notice in notices(Move.REFER, Status.DISPOSED)] == [Told.DESK, Told.LEFT]
    assert notices(Move.NOTE, Status.DISPOSED) == ()
    assert not leaves_a_trace(Move.NOTE)


def test_an_answer_goes_to_the_reporter_and_to_who_has_a_copy() -> None:
    assert notices(Move.ANSWER, Status.ANSWERED) == (
        Notice(Told.PARTIES, NoticeKind.COPY),
        Notice(Told.REPORTER, NoticeKind.ANSWERED),
    )


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (Status.RECEIVED, (Told.DESK, NoticeKind.DUE_SOON)),
        (Status.DISPOSED, (Told.DESK, NoticeKind.DUE_SOON)),
        (Status.IN_PROGRESS, (Told.DESK, NoticeKind.DUE_SOON)),
        (Status.AWAITING_REPORTER, (Told.REPORTER, NoticeKind.REMINDER)),
        (Status.ANSWERED, (Told.REPORTER, NoticeKind.REMINDER)),
    ],
)
def test_a_warning_goes_to_whose_time_runs_out(status: Status, told: tuple[Told, NoticeKind]) -> None:
    if "WARN" in Move.__members__:
        assert notices(Move["WARN"], status) == (Notice(*told),)


def test_every_kind_is_somebodys_and_has_a_name() -> None:
    assert set(LABELS) == set(NoticeKind)
    assert set(NoticeKind) == FOR_OFFICES | FOR_REPORTERS
    assert {NoticeKind.HANDED_OVER, NoticeKind.OMBUDSMAN_DECIDED} == FOR_OFFICES & FOR_REPORTERS
    assert set(NoticeKind) >= URGENT
    assert FOR_REPORTERS <= MAILED


def test_every_kind_comes_from_somewhere() -> None:
    from_moves = {kind for line in NOTICES.values() for _, kind in line}
    assert set(NoticeKind) - from_moves == {NoticeKind.DIGEST, NoticeKind.REMINDER}
