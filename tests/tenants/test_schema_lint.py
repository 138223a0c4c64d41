"""The real catalogue keeps to what Citus takes and row security needs: each law finds its offenders in the catalogue.

Every law is shown to bite: a change that breaks it is made, noticed and rolled back.
"""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tenants.database import OWNER, PARTITION_SCHEMA, SCHEMA, SERVICE, Database
from tests.tenancy import NewTenant, tables_of

TENANT, REFERENCE, KEYED = tables_of("tenant"), tables_of("reference"), tables_of("distributed")
NAMES: dict[str, Any] = {
    "schema": SCHEMA,
    "partitions": PARTITION_SCHEMA,
    "owner": OWNER,
    "service": SERVICE,
    "tenant": list(TENANT),
    "reference": list(REFERENCE),
    "keyed": list(KEYED),
    "keys": [info["key"] for info in KEYED.values()],
    "partitioned": [name for name, info in TENANT.items() if info["partitioned"]],
}
REACH = (
    "((tenant_id >= (NULLIF(current_setting('tuntas.reach_lo'::text, true), ''::text))::integer) AND "
    "(tenant_id <= (NULLIF(current_setting('tuntas.reach_hi'::text, true), ''::text))::integer))"
)
LISTED = (
    "((tenant_id = (NULLIF(current_setting('tuntas.write_a'::text, true), ''::text))::integer) OR "
    "(tenant_id = (NULLIF(current_setting('tuntas.write_b'::text, true), ''::text))::integer))"
)
POLICIES = {
    "reach": ("SELECT", "PERMISSIVE", REACH, ""),
    "write_new": ("INSERT", "PERMISSIVE", "", LISTED),
    "write_changed": ("UPDATE", "PERMISSIVE", LISTED, LISTED),
    "write_gone": ("DELETE", "PERMISSIVE", LISTED, ""),
}

