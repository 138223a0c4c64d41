"""What the public must not read in a citizen's own words: numbers and addresses that identify a person."""

import re
from typing import Final

MASK: Final = "▇▇▇▇"
_PLATE_REGIONS: Final = (
    "[ABDEFGHKLMNPRSTWZ]|A[ABDEG]|B[ABDEGHKLMNP]|D[ABCDEGHKLMNRSTW]|E[ABD]|K[BHTU]|P[ABGSTY]"  # not RT, RW, KM, NO
)
_PATTERNS: Final = (
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    re.compile(r"(?<!\d)\d{16}(?!\d)"),
    re.compile(r"(?<![\d.,])(?:\+?62|0)[\s.-]?8\d{1,2}(?:[\s.-]?\d{2,4}){2,3}(?!\d)"),
    re.compile(r"(?<!\d)\d{8}\s?\d{6}\s?\d\s?\d{3}(?!\d)"),
    re.compile(rf"\b(?:{_PLATE_REGIONS})\s?\d{{1,4}}\s?[A-Z]{{1,3}}\b"),
)
"""E-mail, NIK/No. KK (16 digits), mobile numbers, NIP (18 digits), vehicle plates."""


def redact(text: str) -> str:
    """The text with every e-mail, NIK, NIP, mobile number and number plate masked. Idempotent."""
    for pattern in _PATTERNS:
        text = pattern.sub(MASK, text)
    return text
