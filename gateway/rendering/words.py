"""Which characters may stand in an office file? What XML cannot hold is left out."""

import re
from typing import Final

_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
SOFT_HYPHEN: Final = "\u00ad"
"""Where a long word of a narrow heading may be broken; a workbook would show it."""


def printable(text: str) -> str:
    """The text without control characters."""
    return _UNPRINTABLE.sub("", text)
