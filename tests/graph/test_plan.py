"""Plans: which operations have one, and that a resolver runs once whatever becomes of its answer."""

from datetime import datetime
from typing import Any

import orjson
import pytest
from graphql import parse
from strawberry.types.execution import ExecutionResult

from graph.compiled import counts
from graph.completion import Fallback
from graph.context import Context
from graph.plan import MOST_VARIANTS, OperationPlan
from rules.errors import BAD_USER_INPUT, FORBIDDEN, MOVE_REFUSED, UNAUTHENTICATED
from rules.roles import Role
from tests.graph.asking import NOW, context_of
from tests.graph.toy import World, WorldMaker, toy_schema

SCHEMA = toy_schema()
RENAME = 'mutation($n: Int!) { rename(number: $n, corner: {name: "k", degrees: 1}) { title count } }'


def plan_of(document: str, name: str | None = None) -> OperationPlan:
    return OperationPlan.of(SCHEMA, parse(document), name)


def context(role: Role = Role.NASIONAL, cases: int = 2) -> Context:
    maker = WorldMaker(3, 0.0)
    world: Any = maker.world()
    world.cases = [maker.case() for _ in range(cases)]
    made = context_of(role, world)
    made.sessions = world
    return made


async def ran(document: str, who: Context | None = None, **variables: Any) -> ExecutionResult:
    result = await plan_of(document).run(variables, who or context())
    assert result is not None
    return result


def code_of(result: ExecutionResult) -> Any:
    assert result.errors
    return (result.errors[0].extensions or {})["code"]


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ("{ __typename }", None),
        ("{ __schema { types { name } } }", None),
        ('{ __type(name: "Case") { name } howMany }', None),
        ("subscription { changes { title } }", None),
        ("mutation { a: forget { title } b: forget { title } }", None),
        ("query A { howMany } query B { howMany }", None),
        ("query A { howMany }", "B"),
        ("query @skip(if: true) { howMany }", None),
        ("{ found { __typename } }", None),
        ("{ cases { foreign } }", None),
        ("{ unknown }", None),
        ("fragment A on Query { howMany }", None),
    ],
)
def test_operations_beyond_a_plan(document: str, name: str | None) -> None:
    with pytest.raises(Fallback):
        plan_of(document, name)


async def test_an_operation_is_chosen_by_its_name() -> None:
    plan = plan_of("query A { howMany } query B { now } fragment F on Case { title }", "B")
    assert (plan.name, plan.is_query) == ("B", True)
    result = await plan.run(None, context())
    assert result is not None
    assert result.data == {"now": NOW}


async def test_moments_are_left_for_orjson() -> None:
    result = await ran("{ now sureCase { dueAt at } }")
    assert isinstance((result.data or {})["now"], datetime)
    assert orjson.loads(orjson.dumps(result.data))["now"] == NOW.isoformat()


async def test_the_order_of_the_document_is_kept() -> None:
    result = await ran("{ kind: __typename howMany now other: __typename }")
    assert list(result.data or {}) == ["kind", "howMany", "now", "other"]
    assert (result.data or {})["kind"] == "Query"


async def test_arguments_come_from_defaults_literals_and_variables() -> None:
    document = "query($most: Int = 1) { howMany(most: $most) }"
    assert (await ran(document, context(cases=4))).data == {"howMany": 1}
    assert (await ran(document, context(cases=4), most=3)).data == {"howMany": 3}
    assert (await ran(document, context(cases=4), most=None)).data == {"howMany": 4}
    assert (await ran("{ howMany(most: 2) }", context(cases=4))).data == {"howMany": 2}


async def test_every_request_gets_its_own_input_objects() -> None:
    plan = plan_of(RENAME)
    who = context()
    for number in (0, 1, 0):
        await plan.run({"n": number}, who)
    assert [entry.partition(" ")[0] for entry in who.storage.written] == ["0", "1", "0"]


