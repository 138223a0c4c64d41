"""The bundled question sets: whole, loaded again without harm, never changed."""

import psycopg

from tenants.database import Database
from tenants.question_sets import bundled_sets, load_question_sets


def test_both_are_whole() -> None:
    bintan, babel = bundled_sets()
    assert [len(bintan.of_category(one.code)) for one in bintan.categories] == [6, 5, 3, 3, 3]
    assert bintan.numbers == set(range(1, 21))
    assert babel.numbers == set(range(1, 23))
    assert all(bintan.is_certain(one.code) for one in bintan.categories)
    assert [one.code for one in babel.categories if babel.is_certain(one.code)] == ["SDM"]
    assert [one.number for one in babel.questions if not one.links] == [1, 2, 3, 4]
    assert all(link.basis for one in babel.questions for link in one.links)


def test_loading_again_changes_nothing(database: Database) -> None:
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("UPDATE tuntas.question_set SET name = 'lain' WHERE id = 1")
        assert load_question_sets(database.owner_url) == 2
        names = owner.execute("SELECT name FROM tuntas.question_set ORDER BY id").fetchall()
        counts = owner.execute("SELECT question_set_id, count(*) FROM tuntas.question GROUP BY 1 ORDER BY 1").fetchall()
        owner.execute("UPDATE tuntas.question_set SET name = %s WHERE id = 1", (bundled_sets()[0].name,))
    assert names[0] == ("lain",)
    assert counts == [(1, 20), (2, 22)]
