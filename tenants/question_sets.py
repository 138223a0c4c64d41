"""The question sets that come with the service: loaded by the owner, again after each upgrade, never changed."""

from pathlib import Path
from typing import Any, Final

import orjson
import psycopg

from rules.question_sets import QuestionSet
from tenants.assessment_rows import StoredSet

_SETS: Final = Path(__file__).with_name("question_sets.json")
_ADD_SET: Final = """
INSERT INTO tuntas.question_set (id, code, version, name, source, counting)
VALUES (%(id)s, %(code)s, %(version)s, %(name)s, %(source)s, %(counting)s) ON CONFLICT (id) DO NOTHING
"""
_ADD_CATEGORY: Final = """
INSERT INTO tuntas.question_category (question_set_id, code, name, place)
VALUES (%(set)s, %(code)s, %(name)s, %(place)s) ON CONFLICT (question_set_id, code) DO NOTHING
"""
_ADD_QUESTION: Final = """
INSERT INTO tuntas.question (question_set_id, number, text, training)
VALUES (%(set)s, %(number)s, %(text)s, %(training)s) ON CONFLICT (question_set_id, number) DO NOTHING
"""
_ADD_LINK: Final = """
INSERT INTO tuntas.question_in_category (question_set_id, number, category, certain, basis)
VALUES (%(set)s, %(number)s, %(category)s, %(certain)s, %(basis)s)
ON CONFLICT (question_set_id, number, category) DO NOTHING
"""


def load_question_sets(owner_url: str) -> int:
    """Bring the bundled sets into the database; returns how many there are. What is there stays as it is."""
    sets = bundled()
    with psycopg.connect(owner_url) as connection, connection.cursor() as cursor:
        for one in sets:
            cursor.execute(_ADD_SET, one)
            cursor.executemany(_ADD_CATEGORY, _categories(one))
            cursor.executemany(_ADD_QUESTION, [_question(one, asked) for asked in one["questions"]])
            cursor.executemany(_ADD_LINK, [link for asked in one["questions"] for link in _links(one, asked)])
    return len(sets)


def bundled() -> list[dict[str, Any]]:
    """The sets as the file has them."""
    found: list[dict[str, Any]] = orjson.loads(_SETS.read_bytes())
    return found


def bundled_sets() -> list[QuestionSet]:
    """The same in the words of the rules."""
    return [
        StoredSet(
            one["id"], one["code"], one["version"], one["name"], one["source"], one["counting"],
            [[each["code"], each["name"], each["place"]] for each in _categories(one)],
            [[asked["number"], asked["text"], asked.get("training")] for asked in one["questions"]],
            [
                [link["number"], link["category"], link["certain"], link["basis"]]
                for asked in one["questions"]
                for link in _links(one, asked)
            ],
        ).made()
        for one in bundled()
    ]  # fmt: skip


def _categories(one: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"set": one["id"], "code": code, "name": name, "place": place}
        for place, (code, name) in enumerate(one["categories"], 1)
    ]


def _question(one: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    return {"set": one["id"], "number": asked["number"], "text": asked["text"], "training": asked.get("training")}


def _links(one: dict[str, Any], asked: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"set": one["id"], "number": asked["number"], **link} for link in asked["categories"]]
