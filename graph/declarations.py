"""How types, enums and plain fields are declared, so that each carries its description: the interface's manual."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import MISSING
from enum import Enum
from typing import Any, TypeVar, dataclass_transform, overload

import strawberry

Class = TypeVar("Class", bound=type)
Members = TypeVar("Members", bound=type[Enum])


def described(description: str | None, declared: Any = None) -> str:
    """The description given, else the docstring. Raises TypeError when there is neither."""
    own = None if declared is None else getattr(declared, "__doc__", None)
    text = inspect.cleandoc(description or own or "")
    if not text or text.startswith(f"{getattr(declared, '__name__', '')}("):  # what @dataclass writes itself
        raise TypeError(f"{getattr(declared, '__qualname__', 'A field')} is not described: write its docstring.")
    return text


def attribute(
    description: str, *, default: Any = MISSING, name: str | None = None, deprecated: str | None = None
) -> Any:
    """A field read from the attribute of the same name; in an input, a value that its type bounds already."""
    return strawberry.field(
        description=described(description), default=default, name=name, deprecation_reason=deprecated
    )


@overload
def object_type(cls: Class, /, *, name: str | None = None) -> Class: ...


@overload
def object_type(cls: None = None, /, *, name: str | None = None) -> Callable[[Class], Class]: ...


@dataclass_transform(kw_only_default=True, field_specifiers=(attribute,))
def object_type(cls: Class | None = None, /, *, name: str | None = None) -> Class | Callable[[Class], Class]:
    """Declare an object type that resolves from rows. Its docstring is its description."""

    def declare(cls: Class) -> Class:
        return strawberry.type(cls, description=described(None, cls), name=name)

    return declare if cls is None else declare(cls)


def enum_type(members: Members, values: Mapping[Any, str], *, name: str | None = None) -> Members:
    """Publish an enum of the rules with the description of each value; its own docstring describes it.

    Raises TypeError unless exactly its members are described.
    """
    missing = [member.name for member in members if not values.get(member)]
    if missing or len(values) != len(list(members)):
        raise TypeError(f"{members.__name__}: describe each member, and nothing else (missing: {missing})")
    published = strawberry.enum(members, name=name, description=described(None, members))
    for value in published.__strawberry_definition__.values:  # type: ignore[attr-defined]
        value.description = inspect.cleandoc(values[members[value.name]])
    return published
