"""A release reads back as it was written, and its fingerprint is that of its bytes."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import orjson

from tenants.release_rows import ReleaseRow, content_of, release_of, sha256_of
from tests.rules.test_releases import month, sums

MADE = month("2025-01", sums(10, 20, 30, 40, 3, 60, open_=27), {})


def test_it_reads_back() -> None:
    content = content_of(MADE)
    assert release_of(content) == MADE
    assert content_of(release_of(content)) == content
    assert sha256_of(content) == hashlib.sha256(content.encode()).digest()
    row = ReleaseRow(
        "2025-01", 1, datetime.now(UTC), "Admin", "", datetime.now(UTC), b"", "", newest=True, content=content
    )
    assert row.release == MADE


def test_nothing_hidden_is_in_it() -> None:
    written = orjson.loads(content_of(MADE))
    assert set(written) == {"format", "period", "version", "regions", "figures", "open_tens", "months"}
    assert written["figures"]["received"] == [163, 50, 103, 10, 20, 30, None, None, 60]
    same = replace(MADE, figures={name: dict(shown) for name, shown in MADE.figures.items()})
    assert content_of(same) == content_of(MADE)
