"""What one complaint counts as: each measure by an example. 5 January 2026 is a Monday."""

from collections import defaultdict
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from rules.clocks import Extension
from rules.complaint_states import Move, Status
from rules.deadlines import Timetable
from rules.errors import Refusal
from rules.measures import BACKLOG, COLUMNS, Step, minutes_column
from rules.roles import Role
from rules.tallies import Entry, Tally, passed_on, tally
from rules.vocabulary import Closer, Kind, Outcome
from tests.rules.histories import HURRIED, History, disposed
from tests.rules.walks import BADAN, BATAM, BINTAN, DINAS, NOW, TIMETABLE, place

BACKLOG_COLUMNS = {measure.lower() for measure in BACKLOG}
DAYS = timedelta(days=1)
SOLVED: dict[str, Any] = {"outcome": Outcome.SOLVED}
UNSOLVED: dict[str, Any] = {"outcome": Outcome.NOT_SOLVED}
Found = dict[str, dict[str, int]]


def of(history: History) -> Tally:
    return tally(history.events, history.timetable)


def found(history: History) -> Found:
    """Amounts by column and day (month-day of 2026)."""
    columns: Found = defaultdict(dict)
    for entry in of(history).entries:
        columns[COLUMNS[entry.number]][entry.day.strftime("%m-%d" if entry.day.year == 2026 else "%Y-%m-%d")] = (
            entry.amount
        )
    return columns


def flows(history: History) -> Found:
    """Without the backlog and the durations."""
    return {
        column: days
        for column, days in found(history).items()
        if column not in BACKLOG_COLUMNS and not column[-2:].isdigit() and not column.endswith("_minutes")
    }


def test_a_complaint_from_the_first_day_to_the_last() -> None:
    history = disposed().then(Move.PROGRESS, role=Role.PENGHUBUNG).then(Move.ANSWER, **SOLVED, role=Role.PENGHUBUNG)
    history.then(Move.ACCEPT).then(Move.RATE, rating=4)
    assert flows(history) == {
        "received": {"01-05": 1}, "countable": {"01-05": 1}, "followed_up": {"01-05": 1},
        "verified": {"01-06": 1}, "disposed": {"01-06": 1}, "admin_acts": {"01-06": 2},
        "responded": {"01-07": 1}, "answered": {"01-08": 1}, "decided": {"01-08": 1}, "in_time": {"01-08": 1},
        "closed_by_reporter": {"01-09": 1}, "solved": {"01-09": 1},
        "rated": {"01-10": 1}, "rating_sum": {"01-10": 4},
    }  # fmt: skip
    told = found(history)
    assert told["open_0"] == {"01-05": 1, "01-09": -1}
    assert {step: told[minutes_column(step)] for step in Step} == {
        Step.VERIFICATION: {"01-06": 1440}, Step.DISPOSITION: {"01-06": 1500}, Step.FIRST_RESPONSE: {"01-07": 2940},
        Step.ANSWER: {"01-08": 4380}, Step.CLOSING: {"01-09": 5820},
    }  # fmt: skip
    assert (told["verification_05"], told["disposition_06"], told["closing_09"]) == (
        {"01-06": 1}, {"01-06": 1}, {"01-09": 1},
    )  # fmt: skip


def test_a_tally_says_what_the_complaint_is_now() -> None:
    history = disposed().then(Move.CLASSIFY, set={"kind": Kind.PERMINTAAN_INFORMASI, "topic_id": 7})
    told = of(history)
    assert (told.seq, told.kind, told.channel, told.priority, told.topic_id, told.unit_path) == (
        4, "PERMINTAAN_INFORMASI", "WEB", "NORMAL", 7, DINAS,
    )  # fmt: skip


def test_days_are_those_of_the_pemda() -> None:
    """Ten at night in London is the next morning on Bintan, and later still in Jayapura."""
    night = datetime(2026, 1, 5, 22, 0, tzinfo=UTC)
    assert found(History(now=night))["received"] == {"01-06": 1}
    assert found(History(Timetable.simple(ZoneInfo("UTC")), now=night))["received"] == {"01-05": 1}


