"""The interface as a whole: written down, every root field with its permission, every type reached."""

import re

import pytest

from graph.schema import _FETCHERS, Mutation, Query, Subscription, schema
from graph.schema_laws import breaches
from policies.permissions import Permission
from tests.architecture.codebase import HOUSE

ROOTS = ("Query", "Mutation", "Subscription")


def test_the_snapshot_is_what_the_code_says() -> None:
    assert f"{schema.as_str()}\n" == (HOUSE / "graph" / "schema.graphql").read_text(encoding="utf-8")


def test_it_keeps_its_laws() -> None:
    assert breaches(schema._schema) == []


@pytest.mark.parametrize("root", ROOTS)
def test_every_root_field_prints_a_permission_that_exists(root: str) -> None:
    known = {permission.value for permission in Permission}
    block = schema.as_str().partition(f"\ntype {root} {{\n")[2].partition("\n}\n")[0]
    fields = getattr(schema._schema, f"{root.lower()}_type").fields
    printed = re.findall(r'@requires\(permission: "([^"]+)"\)', block)
    assert len(printed) == len(fields) > 0
    assert set(printed) <= known


def test_no_field_comes_from_two_subjects() -> None:
    for root in (Query, Mutation, Subscription):
        declared = [field.python_name for field in root.__strawberry_definition__.fields]  # type: ignore[attr-defined]
        assert len(set(declared)) == len(declared)
        by_subject = [name for subject in root.__mro__[1:] for name in vars(subject) if name in declared]
        assert sorted(by_subject) == sorted(declared)


def test_what_is_a_node_can_be_fetched_again() -> None:
    interface = schema._schema.type_map["Node"]
    nodes = {type_.name for type_ in schema._schema.get_implementations(interface).objects}  # type: ignore[arg-type]
    assert nodes - set(_FETCHERS) == {"Token"}  # its holder lists it; nobody links to it
    assert set(_FETCHERS) <= nodes


def test_a_changed_word_would_show() -> None:
    text = schema.as_str()
    assert text.count("type Complaint ") == 1
    assert '@requires(permission: "complaint:dispose")' in text
