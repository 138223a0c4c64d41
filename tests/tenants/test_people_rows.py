"""Rows of people know what follows from them alone."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from rules.roles import AppointmentKind, Role, UnitKind
from tenants.people_rows import AppointmentRow, SeatRow, UnitRow

NOW = datetime(2026, 3, 4, tzinfo=UTC)
DAY = timedelta(days=1)
SPANS = [
    (NOW - DAY, None, True),
    (NOW, None, True),
    (NOW + DAY, None, False),
    (NOW - DAY, NOW, False),
    (NOW - DAY, NOW + DAY, True),
]


@pytest.mark.parametrize(("begins", "ends", "live"), SPANS)
def test_an_appointment_holds_from_its_beginning_and_not_at_its_end(
    begins: datetime, ends: datetime | None, *, live: bool
) -> None:
    appointment = AppointmentRow(
        2101, uuid4(), uuid4(), uuid4(), "Ani", AppointmentKind.PLT, "SK", NOW.date(), None, begins, ends, "",
        Role.STAF, uuid4(), "0001",
    )  # fmt: skip
    seat = SeatRow(2101, uuid4(), Role.STAF, "Staf", uuid4(), "0001", begins, ends, [])
    assert appointment.is_live(NOW) is live
    assert seat.is_live(NOW) is live


def test_policies_find_a_units_place_under_their_own_word() -> None:
    unit = UnitRow(2101, uuid4(), None, "0001", "X", "X", UnitKind.ROOT, None, NOW.date(), None)
    assert unit.unit_path == "0001"
