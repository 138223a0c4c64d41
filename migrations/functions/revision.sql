-- Which revision the schema has: the service may know it, and nothing else of Alembic's table.

CREATE OR REPLACE FUNCTION tuntas.schema_revision() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
BEGIN
    RETURN (SELECT max(version_num) FROM tuntas.alembic_version);
END
$$;
