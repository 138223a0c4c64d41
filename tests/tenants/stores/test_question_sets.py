"""Question sets come out of the database as they went in."""

import pytest

from rules.errors import BAD_USER_INPUT, Refusal
from rules.identifiers import NOWHERE
from rules.pages import PageRequest
from tenants.database import Pool
from tenants.question_sets import bundled_sets
from tenants.session import Sessions
from tenants.stores import question_sets

pytestmark = pytest.mark.anyio


async def test_there_and_back(pool: Pool) -> None:
    sessions = Sessions(pool, NOWHERE)
    bintan, babel = bundled_sets()
    assert await question_sets.by_id(sessions, [2, 99, 1]) == [babel, None, bintan]
    assert await question_sets.one(sessions, 1) == bintan
    page = await question_sets.page(sessions, PageRequest(question_sets.BY_NUMBER, 1))
    assert (page.rows, page.has_next) == ([bintan], True)
    rest = await question_sets.page(sessions, PageRequest(question_sets.BY_NUMBER, 9, (1,)))
    assert rest.rows == [babel]
    with pytest.raises(Refusal) as refused:
        await question_sets.one(sessions, 99)
    assert refused.value.code == BAD_USER_INPUT
