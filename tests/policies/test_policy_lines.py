import pytest

from policies.decisions import TABLE
from policies.folding import FALSE, TRUE
from policies.matcher import Comparison, Constant, Expression, Name, PolicyError
from policies.permissions import Permission
from policies.policy_lines import Line, Policy, read_lines, read_policy
from rules.complaint_states import HANDLED, OPEN, Status
from rules.roles import Role

MATCHER = TABLE.policy.matcher
GOOD = "p, STAF, complaint, read, party, *"


def test_a_line_is_read_aloud() -> None:
    line = Line("STAF", "complaint", "read", "party", "*")
    assert read_lines(f"# why\n\n{GOOD}\n", MATCHER) == (line,)
    assert read_lines(f"# why\n\n{GOOD}\n", MATCHER)[0].number == 3
    assert (str(line), line.permission, line.roles) == (GOOD[3:], Permission.COMPLAINT_READ, (Role.STAF,))
    assert Line("*", "topic", "read", "any", "*").roles == tuple(Role)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("p STAF, complaint, read, party, *", "is not 'p, role"),
        ("P, STAF, complaint, read, party, *", "is not 'p, role"),
        ("p2, STAF, complaint, read, party, *", "is not 'p, role"),
        ("p, STAF, complaint, read, party", "is not 'p, role"),
        ("p, STAF, complaint, read, party, *, allow", "is not 'p, role"),
        ("p, STAF, complaint, read, party, * # why", "is not 'p, role"),
        ("p, STAF,complaint, read, party, *", "is not 'p, role"),
        (" p, STAF, complaint, read, party, *", "is not 'p, role"),
        ("p, STAF, complaint, read, party, ", "is not 'p, role"),
        ("g, STAF, PENGHUBUNG", "is not 'p, role"),
        ("p, STAFF, complaint, read, party, *", "unknown role, 'STAFF'"),
        ("p, STAF, complaints, read, party, *", "unknown permission"),
        ("p, STAF, complaint, reed, party, *", "unknown permission, 'complaint:reed'"),
        ("p, STAF, complaint, read, partie, *", "unknown scope, 'partie'"),
        ("p, STAF, complaint, read, party, CLOSD", "unknown stage, 'CLOSD'"),
        ("p, STAF, complaint, read, party, OPEN", "unknown stage"),
        ("p, STAF, handling, read, subtree, open", "unknown stage"),
        ("p, STAF, handling, read, subtree, DISPOSED", "unknown stage"),
        ("p, STAF, unit, read, tenant, DISPOSED", "unknown stage"),
    ],
)
def test_a_line_that_is_not_exactly_right_is_refused(wrong: str, why: str) -> None:
    with pytest.raises(PolicyError, match=f"line 2 .*{why}"):
        read_lines(f"{GOOD}\n{wrong}\n", MATCHER)


def test_a_line_stands_once() -> None:
    with pytest.raises(PolicyError, match="line 3 repeats line 1"):
        read_lines(f"{GOOD}\n\n{GOOD}\n", MATCHER)


def test_no_line_is_no_policy() -> None:
    with pytest.raises(PolicyError, match="no line"):
        read_lines("# nothing yet\n", MATCHER)


def test_a_line_cannot_ask_what_its_object_does_not_tell() -> None:
    with pytest.raises(PolicyError, match="asks a unit for its unit_path"):
        read_policy("p, STAF, unit, read, subtree, *\n", MATCHER)
    assert read_policy("p, STAF, vacancy, read, subtree, *\n", MATCHER).lines[0].scope == "subtree"


def test_what_a_line_asks() -> None:
    policy = TABLE.policy
    assert policy.asks(Line("STAF", "complaint", "read", "known", "handled")) == {
        "status",
        "tenant_id",
        "parties",
        "anonymous",
    }
    assert policy.asks(Line("STAF", "complaint", "submit", "any", "*")) == frozenset()


def test_the_lines_of_a_role_are_those_of_everybody_too() -> None:
    assert [line.role for line in TABLE.policy.of(Role.STAF, Permission.COMPLAINT_TRACK)] == ["*"]
    assert TABLE.policy.of(Role.STAF, Permission.COMPLAINT_CLOSE) == ()


def stage_of(word: str, status: Status) -> Expression:
    return TABLE.policy.residue(Line("STAF", "complaint", "read", "any", word), status=status)


@pytest.mark.parametrize("status", Status)
def test_the_groups_of_stages_are_those_of_the_state_table(status: Status) -> None:
    assert stage_of("*", status) == TRUE
    assert stage_of("handled", status) == Constant(value=status in HANDLED)
    assert stage_of("open", status) == Constant(value=status in OPEN)
    assert stage_of(Status.CLOSED, status) == Constant(value=status is Status.CLOSED)


def test_what_is_left_of_the_matcher_for_a_line() -> None:
    policy = TABLE.policy
    here = Comparison("==", Name("r.res.tenant_id"), Name("r.sub.tenant"))
    assert policy.residue(Line("STAF", "unit", "read", "tenant", "*")) == here
    assert Policy(FALSE, ()).residue(Line("STAF", "unit", "read", "tenant", "*")) == FALSE
