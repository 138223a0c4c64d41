"""What may a recipient be told? Asked of the graph as that recipient, and as the public for the words of a case."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from gateway.delivery.channel import Letter
from gateway.delivery.inside import Inside
from gateway.delivery.letters import digest, notice
from graph.nodes import parse_id
from policies.principal import ANONYMOUS, Principal
from rules.calendars import Calendar
from rules.complaint_states import Status
from rules.notices import NoticeKind
from rules.roles import Role

_SEEN: Final = """query Seen($id: ID!) { complaint(id: $id) {
  trackingCode status secret anonymous published dueAt version pemda { name code } unit { name } } }"""
_PUBLIC: Final = "query Public($id: ID!) { complaint(id: $id) { title } }"
_DESK: Final = """query Desk { complaints(filter: {mine: true,
    statuses: [RECEIVED, AWAITING_REPORTER, DISPOSED, IN_PROGRESS, ANSWERED]}, first: 100) {
  totalCount nodes { trackingCode status dueAt lastEvent { at } } } }"""
_ALARMS: Final = "{ calendarAlarms { message } }"
_ADMINS: Final = frozenset({Role.INSTANSI, Role.NASIONAL})
"""Who can do something about a calendar that lacks a year."""
_WAITING: Final = frozenset({Status.AWAITING_REPORTER, Status.ANSWERED})
_ARRIVED: Final = frozenset({Status.RECEIVED, Status.DISPOSED})


class Rendering:
    """Makes letters. `base` is the address at which people open the console."""

    def __init__(self, inside: Inside, base: str) -> None:
        self._inside = inside
        self._base = base.rstrip("/")

    async def notice(self, who: Principal, kind: NoticeKind, complaint: str) -> tuple[Letter, Mapping[str, Any]] | None:
        """The letter about an event and what it was made from; None when the recipient may not see the case now."""
        seen = (await self._inside(who, _SEEN, id=complaint))["complaint"]
        if seen is None:
            return None
        public = (await self._inside(ANONYMOUS, _PUBLIC, id=complaint))["complaint"]
        zone = (await self._calendar(parse_id(complaint, "Complaint").tenant)).zone
        letter = notice(
            kind,
            seen,
            None if public is None or seen["secret"] else public["title"],
            link=self._base + _path(who, seen["trackingCode"]),
            zone=zone,
            office=who.is_staff,
        )
        return letter, seen

    async def digest(self, who: Principal) -> Letter | None:
        """The summary of the recipient's desk today; None when there is nothing on it to say."""
        found = (await self._inside(who, _DESK))["complaints"]
        calendar, now = await self._calendar(who.tenant), self._inside.context(who).now
        parts = sorted_out(found["nodes"], now, calendar)
        more = found["totalCount"] - sum(len(cases) for cases in parts.values())
        day = calendar.date_of(now).strftime("%d-%m-%Y")
        alarms = await self._alarms(who)
        return digest(parts, day=day, more=more, link=f"{self._base}/meja", zone=calendar.zone, alarms=alarms)

    async def _alarms(self, who: Principal) -> list[str]:
        """What a calendar lacks, from November on of the next year: deadlines would be counted without it."""
        if who.role not in _ADMINS:
            return []
        return [one["message"] for one in (await self._inside(who, _ALARMS))["calendarAlarms"]]

    async def _calendar(self, tenant: int) -> Calendar:
        timetables = self._inside.context(ANONYMOUS).timetables
        await timetables.prepare(tenant)
        calendar: Calendar = timetables.timetable(tenant).calendar.today
        return calendar


def sorted_out(
    cases: Sequence[Mapping[str, Any]], now: datetime, calendar: Calendar
) -> dict[str, list[Mapping[str, Any]]]:
    """The cases of a desk by what its holder has to know in the morning, each under the first that fits."""
    today = calendar.date_of(now)
    since = calendar.beginning(calendar.working_day_before(today, 1))
    parts: dict[str, list[Mapping[str, Any]]] = {"overdue": [], "today": [], "fresh": [], "waiting": []}
    for case in cases:
        status = Status(case["status"])
        due = None if case["dueAt"] is None else datetime.fromisoformat(case["dueAt"])
        event = case["lastEvent"]
        if status in _WAITING:
            parts["waiting"].append(case)
        elif due is not None and due < now:
            parts["overdue"].append(case)
        elif due is not None and calendar.date_of(due) == today:
            parts["today"].append(case)
        elif status in _ARRIVED and event is not None and datetime.fromisoformat(event["at"]) >= since:
            parts["fresh"].append(case)
    return parts


def _path(who: Principal, code: str) -> str:
    if who.is_staff:
        return f"/meja/laporan/{code}"
    return "/lacak" if who.account is None else f"/laporan-saya/{code}"
