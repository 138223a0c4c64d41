"""How do office files become the same bytes for the same contents? Their members are given one date and one order."""

import io
import zipfile
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_DAY: Final = (1980, 1, 1, 0, 0, 0)
_TYPES: Final = "[Content_Types].xml"
"""Readers want it first."""


def settled(data: bytes, instead: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """The same archive without the clock in it; `instead` are members that are to be others."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != _TYPES, name)):
            member = zipfile.ZipInfo(name, _DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            target.writestr(member, instead.get(name) or source.read(name))
    return out.getvalue()
