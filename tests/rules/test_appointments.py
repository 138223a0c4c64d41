from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.appointments import Tenure, check_tenure
from rules.errors import BAD_USER_INPUT, CONFLICT, Refusal
from rules.roles import AppointmentKind

DEFINITIVE, PLT, PLH = AppointmentKind.DEFINITIVE, AppointmentKind.PLT, AppointmentKind.PLH
BUDI, SITI, TONO = (UUID(int=n) for n in (1, 2, 3))
START = datetime(2026, 1, 1, tzinfo=UTC)


def tenure(account: UUID, kind: AppointmentKind, begins: int = 0, ends: int | None = None) -> Tenure:
    return Tenure(account, kind, START + timedelta(days=begins), None if ends is None else START + timedelta(days=ends))


@pytest.mark.parametrize(
    ("new", "others"),
    [
        (tenure(BUDI, DEFINITIVE), []),
        (tenure(BUDI, PLT), []),
        (tenure(SITI, DEFINITIVE, 30), [tenure(BUDI, DEFINITIVE, 0, 30)]),
        (tenure(SITI, DEFINITIVE, 0, 30), [tenure(BUDI, DEFINITIVE, 30)]),
        (tenure(SITI, PLH, 5, 10), [tenure(BUDI, DEFINITIVE)]),
        (tenure(SITI, PLH, 5, 10), [tenure(BUDI, PLT), tenure(TONO, PLH, 10, 12)]),
        (tenure(BUDI, DEFINITIVE, 30), [tenure(BUDI, PLT, 0, 30)]),
        (tenure(SITI, PLT), [tenure(BUDI, PLH)]),
    ],
)
def test_who_may_hold_beside_whom(new: Tenure, others: list[Tenure]) -> None:
    check_tenure(new, others)


@pytest.mark.parametrize(
    ("new", "others"),
    [
        (tenure(SITI, DEFINITIVE), [tenure(BUDI, DEFINITIVE)]),
        (tenure(SITI, PLT, 29), [tenure(BUDI, DEFINITIVE, 0, 30)]),
        (tenure(SITI, DEFINITIVE), [tenure(BUDI, PLT)]),
        (tenure(BUDI, PLH), [tenure(BUDI, DEFINITIVE)]),
        (tenure(SITI, PLH, 5, 10), [tenure(BUDI, DEFINITIVE), tenure(TONO, PLH, 9, 12)]),
        (tenure(SITI, PLH), []),
        (tenure(SITI, PLH, 30), [tenure(BUDI, DEFINITIVE, 0, 30)]),
    ],
)
def test_who_may_not(new: Tenure, others: list[Tenure]) -> None:
    with pytest.raises(Refusal) as refused:
        check_tenure(new, others)
    assert (refused.value.code, refused.value.field) == (CONFLICT, "kind")


@pytest.mark.parametrize("ends", [0, -1])
def test_it_ends_after_it_begins(ends: int) -> None:
    with pytest.raises(Refusal) as refused:
        check_tenure(tenure(BUDI, DEFINITIVE, 0, ends), [])
    assert (refused.value.code, refused.value.field) == (BAD_USER_INPUT, "validTo")


TENURES = st.builds(
    lambda begins, length: tenure(BUDI, PLT, begins, None if length is None else begins + length),
    st.integers(0, 30),
    st.none() | st.integers(1, 30),
)


@given(TENURES, TENURES)
def test_they_overlap_when_a_day_belongs_to_both(one: Tenure, other: Tenure) -> None:
    def days(held: Tenure) -> set[int]:
        last = 99 if held.ends is None else (held.ends - START).days
        return set(range((held.begins - START).days, last))

    assert one.overlaps(other) is bool(days(one) & days(other))
    assert one.overlaps(other) is other.overlaps(one)