def test_a_letter_counts_on_the_day_it_was_received() -> None:
    told = found(History(received=NOW - 7 * DAYS))
    assert (told["received"], told["countable"]) == ({"2025-12-29": 1}, {"2025-12-29": 1})
    assert (told["open_0"], told["open_6"]["01-04"]) == ({"2025-12-29": 1, "01-04": -1}, 1)


def test_who_does_nothing_is_overdue_by_itself_and_grows_older() -> None:
    """Verification is due on Thursday, the third working day: no event is needed to say that it is missed."""
    told = found(History())
    assert (told["overdue"], told["open_overdue"]) == ({"01-09": 1}, {"01-09": 1})
    assert [told[f"open_{age}"] for age in (0, 6, 15, 31, 61, 181)] == [
        {"01-05": 1, "01-11": -1}, {"01-11": 1, "01-20": -1}, {"01-20": 1, "02-05": -1}, {"02-05": 1, "03-07": -1},
        {"03-07": 1, "07-05": -1}, {"07-05": 1},
    ]  # fmt: skip
    assert "decided" not in told


def test_who_acts_in_time_takes_it_back() -> None:
    assert "overdue" not in found(disposed().then(Move.PROGRESS).then(Move.ANSWER, **SOLVED))


def test_an_overdue_backlog_ends_with_the_act_that_was_missing() -> None:
    told = found(History(verified=True).then(Move.DISPOSE, after=9 * DAYS, place=place(DINAS)))
    assert told["overdue"] == {"01-09": 1, "01-22": 1}
    assert told["open_overdue"] == {"01-09": 1, "01-14": -1, "01-22": 1}


def test_a_deadline_missed_by_hours_is_missed_though_nothing_lay_there_overnight() -> None:
    told = found(History(verified=True).then(Move.DISPOSE, after=4 * DAYS, place=place(DINAS)))
    assert told["overdue"] == {"01-09": 1, "01-17": 1}
    assert told["open_overdue"] == {"01-17": 1}


def test_waiting_for_the_reporter_is_no_delay() -> None:
    told = found(History().then(Move.REQUEST_COMPLETION))
    assert "overdue" not in told
    assert "open_overdue" not in told


def test_prompt_is_within_one_working_day() -> None:
    def promptness(after: int, timetable: Timetable = TIMETABLE) -> dict[str, int]:
        friday = NOW + 4 * DAYS
        history = History(timetable, now=friday, verified=True).then(Move.DISPOSE, place=place(DINAS), after=DAYS / 8)
        return found(history.then(Move.PROGRESS, after=after * DAYS))["prompt"]

    assert [promptness(after) for after in (0, 1, 3, 4)] == [{"01-09": 1}, {"01-10": 1}, {"01-12": 1}, {}]
    eve = Timetable.simple(TIMETABLE.zone, {date(2026, 1, 12)})
    assert (promptness(4, eve), promptness(5, eve)) == ({"01-13": 1}, {})


def test_a_quick_refusal_is_not_prompt() -> None:
    told = flows(disposed().then(Move.ANSWER, after=DAYS / 24, **UNSOLVED))
    assert (told["responded"], "prompt" in told, "followed_up" in told) == ({"01-06": 1}, False, False)
    assert "prompt" in flows(disposed().then(Move.ANSWER, after=DAYS / 24, **SOLVED))


def test_late_is_decided_on_the_day_after_the_deadline_whatever_comes_later() -> None:
    late = disposed()
    assert found(late)["decided"] == {"01-27": 1}
    answered = late.copied().then(Move.ANSWER, after=40 * DAYS, **SOLVED).then(Move.CLOSE)
    assert (found(answered)["decided"], found(answered)["in_time"]) == ({"01-27": 1}, {})
    assert found(answered)["followed_up"] == {"01-05": 1}


def test_an_answer_that_solves_nothing_decides_nothing() -> None:
    history = disposed().then(Move.ANSWER, **UNSOLVED).then(Move.CLOSE)
    told = flows(history)
    assert (told["decided"], "in_time" in told, "followed_up" in told) == ({"01-27": 1}, False, False)
    assert (told["not_solved"], told["closed_by_admin"]) == ({"01-08": 1}, {"01-08": 1})


