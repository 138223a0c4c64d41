"""How does a template become a sentence? [a|b] draws one of the alternatives, {name} takes a word."""

import random
import re
from collections.abc import Mapping
from typing import Final

_CHOICE: Final = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_SLOT: Final = re.compile(r"\{([a-z_]+)\}")
_SPACES: Final = re.compile(r" {2,}")
_DEPTH: Final = 4


def expand(template: str, rng: random.Random, words: Mapping[str, str]) -> str:
    """The template with its alternatives drawn and its slots filled; words may have slots of their own.

    Raises KeyError for a slot that no word fills: a template must never reach a reader unfilled.
    """
    text = _CHOICE.sub(lambda match: rng.choice(match[1].split("|")), template)
    for _ in range(_DEPTH):
        if "{" not in text:
            break
        text = _SLOT.sub(lambda match: words[match[1]], text)
    return _SPACES.sub(" ", text)


def start_low(sentence: str) -> str:
    """The sentence as the second half of another: without its capital."""
    return sentence[:1].lower() + sentence[1:]
