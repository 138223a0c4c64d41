"""What a client is told when something is refused or breaks: a code, a sentence in two languages, never a traceback."""

import secrets
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import structlog
from graphql import GraphQLError, GraphQLSyntaxError

from rules.errors import BAD_USER_INPUT, Refusal

GRAPHQL_PARSE_FAILED: Final = "GRAPHQL_PARSE_FAILED"
GRAPHQL_VALIDATION_FAILED: Final = "GRAPHQL_VALIDATION_FAILED"
OPERATION_TOO_COMPLEX: Final = "OPERATION_TOO_COMPLEX"
INTERNAL: Final = "INTERNAL"

log = structlog.get_logger("tuntas.graph")


class Told(NamedTuple):
    """What is said about a mistake that GraphQL itself found."""

    code: str
    id: str


PARSE: Final = Told(GRAPHQL_PARSE_FAILED, "Dokumen GraphQL tidak dapat dibaca.")
VALIDATION: Final = Told(GRAPHQL_VALIDATION_FAILED, "Dokumen GraphQL tidak sesuai dengan skema.")
COERCION: Final = Told(BAD_USER_INPUT, "Nilai masukan tidak sesuai dengan tipenya.")
OPERATION: Final = Told("OPERATION_RESOLUTION_FAILURE", "Operasi yang dimaksud tidak dapat ditentukan.")
COMPLEXITY: Final = Told(OPERATION_TOO_COMPLEX, "Operasi melebihi batas kerumitan.")
_COERCION_STARTS: Final = ("Variable '$", "Argument '", "Too many errors processing variables", "Variable values are")


def presented(errors: Iterable[GraphQLError], *, operation: str | None = None) -> list[GraphQLError]:
    """The errors as a client may see them; what nobody expected is masked, and logged once with its incident number."""
    return [_present(error, operation) for error in errors]


def mark(errors: Iterable[GraphQLError], told: Told) -> list[GraphQLError]:
    """Errors found by parsing or validating, with their code; a code that a rule gave itself stays."""
    return [_coded(error, told) for error in errors]


def cause_of(error: GraphQLError) -> Exception | None:
    """The first exception in the chain that is not GraphQL's own; None when GraphQL found the mistake itself."""
    cause: Exception | None = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause


def _present(error: GraphQLError, operation: str | None) -> GraphQLError:
    if error.extensions and "code" in error.extensions:
        return _coded(error, VALIDATION)
    cause = cause_of(error)
    if isinstance(cause, Refusal):
        return _like(error, cause.en, _of_refusal(cause))
    if isinstance(error, GraphQLSyntaxError):
        return _coded(error, PARSE)
    if cause is None or error.path is None:
        if error.message.startswith(_COERCION_STARTS) or _is_coercion(error):
            return _coded(error, COERCION)
        if error.path is None and cause is None:
            return _coded(error, VALIDATION)
    return _masked(error, cause or error, operation)


def _is_coercion(error: GraphQLError) -> bool:
    """Was it a scalar or an input object that refused its value? Strawberry names those errors so."""
    found: Exception | None = error
    while isinstance(found, GraphQLError):
        if type(found).__name__ == "StrawberryInputCoercionError":
            return True
        found = found.original_error
    return False


def _of_refusal(refusal: Refusal) -> dict[str, Any]:
    extensions: dict[str, Any] = {"code": refusal.code}
    if refusal.field is not None:
        extensions["field"] = refusal.field
    if refusal.rule is not None:
        extensions["rule"] = refusal.rule
    extensions["messageId"] = refusal.id
    return extensions


def _coded(error: GraphQLError, told: Told) -> GraphQLError:
    extensions = dict(error.extensions or {})
    extensions.setdefault("code", told.code)
    fallback = COMPLEXITY.id if extensions["code"] == OPERATION_TOO_COMPLEX else told.id
    extensions.setdefault("messageId", fallback)
    return _like(error, error.message, extensions)


def _masked(error: GraphQLError, cause: Exception, operation: str | None) -> GraphQLError:
    incident = secrets.token_hex(6)
    log.error("graphql.incident", incident=incident, operation=operation, path=error.path, exc_info=cause)
    extensions = {
        "code": INTERNAL,
        "incident": incident,
        "messageId": f"Terjadi kesalahan pada layanan kami (kejadian {incident}).",
    }
    return _like(error, f"Something went wrong on our side (incident {incident}).", extensions)


def _like(error: GraphQLError, message: str, extensions: dict[str, Any]) -> GraphQLError:
    return GraphQLError(message, error.nodes, error.source, error.positions, error.path, extensions=extensions)
