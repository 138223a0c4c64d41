import copy
from collections.abc import Callable
from datetime import UTC, date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendars import CalendarBook, DayOff, DayOffKind, Edition
from rules.clock_proof import TERM_LABELS, proof, recount, runs
from rules.clocks import Extension
from rules.complaint_states import Clock, Move
from rules.deadlines import Timetable
from rules.limits import DEFAULT_LIMITS, Limit, LimitUnit, RuleBook, RuleVersion, Term
from rules.packets import PacketBroken, decoded, encoded
from rules.unit_paths import ROOT
from tests.rules.chains import Chain, overdue
from tests.rules.walks import BADAN, DINAS, NOW, place

Documents = list[dict[str, Any]]


def proofs(chain: Chain) -> Documents:
    """As they come out of a file."""
    found: Documents = decoded("clocks.json", encoded([proof(run, chain.timetable) for run in runs(chain.events)]))
    return found


def test_every_term_has_its_name() -> None:
    assert set(TERM_LABELS) == set(Term)


def test_every_clock_of_the_events_with_what_started_and_stopped_it() -> None:
    told = [(run.clock.clock, run.started_by, run.told.stopped_by) for run in runs(overdue().events)]
    assert told == [
        (Clock.INSTANSI_VERIFICATION, 1, 6),
        (Clock.REPORTER_COMPLETION, 3, 4),
        (Clock.FIRST_RESPONSE, 6, None),
        (Clock.COMPLETION, 6, None),
    ]
    assert {run.tenant for run in runs(overdue().events)} == {2101}


def to_and_fro() -> Chain:
    """Dinas, back after two days, badan, back, ruled, overdue, handed over."""
    chain = Chain().move(Move.VERIFY, passed=True).move(Move.DISPOSE, place=place(DINAS))
    chain.move(Move.RETURN, place=place(ROOT), after=timedelta(days=2)).move(Move.DISPOSE, place=place(BADAN))
    chain.move(Move.RETURN, place=place(ROOT), after=timedelta(days=2)).move(Move.RULE, place=place(DINAS))
    return chain.late()


def test_going_to_and_fro_is_one_clock_of_completion_in_the_proof() -> None:
    chain = to_and_fro()
    told = [(run.clock.clock, run.started_by, run.told.stopped_by) for run in runs(chain.events)]
    assert sorted(told, key=lambda one: one[1]) == [
        (Clock.INSTANSI_VERIFICATION, 1, 3), (Clock.FIRST_RESPONSE, 3, 4), (Clock.COMPLETION, 3, None),
        (Clock.INSTANSI_VERIFICATION, 4, 5), (Clock.FIRST_RESPONSE, 5, 6), (Clock.RULING, 6, 7),
        (Clock.FIRST_RESPONSE, 7, None),
    ]  # fmt: skip
    documents = proofs(chain)
    assert recount(documents, chain.events) == 7
    (completion,) = [one for one in documents if one["clock"]["clock"] == "COMPLETION"]
    assert sum(counted for _, counted, _, _ in completion["strip"]) == 14
    assert completion["clock"]["started"] == chain.events[2].at.isoformat()
    completion["started_by"] = 7  # as if the ruling had begun it anew
    with pytest.raises(PacketBroken, match="not started or stopped by the events"):
        recount(documents, chain.events)


def test_anybody_reckons_the_same_from_the_file_alone() -> None:
    chain = overdue()
    assert recount(proofs(chain), chain.events) == 4


def test_a_proof_says_what_it_stands_on() -> None:
    response = proofs(overdue())[2]
    assert response["rule"]["text"] == "Tanggapan pertama: 5 hari kerja"
    assert (response["zone"], response["week"]["4"]) == ("Asia/Jakarta", ["07:30", "16:30"])
    assert response["strip"][0] == ["2026-01-12", 0, "START", ""]
    assert (response["strip"][-1], response["due"]) == (
        ["2026-01-19", 1, "COUNTED", ""],
        "2026-01-19T16:59:59.000000+00:00",
    )


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
@pytest.mark.parametrize("limit", [Limit(5), Limit(5, LimitUnit.DAY), Limit(20, LimitUnit.HOUR)])
def test_with_every_unit_in_every_zone_over_days_off(zone: str, limit: Limit) -> None:
    off = (DayOff(date(2026, 1, 16), DayOffKind.NATIONAL_HOLIDAY, "Isra Mikraj"),)
    flood = (DayOff(date(2026, 1, 14), DayOffKind.EMERGENCY, "Banjir", since=1, until=2),)
    book = CalendarBook(ZoneInfo(zone), off, flood, newest=Edition(1, 1))
    rules = RuleBook.of(
        [
            RuleVersion(
                1, NOW.date() - timedelta(days=30), {**DEFAULT_LIMITS, Term.FIRST_RESPONSE: limit}, source="Perbup"
            )
        ]
    )
    chain = Chain(Timetable(book, rules)).move(Move.VERIFY, passed=True, after=timedelta(days=6))
    chain.move(Move.DISPOSE, place=place(DINAS)).late()
    documents = proofs(chain)
    assert recount(documents, chain.events) == len(documents)
    response = documents[1]
    assert response["rule"]["source"] == "Perbup"
    if limit.unit is LimitUnit.WORKING_DAY:
        assert response["days_off"] == [
            ["2026-01-14", "EMERGENCY", "Banjir"],
            ["2026-01-16", "NATIONAL_HOLIDAY", "Isra Mikraj"],
        ]


