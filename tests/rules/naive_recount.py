"""What a complaint counts as, found the long way: its state at the end of every day, and the history as a whole."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from rules.case import Case, apply
from rules.clocks import OpenClock
from rules.complaint_states import OPEN, Clock, Move, Status
from rules.deadlines import Timetable
from rules.extensions import completion_of
from rules.measures import AGES, BOUNDS, Measure, Step
from rules.roles import Role
from rules.tallies import Told
from rules.vocabulary import Outcome

FINAL = (Move.ANSWER, Move.ANSWER_DIRECTLY, Move.SHARE_ANSWER)
IMPORTS = (Move.IMPORT, Move.IMPORT_CHANGE)
Counted = Counter[tuple[date, str]]


@dataclass(frozen=True)
class Moment:
    """An event with the case after it."""

    event: Told
    case: Case
    day: date


class Recount:
    """One complaint, looked at as a whole."""

    def __init__(self, events: list[Told], timetable: Timetable) -> None:
        self.timetable, self.zone = timetable, timetable.zone
        self.received = datetime.fromisoformat(events[0].data["received_at"])
        self.born = self.day(self.received)
        self.all: list[Moment] = []
        case = None
        for event in events:
            case = apply(case, event.changes, event.seq, event.at)
            self.all.append(Moment(event, case, self.day(event.at)))
        here = [at for at, (a, b) in enumerate(pairwise(self.all), 1) if a.case.tenant_id != b.case.tenant_id]
        self.start = here[-1] if here else 0
        self.here = self.all[self.start :]
        self.arrived = self.here[0].day if self.start else self.born
        self.last = self.all[-1].case

    def day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    # What lies there at the end of a day.

    def lies(self, day: date) -> set[str]:
        """The backlog columns in which it is."""
        if day < self.born:
            return set()
        passed = [one for one in self.all if one.day <= day]
        case = passed[-1].case if passed else self.all[0].case
        if case.status not in OPEN:
            return set()
        age = (day - self.born).days
        found = {f"open_{max(band for band in AGES if band <= age)}"}
        due = self.urgent(case)
        if due is not None and self.day(due[1]) < day and len(passed) > self.start:
            found.add("open_overdue")
        return found

    @staticmethod
    def urgent(case: Case) -> tuple[OpenClock, datetime] | None:
        running = [
            (clock, clock.due)
            for clock in case.open_clocks
            if clock.due is not None
            and clock.handling is None
            and clock.clock not in (Clock.REPORTER_COMPLETION, Clock.REPORTER_REACTION)
        ]
        return min(running, key=lambda one: one[1], default=None)

    # What happened.

    def counted(self) -> Counted:
        """Everything but the backlog."""
        found: Counted = Counter()
        for day, column, amount in [*self.flows(), *self.steps(), *self.ends(), *self.missed(), *self.cohorts()]:
            found[day, column] += amount
        return Counter({key: amount for key, amount in found.items() if amount})

    def flows(self) -> Iterator[tuple[date, str, int]]:
        yield self.born, "received", 1
        each = {"OBJECT": "objected", "REOPEN": "reopened", "ESCALATE": "escalated", "HAND_OVER": "handed_over"}
        each["EXTEND"] = "extended"
        returns = 0
        for one in self.here:
            if (name := each.get(one.event.move)) is not None:
                yield one.day, name, 1
            if one.event.actor_role is Role.INSTANSI and one.event.actor_tenant == self.last.tenant_id:
                yield one.day, "admin_acts", 1
            if one.case.returns > returns:
                yield one.day, "returned", 1
                returns = one.case.returns
                if returns == 2:
                    yield one.day, "ping_pong", 1
        rated = [one for one in self.here if one.event.changes.get("rating")]
        if rated:
            day = self.born if rated[-1] is self.all[0] else rated[-1].day
            yield day, "rated", 1
            yield day, "rating_sum", rated[-1].event.changes["rating"]
        if self.last.merged_into is not None:
            yield next(one.day for one in reversed(self.here) if one.event.move is Move.MERGE), "merged", 1

    def first(self, *moves: Move) -> Moment | None:
        return next((one for one in self.here if one.event.move in moves), None)

    def steps(self) -> Iterator[tuple[date, str, int]]:
        verified = next((one for one in self.here if one.event.move is Move.VERIFY and one.case.verified), None)
        ends = {
            (Step.VERIFICATION, "verified"): verified,
            (Step.DISPOSITION, "disposed"): self.first(Move.DISPOSE, Move.REFER),
            (Step.FIRST_RESPONSE, "responded"): self.first(Move.PROGRESS, *FINAL),
            (Step.ANSWER, "answered"): self.first(*FINAL),
        }
        for (step, name), end in ends.items():
            if end is not None:
                yield end.day, name, 1
                yield from self.took(step, end)
        responded = self.first(Move.PROGRESS, *FINAL)
        if responded is None or responded.case.outcome is Outcome.NOT_SOLVED:
            return
        clocks = [clock for one in self.here for clock in one.case.open_clocks]
        calendar = self.timetable.calendar_of(clocks[0])
        if responded.day <= calendar.working_day_after(self.arrived, 1):
            yield responded.day, "prompt", 1

    def took(self, step: Step, end: Moment) -> Iterator[tuple[date, str, int]]:
        minutes = max(0, (end.event.at - self.received) // timedelta(minutes=1))
        band = sum(bound < minutes for bound in BOUNDS)
        yield end.day, f"{step.lower()}_minutes", minutes
        yield end.day, f"{step.lower()}_{band:02d}", 1

    def ends(self) -> Iterator[tuple[date, str, int]]:
        status = self.last.status
        if status in OPEN:
            return
        since = len(self.all) - 1
        while since and self.all[since - 1].case.status is status:
            since -= 1
        end = self.all[since]
        day = end.day if since else self.born
        if status is Status.ARCHIVED:
            yield day, "archived", 1
            return
        assert self.last.closed_by is not None
        yield day, f"closed_by_{self.last.closed_by.lower()}", 1
        if self.last.outcome is not None:
            yield day, self.last.outcome.lower(), 1
        if since:
            yield from self.took(Step.CLOSING, end)

    def missed(self) -> Iterator[tuple[date, str, int]]:
        for day, is_new in self.misses(len(self.here)):
            if is_new:
                yield day, Measure.OVERDUE.lower(), 1

    def misses(self, until: int) -> list[tuple[date, bool]]:
        """Deadlines that ran out before an event of `here`: on which day, and whether it was in time until then."""
        found, known, in_delay = [], set(), False
        for at, one in enumerate(self.here[:until]):
            due = self.urgent(one.case)
            following = self.here[at + 1].event.at if at + 1 < len(self.here) else None
            began = one.event.at
            is_missed = due is not None and (following is None or following > due[1])
            if is_missed and due is not None:
                key = (due[0].clock, due[0].started, due[1])
                if key not in known:
                    day = max(self.day(due[1]) + timedelta(days=1), self.began(at))
                    found.append((day, not (in_delay and due[1] < began)))
                known.add(key)
            in_delay = is_missed
        return found

    def began(self, at: int) -> date:
        """Since which day is this deadline the most urgent one?"""
        due = self.urgent(self.here[at].case)
        while at and "open_clocks" not in self.here[at].event.changes:
            at -= 1
        assert due is not None
        return self.here[at].day

    # What is judged.

    def cohorts(self) -> Iterator[tuple[date, str, int]]:
        opened = [
            one for at, one in enumerate(self.here, self.start)
            if one.event.move not in IMPORTS
            and (one.case.status in OPEN or (at and self.all[at - 1].case.status in OPEN))
        ]  # fmt: skip
        if not opened or self.is_excused():
            return
        yield self.born, "countable", 1
        answers = [one for one in self.here if one.event.move in FINAL]
        useless = bool(answers) and answers[-1].case.outcome is Outcome.NOT_SOLVED
        if self.first(Move.PROGRESS, *FINAL) and not useless:
            yield self.born, "followed_up", 1
        decision = self.decision()
        if decision is None:
            return
        day, in_time = decision
        yield day, "decided", 1
        turned = self.first(Move.OBJECT, Move.REOPEN) is not None
        if in_time and not turned and not useless and self.last.status in (Status.ANSWERED, Status.CLOSED):
            yield day, "in_time", 1

    def is_excused(self) -> bool:
        """Archived or merged before anything was late or answered."""
        if self.last.status is Status.ARCHIVED:
            since = max(at for at, one in enumerate(self.here) if "status" in one.event.changes)
        elif self.last.merged_into is not None:
            since = max(at for at, one in enumerate(self.here) if one.event.move is Move.MERGE)
        else:
            return False
        answered = any(one.event.move in FINAL for one in self.here[:since])
        promises = self.promises()
        broken = any(
            promise is not None and promise[0] < self.here[at + 1].event.at
            for at, promise in enumerate(promises[:since])
        )
        return not answered and not broken and not self.was_late(since)

    def was_late(self, until: int) -> bool:
        """Did the most urgent deadline run out before this event of `here`?"""
        urgent = [self.urgent(one.case) for one in self.here[:until]]
        return any(due is not None and due[1] < self.here[at + 1].event.at for at, due in enumerate(urgent))

    def promises(self) -> list[tuple[datetime, date] | None]:
        """After each event: the deadline that binds, and the day on which it counts as missed."""
        bound: tuple[OpenClock, datetime, date] | None = None
        found: list[tuple[datetime, date] | None] = []
        broken = False
        for at, one in enumerate(self.here):
            if bound is not None and one.event.at > bound[1]:
                bound, broken = None, True
            if one.event.move in FINAL and one.case.outcome is not Outcome.NOT_SOLVED:
                bound = None
            if one.event.move in (Move.OBJECT, Move.REOPEN):
                broken = True
            clock = completion_of(one.case)
            if clock is not None and clock.due is not None and not broken:
                was_due = self.urgent(self.here[at - 1].case) if at else None
                extended = one.event.move is Move.EXTEND and (was_due is None or was_due[1] >= one.event.at)
                classified = one.event.move is Move.CLASSIFY and not self.was_late(at)
                same_start = bound is not None and clock.started == bound[0].started
                moves = bound is None or (
                    clock.due != bound[1] and (clock.due < bound[1] or extended or (classified and same_start))
                )
                if moves and "open_clocks" in one.event.changes:
                    bound = (clock, clock.due, max(self.day(clock.due) + timedelta(days=1), one.day))
            found.append(None if bound is None else bound[1:])
        return found

    def decision(self) -> tuple[date, bool] | None:
        """On which day it was decided, and whether it was in time ever after."""
        promises = self.promises()
        day, in_time = None, True
        for at, promise in enumerate(promises):
            if promise is None:
                continue
            following = self.here[at + 1] if at + 1 < len(self.here) else None
            if following is None or following.event.at > promise[0]:
                day, in_time = day or promise[1], False
            elif following.event.move in FINAL and following.case.outcome is not Outcome.NOT_SOLVED:
                day = day or following.day
        return None if day is None else (day, in_time)