@pytest.mark.parametrize(
    ("number", "code", "data"),
    [(0, None, None), (3, MOVE_REFUSED, None), (4, "INTERNAL", None)],
)
async def test_a_mutation_runs_once_and_its_errors_are_told(number: int, code: str | None, data: Any) -> None:
    who = context()
    result = await ran(RENAME, who, n=number)
    assert len(who.storage.written) == 1
    if code is None:
        assert not result.errors
    else:
        assert (code_of(result), result.data) == (code, data)


async def test_a_mutation_runs_once_when_its_answer_cannot_be_shown() -> None:
    who = context()
    who.storage.cases[0].title = ValueError("broken")
    before = counts.fallbacks
    result = await ran(RENAME, who, n=0)
    assert len(who.storage.written) == 1
    assert (code_of(result), result.data) == ("INTERNAL", None)
    assert result.errors is not None
    assert result.errors[0].path == ["rename", "title"]
    assert counts.fallbacks == before + 1


async def test_refused_variables_run_nothing() -> None:
    who = context()
    result = await ran(RENAME, who, n="x")
    assert (code_of(result), result.data, who.storage.written) == (BAD_USER_INPUT, None, [])


@pytest.mark.parametrize(("role", "code"), [(Role.NASIONAL, FORBIDDEN), (Role.PUBLIK, UNAUTHENTICATED)])
async def test_the_permission_is_decided_first(role: Role, code: str) -> None:
    assert code_of(await ran("{ forbidden }", context(role))) == code


async def test_flags_make_variants_up_to_a_limit() -> None:
    flags = range(6)
    head = ", ".join(f"$f{n}: Boolean!" for n in flags)
    body = " ".join(f"a{n}: title @include(if: $f{n})" for n in flags)
    plan = plan_of(f"query({head}) {{ sureCase {{ count {body} }} }}")
    answered = 0
    for combination in range(2 ** len(flags)):
        chosen = {f"f{n}": bool(combination >> n & 1) for n in flags}
        result = await plan.run(chosen, context())
        if result is None:
            continue
        answered += 1
        assert set((result.data or {})["sureCase"]) == {"count", *(f"a{n}" for n in flags if chosen[f"f{n}"])}
    assert answered == MOST_VARIANTS


async def test_a_root_field_can_be_left_out_by_a_flag() -> None:
    plan = plan_of("query($yes: Boolean!) { howMany now @include(if: $yes) }")
    for yes, names in ((True, ["howMany", "now"]), (False, ["howMany"])):
        result = await plan.run({"yes": yes}, context())
        assert result is not None
        assert list(result.data or {}) == names
    none = plan_of("query($yes: Boolean!) { howMany @include(if: $yes) }")
    assert await none.run({"yes": False}, context()) is None


async def test_a_query_of_several_fields_is_handed_back_when_one_fails() -> None:
    who = context()
    assert await plan_of("{ howMany case(number: -1) { title } }").run({}, who) is None
    result = await plan_of("{ howMany case { title } }").run({}, who)
    assert result is not None
    assert not result.errors


async def test_edges_in_a_plan_are_batched() -> None:
    who = context(cases=4)
    world: World = who.storage
    result = await ran("{ cases { unit { name } recent { unit { id } } } }", who)
    assert not result.errors
    assert len(world.batches) <= 2


async def test_the_resolver_sees_the_extensions_of_the_request() -> None:
    seen: list[Any] = []
    plan = plan_of("{ howMany }")
    root = next(iter(plan.variants.values())).roots[0]  # type: ignore[union-attr]
    resolver: Any = root.declared.base_resolver
    original = resolver.wrapped_func

    async def spy(self: Any, info: Any, most: int) -> int:
        seen.append((info.input_extensions, info.variable_values, info.path.key, info.operation.name))
        return int(await original(self, info, most))

    resolver.wrapped_func = spy
    try:
        await plan.run({}, context(), {"trace": "1"})
    finally:
        resolver.wrapped_func = original
    assert seen == [({"trace": "1"}, {}, "howMany", None)]
