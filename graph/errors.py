"""What a client is told when something is refused or breaks: a code, a sentence in two languages, never a traceback."""

import secrets
import traceback
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import structlog
from graphql import GraphQLError, GraphQLSyntaxError
from strawberry.exceptions import MissingQueryError, StrawberryInputCoercionError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError

from rules.errors import BAD_USER_INPUT, Refusal

INTERNAL: Final = "INTERNAL"

log = structlog.get_logger("tuntas.graph")


class Told(NamedTuple):
    """What is said about a mistake that GraphQL itself found."""

    code: str
    id: str


PARSE: Final = Told("GRAPHQL_PARSE_FAILED", "Dokumen GraphQL tidak dapat dibaca.")
VALIDATION: Final = Told("GRAPHQL_VALIDATION_FAILED", "Dokumen GraphQL tidak sesuai dengan skema.")
COERCION: Final = Told(BAD_USER_INPUT, "Nilai masukan tidak sesuai dengan tipenya.")
OPERATION: Final = Told("OPERATION_RESOLUTION_FAILURE", "Operasi yang dimaksud tidak dapat ditentukan.")
NOT_ALLOWED: Final = Told("METHOD_NOT_ALLOWED", "Jenis operasi ini tidak dilayani lewat jalur ini.")
COMPLEXITY: Final = Told("OPERATION_TOO_COMPLEX", "Operasi melebihi batas kerumitan.")

# graphql-core has no class for these; tests/graph/test_errors.py pins its wording.
_ABOUT_VALUES: Final = ("Variable '$", "Argument '")
_ABOUT_OPERATIONS: Final = ("Must provide operation name", "Must provide an operation", "Unknown operation named")
_SUGGESTION: Final = " Did you mean "
_ABOUT_SIZE: Final = (
    "Document contains more",
    "Source contains more",
    "Document is nested too deeply",
    "Selections are nested too deeply",
    "Validation aborted",
    "Validation of the document",
)
_OF_KIND: Final[tuple[tuple[type[Exception], Told], ...]] = (
    (GraphQLSyntaxError, PARSE),
    (CannotGetOperationTypeError, OPERATION),
    (MissingQueryError, OPERATION),
    (InvalidOperationTypeError, NOT_ALLOWED),
)


def presented(
    errors: Iterable[GraphQLError],
    *,
    before_execution: bool = False,
    operation: str | None = None,
    hide_suggestions: bool = False,
) -> list[GraphQLError]:
    """The errors as a client may see them; what nobody expected is masked, and logged with its incident number.

    `before_execution` says that parsing or validation found them. Suggestions tell names of the schema: graphql-core
    leaves them out where it is told to, but not for subscriptions.
    """
    told = [_present(error, before_execution, operation) for error in errors]
    for error in told if hide_suggestions else ():
        error.message = error.message.partition(_SUGGESTION)[0]
    return told


def cause_of(error: GraphQLError) -> Exception | None:
    """The first exception in the chain that is not GraphQL's own; None when GraphQL found the mistake itself."""
    cause: Exception | None = error.original_error
    while isinstance(cause, GraphQLError) and not isinstance(cause, StrawberryInputCoercionError):
        cause = cause.original_error
    return cause


def _present(error: GraphQLError, before_execution: bool, operation: str | None) -> GraphQLError:
    cause = cause_of(error)
    if isinstance(cause, Refusal):
        return _like(error, cause.en, _of_refusal(cause))
    if error.extensions and "code" in error.extensions:
        return _coded(error, VALIDATION)
    told = _told(error, cause, before_execution=before_execution)
    return _masked(error, cause or error, operation) if told is None else _coded(error, told)


def _told(error: GraphQLError, cause: Exception | None, *, before_execution: bool) -> Told | None:
    """What to say of an error that is the client's; None when it is ours."""
    if isinstance(cause, RecursionError) or error.message.startswith(_ABOUT_SIZE):
        return COMPLEXITY
    for kind, told in _OF_KIND:
        if isinstance(error, kind) or isinstance(cause, kind):
            return told
    if isinstance(cause, StrawberryInputCoercionError) or error.message.startswith(_ABOUT_VALUES):
        return VALIDATION if before_execution else COERCION
    if cause is not None or error.path is not None:
        return None
    if error.message.startswith(_ABOUT_OPERATIONS):
        return OPERATION
    return VALIDATION if before_execution else COERCION


def _of_refusal(refusal: Refusal) -> dict[str, Any]:
    extensions: dict[str, Any] = {"code": refusal.code}
    if refusal.field is not None:
        extensions["field"] = refusal.field
    if refusal.rule is not None:
        extensions["rule"] = refusal.rule
    extensions["messageId"] = refusal.id
    return extensions


def _coded(error: GraphQLError, told: Told) -> GraphQLError:
    extensions = {"code": told.code, **(error.extensions or {})}
    extensions.setdefault("messageId", COMPLEXITY.id if extensions["code"] == COMPLEXITY.code else told.id)
    return _like(error, error.message, extensions)


def _masked(error: GraphQLError, cause: Exception, operation: str | None) -> GraphQLError:
    incident = secrets.token_hex(6)
    log.error(
        "graphql.incident",
        incident=incident,
        operation=operation,
        path=error.path,
        error=f"{type(cause).__name__}: {cause}",
        # formatted here: a renderer that shows local variables would write people's data into the log
        exception="".join(traceback.format_exception(cause)),
    )
    extensions = {
        "code": INTERNAL,
        "incident": incident,
        "messageId": f"Terjadi kesalahan pada layanan kami (kejadian {incident}).",
    }
    return _like(error, f"Something went wrong on our side (incident {incident}).", extensions)


def _like(error: GraphQLError, message: str, extensions: dict[str, Any]) -> GraphQLError:
    return GraphQLError(message, error.nodes, error.source, error.positions, error.path, extensions=extensions)
