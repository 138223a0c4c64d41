from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from rules.complaint_states import Move, Status
from rules.consequences import CONSEQUENCES, RATINGS, RETURNS_BEFORE_RULING, nothing_more
from rules.course import advance
from rules.errors import BAD_USER_INPUT, MOVE_REFUSED, Refusal
from rules.unit_paths import ROOT
from rules.vocabulary import Closer, Kind, Outcome
from tests.rules.walks import BADAN, BATAM, BIDANG, BINTAN, DINAS, NOW, case, facts, place

R, W, D, P, A, C, X = (
    Status.RECEIVED, Status.AWAITING_REPORTER, Status.DISPOSED, Status.IN_PROGRESS,
    Status.ANSWERED, Status.CLOSED, Status.ARCHIVED,
)  # fmt: skip
PARENT = UUID(int=7)
PAST = NOW - timedelta(seconds=1)
SOLVED = Outcome.SOLVED
FIRST_CHECK = "verification before disposition"
DOWN = "disposition goes down"
ONE_LEAD = "one lead answers when all have answered"
RULING = "second return needs a ruling"
STAY_HIDDEN = "secret and berkadar pengawasan stay unpublished"

# why, from which status, what is special about the case, the move, what its recorder says, which field or rule is named
REFUSALS: list[tuple[str, Status, dict[str, Any], Move, dict[str, Any], str]] = [
    ("unverified", R, {"verified": False}, Move.DISPOSE, {"place": place(DINAS)}, FIRST_CHECK),
    ("unverified", R, {"verified": False}, Move.REFER, {"place": place(DINAS)}, FIRST_CHECK),
    (
        "unverified",
        R,
        {"verified": False},
        Move.TRANSFER,
        {"place": place(ROOT), "tenant": BATAM},
        "verification before disposition",
    ),
    ("to the root", R, {}, Move.DISPOSE, {"place": place(ROOT)}, DOWN),
    ("sideways", D, {}, Move.DISPOSE, {"place": place(BADAN)}, DOWN),
    ("up", P, {"unit_path": BIDANG}, Move.DISPOSE, {"place": place(DINAS)}, DOWN),
    ("to itself", D, {}, Move.DISPOSE, {"place": place(DINAS)}, DOWN),
    ("nowhere", R, {}, Move.DISPOSE, {}, "unit"),
    ("nowhere", D, {"unit_path": BIDANG}, Move.RETURN, {}, "unit"),
    ("here already", R, {}, Move.TRANSFER, {"place": place(ROOT), "tenant": BINTAN}, "transfer to another pemda"),
    ("nation itself", R, {"tenant_id": 0}, Move.RETURN_TO_NATION, {"place": place(ROOT)}, "return goes up"),
    ("flag taken back", R, {"anonymous": True}, Move.FLAG, {"set": {"anonymous": False}}, "flags may only be added"),
    ("flag taken back", R, {"secret": True}, Move.VERIFY, {"set": {"secret": False}}, "flags may only be added"),
    (
        "a pengaduan",
        R,
        {},
        Move.ANSWER_DIRECTLY,
        {"outcome": SOLVED},
        "only aspirasi and information are answered directly",
    ),
    ("no outcome", R, {"kind": Kind.ASPIRASI}, Move.ANSWER_DIRECTLY, {}, "outcome"),
    ("no outcome", P, {}, Move.ANSWER, {}, "outcome"),
    (
        "others work on it",
        P,
        {"handlings_open": 1},
        Move.ANSWER,
        {"outcome": SOLVED},
        "one lead answers when all have answered",
    ),
    (
        "others work on it",
        P,
        {"handlings_open": 1},
        Move.RETURN,
        {"place": place(ROOT)},
        "one lead answers when all have answered",
    ),
    (
        "merged",
        P,
        {"merged_into": PARENT},
        Move.ANSWER,
        {"outcome": SOLVED},
        "a merged complaint is answered with its parent",
    ),
    *(
        ("merged", P, {"merged_into": PARENT}, move, {"place": place(to)}, "a merged complaint goes with its parent")
        for move, to in ((Move.DISPOSE, BIDANG), (Move.RETURN, ROOT), (Move.ADD_HANDLING, BADAN))
    ),
    ("not merged", P, {}, Move.SHARE_ANSWER, {"outcome": SOLVED}, "only merged complaints share"),
    ("not merged", P, {}, Move.UNMERGE, {"place": place(ROOT)}, "only merged complaints part"),
    (
        "ruled, and merged to get rid of it",
        P,
        {"merged_into": PARENT, "ruled": True},
        Move.UNMERGE,
        {"place": place(ROOT), "actor_path": DINAS},
        "no return after a ruling",
    ),
    ("merged twice", P, {"merged_into": PARENT}, Move.MERGE, {"place": place(DINAS)}, "merge once"),
    ("others work on it", P, {"handlings_open": 2}, Move.MERGE, {"place": place(DINAS)}, "merge once"),
    (
        "must be ruled",
        R,
        {"ruling_required": True},
        Move.DISPOSE,
        {"place": place(DINAS)},
        "second return needs a ruling",
    ),
    (
        "must be ruled",
        D,
        {"ruling_required": True},
        Move.RETURN,
        {"place": place(ROOT)},
        "second return needs a ruling",
    ),
    (
        "must be ruled",
        D,
        {"ruling_required": True},
        Move.MERGE,
        {"place": place(DINAS)},
        "second return needs a ruling",
    ),
    ("was ruled", D, {"ruled": True}, Move.RETURN, {"place": place(ROOT)}, "no return after a ruling"),
    ("no ping-pong", R, {}, Move.RULE, {"place": place(DINAS)}, "a ruling ends a ping-pong"),
    ("no unit", R, {"ruling_required": True}, Move.RULE, {"place": place(ROOT)}, "a ruling names a unit"),
    ("not due", R, {}, Move.WARN, {}, "the next step when it is due"),
    ("not due", D, {}, Move.ESCALATE, {}, "the next step when it is due"),
    ("not due", P, {}, Move.HAND_OVER, {}, "the next step when it is due"),
    ("handed over", P, {"handed_over": True}, Move.HAND_OVER, {}, "hand over once"),
    ("still time", A, {}, Move.LAPSE_REACTION, {}, "only after the deadline"),
    ("still time", W, {}, Move.LAPSE_COMPLETION, {}, "only after the deadline"),
    (
        "who returned it",
        A,
        {"returned_by": (DINAS,)},
        Move.CLOSE,
        {"actor_path": DINAS},
        "who returned a case cannot close it",
    ),
    (
        "unheard objection",
        A,
        {"objections": 1, "outcome": Outcome.NOT_OUR_AUTHORITY},
        Move.CLOSE,
        {},
        "an objection is answered before closing",
    ),
    ("window over", C, {"closed_at": NOW - timedelta(days=30, seconds=1)}, Move.REOPEN, {}, "reopen within 30 days"),
    ("no stars", C, {}, Move.RATE, {"rating": 0}, "rating"),
    ("six stars", C, {}, Move.RATE, {"rating": 6}, "rating"),
    ("rated", C, {"rating": 4}, Move.RATE, {"rating": 5}, "rate once"),
    ("secret", R, {"secret": True}, Move.PUBLISH, {}, STAY_HIDDEN),
    (
        "berkadar",
        R,
        {"kind": Kind.PENGADUAN_BERKADAR},
        Move.PUBLISH,
        {},
        "secret and berkadar pengawasan stay unpublished",
    ),
]


