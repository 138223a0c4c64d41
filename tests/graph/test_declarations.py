"""Nothing is declared without its description: the docstring, or the argument."""

from enum import StrEnum

import pytest

from graph.declarations import attribute, described, enum_type, object_type


class Fruit(StrEnum):
    """What grows here."""

    SALAK = "SALAK"
    DURIAN = "DURIAN"


def test_the_docstring_describes() -> None:
    @object_type
    class Tree:
        """A tree
        of this village.
        """

        name: str = attribute("Its name.")

    definition = Tree.__strawberry_definition__  # type: ignore[attr-defined]
    assert definition.description == "A tree\nof this village."
    assert definition.fields[0].description == "Its name."


def test_a_type_can_have_another_name() -> None:
    @object_type(name="Pohon")
    class Tree:
        """A tree."""

        name: str = attribute("Its name.")

    assert Tree.__strawberry_definition__.name == "Pohon"  # type: ignore[attr-defined]


def test_what_is_not_described_cannot_be_declared() -> None:
    class Bare:
        name: str

    with pytest.raises(TypeError, match=r"Bare is not described: write its docstring\."):
        object_type(Bare)
    with pytest.raises(TypeError, match="not described"):
        attribute("  ")
    with pytest.raises(TypeError, match="not described"):
        described(None, lambda: None)


def test_each_value_of_an_enum_is_described() -> None:
    with pytest.raises(TypeError, match=r"missing: \['DURIAN'\]"):
        enum_type(Fruit, {Fruit.SALAK: "Salak."})
    published = enum_type(Fruit, {Fruit.SALAK: "Salak.", Fruit.DURIAN: "Durian."}, name="Buah")
    definition = published.__strawberry_definition__  # type: ignore[attr-defined]
    assert (definition.name, definition.description) == ("Buah", "What grows here.")
    assert [(value.name, value.description) for value in definition.values] == [
        ("SALAK", "Salak."),
        ("DURIAN", "Durian."),
    ]