OURS = "c.relnamespace = %(schema)s::regnamespace"
LAWS = {
    "every table is declared": f"""
        SELECT c.relname FROM pg_class c WHERE {OURS} AND c.relkind IN ('r', 'p', 'f', 'm')
        AND c.relname <> 'alembic_version'
        AND c.relname <> ALL(%(tenant)s::text[] || %(reference)s::text[] || %(keyed)s::text[])""",
    "a tenant's table begins with its tenant": f"""
        SELECT c.relname FROM pg_class c WHERE {OURS} AND c.relname = ANY(%(tenant)s::text[]) AND NOT EXISTS (
            SELECT 1 FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
            WHERE i.indrelid = c.oid AND i.indisprimary
            AND a.attname = 'tenant_id' AND a.atttypid = 'integer'::regtype AND a.attnotnull)""",
    "what is unique contains the distribution key": f"""
        SELECT x.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
        JOIN (SELECT unnest(%(tenant)s::text[]) name, 'tenant_id' key
              UNION SELECT * FROM unnest(%(keyed)s::text[], %(keys)s::text[])) t ON t.name = c.relname
        WHERE {OURS} AND (i.indisunique OR i.indisexclusion) AND NOT EXISTS (SELECT 1
            FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY(i.indkey) AND a.attname = t.key)""",
    "foreign keys stay inside a tenant or lead to a reference table": f"""
        SELECT k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        JOIN pg_class r ON r.oid = k.confrelid
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
        JOIN pg_attribute b ON b.attrelid = r.oid AND b.attnum = k.confkey[1]
        WHERE {OURS} AND k.contype = 'f' AND k.conparentid = 0 AND NOT (
            (c.relname = ANY(%(tenant)s::text[]) AND r.relname = ANY(%(tenant)s::text[])
             AND a.attname = 'tenant_id' AND b.attname = 'tenant_id')
            OR (c.relname = ANY(%(tenant)s::text[] || %(reference)s::text[])
                AND r.relname = ANY(%(reference)s::text[])))""",
    "no foreign key sets null, a default, or follows an update": f"""
        SELECT k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        WHERE {OURS} AND k.contype = 'f' AND (k.confdeltype IN ('n', 'd') OR k.confupdtype NOT IN ('a', 'r'))""",
    "no triggers": f"""
        SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE {OURS} AND NOT t.tgisinternal""",
    "no rules": "SELECT rulename FROM pg_rules WHERE schemaname = %(schema)s AND rulename <> '_RETURN'",
    "no enums": "SELECT typname FROM pg_type WHERE typnamespace = %(schema)s::regnamespace AND typtype = 'e'",
    "no inheritance": f"""
        SELECT c.relname FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid
        WHERE {OURS} AND NOT c.relispartition AND c.relkind IN ('r', 'p')""",
    "views run as who asks": f"""
        SELECT c.relname FROM pg_class c WHERE {OURS} AND c.relkind = 'v'
        AND NOT coalesce(c.reloptions @> '{{security_invoker=true}}', false)""",
    "everything survives a crash": f"""
        SELECT c.relname FROM pg_class c WHERE {OURS} AND c.relkind IN ('r', 'p') AND c.relpersistence <> 'p'""",
    "no serials, and identities are bigint": f"""
        SELECT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE {OURS} AND ((a.attidentity <> '' AND a.atttypid <> 'bigint'::regtype)
                          OR pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval%%')""",
    "collations are deterministic": f"""
        SELECT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_collation l ON l.oid = a.attcollation WHERE {OURS} AND NOT l.collisdeterministic""",
    "partitions are of one level, by tenant": f"""
        SELECT c.relname FROM pg_class c
        LEFT JOIN pg_partitioned_table p ON p.partrelid = c.oid
        LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.partattrs[0]
        WHERE {OURS} AND (p.partrelid IS NOT NULL) <> (c.relname = ANY(%(partitioned)s::text[]))
           OR p.partstrat <> 'l' OR p.partnatts <> 1 OR a.attname <> 'tenant_id'""",
    "indexed columns have leakproof comparisons": f"""
        SELECT x.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
        JOIN pg_opclass o ON o.oid = ANY(i.indclass)
        JOIN pg_amop m ON m.amopfamily = o.opcfamily AND m.amoplefttype = o.opcintype
             AND m.amoprighttype = o.opcintype AND m.amopstrategy = 3
        JOIN pg_operator q ON q.oid = m.amopopr JOIN pg_proc f ON f.oid = q.oprcode
        JOIN pg_am am ON am.oid = x.relam
        WHERE {OURS} AND am.amname = 'btree' AND NOT f.proleakproof""",
    "row security is on for every tenant's table, and forced nowhere": f"""
        SELECT c.relname FROM pg_class c WHERE {OURS} AND c.relkind IN ('r', 'p')
        AND (c.relrowsecurity <> (c.relname = ANY(%(tenant)s::text[])) OR c.relforcerowsecurity)""",
    "the service owns nothing": "SELECT relname FROM pg_class WHERE relowner = %(service)s::regrole",
    "the service belongs to no other role": f"""
        SELECT roleid::regrole::text FROM pg_auth_members WHERE member = '{SERVICE}'::regrole""",
    "the service is nobody special": """
        SELECT rolname FROM pg_roles WHERE rolname = %(service)s
        AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)""",
    "the owner owns all of it": """
        SELECT relname FROM pg_class WHERE relowner <> %(owner)s::regrole
        AND relnamespace IN (%(schema)s::regnamespace, %(partitions)s::regnamespace)""",
    "large global tables are reached through functions only": f"""
        SELECT c.relname FROM pg_class c WHERE {OURS} AND c.relname = ANY(%(keyed)s::text[] || '{{alembic_version}}')
        AND has_table_privilege(%(service)s, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')""",
    "reference tables are only read": f"""
        SELECT c.relname FROM pg_class c WHERE {OURS} AND c.relname = ANY(%(reference)s::text[])
        AND has_table_privilege(%(service)s, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')""",
    "history is not rewritten": f"""
        SELECT c.relname FROM pg_class c WHERE {OURS} AND has_table_privilege(%(service)s, c.oid, 'UPDATE')
        AND c.relname = ANY('{{complaint_event,complaint_body,transfer,identity_access,sanction}}')""",
    "nothing is truncated, referred to or triggered by the service": f"""
        SELECT c.relname FROM pg_class c WHERE {OURS} AND c.relkind IN ('r', 'p')
        AND has_table_privilege(%(service)s, c.oid, 'TRUNCATE, REFERENCES, TRIGGER')""",
    "nobody else has any rights": """
        SELECT c.relname FROM pg_class c, aclexplode(c.relacl) a
        WHERE c.relnamespace IN (%(schema)s::regnamespace, %(partitions)s::regnamespace)
        AND a.grantee NOT IN (%(owner)s::regrole, %(service)s::regrole)""",
    "partitions give no rights": """
        SELECT relname FROM pg_class WHERE relnamespace = %(partitions)s::regnamespace AND relkind IN ('r', 'p')
        AND (has_table_privilege(%(service)s, oid, 'SELECT, INSERT, UPDATE, DELETE')
             OR has_schema_privilege(%(service)s, %(partitions)s, 'USAGE'))""",
    "the service creates nothing": """
        SELECT s FROM unnest(ARRAY['public', %(schema)s, %(partitions)s]) s
        WHERE has_schema_privilege(%(service)s, s, 'CREATE')""",
    "definer functions choose their own schema": """
        SELECT proname FROM pg_proc WHERE pronamespace = %(schema)s::regnamespace AND prosecdef
        AND NOT coalesce(array_to_string(proconfig, ';') ~ 'search_path=.*pg_temp$', false)""",
    "functions are the service's alone": """
        SELECT proname FROM pg_proc p WHERE pronamespace = %(schema)s::regnamespace
        AND (NOT has_function_privilege(%(service)s, p.oid, 'EXECUTE')
             OR EXISTS (SELECT 1 FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                        WHERE a.grantee NOT IN (%(owner)s::regrole, %(service)s::regrole)))""",
    "no immutable function reads a setting": """
        SELECT proname FROM pg_proc WHERE pronamespace = %(schema)s::regnamespace AND provolatile = 'i'
        AND prosrc LIKE '%%current_setting%%'""",
}
FUNCTION = (
    "CREATE FUNCTION tuntas.wrong() RETURNS text LANGUAGE sql {} AS $$ SELECT current_setting('tuntas.reach_lo') $$"
)
LOCK_DOWN = (
    "; REVOKE ALL ON FUNCTION tuntas.wrong FROM PUBLIC; GRANT EXECUTE ON FUNCTION tuntas.wrong TO tuntas_service"
)
BREACHES = {
    "every table is declared": "CREATE TABLE tuntas.wrong (id bigint)",
    "a tenant's table begins with its tenant": "ALTER TABLE tuntas.vacancy "
    "DROP CONSTRAINT pk_vacancy, ADD PRIMARY KEY (id, tenant_id)",
    "what is unique contains the distribution key": "CREATE UNIQUE INDEX wrong ON tuntas.position (title) WHERE false",
    "foreign keys stay inside a tenant or lead to a reference table": "ALTER TABLE tuntas.position "
    "ADD CONSTRAINT wrong FOREIGN KEY (unit_id) REFERENCES tuntas.account (id) NOT VALID",
    "no foreign key sets null, a default, or follows an update": "ALTER TABLE tuntas.position ADD CONSTRAINT wrong "
    "FOREIGN KEY (tenant_id, unit_id) REFERENCES tuntas.unit ON UPDATE CASCADE NOT VALID",
    "no triggers": "CREATE TRIGGER wrong BEFORE UPDATE ON tuntas.unit FOR EACH ROW "
    "EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "no rules": "CREATE RULE wrong AS ON DELETE TO tuntas.unit DO INSTEAD NOTHING",
    "no enums": "CREATE TYPE tuntas.wrong AS ENUM ('A')",
    "no inheritance": "CREATE TABLE tuntas.wrong () INHERITS (tuntas.unit)",
    "views run as who asks": "CREATE VIEW tuntas.wrong AS SELECT * FROM tuntas.unit",
    "everything survives a crash": "CREATE UNLOGGED TABLE tuntas.wrong (id bigint)",
    "no serials, and identities are bigint": "ALTER TABLE tuntas.unit ADD COLUMN wrong serial",
    "partitions are of one level, by tenant": "CREATE TABLE tuntas.wrong (at date) PARTITION BY RANGE (at)",
    "indexed columns have leakproof comparisons": "ALTER TABLE tuntas.unit ADD COLUMN wrong numeric; "
    "CREATE INDEX wrong ON tuntas.unit (tenant_id, wrong)",
    "row security is on for every tenant's table, and forced nowhere": "ALTER TABLE tuntas.unit "
    "FORCE ROW LEVEL SECURITY",
    "large global tables are reached through functions only": "GRANT SELECT ON tuntas.account TO tuntas_service",
    "reference tables are only read": "GRANT UPDATE ON tuntas.tenant TO tuntas_service",
    "history is not rewritten": "GRANT UPDATE ON tuntas.complaint_event TO tuntas_service",
    "nothing is truncated, referred to or triggered by the service": "GRANT TRUNCATE ON tuntas.unit TO tuntas_service",
    "nobody else has any rights": "GRANT SELECT ON tuntas.unit TO PUBLIC",
    "partitions give no rights": "GRANT SELECT ON tuntas_partitions.complaint_0000 TO tuntas_service",
    "the service creates nothing": "GRANT CREATE ON SCHEMA tuntas TO tuntas_service",
    "definer functions choose their own schema": FUNCTION.format("SECURITY DEFINER") + LOCK_DOWN,
    "functions are the service's alone": FUNCTION.format("STABLE"),
    "no immutable function reads a setting": FUNCTION.format("IMMUTABLE") + LOCK_DOWN,
}


