"""Which values cross the border of the interface: moments with an offset, dates, and text that is safe to keep."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import strawberry
from strawberry.types.scalar import ScalarDefinition

from rules.errors import bad_input

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)")
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_LINE_BREAKS: Final = frozenset("\n\t")


def moment_text(value: Any) -> str:
    """A moment as ISO 8601 with its offset. Raises TypeError for anything else, a naive time too."""
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise TypeError(f"DateTime needs an aware datetime, not {value!r}")
    return value.isoformat()


def moment_of(value: Any) -> datetime:
    """The moment that a client wrote. Raises ValueError unless it is ISO 8601 with an offset."""
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise ValueError("DateTime is ISO 8601 with an offset, such as 2026-11-23T08:30:00+07:00.")
    return datetime.fromisoformat(value)


def date_text(value: Any) -> str:
    """A calendar day as ISO 8601. Raises TypeError for anything else."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError(f"Date needs a date, not {value!r}")
    return value.isoformat()


def date_of(value: Any) -> date:
    """The calendar day that a client wrote. Raises ValueError unless it is YYYY-MM-DD."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise ValueError("Date is YYYY-MM-DD, such as 2026-11-23.")
    return date.fromisoformat(value)


SCALARS: Final[dict[object, ScalarDefinition]] = {
    datetime: strawberry.scalar(
        name="DateTime",
        description="A moment: ISO 8601 with its offset from UTC, such as 2026-11-23T08:30:00+07:00.",
        specified_by_url="https://scalars.graphql.org/andimarek/date-time",
        serialize=moment_text,
        parse_value=moment_of,
    ),
    date: strawberry.scalar(
        name="Date",
        description="A calendar day: YYYY-MM-DD.",
        specified_by_url="https://scalars.graphql.org/andimarek/local-date",
        serialize=date_text,
        parse_value=date_of,
    ),
}


@dataclass(frozen=True, slots=True)
class Text:
    """A rule for text: trimmed, in Unicode's NFC, without control characters, `at_least` to `at_most` characters.

    Line breaks and tabs are kept only in `lines`.
    """

    at_least: int
    at_most: int
    lines: bool = False

    def checked(self, value: Any, field: str) -> str:
        """The text to keep. Raises BAD_USER_INPUT naming the field."""
        if len(value) > 4 * self.at_most + 100:  # spare normalising what is far too long anyway
            raise self._refuse(field)
        text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
        if any(unicodedata.category(sign) in ("Cc", "Cs") and not self._allowed(sign) for sign in text):
            raise bad_input(field, f"{field} contains control characters.", f"{field} mengandung karakter kendali.")
        if not self.at_least <= len(text) <= self.at_most:
            raise self._refuse(field)
        return text

    def _allowed(self, sign: str) -> bool:
        return self.lines and sign in _LINE_BREAKS

    def _refuse(self, field: str) -> Exception:
        return bad_input(
            field,
            f"{field} must have {self.at_least} to {self.at_most} characters.",
            f"{field} harus terdiri dari {self.at_least} sampai {self.at_most} karakter.",
        )


@dataclass(frozen=True, slots=True)
class Whole:
    """A rule for whole numbers: inside `at_least` and `at_most`, both included."""

    at_least: int
    at_most: int

    def checked(self, value: Any, field: str) -> int:
        """The number. Raises BAD_USER_INPUT naming the field."""
        if not self.at_least <= value <= self.at_most:
            raise bad_input(
                field,
                f"{field} must be {self.at_least} to {self.at_most}, not {value}.",
                f"{field} harus {self.at_least} sampai {self.at_most}, bukan {value}.",
            )
        return int(value)


@dataclass(frozen=True, slots=True)
class Several:
    """A rule for lists: at most so many, each by the rule of one (None: not checked further)."""

    at_most: int
    each: Text | Whole | None = None

    def checked(self, value: Any, field: str) -> list[Any]:
        """The list. Raises BAD_USER_INPUT naming the field, with the index where one item is refused."""
        if len(value) > self.at_most:
            raise bad_input(field, f"{field} takes at most {self.at_most}.", f"{field} paling banyak {self.at_most}.")
        if self.each is None:
            return list(value)
        return [self.each.checked(item, f"{field}.{index}") for index, item in enumerate(value)]


Rule = Text | Whole | Several