def test_extended_and_still_paused() -> None:
    chain = Chain().move(Move.VERIFY, passed=True).move(Move.DISPOSE, place=place(DINAS))
    chain.move(Move.REQUEST_EXTENSION, days=3)
    granted = Extension(3, chain.now + timedelta(days=1), "Admin Instansi", "Menunggu material.")
    chain.move(Move.EXTEND, granted=granted, days=3)
    (completion,) = [one for one in proofs(chain) if one["clock"]["clock"] == "COMPLETION"]
    assert [day[3] for day in completion["strip"] if day[2] == "EXTENDED"] == ["Admin Instansi: Menunggu material."] * 3
    assert recount(proofs(chain), chain.events) == 3
    waiting = Chain().move(Move.VERIFY, passed=True).move(Move.REQUEST_COMPLETION)
    assert proofs(waiting)[0]["due"] is None
    assert recount(proofs(waiting), waiting.events) == 2


Lie = Callable[[Documents], object]
LIES: list[Lie] = [
    lambda all_: all_[2].update(due="2026-01-20T16:59:59.000000+00:00"),
    lambda all_: all_[2]["clock"].update(due="2026-01-20T16:59:59+00:00"),
    lambda all_: all_[2]["clock"]["limit"].__setitem__(0, 6),
    lambda all_: all_[2]["clock"].update(started="2026-01-13T02:30:00+00:00"),
    lambda all_: all_[2]["strip"].pop(),
    lambda all_: all_[2]["strip"][1].__setitem__(1, 0),
    lambda all_: all_[2]["days_off"].append(["2026-01-13", "LOCAL_HOLIDAY", "Libur"]),
    lambda all_: all_[2].update(days_off=[["tomorrow", "LOCAL_HOLIDAY", "Libur"]]),
    lambda all_: all_[2]["week"].pop("1"),
    lambda all_: all_[2]["week"].update({"5": ["07:30", "16:00"]}),
    lambda all_: all_[2].update(zone="Asia/Jayapura"),
    lambda all_: all_[2].update(zone="Asia/Nowhere"),
    lambda all_: all_[2].update(zone="../../etc/passwd"),
    lambda all_: all_[2].update(zone="Asia"),
    lambda all_: all_[0].update(stopped_by=5),
    lambda all_: all_[0].update(stopped=None),
    lambda all_: all_[0]["clock"].update(pauses=[]),
    lambda all_: all_[1].update(started_by=2),
    lambda all_: all_[1].update(tenant=2171),
    lambda all_: all_[1].pop("strip"),
    lambda all_: all_.pop(),
    lambda all_: all_.append(copy.deepcopy(all_[0])),
    lambda all_: all_.reverse(),
]


@pytest.mark.parametrize("lie", LIES)
def test_whatever_is_told_differently_shows(lie: Lie) -> None:
    chain = overdue()
    documents = proofs(chain)
    lie(documents)
    with pytest.raises(PacketBroken) as broken:
        recount(documents, chain.events)
    assert broken.value.where == "clocks.json"


@given(st.integers(0, 20), st.integers(0, 40), st.integers(0, 23))
def test_any_course_gives_the_deadlines_of_its_events(before: int, waited: int, hour: int) -> None:
    chain = Chain().move(Move.VERIFY, passed=True, after=timedelta(days=before, hours=hour))
    chain.move(Move.REQUEST_COMPLETION).move(Move.SUPPLEMENT, after=timedelta(days=waited, hours=hour))
    chain.move(Move.VERIFY, passed=True).move(Move.DISPOSE, place=place(DINAS)).late()
    documents = proofs(chain)
    assert recount(documents, chain.events) == len(documents)
    due = {clock.clock: clock.due for clock in chain.case.open_clocks}
    open_ = {Clock(one["clock"]["clock"]): one["due"] for one in documents if one["stopped"] is None}
    assert open_ == {
        clock: None if moment is None else moment.astimezone(UTC).isoformat(timespec="microseconds")
        for clock, moment in due.items()
    }
