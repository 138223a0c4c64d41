from rules.roles import DESK_ROLES, LABELS, POSITION_ROLES, AppointmentKind, Role, SanctionKind, TeamSeat, UnitKind


def test_positions_carry_offices_not_citizens_nor_the_system() -> None:
    assert set(Role) - POSITION_ROLES == {Role.PELAPOR, Role.SISTEM, Role.PUBLIK}


def test_a_desk_is_kept_alive_by_who_can_decide_on_it() -> None:
    assert {Role.NASIONAL, Role.INSTANSI, Role.PENGHUBUNG, Role.PENGAWAS} == DESK_ROLES
    assert DESK_ROLES < POSITION_ROLES


def test_every_role_has_its_indonesian_name() -> None:
    assert set(LABELS) == set(Role)
    assert len(set(LABELS.values())) == len(Role)


def test_the_words_of_the_regulation() -> None:
    assert [str(seat) for seat in TeamSeat] == [
        "PEMBINA", "PENANGGUNG_JAWAB", "KETUA", "WAKIL_KETUA", "SEKRETARIS", "ANGGOTA",
    ]  # fmt: skip
    assert [str(kind) for kind in SanctionKind] == ["TEGURAN_LISAN", "TEGURAN_TERTULIS", "PEMBERHENTIAN"]
    assert {str(kind) for kind in AppointmentKind} == {"DEFINITIVE", "PLT", "PLH"}
    assert UnitKind.ROOT in UnitKind
