import random

import pytest

from gateway.demo.complaints.track import Pace, Track
from rules.complaint_states import Move, Status
from rules.errors import Refusal
from rules.roles import Role
from tests.gateway.demo.crowd import BINTAN, demo_offices


@pytest.fixture
def track() -> Track:
    started = Track(random.Random(1), demo_offices(), BINTAN)
    started.submit(Role.PUBLIK, None)
    started.by_admin(Move.VERIFY, 0, "verifications")
    return started


def test_a_move_that_the_table_refuses_cannot_be_planned(track: Track) -> None:
    with pytest.raises(Refusal):
        track.by_citizen(Move.ACCEPT, 0, "acceptances")


def test_disposition_goes_down_and_return_goes_up(track: Track) -> None:
    track.by_admin(Move.DISPOSE, 0, "dispositions", to_unit="kec-bintan-timur")
    track.by_desk(Move.DISPOSE, 0, "dispositions_down", to_unit="kel-kijang-kota")
    track.by_desk(Move.RETURN, 0, "returns", to_unit="kec-bintan-timur")
    assert (track.unit, track.status) == ("kec-bintan-timur", Status.DISPOSED)
    assert track.drafts[-1].actor_unit == "kel-kijang-kota"


def test_the_second_return_goes_to_the_common_superior(track: Track) -> None:
    track.by_admin(Move.DISPOSE, 0, "dispositions", to_unit="dinsos")
    track.by_desk(Move.RETURN, 0, "returns", to_unit="dinkes")
    assert (track.unit, track.status) == ("root", Status.RECEIVED)
    track.by_admin(Move.DISPOSE, 0, "dispositions", to_unit="kec-bintan-timur")
    track.by_desk(Move.DISPOSE, 0, "dispositions_down", to_unit="kel-kijang-kota")
    track.by_desk(Move.RETURN, 0, "returns", to_unit="dinkes")
    assert (track.unit, track.status) == ("root", Status.RECEIVED)
    assert track.returned_by == ["dinsos", "kel-kijang-kota"]


def test_transfers_change_the_pemda_and_the_admin(track: Track) -> None:
    track.by_admin(Move.RETURN_TO_NATION, 0, "returns_to_nation", to_tenant="00")
    assert track.admin is Role.NASIONAL
    track.by_admin(Move.TRANSFER, 0, "transfers", to_tenant="21.71")
    assert (track.tenant, track.unit, track.admin) == ("21.71", "root", Role.INSTANSI)
    assert track.drafts[-1].tenant == "00"


def test_the_inspectorate_acts_as_pengawas(track: Track) -> None:
    track.by_admin(Move.REFER, 0, "referrals", to_unit="inspektorat")
    track.by_desk(Move.PROGRESS, 1, "progress")
    track.by_staff(Move.DRAFT, 0, "drafts")
    assert [draft.role for draft in track.drafts[-2:]] == [Role.PENGAWAS, Role.STAF]


def test_the_sweep_has_no_unit(track: Track) -> None:
    track.by_admin(Move.REQUEST_COMPLETION, 0, "supplement_asks")
    track.by_system(Move.LAPSE_COMPLETION, Pace.COMPLETION_LAPSE, "lapsed_completion")
    assert (track.status, track.drafts[-1].actor_unit) == (Status.ARCHIVED, None)
    assert track.chain("kel-kijang-kota") == ["kel-kijang-kota", "kec-bintan-timur", "root"]
