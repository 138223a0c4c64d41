from policies.decisions import TABLE
from policies.permissions import ASKED_OF_NO_ROW, MOVE_PERMISSION, Permission
from rules.complaint_states import HANDLED, OPEN, TRANSITIONS, Move, Status
from rules.roles import Role

LINES = TABLE.policy.lines
STAGES: dict[str, frozenset[Status]] = {
    "*": frozenset(Status),
    "handled": HANDLED,
    "open": OPEN,
    **{status: frozenset({status}) for status in Status},
}
"""What the stages of the policy mean, said a second time: the matcher must mean the same."""


def moves_of(permission: Permission) -> list[Move]:
    return [move for move, needed in MOVE_PERMISSION.items() if needed is permission]


def typed_in(role: Role) -> bool:
    """An office types in what it received by hand: it submits with its own permission (admin 14, penghubung 1)."""
    return any(role in line.roles for line in LINES if line.permission is Permission.COMPLAINT_ENTER)


def test_every_move_has_its_permission() -> None:
    assert set(MOVE_PERMISSION) == set(Move)


def test_a_permission_names_its_object_and_its_action() -> None:
    assert (Permission.COMPLAINT_RETURN_TO_NATION.object, Permission.COMPLAINT_RETURN_TO_NATION.action) == (
        "complaint",
        "return_to_nation",
    )
    assert all(permission == f"{permission.object}:{permission.action}" for permission in Permission)
    assert all(permission.name == permission.replace(":", "_").upper() for permission in Permission)


def test_every_permission_is_somebodys() -> None:
    assert {line.permission for line in LINES} == set(Permission)


def test_what_is_asked_of_no_row_is_not_a_move_on_one() -> None:
    on_a_row = {permission for move, permission in MOVE_PERMISSION.items() if TRANSITIONS[move].sources}
    assert on_a_row & ASKED_OF_NO_ROW == {Permission.COMPLAINT_IMPORT_CHANGE}  # it comes with an import, unasked for


def test_whoever_records_a_move_has_a_line_for_one_of_its_stages() -> None:
    missing = []
    for move, row in TRANSITIONS.items():
        permission = MOVE_PERMISSION[move]
        for role in row.recorders:
            stages = {
                status
                for line in TABLE.policy.of(role, permission)
                if permission.object == "complaint"
                for status in STAGES[line.stage]
            }
            submits = move in (Move.SUBMIT, Move.IMPORT) and (TABLE.policy.of(role, permission) or typed_in(role))
            handles = permission.object == "handling" and TABLE.policy.of(role, permission)
            if not (submits or handles or stages & row.sources):
                missing.append((move, role))
    assert missing == []


def test_no_line_allows_a_move_in_a_stage_that_the_state_table_refuses() -> None:
    refused = []
    for line in LINES:
        moves = moves_of(line.permission)
        if not moves or line.object == "handling" or moves in ([Move.SUBMIT], [Move.IMPORT]):
            continue
        legal = frozenset().union(*(TRANSITIONS[move].sources for move in moves))
        if not STAGES[line.stage] <= legal:
            refused.append(str(line))
    assert refused == []


DESK_OF_LAST_RESORT = frozenset({Role.INSTANSI, Role.NASIONAL})
"""A parallel handling whose unit fell vacant up to the top is answered there (design 3)."""


def test_no_line_lets_somebody_move_who_does_not_record_that_move() -> None:
    strangers = []
    for line in LINES:
        recorders = frozenset().union(*(TRANSITIONS[move].recorders for move in moves_of(line.permission)))
        also = DESK_OF_LAST_RESORT if line.object == "handling" else frozenset()
        if recorders and not set(line.roles) <= recorders | also:
            strangers.append(str(line))
    assert strangers == []