@pytest.mark.parametrize("move", [Move.OBJECT, Move.REOPEN])
def test_an_objection_and_a_reopening_take_in_time_back_and_nothing_else(move: Move) -> None:
    history = disposed().then(Move.ANSWER, **SOLVED)
    if move is Move.REOPEN:
        history.then(Move.CLOSE).then(Move.RATE, rating=1)
    assert flows(history)["in_time"] == {"01-07": 1}
    history.then(move)
    told = flows(history)
    assert (told["decided"], "in_time" in told) == ({"01-07": 1}, False)
    assert told["objected" if move is Move.OBJECT else "reopened"] == {history.now.strftime("%m-%d"): 1}
    assert not {"closed_by_admin", "solved"} & told.keys()
    again = flows(history.then(Move.ANSWER, **SOLVED).then(Move.CLOSE))
    assert (again["decided"], "in_time" in again, set(again["solved"])) == (
        {"01-07": 1}, False, {history.now.strftime("%m-%d")},
    )  # fmt: skip
    if move is Move.REOPEN:
        assert again["rating_sum"] == {"01-09": 1}


def test_a_reply_waits_for_another_answer_in_time() -> None:
    history = disposed().then(Move.ANSWER, **SOLVED).then(Move.REPLY)
    assert (flows(history)["decided"], "in_time" in flows(history)) == ({"01-07": 1}, False)
    assert flows(history.copied().then(Move.ANSWER, **SOLVED))["in_time"] == {"01-07": 1}
    assert "in_time" not in flows(history.then(Move.ANSWER, after=30 * DAYS, **SOLVED))


def test_more_time_moves_the_deadline_while_it_lasts() -> None:
    """Asked for on 7 January; granted on the next day, or after the deadline of 26 January."""
    asked = disposed().then(Move.REQUEST_EXTENSION, days=5)

    def granted(after: int) -> Found:
        history = asked.copied()
        extension = Extension(5, history.now, "Kepala", "Material.")
        return flows(history.then(Move.EXTEND, after=after * DAYS, granted=extension).then(Move.ANSWER, **SOLVED))

    assert found(asked.copied().then(Move.EXTEND, granted=Extension(5, NOW, "", "")))["decided"] == {"02-03": 1}
    assert (granted(1)["in_time"], granted(1)["extended"]) == ({"01-09": 1}, {"01-08": 1})
    assert (granted(21)["decided"], "in_time" in granted(21)) == ({"01-27": 1}, False)


def test_another_kind_moves_the_deadline_only_when_nothing_is_in_delay() -> None:
    """The first response is due on 13 January."""
    longer = {"kind": Kind.PENGADUAN_BERKADAR}
    assert found(disposed().then(Move.CLASSIFY, set=longer))["decided"] == {"04-01": 1}
    late = disposed().then(Move.CLASSIFY, after=10 * DAYS, set=longer)
    assert found(late)["decided"] == {"01-27": 1}
    assert found(late.then(Move.PROGRESS).then(Move.PROGRESS))["decided"] == {"01-27": 1}


def test_more_time_for_what_is_in_delay_moves_nothing() -> None:
    asked = disposed().then(Move.REQUEST_EXTENSION, days=5)
    late = asked.then(Move.EXTEND, after=10 * DAYS, granted=Extension(5, NOW, "Kepala", "Material."))
    assert (found(late)["decided"], found(late)["extended"]) == ({"01-27": 1}, {"01-17": 1})


def test_a_return_does_not_make_a_new_deadline() -> None:
    history = disposed().then(Move.RETURN).then(Move.DISPOSE, after=5 * DAYS, place=place(BADAN))
    told = flows(history)
    assert (told["returned"], told["disposed"], told["decided"]) == ({"01-07": 1}, {"01-06": 1}, {"01-27": 1})


def test_the_second_return_is_ping_pong() -> None:
    history = disposed().then(Move.RETURN).then(Move.DISPOSE, place=place(BADAN)).then(Move.RETURN)
    told = flows(history)
    assert (told["returned"], told["ping_pong"]) == ({"01-07": 1, "01-09": 1}, {"01-09": 1})


