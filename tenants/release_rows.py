"""A published release as a row, and its tables as the JSON that is kept, hashed and never changed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from rules.releases import Figure, Period, Region, RegionLevel, Release


@dataclass(slots=True)
class ReleaseRow:
    """A version of a release: what is said about it, and its tables as they were frozen."""

    period: str
    version: int
    made_at: datetime
    made_by_title: str
    note: str
    as_of: datetime
    sha256: bytes
    licence: str
    newest: bool
    content: str | None = None
    """None in lists: nobody reads a hundred tables to find one."""

    @property
    def release(self) -> Release:
        """Its tables."""
        return release_of(self.content or "")


def content_of(release: Release) -> str:
    """The tables of a release as JSON: regions once, each figure as a list in their order, null for what is hidden."""
    keys = [region.key for region in release.regions]
    written: Mapping[str, Any] = {
        "format": 1,
        "period": str(release.period),
        "version": release.version,
        "regions": [[one.key, one.level, one.code, one.name, one.above] for one in release.regions],
        "figures": {figure.value: [release.figures[figure].get(key, 0) for key in keys] for figure in Figure},
        "open_tens": [release.open_tens.get(key, 0) for key in keys],
        "months": dict(sorted(release.months.items())),
    }
    return orjson.dumps(written).decode()


def release_of(content: str) -> Release:
    """The tables out of their JSON."""
    written = orjson.loads(content)
    regions = tuple(
        Region(key, RegionLevel(level), code, name, above) for key, level, code, name, above in written["regions"]
    )
    keys = [region.key for region in regions]
    return Release(
        period=Period.of(written["period"]),
        version=written["version"],
        regions=regions,
        figures={figure: dict(zip(keys, written["figures"][figure.value], strict=True)) for figure in Figure},
        open_tens=dict(zip(keys, written["open_tens"], strict=True)),
        months=written["months"],
    )


def sha256_of(content: str) -> bytes:
    """The fingerprint of the tables."""
    return hashlib.sha256(content.encode()).digest()
