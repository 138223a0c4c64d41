import pytest

from policies.matcher import (
    All,
    Comparison,
    Constant,
    Either,
    Name,
    Not,
    PolicyError,
    SomeParty,
    compared_with,
    names,
    parse,
)

ROLE = Comparison("==", Name("r.sub.role"), Name("p.role"))


def test_both_spellings_of_a_name_are_one() -> None:
    """Casbin writes r_sub.role where the model says r.sub.role."""
    assert parse("r.sub.role == p.role") == parse("r_sub.role == p_role") == ROLE


def test_the_whole_language() -> None:
    text = """r.sub.role == p.role && (p.scope == 'a' || !r.res.secret && r.res.published)
              && r.res.tenant_id >= r.sub.reach_lo"""
    assert parse(f"({text})") == All(
        (
            ROLE,
            Either(
                (
                    Comparison("==", Name("p.scope"), Constant("a")),
                    All((Not(Name("r.res.secret")), Name("r.res.published"))),
                )
            ),
            Comparison(">=", Name("r.res.tenant_id"), Name("r.sub.reach_lo")),
        )
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("keyMatch(r.obj, p.object)", "leaves the translatable subset"),
        ("r.res.tenant_id + 1 == r.sub.tenant", "unknown fact"),
        ("r.sub.role in ('A', 'B')", "leaves the translatable subset"),
        ("r.sub.reach_lo <= r.res.tenant_id <= r.sub.reach_hi", "leaves the translatable subset"),
        ("r.sub.rolle == p.role", "unknown fact"),
        ("r.res.colour == p.role", "unknown fact"),
        ("q.role == p.role", "unknown fact"),
        ("r.sub.role", "Only a flag"),
        ("!r.res.status", "Only a flag"),
        ("!(r.res.status == 'CLOSED')", "Only a flag|unknown fact"),
        ("r.res.secret == 'yes'", "unlike things"),
        ("r.res.tenant_id == r.sub.unit_path", "unlike things"),
        ("r.res.tenant_id == '2101'", "unlike things"),
        ("r.res.tenant_id == 2101", "unknown fact"),
        ("r.res.id < r.sub.receipt", "no order"),
        ("r.res.reporter_account != r.sub.account", "may be null"),
        ("r.res.status == 'CLOSD'", "does not exist"),
        ("'BERKADAR' == r.res.kind", "does not exist"),
        ("r.res.party_part != 'CC'", "does not exist"),
        ("r.sub.role ==", "not an expression"),
        ("eval(p.rule)", "leaves the translatable subset"),
        ("", "not an expression"),
    ],
)
def test_everything_else_is_refused(text: str, why: str) -> None:
    with pytest.raises(PolicyError, match=why):
        parse(text)


def test_names_are_found_wherever_they_stand() -> None:
    tree = All((Either((ROLE, Not(Name("r.res.secret")))), SomeParty(Name("r.res.published")), Constant(value=True)))
    assert [name.path for name in names(tree)] == ["r.sub.role", "p.role", "r.res.secret", "r.res.published"]


def test_a_name_knows_what_it_is_about() -> None:
    paths = ("r.sub.unit_path", "r.res.unit_path", "r.res.party_path", "p.scope")
    about = {name.path: (name.attribute, name.of_subject, name.of_party) for name in map(Name, paths)}
    assert about == {
        "r.sub.unit_path": ("unit_path", True, False),
        "r.res.unit_path": ("unit_path", False, False),
        "r.res.party_path": ("party_path", False, True),
        "p.scope": ("scope", False, False),
    }


def test_the_words_of_a_column_are_those_it_is_compared_with() -> None:
    tree = parse("p.scope == 'any' || r.res.secret && (p.scope == 'reach' || p.stage == '*')")
    assert compared_with(tree, "p.scope") == {"any", "reach"}
    assert compared_with(tree, "p.stage") == {"*"}
    assert compared_with(tree, "p.role") == frozenset()
