"""What must not be read in a packet when the reporter did not consent: the reporter's own name, numbers and addresses.

Only what is known of this reporter is masked. Other numbers are often the very matter: a plate, an officer's number.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

from rules.redaction import MASK

_SHORTEST: Final = 4
"""What is shorter is found in every text."""
_SEPARATED: Final = r"[\s.\-()]*"
_COUNTRY: Final = "62"


class Mask:
    """Masks these texts wherever they stand, whatever case they are written in; numbers also with spaces and dots."""

    def __init__(self, hidden: Iterable[str]) -> None:
        patterns = [pattern for text in hidden for pattern in _patterns(text.strip())]
        longest_first = sorted(set(patterns), key=len, reverse=True)
        self._pattern = re.compile("|".join(longest_first), re.IGNORECASE) if longest_first else None

    def applied(self, text: str) -> str:
        """The text without them."""
        return text if self._pattern is None else self._pattern.sub(MASK, text)

    def touches(self, document: Any) -> bool:
        """Do they stand anywhere in it?"""
        return self._pattern is not None and any(self._pattern.search(text) for text in _texts(document))


def _texts(document: Any) -> Iterable[str]:
    """Every text in it: as it was said, not as JSON escapes it."""
    if isinstance(document, dict):
        document = [*document.keys(), *document.values()]
    if isinstance(document, list):
        for one in document:
            yield from _texts(one)
    else:
        yield str(document)


def _patterns(text: str) -> Iterable[str]:
    if len(text) < _SHORTEST:
        return
    digits = re.sub(r"\D", "", text)
    if len(digits) >= _SHORTEST and re.fullmatch(r"[\d\s.+\-()]+", text):
        local = digits.removeprefix(_COUNTRY).removeprefix("0")
        if len(local) >= _SHORTEST:
            yield _SEPARATED.join(local)
        return
    yield r"\s+".join(re.escape(word) for word in text.split())