@pytest.fixture(scope="module")
def owner(database: Database) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(database.owner_url, autocommit=True) as connection:
        yield connection


def offenders(owner: psycopg.Connection[Any], law: str) -> list[str]:
    return [name for (name,) in owner.execute(LAWS[law].encode(), NAMES).fetchall()]


@pytest.mark.parametrize("law", LAWS)
def test_law(owner: psycopg.Connection[Any], new_tenant: NewTenant, law: str) -> None:
    assert offenders(owner, law) == []


@pytest.mark.parametrize("law", BREACHES)
def test_a_breach_is_noticed(owner: psycopg.Connection[Any], law: str) -> None:
    with owner.transaction(force_rollback=True):
        owner.execute(BREACHES[law].encode())
        assert offenders(owner, law) != []


def test_every_declared_table_exists(owner: psycopg.Connection[Any]) -> None:
    missing = [
        name
        for name in (*TENANT, *REFERENCE, *KEYED)
        if owner.execute("SELECT to_regclass(%s)", (f"{SCHEMA}.{name}",)).fetchone() == (None,)
    ]
    assert missing == []
    assert TENANT
    assert KEYED


def test_every_command_has_exactly_its_policy(owner: psycopg.Connection[Any]) -> None:
    rows = owner.execute(
        """SELECT tablename, policyname, cmd, permissive, coalesce(qual, ''), coalesce(with_check, '')
        FROM pg_policies WHERE schemaname = 'tuntas'"""
    ).fetchall()
    found = {(table, name): tuple(rest) for table, name, *rest in rows}
    assert found == {(table, name): policy for table in TENANT for name, policy in POLICIES.items()}