def test_archiving_counts_until_it_is_restored() -> None:
    history = History().then(Move.ARCHIVE)
    assert flows(history) == {"received": {"01-05": 1}, "archived": {"01-06": 1}, "admin_acts": {"01-06": 1}}
    assert found(history)["open_0"] == {"01-05": 1, "01-06": -1}
    told = found(history.then(Move.RESTORE, after=2 * DAYS))
    assert ("archived" in told, told["countable"], told["open_0"]) == (
        False, {"01-05": 1}, {"01-05": 1, "01-06": -1, "01-08": 1, "01-11": -1},
    )  # fmt: skip


def test_archiving_what_was_late_does_not_make_it_uncounted() -> None:
    told = flows(History().then(Move.ARCHIVE, after=10 * DAYS))
    assert (told["archived"], told["countable"], told["overdue"]) == ({"01-15": 1}, {"01-05": 1}, {"01-09": 1})


def test_who_returns_on_the_last_day_and_archives_is_late_all_the_same() -> None:
    """The deadline of 26 January passes: completion runs on while the instansi has it again."""
    history = disposed().then(Move.PROGRESS).then(Move.RETURN, after=18 * DAYS)
    told = flows(history.then(Move.ARCHIVE, after=3 * DAYS))
    assert (told["archived"], told["overdue"]) == ({"01-28": 1}, {"01-27": 1})
    assert (told["countable"], told["decided"], "in_time" in told) == ({"01-05": 1}, {"01-27": 1}, False)


def test_what_was_answered_leaves_the_cohorts_no_more() -> None:
    history = disposed().then(Move.ANSWER, **SOLVED).then(Move.REPLY).then(Move.RETURN).then(Move.ARCHIVE)
    told = flows(history)
    assert (told["archived"], told["countable"], told["decided"], "in_time" in told) == (
        {"01-10": 1}, {"01-05": 1}, {"01-07": 1}, False,
    )  # fmt: skip


def test_a_merged_complaint_is_judged_with_its_parent_unless_it_was_late() -> None:
    told = flows(disposed().then(Move.MERGE))
    assert (told["merged"], told["received"]) == ({"01-07": 1}, {"01-05": 1})
    assert not {"countable", "decided", "followed_up"} & told.keys()
    late = flows(disposed().then(Move.MERGE, after=30 * DAYS).then(Move.SHARE_ANSWER, **SOLVED))
    assert (late["merged"], late["countable"], late["decided"]) == ({"02-05": 1}, {"01-05": 1}, {"01-27": 1})
    assert (late["answered"], late["responded"]) == ({"02-06": 1}, {"02-06": 1})
    parted = flows(disposed().then(Move.MERGE).then(Move.UNMERGE))
    assert ("merged" in parted, parted["countable"], parted["decided"]) == (False, {"01-05": 1}, {"01-27": 1})


def test_the_ladder_is_counted_rung_by_rung() -> None:
    history = disposed()
    while not history.case.handed_over:
        assert history.case.wake_at is not None
        later = max(history.case.wake_at - history.now, timedelta(0)) + timedelta(seconds=1)
        for move in (Move.WARN, Move.ESCALATE, Move.HAND_OVER):
            with suppress(Refusal):  # another step is due
                history.then(move, after=later)
                break
    told = flows(history)
    assert sum(told["escalated"].values()) == sum(event.move is Move.ESCALATE for event in history.events)
    assert (sum(told["escalated"].values()) >= 4, sum(told["handed_over"].values())) == (True, 1)
    assert told["overdue"] == {"01-14": 1}


def test_an_aspiration_answered_directly_has_no_deadline_to_keep() -> None:
    told = flows(
        History(kind=Kind.ASPIRASI).then(Move.ANSWER_DIRECTLY, outcome=Outcome.ASPIRATION_NOTED).then(Move.CLOSE)
    )
    assert (told["followed_up"], told["aspiration_noted"], "decided" in told) == ({"01-05": 1}, {"01-07": 1}, False)


