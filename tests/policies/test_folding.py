from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from policies.decisions import compiled
from policies.folding import FALSE, TRUE, both, either, factor, fold, quantify
from policies.matcher import All, Comparison, Constant, Either, Expression, Name, Not, SomeParty, parse
from policies.principal import Principal
from rules.roles import Role
from tests.policies.scene import Thing, principal
from tests.policies.test_agreement import THINGS, of_role

SECRET, PUBLISHED = Name("r.res.secret"), Name("r.res.published")
HERE = Comparison("==", Name("r.res.party_path"), Name("r.sub.unit_path"))
CC = Comparison("!=", Name("r.res.party_part"), Constant("TEMBUSAN"))


def test_what_is_known_is_decided() -> None:
    tree = parse("r.sub.role == p.role && (p.scope == 'any' || p.scope == 'own' && !r.res.secret)")
    known = {"r.sub.role": "STAF", "p.role": "STAF"}
    assert fold(tree, known | {"p.scope": "any"}) == TRUE
    assert fold(tree, known | {"p.scope": "own"}) == Not(SECRET)
    assert fold(tree, known | {"p.scope": "else"}) == FALSE
    assert fold(tree, known | {"p.role": "PENGHUBUNG"}) == FALSE
    assert fold(tree, {}) == tree


def test_a_word_that_a_fact_never_is_does_not_match() -> None:
    tree = parse("r.res.status == p.stage")
    assert fold(tree, {"p.stage": "handled"}) == FALSE
    assert fold(tree, {"p.stage": "CLOSED"}) == Comparison("==", Name("r.res.status"), Constant("CLOSED"))


def test_nothing_to_join_is_neutral() -> None:
    assert (both([]), either([])) == (TRUE, FALSE)
    assert (both([TRUE, SECRET]), either([FALSE, SECRET])) == (SECRET, SECRET)
    assert (both([FALSE, SECRET]), either([SECRET, TRUE])) == (FALSE, TRUE)
    assert both([SECRET, All((PUBLISHED, SECRET))]) == All((SECRET, PUBLISHED))
    assert either([Either((SECRET, PUBLISHED)), SECRET]) == Either((SECRET, PUBLISHED))


def test_all_that_is_asked_of_involved_units_is_asked_of_one() -> None:
    assert quantify(All((SECRET, HERE, CC))) == All((SECRET, SomeParty(All((HERE, CC)))))
    assert quantify(HERE) == SomeParty(HERE)
    assert quantify(Either((SECRET, HERE))) == Either((SECRET, SomeParty(HERE)))
    assert quantify(All((SECRET, PUBLISHED))) == All((SECRET, PUBLISHED))


def test_an_alternative_that_asks_for_no_unit_holds_without_one() -> None:
    tree = All((SECRET, Either((PUBLISHED, HERE)), CC))
    assert quantify(tree) == Either(
        (All((SECRET, PUBLISHED, SomeParty(CC))), All((SECRET, SomeParty(All((CC, HERE))))))
    )
    assert quantify(All((SECRET, Either((PUBLISHED, HERE))))) == Either(
        (All((SECRET, PUBLISHED)), All((SECRET, SomeParty(HERE))))
    )


def test_what_all_alternatives_share_stands_before_them() -> None:
    tree = Either((All((PUBLISHED, SECRET)), All((PUBLISHED, Not(SECRET)))))
    assert factor(tree) == All((PUBLISHED, Either((SECRET, Not(SECRET)))))
    assert factor(Either((PUBLISHED, All((PUBLISHED, SECRET))))) == PUBLISHED
    assert factor(Either((SECRET, PUBLISHED))) == Either((SECRET, PUBLISHED))
    assert factor(SECRET) == SECRET


LEAVES = st.sampled_from(
    [
        SECRET,
        Not(SECRET),
        PUBLISHED,
        TRUE,
        FALSE,
        HERE,
        CC,
        parse("r.res.unit_path >= r.sub.unit_path"),
        parse("r.res.status == 'CLOSED'"),
    ]
)
TREES: st.SearchStrategy[Expression] = st.recursive(
    LEAVES,
    lambda parts: (
        st.builds(All, st.lists(parts, min_size=1, max_size=3).map(tuple))
        | st.builds(Either, st.lists(parts, min_size=1, max_size=3).map(tuple))
    ),
    max_leaves=8,
)


def plainly(tree: Expression, resource: Thing) -> bool:
    """What a tree says of a resource with at most one involved unit, worked out part by part."""
    match tree:
        case All(parts=parts):
            return all(plainly(part, resource) for part in parts)
        case Either(parts=parts):
            return any(plainly(part, resource) for part in parts)
        case _:
            return compiled(tree)(principal(Role.STAF), resource)


@given(tree=TREES, thing=THINGS)
def test_no_shape_changes_what_a_tree_says(tree: Expression, thing: Thing) -> None:
    """With several involved units it holds when it holds for one of them, or for none of them."""
    ones = [replace(thing, parties=(party,)) for party in thing.parties] or [thing]
    said = any(plainly(tree, one) for one in ones)
    for shaped in (fold(tree, {}), factor(fold(tree, {})), factor(quantify(fold(tree, {})))):
        assert compiled(shaped)(principal(Role.STAF), thing) is said


@given(somebody=of_role(Role.STAF), thing=THINGS)
def test_folding_a_status_is_asking_with_that_status(somebody: Principal, thing: Thing) -> None:
    tree = parse("r.res.status == 'CLOSED' || r.res.status != 'OPEN' && r.res.secret")
    folded = fold(tree, {"r.res.status": thing.status})
    assert compiled(folded)(somebody, thing) is compiled(tree)(somebody, thing)
