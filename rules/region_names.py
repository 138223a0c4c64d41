"""Which pemda does a citizen mean by the words at the beginning of a message? Only what cannot be misread is taken."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

_LEVELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "KABUPATEN": "KABUPATEN", "KAB": "KABUPATEN", "KOTA": "KOTA", "PROVINSI": "PROVINSI", "PROV": "PROVINSI",
        "PROPINSI": "PROVINSI", "PROP": "PROVINSI",
    }
)  # fmt: skip
ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "NAD": "11", "SUMUT": "12", "SUMBAR": "13", "SUMSEL": "16", "BABEL": "19", "BANGKA BELITUNG": "19",
        "KEPRI": "21", "DKI": "31", "DKI JAKARTA": "31", "JAKARTA": "31", "JABAR": "32", "JATENG": "33", "DIY": "34",
        "DI YOGYAKARTA": "34", "JATIM": "35", "NTB": "52", "NTT": "53", "KALBAR": "61", "KALTENG": "62",
        "KALSEL": "63", "KALTIM": "64", "KALTARA": "65", "SULUT": "71", "SULTENG": "72", "SULSEL": "73",
        "SULTRA": "74", "SULBAR": "76",
    }
)  # fmt: skip
"""What people call a province for short."""
ORDINARY: Final = frozenset(
    {
        "AGAM", "BANJAR", "BATU", "BARU", "BURU", "KAUR", "KEDIRI", "KUDUS", "LANDAK", "LEBAK", "MALANG", "METRO",
        "MUNA", "PATI", "SABANG", "SERANG", "SIAK", "SORONG", "SULA", "TEGAL", "TUAL",
    }
)  # fmt: skip
"""Names of pemda that are words of the language, too ("batu besar menimpa rumah"): they need KAB, KOTA or a mark."""
_WORD: Final = re.compile(r"[\s]*([^\s,:;#!?/()]+)")
_CODE: Final = re.compile(r"\s*(\d{2})(?:\.(\d{2})|(\d{2}))(?![\d.]*\d)(.?)", re.DOTALL)
_PROVINCE_CODE: Final = re.compile(r"\s*(\d{2})\s*[:;#]")
_MARK: Final = re.compile(r"\s*[,:;#]")
_TRIM: Final = " \t\r\n,:;#!-."
_LONGEST_NAME: Final = 6


class Meant(NamedTuple):
    """The pemda that is meant, by its kode wilayah (None: the nation's desk finds it), and what is left to say."""

    code: str | None
    rest: str


@dataclass(frozen=True, slots=True)
class Names:
    """The names of all pemda: with their level in front, and alone where that means one of them only."""

    full: Mapping[str, str]
    bare: Mapping[str, str]
    codes: frozenset[str]


def names_of(regions: Iterable[tuple[str, str]]) -> Names:
    """The names of these regions, each a (code, "Kabupaten Bintan")."""
    full: dict[str, str] = {}
    bare: dict[str, set[str]] = defaultdict(set)
    codes = []
    for code, name in regions:
        level, _, rest = _plain(name).partition(" ")
        codes.append(code)
        if level in _LEVELS and rest:
            full[f"{_LEVELS[level]} {rest}"] = code
            bare[rest].add(code)
    unique = {name: next(iter(found)) for name, found in bare.items() if len(found) == 1}
    known = {name: code for name, code in ALIASES.items() if code in codes and name not in bare}
    return Names(MappingProxyType(full), MappingProxyType(unique | known), frozenset(codes))


def meant_by(text: str, names: Names) -> Meant:
    """Whom the beginning of a text addresses.

    A code (21.01, 2101) or a name with its level ("KAB BINTAN") is cut off. A bare name is cut off before a mark
    ("BINTAN: ..."); without one it may be the subject of the sentence and stays in it.
    """
    found = _by_code(text, names)
    if found is not None:
        return found
    words = _words(text)
    for count in range(len(words), 0, -1):
        said, end = _plain(" ".join(word for word, _ in words[:count])), words[count - 1][1]
        marked = _MARK.match(text, end) is not None
        level, _, rest = said.partition(" ")
        if level in _LEVELS and (code := names.full.get(f"{_LEVELS[level]} {rest}")):
            return Meant(code, text[end:].lstrip(_TRIM).rstrip())
        if code := names.bare.get(said):
            if marked:
                return Meant(code, text[end:].lstrip(_TRIM).rstrip())
            if said not in ORDINARY:
                return Meant(code, text.strip())
    return Meant(None, text.strip())


def _by_code(text: str, names: Names) -> Meant | None:
    match = _CODE.match(text)
    if match is not None and not (match[4] and match[4].isalnum()):
        regency = match[2] or match[3]
        code = match[1] if regency == "00" else f"{match[1]}.{regency}"
        if code in names.codes:
            return Meant(code, text[match.end() - len(match[4]) :].lstrip(_TRIM).rstrip())
    alone = _PROVINCE_CODE.match(text)
    if alone is not None and alone[1] in names.codes:
        return Meant(alone[1], text[alone.end() :].lstrip(_TRIM).rstrip())
    return None


def _words(text: str) -> list[tuple[str, int]]:
    """The first words, each with where it ends; a mark between two of them ends the name."""
    found: list[tuple[str, int]] = []
    at = 0
    while len(found) < _LONGEST_NAME:
        match = _WORD.match(text, at)
        if match is None:
            break
        at = match.end()
        found.append((match[1], at))
    return found


def _plain(text: str) -> str:
    """Capitals, one space, no full stops: "Kab.  Bintan" is KAB BINTAN."""
    return " ".join(text.upper().replace(".", " ").split())
