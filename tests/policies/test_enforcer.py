import logging

import pytest

from policies.enforcer import _ABSENT, MODEL, POLICY, Oracle
from policies.folding import OPERATORS
from policies.matcher import PolicyError
from policies.permissions import Permission
from rules.roles import Role
from rules.unit_paths import ROOT
from tests.policies.scene import Thing, principal

LINE = "p, STAF, complaint, read, party, *\n"


def test_casbin_holds_every_line_that_is_written() -> None:
    written = [line for line in POLICY.splitlines() if line.startswith("p, ")]
    oracle = Oracle()
    assert len(oracle.policy.lines) == len(written) == len(oracle._enforcer.get_policy())
    assert [f"p, {line}" for line in oracle.policy.lines] == written


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("r = sub, obj, act, res", "r = sub, obj, act", "the model defines r"),
        ("p = role, object", "p = object, role", "the model defines p"),
        ("p.eft == allow", "p.eft == deny", "lines that allow"),
        ("some(where (p.eft == allow))", "!some(where (p.eft == deny))", "lines that allow"),
        ("[matchers]", "[role_definition]\ng = _, _\n\n[matchers]", "lines that allow"),
        ("(p.role == '*' || r.sub.role == p.role) && ", "", "does not name"),
        ("r.obj == p.object && ", "", "does not name"),
        (" && r.act == p.action", "", "does not name"),
        ("r.act == p.action", "r.act <= p.action", "does not name"),
        ("r.sub.role == p.role", "r.sub.role >= p.role", "does not name"),
        ("p.scope == 'any'", "p.scope != 'never'", "does not name"),
        ("p.stage == '*'", "p.stage != 'never'", "does not name"),
        ("r.res.tenant_id == r.sub.tenant", "keyMatch(r.res.tenant_id, r.sub.tenant)", "translatable subset"),
        ("!r.res.secret", "!g(r.res.secret)", "Only a flag|unknown fact"),
    ],
)
def test_a_model_that_says_something_else_is_refused(before: str, after: str, why: str) -> None:
    assert before in MODEL
    with pytest.raises(PolicyError, match=why):
        Oracle(MODEL.replace(before, after, 1), LINE)


def test_a_second_matcher_is_refused() -> None:
    with pytest.raises(PolicyError, match="one matcher"):
        Oracle(f"{MODEL}\nm2 = r.sub.role == p.role\n", LINE)


def test_a_line_that_casbin_would_drop_silently_is_refused() -> None:
    with pytest.raises(PolicyError, match="line 2"):
        Oracle(MODEL, f"{LINE}q, STAF, complaint, search, party, *\n")


def test_what_casbin_loaded_is_compared_with_what_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casbin.Enforcer.get_policy", lambda _: [["STAF", "complaint", "read", "any", "*"]])
    with pytest.raises(PolicyError, match="did not load"):
        Oracle(MODEL, LINE)


def test_the_desk_of_the_instansi_is_the_root_of_the_tree() -> None:
    assert f"r.res.desk_path == '{ROOT}'" in MODEL


def test_casbin_asks_about_each_involved_unit() -> None:
    oracle, somebody = Oracle(), principal(Role.STAF)
    thing = Thing(tenant_id=somebody.tenant)
    assert not oracle.enforce(somebody, Permission.COMPLAINT_READ, thing)
    assert not oracle.enforce(somebody, Permission.COMPLAINT_READ, Thing(tenant_id=somebody.tenant, parties=()))
    assert oracle.enforce(somebody, Permission.SESSION_READ, None)


@pytest.mark.parametrize("sign", OPERATORS)
def test_what_is_not_there_compares_with_nothing(sign: str) -> None:
    for other in ("", "TEMBUSAN", None, _ABSENT):
        assert OPERATORS[sign](_ABSENT, other) is False
        assert OPERATORS[sign](other, _ABSENT) is False


def test_our_own_log_still_speaks() -> None:
    """Casbin disables its loggers when an enforcer is made; it must not reach further."""
    Oracle()
    assert not logging.getLogger("tuntas").disabled
    assert not logging.getLogger().disabled
