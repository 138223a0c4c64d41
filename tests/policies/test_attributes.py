from dataclasses import fields

from policies.attributes import FACTS_OF, PARTY, RESOURCE, SUBJECT
from policies.permissions import Permission
from policies.principal import Principal
from rules.roles import Role
from tests.policies.scene import Party, Thing, principal


def test_every_fact_about_a_principal_is_there_and_never_null() -> None:
    for role in Role:
        for fact in SUBJECT.values():
            value: object = principal(role)
            for part in fact.held_in.split("."):
                value = getattr(value, part)
            assert value is not None
    assert not any(fact.nullable for fact in SUBJECT.values())
    assert {fact.held_in.split(".")[0] for fact in SUBJECT.values()} <= {field.name for field in fields(Principal)}


def test_every_kind_of_object_says_what_is_known_about_it() -> None:
    assert set(FACTS_OF) == {permission.object for permission in Permission}
    assert frozenset().union(*FACTS_OF.values()) == set(RESOURCE) | {"parties"}


def test_the_scene_has_every_fact() -> None:
    assert {field.name for field in fields(Thing)} == set(RESOURCE) | {"parties"}
    assert {field.name for field in fields(Party)} == {fact.held_in for fact in PARTY.values()}
