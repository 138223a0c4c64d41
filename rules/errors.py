"""What a rule says when it refuses: a code for programs, a sentence in English and one in Indonesian for people."""

from typing import Final

BAD_USER_INPUT: Final = "BAD_USER_INPUT"
UNAUTHENTICATED: Final = "UNAUTHENTICATED"
FORBIDDEN: Final = "FORBIDDEN"
NOT_FOUND: Final = "NOT_FOUND"
CONFLICT: Final = "CONFLICT"
IDEMPOTENCY_MISMATCH: Final = "IDEMPOTENCY_MISMATCH"
MOVE_REFUSED: Final = "MOVE_REFUSED"
RATE_LIMITED: Final = "RATE_LIMITED"
OPERATION_TOO_COMPLEX: Final = "OPERATION_TOO_COMPLEX"
RETRY: Final = "RETRY"
"""A lost race or a pause of the database: the same request may succeed when it is sent again."""


class Refusal(Exception):
    """An expected refusal: it reaches the client with its code, the field and the rule, and nothing was changed.

    `en` and `id` are the same sentence in English and Indonesian; `field` names the input field in GraphQL spelling;
    `rule` names what decided (a policy line, a row of the state table, a regulation).
    """

    def __init__(self, code: str, en: str, id: str, *, field: str | None = None, rule: str | None = None) -> None:
        super().__init__(en)
        self.code = code
        self.en = en
        self.id = id
        self.field = field
        self.rule = rule


def bad_input(field: str, en: str, id: str, *, rule: str | None = None) -> Refusal:
    """A value the client sent cannot be used."""
    return Refusal(BAD_USER_INPUT, en, id, field=field, rule=rule)


def not_found(en: str = "No such object.", id: str = "Data tidak ditemukan.") -> Refusal:
    """It does not exist, or a stranger asked: the answer is the same, so that existence does not leak."""
    return Refusal(NOT_FOUND, en, id)


def move_refused(rule: str, en: str, id: str, *, field: str | None = None) -> Refusal:
    """The state of the case does not allow this move."""
    return Refusal(MOVE_REFUSED, en, id, field=field, rule=rule)
