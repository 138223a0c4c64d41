"""The question sets of self-assessments: few, shared by all, only read here."""

from collections.abc import Sequence
from typing import Final

from rules.errors import bad_input
from rules.pages import Key, Order, Page, PageRequest
from rules.question_sets import QuestionSet
from tenants.assessment_rows import StoredSet
from tenants.batch import Reader, one_per_key
from tenants.session import Sessions

BY_NUMBER: Final = Order("question_set", (Key("id", int),))
_SELECT: Final = """
SELECT s.id, s.code, s.version, s.name, s.source, s.counting,
    (SELECT jsonb_agg(jsonb_build_array(c.code, c.name, c.place) ORDER BY c.place)
     FROM tuntas.question_category c WHERE c.question_set_id = s.id) AS categories,
    (SELECT jsonb_agg(jsonb_build_array(q.number, q.text, q.training) ORDER BY q.number)
     FROM tuntas.question q WHERE q.question_set_id = s.id) AS questions,
    (SELECT coalesce(jsonb_agg(jsonb_build_array(l.number, l.category, l.certain, l.basis) ORDER BY l.number, c.place),
            '[]'::jsonb)
     FROM tuntas.question_in_category l JOIN tuntas.question_category c
       ON c.question_set_id = l.question_set_id AND c.code = l.category
     WHERE l.question_set_id = s.id) AS links
FROM tuntas.question_set s
"""
_BY_ID: Final = _SELECT + "WHERE s.id = ANY(%(ids)s)"
_PAGE: Final = _SELECT + "WHERE (%(after)s::int IS NULL OR s.id > %(after)s) ORDER BY s.id LIMIT %(limit)s"


async def by_id(reader: Reader, keys: Sequence[int]) -> list[QuestionSet | None]:
    """The sets with these numbers."""
    rows = await reader.read(_BY_ID, {"ids": list(dict.fromkeys(keys))}, StoredSet)
    return one_per_key(keys, [row.made() for row in rows], lambda one: one.id)


async def page(reader: Sessions, request: PageRequest) -> Page[QuestionSet]:
    """All of them, the oldest first."""
    params = {"after": request.after[0] if request.after else None, "limit": request.limit}
    return Page.cut(request, [row.made() for row in await reader.read(_PAGE, params, StoredSet)])


async def one(reader: Reader, number: int, *, field: str = "questionSet") -> QuestionSet:
    """The set with this number. Raises BAD_USER_INPUT."""
    (found,) = await by_id(reader, [number])
    if found is None:
        raise bad_input(field, "No such question set.", "Daftar pertanyaan tidak ditemukan.")
    return found
