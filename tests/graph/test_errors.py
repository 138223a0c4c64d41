"""What a client is told: refusals with code, field and rule; mistakes with a code; all else masked and logged."""

from enum import StrEnum
from typing import Annotated, Any

import pytest
import strawberry
from graphql import GraphQLError, parse
from strawberry.exceptions import MissingQueryError
from structlog.testing import capture_logs

from graph.context import Info
from graph.declarations import enum_type
from graph.errors import INTERNAL, cause_of, presented
from graph.fields import query, subscription
from graph.inputs import argument
from graph.schema_base import TuntasSchema, merged
from policies.permissions import Permission
from rules.errors import BAD_USER_INPUT, CONFLICT, MOVE_REFUSED, Refusal, move_refused
from rules.roles import Role
from tests.graph.asking import asked, context_of, refusal_of
from tests.graph.toy import Stage

READ = Permission.COMPLAINT_READ


class How(StrEnum):
    """How to fail."""

    REFUSAL = "REFUSAL"
    MOVE = "MOVE"
    BUG = "BUG"
    CODED = "CODED"
    BARE = "BARE"


enum_type(How, {how: how.value for how in How})
RAISED: dict[How, Exception] = {
    How.REFUSAL: Refusal(CONFLICT, "Changed meanwhile.", "Sudah berubah.", field="version", rule="version"),
    How.MOVE: move_refused("RECEIVED", "Not now.", "Belum bisa."),
    How.BUG: ZeroDivisionError("password=hunter2"),
    How.CODED: GraphQLError("Our own.", extensions={"code": "OURS", "messageId": "Milik kami."}),
    How.BARE: GraphQLError("no code"),
}


@strawberry.type
class Queries:
    @query(READ, int | None)
    async def fail(self, info: Info, how: Annotated[How, argument("So.")]) -> int | None:
        """Fail."""
        raise RAISED[how]

    @query(READ, list[int])
    async def numbers(self, info: Info) -> Any:
        """A bug: no list."""
        return 5

    @query(READ, int)
    async def stage(self, info: Info, stage: Annotated[Stage, argument("One.")]) -> int:
        """Take an enum."""
        return len(stage)


@strawberry.type
class Subscriptions:
    @subscription(READ, int)
    async def ticks(self, info: Info, stage: Annotated[Stage, argument("One.")] = Stage.OPEN) -> Any:
        """Break off."""
        yield 1
        raise ZeroDivisionError("secret")


SCHEMA = TuntasSchema(merged("Query", "Q.", Queries), None, merged("Subscription", "S.", Subscriptions))


async def failed(how: str) -> dict[str, Any]:
    return await refusal_of(SCHEMA, "query($how: How!) { fail(how: $how) }", how=how)


async def test_a_refusal_is_told_in_both_languages() -> None:
    with capture_logs() as logged:
        assert await failed("REFUSAL") == {
            "message": "Changed meanwhile.",
            "code": CONFLICT,
            "field": "version",
            "rule": "version",
            "messageId": "Sudah berubah.",
        }
        move = await failed("MOVE")
    assert move == {"message": "Not now.", "code": MOVE_REFUSED, "rule": "RECEIVED", "messageId": "Belum bisa."}
    assert not logged


async def test_what_nobody_expected_is_masked_and_logged_once() -> None:
    with capture_logs() as logged:
        told = await failed("BUG")
    assert told["code"] == INTERNAL
    assert told["incident"] in told["message"]
    assert told["incident"] in told["messageId"]
    assert "hunter2" not in str(told)
    (entry,) = logged
    assert (entry["incident"], entry["path"], entry["log_level"]) == (told["incident"], ["fail"], "error")
    assert entry["error"] == "ZeroDivisionError: password=hunter2"
    assert "raise RAISED[how]" in entry["exception"]
    assert "exc_info" not in entry  # whoever renders it would show local variables


async def test_graphql_errors_raised_by_a_resolver_need_a_code() -> None:
    assert await failed("CODED") == {"message": "Our own.", "code": "OURS", "messageId": "Milik kami."}
    with capture_logs() as logged:
        assert (await failed("BARE"))["code"] == INTERNAL
        assert (await refusal_of(SCHEMA, "{ numbers }"))["code"] == INTERNAL
    assert len(logged) == 2


