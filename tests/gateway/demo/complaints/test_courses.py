import random

import pytest

from gateway.demo.complaints.courses import Ending, Plot, course, merged_course
from gateway.demo.complaints.frames import Frame, frames
from gateway.demo.complaints.routing import route_of
from gateway.demo.complaints.scenes import Site
from rules.complaint_states import Move, Status
from rules.roles import Role
from rules.vocabulary import ArchiveReason, Channel
from tests.gateway.demo.crowd import BINTAN, demo_offices

SITE = Site(None, "Kabupaten Bintan", "Kecamatan Bintan Timur", "Kelurahan Kijang Kota", "")
ENDS = {
    Ending.NATION_DESK: {Status.RECEIVED},
    Ending.INSTANSI_DESK: {Status.RECEIVED},
    Ending.BACK_AT_DESK: {Status.RECEIVED, Status.DISPOSED},
    Ending.RULING_DUE: {Status.RECEIVED, Status.DISPOSED},
    Ending.AWAITING: {Status.AWAITING_REPORTER},
    Ending.DISPOSED: {Status.DISPOSED},
    Ending.IN_PROGRESS: {Status.IN_PROGRESS},
    Ending.HANDED_OVER: {Status.IN_PROGRESS},
    Ending.ANSWERED: {Status.ANSWERED},
    Ending.CLOSED: {Status.CLOSED},
    Ending.REOPENED: {Status.IN_PROGRESS},
    Ending.ARCHIVED: {Status.ARCHIVED},
    Ending.LAPSED: {Status.ARCHIVED},
}
SAMPLE = ("jalan-rusak", "pelayanan-desa", "pungli", "info-kesehatan", "asp-taman", "listrik")


def frame(name: str) -> Frame:
    return next(frame for frame in frames() if frame.id == name)


def plot(name: str, ending: Ending, *, seed: int, at_nation: bool = True, channel: Channel = Channel.WEB) -> Plot:
    office = demo_offices()[BINTAN]
    return Plot(
        rng=random.Random(seed),
        offices=demo_offices(),
        office=office,
        frame=frame(name),
        topic=frame(name).topic(1),
        route=route_of(office, frame(name).serves, SITE, demo_offices()),
        channel=channel,
        at_nation=at_nation,
        signed_in=True,
        anonymous=False,
        ending=ending,
        reason=ArchiveReason.DUPLICATE if ending is Ending.ARCHIVED else None,
    )


@pytest.mark.parametrize("ending", Ending)
@pytest.mark.parametrize("name", SAMPLE)
def test_a_course_ends_where_it_is_told_to(name: str, ending: Ending) -> None:
    for seed in range(40):
        drafts = course(plot(name, ending, seed=seed))
        assert drafts[0].move is Move.SUBMIT
        assert drafts[-1].status in ENDS[ending], [draft.move for draft in drafts]


def test_whatever_the_nation_receives_is_transferred_before_the_pemda_acts() -> None:
    drafts = course(plot("jalan-rusak", Ending.CLOSED, seed=3))
    assert [draft.tenant for draft in drafts][:3] == ["00", "00", "00"]
    assert drafts[2].move is Move.TRANSFER
    assert drafts[-1].tenant_after == BINTAN


def test_two_returns_end_in_a_ruling_for_the_right_unit() -> None:
    ruled = [
        draft
        for seed in range(400)
        for draft in course(plot("jalan-rusak", Ending.CLOSED, seed=seed))
        if draft.move is Move.RULE
    ]
    assert ruled
    assert {draft.to_unit for draft in ruled} == {"dpupr"}


def test_oversight_is_referred_to_the_inspectorate_and_never_disposed() -> None:
    for seed in range(60):
        drafts = course(plot("pungli", Ending.CLOSED, seed=seed))
        moves = [draft.move for draft in drafts]
        assert Move.REFER in moves
        assert Move.DISPOSE not in moves
        assert {draft.role for draft in drafts if draft.move is Move.ANSWER} == {Role.PENGAWAS}


def test_a_question_is_sometimes_answered_at_the_desk() -> None:
    answers = [
        draft.move
        for seed in range(100)
        for draft in course(plot("info-kesehatan", Ending.CLOSED, seed=seed))
        if draft.move in (Move.ANSWER, Move.ANSWER_DIRECTLY)
    ]
    assert 20 < answers.count(Move.ANSWER_DIRECTLY) < 70


@pytest.mark.parametrize(
    ("channel", "roles"),
    [
        (Channel.WEB, {Role.PELAPOR}),
        (Channel.NEIGHBOUR_APP, {Role.INTEGRASI}),
        (Channel.LETTER, {Role.INSTANSI}),
        (Channel.FACE_TO_FACE, {Role.INSTANSI, Role.PENGHUBUNG}),
    ],
)
def test_who_enters_it_depends_on_the_channel(channel: Channel, roles: set[Role]) -> None:
    entered = {
        course(plot("jalan-rusak", Ending.INSTANSI_DESK, seed=seed, at_nation=False, channel=channel))[0].role
        for seed in range(40)
    }
    assert entered == roles


@pytest.mark.parametrize(("answered", "status"), [(True, Status.CLOSED), (False, Status.IN_PROGRESS)])
def test_a_merged_complaint_shares_the_answer(*, answered: bool, status: Status) -> None:
    merged = plot("jalan-rusak", Ending.IN_PROGRESS, seed=1, at_nation=False)
    drafts = merged_course(merged, "S000001", "dpupr", answered=answered)
    assert drafts[1].parent == "S000001"
    assert drafts[-1].status is status
