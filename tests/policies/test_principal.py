from dataclasses import replace
from uuid import UUID

from policies.principal import ANONYMOUS, NO_PATH, NOBODY, Principal
from rules.identifiers import TenantId, reach_of
from rules.roles import Role
from rules.unit_paths import ROOT, contains, segment

OFFICER = Principal(
    Role.PENGHUBUNG,
    TenantId(2101),
    reach_of(2101),
    account=UUID(int=1),
    position=UUID(int=2),
    unit_path=ROOT + segment(2),
)


def test_what_every_decision_compares_with_follows_from_the_position() -> None:
    assert (OFFICER.below, OFFICER.account_key, OFFICER.receipt_key) == ("00010002~", UUID(int=1), NOBODY)
    moved = replace(OFFICER, unit_path="00010003", receipt=UUID(int=3))
    assert (moved.below, moved.receipt_key) == ("00010003~", UUID(int=3))


def test_a_visitor_is_no_staff_and_nobody() -> None:
    assert OFFICER.is_staff
    assert not ANONYMOUS.is_staff
    assert (ANONYMOUS.role, ANONYMOUS.account_key, ANONYMOUS.receipt_key) == (Role.PUBLIK, NOBODY, NOBODY)


def test_without_a_unit_no_unit_is_below() -> None:
    assert ANONYMOUS.unit_path == NO_PATH
    assert not any(contains(NO_PATH, path) for path in (ROOT, "zzzz", "0000"))
    assert not any(ANONYMOUS.unit_path <= path < ANONYMOUS.below for path in (ROOT, "zzzz", "0000"))


def test_two_principals_are_the_same_when_they_say_the_same() -> None:
    assert replace(OFFICER, name="") == OFFICER
    assert replace(OFFICER, name="Plt.") != OFFICER
    assert "below" not in repr(OFFICER)