@pytest.mark.parametrize(("why", "status", "special", "move", "said", "names"), REFUSALS)
def test_what_a_move_refuses(
    why: str, status: Status, special: dict[str, Any], move: Move, said: dict[str, Any], names: str
) -> None:
    with pytest.raises(Refusal) as refused:
        advance(case(status, **special), move, facts(**said))
    by_input = refused.value.code == BAD_USER_INPUT
    assert refused.value.code in (BAD_USER_INPUT, MOVE_REFUSED)
    assert (refused.value.field if by_input else refused.value.rule) == names, why
    assert refused.value.en != refused.value.id


def after(status: Status, special: dict[str, Any], move: Move, said: dict[str, Any]) -> Any:
    return advance(case(status, **special), move, facts(**said))


@pytest.mark.parametrize(
    ("status", "special", "move", "said", "becomes"),
    [
        (R, {}, Move.DISPOSE, {"place": place(DINAS)}, {"published": True, "unit_path": DINAS, "desk_path": DINAS}),
        (R, {}, Move.DISPOSE, {"place": place(BIDANG, DINAS)}, {"unit_path": BIDANG, "desk_path": DINAS}),
        (R, {"secret": True}, Move.DISPOSE, {"place": place(DINAS)}, {"published": False}),
        (
            R,
            {},
            Move.REFER,
            {"place": place(BADAN)},
            {"kind": Kind.PENGADUAN_BERKADAR, "published": False, "status": D},
        ),
        (R, {}, Move.TRANSFER, {"place": place(ROOT), "tenant": BATAM}, {"tenant_id": BATAM, "verified": False}),
        (
            R,
            {"ruling_required": True},
            Move.RETURN_TO_NATION,
            {"place": place(ROOT)},
            {"tenant_id": 0, "ruling_required": False},
        ),
        (R, {"published": True}, Move.FLAG, {"set": {"secret": True}}, {"secret": True, "published": False}),
        (
            R,
            {"verified": False},
            Move.VERIFY,
            {"passed": True, "set": {"anonymous": True}},
            {"verified": True, "anonymous": True},
        ),
        (R, {}, Move.VERIFY, {"passed": False}, {"verified": False}),
        (R, {"published": True}, Move.ARCHIVE, {}, {"closed_by": Closer.ADMIN, "closed_at": NOW, "published": False}),
        (W, {"due_at": PAST}, Move.LAPSE_COMPLETION, {}, {"closed_by": Closer.SYSTEM, "status": X}),
        (X, {}, Move.RESTORE, {"place": place(ROOT)}, {"verified": False, "closed_at": None, "closed_by": None}),
        (
            D,
            {"unit_path": BIDANG},
            Move.RETURN,
            {"place": place(DINAS)},
            {"status": D, "returns": 1, "returned_by": (BIDANG,)},
        ),
        (P, {}, Move.RETURN, {"place": place(ROOT)}, {"status": R, "returns": 1, "returned_by": (DINAS,)}),
        (D, {"ruled": True}, Move.RULE, {"place": place(BADAN)}, {"unit_path": BADAN, "ruled": True, "status": D}),
        (P, {}, Move.ADD_HANDLING, {}, {"handlings_open": 1}),
        (P, {"handlings_open": 2}, Move.ANSWER_HANDLING, {}, {"handlings_open": 1}),
        (P, {"handlings_open": 1}, Move.RETURN_HANDLING, {}, {"handlings_open": 0}),
        (
            D,
            {},
            Move.MERGE,
            {"place": place(BADAN), "set": {"merged_into": PARENT}},
            {"merged_into": PARENT, "unit_path": BADAN, "status": P},
        ),
        (P, {"merged_into": PARENT}, Move.UNMERGE, {"place": place(ROOT)}, {"merged_into": None, "status": R}),
        (
            P,
            {"merged_into": PARENT},
            Move.UNMERGE,
            {"place": place(ROOT), "actor_path": DINAS},
            {"merged_into": None, "status": R, "returns": 1, "returned_by": (DINAS,)},
        ),
        (
            P,
            {"merged_into": PARENT},
            Move.SHARE_ANSWER,
            {"outcome": SOLVED},
            {"outcome": Outcome.SOLVED, "status": A},
        ),
        (A, {}, Move.ACCEPT, {}, {"closed_by": Closer.REPORTER, "closed_at": NOW}),
        (A, {"due_at": PAST}, Move.LAPSE_REACTION, {}, {"closed_by": Closer.SYSTEM, "closed_at": NOW}),
        (A, {"returned_by": (BADAN,)}, Move.CLOSE, {"actor_path": ROOT}, {"closed_by": Closer.ADMIN}),
        (
            A,
            {"merged_into": PARENT},
            Move.OBJECT,
            {},
            {"objections": 1, "merged_into": None, "outcome": None, "answered_at": None},
        ),
        (
            C,
            {"rating": 5, "closed_at": NOW - timedelta(days=30), "merged_into": PARENT},
            Move.REOPEN,
            {},
            {"reopenings": 1, "merged_into": None, "rating": None, "outcome": None, "closed_by": None},
        ),
        (C, {}, Move.RATE, {"rating": 5}, {"rating": 5, "status": C}),
        (R, {}, Move.PUBLISH, {}, {"published": True}),
        (R, {"published": True}, Move.UNPUBLISH, {}, {"published": False}),
        (P, {}, Move.RAISE_DESK, {"set": {"desk_path": ROOT}}, {"desk_path": ROOT, "unit_path": DINAS}),
        (
            R,
            {"kind": Kind.ASPIRASI},
            Move.ANSWER_DIRECTLY,
            {"outcome": Outcome.ASPIRATION_NOTED},
            {"published": True, "outcome": Outcome.ASPIRATION_NOTED},
        ),
    ],
)
def test_what_a_move_changes(
    status: Status, special: dict[str, Any], move: Move, said: dict[str, Any], becomes: dict[str, Any]
) -> None:
    found = after(status, special, move, said)
    assert {name: getattr(found, name) for name in becomes} == becomes


def test_a_move_without_a_row_changes_nothing_more() -> None:
    silent = {Move.SUBMIT, *Move} - set(CONSEQUENCES)
    assert silent == {
        Move.SUBMIT, Move.REQUEST_COMPLETION, Move.SUPPLEMENT, Move.PROGRESS, Move.ADD_TEMBUSAN, Move.REMOVE_TEMBUSAN,
        Move.COMMENT, Move.NOTE, Move.DRAFT, Move.EDIT_TEXT, Move.OPEN_IDENTITY, Move.IMPORT,
    }  # fmt: skip
    one = case()
    assert nothing_more(one, facts()) is one


def test_the_limits_that_the_rules_speak_of() -> None:
    assert (RETURNS_BEFORE_RULING, list(RATINGS)) == (2, [1, 2, 3, 4, 5])
