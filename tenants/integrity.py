"""What a database error means to a client: the name of the constraint or the SQLSTATE becomes a refusal, or nothing."""

import re
from collections.abc import Callable
from typing import Final

import psycopg

from rules.errors import CONFLICT, NOT_FOUND, RETRY, Refusal

_SHARD = re.compile(r"_\d+$")  # Citus names the constraint of the shard: complaint_pkey_102120

# Lost races that the same request may win when it is sent again.
_RETRY: Final = frozenset({
    "40001",  # serialization failure
    "40P01",  # deadlock, also Citus's distributed one
    "55P03",  # lock not available within lock_timeout
})  # fmt: skip
_TOO_SLOW: Final = frozenset({"57014"})  # statement_timeout
_AWAY: Final = frozenset({"08000", "08003", "08006", "57P01", "57P02", "57P03", "53300"})

_by_constraint: dict[str, Callable[[], Refusal]] = {}


def means(constraint: str, refusal: Callable[[], Refusal]) -> None:
    """Say, beside the store that can violate it, what breaking a constraint means to the client."""
    _by_constraint[constraint] = refusal


def translate(error: psycopg.Error) -> Refusal | None:
    """The refusal that tells a client what to do about this error; None when it is our own fault."""
    state = error.sqlstate or ("08006" if isinstance(error, psycopg.OperationalError) else "")
    if state.startswith("23"):
        return _of_constraint(error)
    if state in _RETRY:
        return Refusal(
            RETRY,
            "Somebody else is working on this at the same moment: try again.",
            "Data ini sedang dikerjakan pihak lain: silakan coba lagi.",
            rule=state,
        )
    if state in _TOO_SLOW:
        return Refusal(
            RETRY,
            "This took too long and was stopped: narrow the question or try again.",
            "Permintaan ini terlalu lama dan dihentikan: persempit permintaan atau coba lagi.",
            rule=state,
        )
    if state in _AWAY:
        return Refusal(
            RETRY,
            "The database does not answer at the moment: try again shortly.",
            "Basis data sedang tidak dapat dihubungi: silakan coba beberapa saat lagi.",
            rule=state,
        )
    return None


def lost_update() -> Refusal:
    """A write found its row changed or gone: the reader must look again."""
    return Refusal(
        CONFLICT,
        "Somebody changed this in the meantime: look at it again.",
        "Data ini baru saja diubah pihak lain: muat ulang lalu coba lagi.",
    )


def _of_constraint(error: psycopg.Error) -> Refusal | None:
    name = error.diag.constraint_name or ""
    known = _by_constraint.get(name) or _by_constraint.get(_SHARD.sub("", name))
    if known is not None:
        return known()
    if error.sqlstate == psycopg.errors.UniqueViolation.sqlstate:
        return Refusal(CONFLICT, "This already exists.", "Data ini sudah ada.", rule=_SHARD.sub("", name))
    if error.sqlstate == psycopg.errors.ForeignKeyViolation.sqlstate:
        return Refusal(
            NOT_FOUND,
            "It refers to something that does not exist here, or that something else still needs.",
            "Data ini mengacu ke data yang tidak ada, atau masih dipakai data lain.",
            rule=_SHARD.sub("", name),
        )
    return None