@pytest.mark.parametrize(
    ("document", "variables", "code"),
    [
        ("{", {}, "GRAPHQL_PARSE_FAILED"),
        ("{ \ud800 }", {}, "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", {}, "GRAPHQL_VALIDATION_FAILED"),
        ("{ stage }", {}, "GRAPHQL_VALIDATION_FAILED"),
        ("{ stage(stage: NOPE) }", {}, "GRAPHQL_VALIDATION_FAILED"),
        ("query($s: Stage!) { stage(stage: $s) }", {"s": "NOPE"}, BAD_USER_INPUT),
        ("query($s: Stage!) { stage(stage: $s) }", {}, BAD_USER_INPUT),
        ("query($s: Stage!) { stage(stage: $s) }", {"s": [["x"]]}, BAD_USER_INPUT),
        ("query($s: Stage = null) { stage(stage: $s) }", {}, "GRAPHQL_VALIDATION_FAILED"),
        ("{ ...A } fragment A on Query { ...A }", {}, "GRAPHQL_VALIDATION_FAILED"),
    ],
)
async def test_a_clients_mistake_has_a_code_and_is_not_logged(document: str, variables: Any, code: str) -> None:
    with capture_logs() as logged:
        result = await SCHEMA.execute(document, variables, context_value=context_of())
    assert result.errors
    assert {(error.extensions or {})["code"] for error in result.errors} == {code}
    assert all((error.extensions or {})["messageId"] for error in result.errors)
    assert not logged


async def test_an_operation_that_is_not_there() -> None:
    result = presented([GraphQLError("Unknown operation named 'X'.")])
    assert (result[0].extensions or {})["code"] == "OPERATION_RESOLUTION_FAILURE"
    missing = presented([GraphQLError("x", original_error=MissingQueryError())], before_execution=True)
    assert (missing[0].extensions or {})["code"] == "OPERATION_RESOLUTION_FAILURE"


@pytest.mark.parametrize("depth", [60, 3000])
async def test_what_is_too_deep_is_the_clients_mistake(depth: int) -> None:
    deep: Any = "x"
    for _ in range(depth):
        deep = [deep]
    result = await asked(SCHEMA, "query($s: Stage!) { stage(stage: $s) }", s=deep)
    assert result.errors
    assert (result.errors[0].extensions or {})["code"] == BAD_USER_INPUT
    with pytest.raises(GraphQLError) as too_deep:
        parse("{a" * depth * 4)
    assert (presented([too_deep.value], before_execution=True)[0].extensions or {})["code"] in (
        "GRAPHQL_PARSE_FAILED",
        "OPERATION_TOO_COMPLEX",
    )


async def test_visitors_are_told_no_names() -> None:
    document = "query($s: Stage!) { stage(stage: $s) }"
    told = await refusal_of(SCHEMA, document, context_of(Role.PUBLIK), s="OPNE")
    assert "OPEN" not in told["message"]
    told = await refusal_of(SCHEMA, document, context_of(Role.NASIONAL), s="OPNE")
    assert "Did you mean" in told["message"]
    ticks = "subscription($s: Stage!) { ticks(stage: $s) }"
    for role, suggested in ((Role.PUBLIK, False), (Role.NASIONAL, True)):
        stream = await SCHEMA.subscribe(ticks, {"s": "OPNE"}, context_value=context_of(role))
        (result,) = [result async for result in stream]
        assert result.errors
        assert ("OPEN" in result.errors[0].message) is suggested


async def test_a_stream_that_breaks_is_masked_too() -> None:
    with capture_logs() as logged:
        stream = await SCHEMA.subscribe("subscription { ticks }", context_value=context_of())
        results = [result async for result in stream]
    assert [result.data for result in results] == [{"ticks": 1}, None]
    assert results[1].errors
    assert (results[1].errors[0].extensions or {})["code"] == INTERNAL
    assert "secret" not in str(results[1].errors)
    assert len(logged) == 1


def test_the_cause_is_the_first_that_is_not_graphqls() -> None:
    bug = ValueError("x")
    assert cause_of(GraphQLError("a", original_error=GraphQLError("b", original_error=bug))) is bug
    assert cause_of(GraphQLError("a", original_error=GraphQLError("b"))) is None
