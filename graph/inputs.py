"""How input is declared so that nothing unbounded gets in: every text has a length, every list a size.

    @input_type
    class SubmitComplaint:
        '''What a citizen sends (laporan baru).'''

        subject: str = text("In one line (judul).", at_least=5, at_most=150)
        body: str = text("What happened, where, when (uraian).", at_least=20, at_most=5000, lines=True)
        place: str | None = text("Where (lokasi).", at_most=200, default=None)
        rating: int = whole("1 to 5.", at_least=1, at_most=5)
        tags: list[str] = several("Tags.", at_most=10, each=Text(1, 30))
        kind: Kind = attribute("The classification.")

    async def track(self, info: Info, code: Annotated[str, text_argument("The code.", at_most=20)]) -> ...

Values are trimmed, brought to NFC and checked when the arguments are built, before the permission is decided; the error
names the field by its path inside the input ("reporter.name", "tags.3").
"""

from collections.abc import Mapping
from dataclasses import MISSING
from typing import Any, Final, TypeVar, dataclass_transform

import strawberry
from strawberry.types.arguments import InputContext, StrawberryArgumentAnnotation
from strawberry.types.field import StrawberryField

from graph.declarations import attribute, described
from graph.scalars import Rule, Several, Text, Whole

Class = TypeVar("Class", bound=type)
RULE: Final = "tuntas.rule"
"""Key in a field's or an argument's metadata: the rule that its value is checked by."""


def text(description: str, *, at_least: int = 0, at_most: int, lines: bool = False, default: Any = MISSING) -> Any:
    """Text with a length; `lines` keeps line breaks."""
    return _field(description, Text(at_least, at_most, lines), default)


def whole(description: str, *, at_least: int, at_most: int, default: Any = MISSING) -> Any:
    """What an input takes: a whole number inside bounds."""
    return _field(description, Whole(at_least, at_most), default)


def several(description: str, *, at_most: int, each: Text | Whole | None = None, default: Any = MISSING) -> Any:
    """What an input takes: a list of bounded size."""
    return _field(description, Several(at_most, each), default)


def text_argument(
    description: str, *, at_least: int = 0, at_most: int, name: str | None = None
) -> StrawberryArgumentAnnotation:
    """What a root field takes outside of an input object: text with a length."""
    return strawberry.argument(description=description, name=name, metadata={RULE: Text(at_least, at_most)})


def argument(description: str, name: str | None = None) -> StrawberryArgumentAnnotation:
    """What a field takes whose type bounds it already: an id, a number, an enum, an input."""
    return strawberry.argument(description=description, name=name)


@dataclass_transform(kw_only_default=True, field_specifiers=(text, whole, several, attribute))
def input_type(cls: Class) -> Class:
    """Declare an input object whose fields are checked when it is built. Its docstring is its description."""
    declared = strawberry.input(cls, description=described(None, cls))
    declared.__strawberry_definition__.from_input = _build  # type: ignore[attr-defined]
    return declared


def check_arguments(rules: Mapping[str, tuple[str, Rule]], arguments: dict[str, Any]) -> dict[str, Any]:
    """Root arguments by python name, checked; `rules` gives the GraphQL name and the rule of those that have one."""
    for python_name, (name, rule) in rules.items():
        value = arguments.get(python_name)
        if value is not None:
            arguments[python_name] = rule.checked(value, name)
    return arguments


def _field(description: str, rule: Rule, default: Any) -> Any:
    return strawberry.field(description=described(description), default=default, metadata={RULE: rule})


def _build(cls: type, value: Mapping[str, Any], context: InputContext) -> Any:
    definition = cls.__strawberry_definition__  # type: ignore[attr-defined]
    arguments: dict[str, Any] = {}
    for field in definition.fields:
        name = context.config.name_converter.from_field(field)
        if name in value:
            arguments[field.python_name] = _checked(field, name, value[name], context, definition)
        elif field.default_value is MISSING:
            arguments[field.python_name] = None
    return cls(**arguments)


def _checked(field: StrawberryField, name: str, value: Any, context: InputContext, definition: Any) -> Any:
    converted = context.convert(value, field.resolve_type(type_definition=definition), name)
    rule = field.metadata.get(RULE)
    if rule is None or converted is None:
        return converted
    return rule.checked(converted, ".".join(str(step) for step in (*context.path[1:], name)))
