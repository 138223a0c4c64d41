"""Which operations does the view run by a plan that was made once, instead of through strawberry each time?"""

import asyncio
from collections import OrderedDict
from typing import Any, Final, cast

from graphql import GraphQLError
from strawberry import Schema
from strawberry.types.execution import ExecutionResult

from gateway.transport_errors import timed_out
from gateway.view import Asked, GraphQLView
from graph.completion import Fallback
from graph.plan import OperationPlan

MOST_PLANS: Final = 1_000

Key = tuple[str, str | None, bool]


class PlannedView(GraphQLView):
    """The GraphQL endpoint: HTTP, contexts, limits, answers and errors are the view's, whoever runs the operation.

    A trusted document is planned when it is first asked for, free text when it comes for the second time.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._trusted = self.documents.texts
        self._plans: OrderedDict[Key, OperationPlan | None] = OrderedDict()
        self._seen: OrderedDict[Key, None] = OrderedDict()

    def plan(self, text: str, operation_name: str | None, *, staff: bool) -> OperationPlan | None:
        """The plan of an operation; None when there is none to be had, or when it is not worth one yet."""
        key = (text, operation_name, staff)
        if key in self._plans:
            self._plans.move_to_end(key)
            return self._plans[key]
        if text not in self._trusted and key not in self._seen:
            _remember(self._seen, key, None)
            return None
        plan = self._planned(key)
        _remember(self._plans, key, plan)
        return plan

    async def _execute(self, asked: Asked, context: Any) -> ExecutionResult:
        request = asked.request
        plan = self.plan(asked.text, request.operation_name, staff=self.is_staff(context))
        if plan is None or (asked.method == "GET" and not plan.is_query):
            return await super()._execute(asked, context)
        try:
            async with asyncio.timeout(self.settings.operation_seconds):
                result = await plan.run(request.variables, context, request.extensions)
        except TimeoutError:
            raise timed_out() from None
        return await super()._execute(asked, context) if result is None else result

    def _planned(self, key: Key) -> OperationPlan | None:
        text, operation_name, staff = key
        try:
            prepared = self.preparation.prepare(text, staff=staff)
            if prepared.errors:
                return None
            return OperationPlan.of(cast("Schema", self.schema), prepared.document, operation_name)
        except (Fallback, GraphQLError):
            return None


def _remember(known: OrderedDict[Key, Any], key: Key, value: Any) -> None:
    known[key] = value
    if len(known) > MOST_PLANS:
        known.popitem(last=False)
