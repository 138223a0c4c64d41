"""What belongs to a pemda is found in the catalogue; no table is forgotten."""

import psycopg

from tenants.archive.contents import parts
from tenants.database import Database
from tests.tenancy import tables_of

NOT_A_PEMDAS = {"session", "token", "invitation", "sign_in_attempt", "staged_upload"}
"""What people make again by themselves, and may not be taken along."""
COMES_WITH_THE_SERVICE = {"question_set", "question_category", "question", "question_in_category"}


def test_every_table_is_in_it_or_left_out_on_purpose(database: Database) -> None:
    with psycopg.connect(database.owner_url) as owner:
        found = {part.table for part in parts(owner)}
    declared = {name for scope in ("tenant", "reference", "distributed") for name in tables_of(scope)}
    assert declared - found == NOT_A_PEMDAS | COMES_WITH_THE_SERVICE
    assert found <= declared


def test_each_comes_after_those_it_refers_to(database: Database) -> None:
    with psycopg.connect(database.owner_url) as owner:
        order = [part.table for part in parts(owner)]
        keys = owner.execute(
            "SELECT c.relname, r.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
            "JOIN pg_class r ON r.oid = k.confrelid WHERE k.contype = 'f' AND k.conparentid = 0 AND c.oid <> r.oid "
            "AND c.relnamespace = 'tuntas'::regnamespace"
        ).fetchall()
    own = [(table, referred) for table, referred in keys if table not in COMES_WITH_THE_SERVICE]
    assert [(table, referred) for table, referred in own if order.index(table) < order.index(referred)] == []


def test_what_the_database_computes_is_not_in_it(database: Database) -> None:
    with psycopg.connect(database.owner_url) as owner:
        (complaint,) = [part for part in parts(owner) if part.table == "complaint"]
    assert "title" in complaint.columns
    assert {"search", "due_order"} & set(complaint.columns) == set()
    assert complaint.key == ("tenant_id", "id")
