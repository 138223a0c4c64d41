"""What the edge itself answers: a status, a code, and the sentence in English and Indonesian."""

import json

import pytest

from gateway import transport_errors
from gateway.transport_errors import TransportError, error_body, of_refusal
from rules.errors import BAD_USER_INPUT, CONFLICT, FORBIDDEN, NOT_FOUND, RATE_LIMITED, UNAUTHENTICATED, Refusal

EVERY_ERROR = [
    transport_errors.ill_formed("a", "b"),
    transport_errors.unreadable("a", "b"),
    transport_errors.method_not_allowed(b"POST", "a", "b"),
    transport_errors.not_acceptable(),
    transport_errors.stream_needed(),
    transport_errors.too_large(5),
    transport_errors.unsupported_media_type(),
    transport_errors.too_slow(),
    transport_errors.timed_out(),
    transport_errors.too_many_streams(),
    transport_errors.internal(),
]


@pytest.mark.parametrize("error", EVERY_ERROR, ids=lambda error: error.code)
def test_every_error_has_one_shape(error: TransportError) -> None:
    assert json.loads(error_body(error)) == {
        "errors": [{"message": error.en, "extensions": {"code": error.code, "messageId": error.id}}]
    }
    assert error.en
    assert error.id
    assert error.code.isupper()
    assert 400 <= error.status < 600


def test_a_method_that_is_refused_names_those_that_are_not() -> None:
    error = transport_errors.method_not_allowed(b"GET, POST", "a", "b")
    assert (error.status, error.headers) == (405, ((b"allow", b"GET, POST"),))


def test_the_draft_tells_ill_formed_from_unreadable() -> None:
    assert (transport_errors.ill_formed("", "").status, transport_errors.ill_formed("", "").strict_status) == (400, 422)
    assert transport_errors.unreadable("", "").strict_status == 400


@pytest.mark.parametrize(
    ("code", "status"),
    [(UNAUTHENTICATED, 401), (FORBIDDEN, 403), (NOT_FOUND, 404), (CONFLICT, 409), (RATE_LIMITED, 429),
     (BAD_USER_INPUT, 400)],
)  # fmt: skip
def test_a_refusal_before_graphql_has_the_status_of_its_code(code: str, status: int) -> None:
    error = of_refusal(Refusal(code, "No.", "Tidak."))
    assert (error.status, error.code, error.en, error.id) == (status, code, "No.", "Tidak.")
    assert (dict(error.headers).get(b"www-authenticate") == b"Bearer") is (status == 401)


def test_a_transport_error_stays_as_it_is() -> None:
    error = transport_errors.internal()
    assert of_refusal(error) is error
