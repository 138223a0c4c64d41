"""What crosses the border is safe to keep: moments have an offset, text is clean and short, numbers in bounds."""

import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.scalars import Several, Text, Whole, date_of, date_text, moment_of, moment_text
from rules.errors import BAD_USER_INPUT, Refusal

WIB = timezone(timedelta(hours=7))


def test_moments_keep_their_offset() -> None:
    assert moment_text(datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=WIB)) == "2026-01-02T03:04:05.000006+07:00"
    assert moment_of("2026-01-02T03:04Z") == datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    assert moment_of("2026-01-02T03:04:05.25+07:00") == datetime(2026, 1, 2, 3, 4, 5, 250_000, tzinfo=WIB)


@pytest.mark.parametrize("value", [datetime(2026, 1, 2), date(2026, 1, 2), "2026-01-02T00:00Z", None, 5])  # noqa: DTZ001
def test_only_aware_moments_are_shown(value: Any) -> None:
    with pytest.raises(TypeError):
        moment_text(value)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-02",
        "2026-01-02T03:04",
        "2026-01-02 03:04Z",
        "20260102T0304Z",
        "2026-13-01T00:00Z",
        "x",
        "",
        5,
        None,
        True,
    ],
)
def test_other_moments_are_refused(text: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        moment_of(text)


def test_days_are_days() -> None:
    assert date_text(date(2026, 1, 2)) == "2026-01-02"
    assert date_of("2026-01-02") == date(2026, 1, 2)
    with pytest.raises(TypeError):
        date_text(datetime(2026, 1, 2, tzinfo=UTC))
    for text in ("2026-1-2", "20260102", "2026-W01-1", "2026-02-30", "", None):
        with pytest.raises(ValueError, match=r"."):
            date_of(text)


def test_text_is_trimmed_and_brought_to_one_form() -> None:
    assert Text(1, 10).checked("  cafe\u0301 ", "title") == "café"
    assert Text(1, 10, lines=True).checked("a\r\nb\rc\td", "body") == "a\nb\nc\td"


@pytest.mark.parametrize("value", ["a\x00b", "a\x07", "a\nb", "a\tb", "a\u0085b", "\ud800"])
def test_control_characters_are_refused(value: str) -> None:
    with pytest.raises(Refusal) as refusal:
        Text(0, 10).checked(value, "title")
    assert (refusal.value.code, refusal.value.field) == (BAD_USER_INPUT, "title")


@pytest.mark.parametrize("value", ["", "   ", "ab", "x" * 11, "x" * 10_000])
def test_length_is_counted_after_trimming(value: str) -> None:
    with pytest.raises(Refusal, match="title must have 3 to 10 characters"):
        Text(3, 10).checked(value, "title")


@given(st.text(max_size=60))
def test_what_is_kept_is_clean_and_stays_the_same(value: str) -> None:
    rule = Text(0, 40, lines=True)
    try:
        kept = rule.checked(value, "body")
    except Refusal:
        return
    assert len(kept) <= 40
    assert kept == kept.strip() == unicodedata.normalize("NFC", kept)
    assert rule.checked(kept, "body") == kept


def test_numbers_and_lists_have_bounds() -> None:
    assert Whole(1, 5).checked(5, "rating") == 5
    with pytest.raises(Refusal, match="rating must be 1 to 5, not 6"):
        Whole(1, 5).checked(6, "rating")
    assert Several(2, Text(1, 3)).checked(["a", " b "], "tags") == ["a", "b"]
    assert Several(2).checked([1, 2], "ids") == [1, 2]
    with pytest.raises(Refusal, match="takes at most 2"):
        Several(2).checked([1, 2, 3], "ids")
    with pytest.raises(Refusal) as refusal:
        Several(2, Text(1, 3)).checked(["a", "long"], "tags")
    assert refusal.value.field == "tags.1"