def test_another_pemda_counts_what_was_done_since_it_came() -> None:
    """Bintan took its time and gave it back; Batam has it now, and is in time."""
    history = disposed().then(Move.RETURN, after=9 * DAYS).then(Move.RETURN_TO_NATION, role=Role.INSTANSI)
    assert not {"returned", "verified", "disposed", "decided", "overdue"} & {
        column for column, days in flows(history).items() if any(at < "01-16" for at in days)
    }
    history.then(Move.VERIFY).then(Move.TRANSFER, tenant=BATAM)
    history.then(Move.VERIFY, role=Role.INSTANSI).then(Move.DISPOSE, place=place(DINAS))
    told = flows(history.then(Move.ANSWER, **SOLVED, role=Role.PENGHUBUNG))
    assert (told["received"], told["countable"], told["verified"]) == ({"01-05": 1}, {"01-05": 1}, {"01-19": 1})
    assert (told["disposed"], told["decided"], told["in_time"]) == ({"01-20": 1}, {"01-21": 1}, {"01-21": 1})
    assert (set(told["admin_acts"]), "returned" in told, "overdue" in told) == ({"01-19", "01-20"}, False, False)
    assert found(history)["open_0"] == {"01-05": 1, "01-11": -1}


def test_what_was_passed_on_stays_as_one_number() -> None:
    told = passed_on(datetime(2026, 1, 5, 22, 0, tzinfo=UTC), TIMETABLE.zone)
    assert told.entries == (Entry(date(2026, 1, 6), COLUMNS.index("passed_on"), 1),)
    assert (told.kind, told.channel, told.priority, told.topic_id, told.unit_path) == (None, None, None, None, None)


def test_only_the_admin_of_the_pemda_keeps_it_active() -> None:
    history = disposed().then(Move.PROGRESS, role=Role.PENGHUBUNG)
    foreign = [*history.events[:-1], history.events[-1]._replace(actor_role=Role.INSTANSI, actor_tenant=BATAM)]
    assert flows(history)["admin_acts"] == {"01-06": 2}
    assert tally(foreign, TIMETABLE) == of(history)
    own = foreign[-1]._replace(actor_tenant=BINTAN)
    assert (Entry(date(2026, 1, 7), COLUMNS.index("admin_acts"), 1)) in tally([*foreign[:-1], own], TIMETABLE).entries


@pytest.mark.parametrize(("status", "column"), [(Status.CLOSED, "closed_by_system"), (Status.ARCHIVED, "archived")])
def test_what_ended_in_lapor_counts_on_its_day_and_in_no_cohort(status: Status, column: str) -> None:
    rating = 5 if status is Status.CLOSED else None
    history = History(
        received=NOW - 100 * DAYS, move=Move.IMPORT, status=status, closed_by=Closer.SYSTEM, rating=rating
    )
    told = found(history)
    born = {"2025-09-27": 1}
    assert (told["received"], told[column], told.get("rated")) == (born, born, born if rating else None)
    assert not {"countable", "open_0", "closing_minutes"} & told.keys()
    before = of(history).entries
    if status is Status.CLOSED:
        assert of(history.then(Move.EDIT_TEXT, role=Role.NASIONAL)).entries == before


def test_what_is_open_in_lapor_is_judged_once_somebody_or_time_touched_it() -> None:
    history = History(received=NOW - 3 * DAYS, move=Move.IMPORT)
    assert found(history)["open_0"] == {"01-02": 1, "01-08": -1}
    followed = history.copied().then(Move.IMPORT_CHANGE, set={"status": Status.CLOSED, "closed_by": Closer.ADMIN})
    assert "countable" not in found(history)
    assert (found(followed)["closed_by_admin"], "countable" in found(followed)) == ({"01-06": 1}, False)
    assert found(history.then(Move.WARN, after=4 * DAYS))["countable"] == {"01-02": 1}


def test_office_hours_and_the_pemdas_own_calendar_are_kept() -> None:
    """Six office hours in Jayapura from Monday 11.30: due on Tuesday morning, so missed on Wednesday."""
    told = found(History(HURRIED))
    assert told["overdue"] == {"01-07": 1}


def test_the_day_it_was_received_is_the_events_own_where_nothing_else_is_told() -> None:
    history = History()
    assert tally([history.events[0]._replace(data={})], TIMETABLE) == of(history)
