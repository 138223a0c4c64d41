"""How is a question kept so that it can be asked again, later and by a worker? As the JSON of its variables."""

from datetime import date
from enum import Enum
from typing import Any

import orjson
from strawberry.schema.config import StrawberryConfig

from rules.errors import bad_input

MOST: int = 20_000
"""Characters of a question that is kept: every list in it has its bounds, and no real one comes near."""
_NAMES = StrawberryConfig().name_converter


def written(given: Any, field: str) -> str:
    """An input object as JSON by the names of its schema; what is null is left out. Raises BAD_USER_INPUT."""
    text = orjson.dumps(_plain(given)).decode()
    if len(text) > MOST:
        raise bad_input(field, "This question is too long to keep.", "Pertanyaan ini terlalu panjang.")
    return text


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, date):  # a moment is a day, too
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    definition = getattr(value, "__strawberry_definition__", None)
    if definition is None:
        return value
    pairs = ((_NAMES.from_field(field), getattr(value, field.python_name)) for field in definition.fields)
    return {name: _plain(one) for name, one in pairs if one is not None}
