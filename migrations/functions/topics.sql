-- The tree of topics is read by everybody and written only here: by the nation its own, by a pemda its own.

CREATE OR REPLACE FUNCTION tuntas.topic_create(t integer, parent integer, called text, since date)
RETURNS TABLE (id integer, tenant_id integer, parent_id integer, name text, valid_from date, valid_to date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
DECLARE
    next integer;
BEGIN
    IF NOT tuntas.may_write(t) THEN
        RAISE EXCEPTION 'topic_create: tenant % is not being written', t USING ERRCODE = '42501';
    END IF;
    PERFORM pg_advisory_xact_lock(1953460073, 0);  -- 'topi': one number at a time
    -- The published list is numbered below 100000; what is added later continues above it.
    SELECT greatest(max(x.id), 99999) + 1 INTO next FROM topic x;
    INSERT INTO topic (id, tenant_id, parent_id, name, valid_from) VALUES (next, t, parent, called, since);
    RETURN QUERY SELECT x.id, x.tenant_id, x.parent_id, x.name, x.valid_from, x.valid_to FROM topic x WHERE x.id = next;
END
$$;

CREATE OR REPLACE FUNCTION tuntas.topic_close(t integer, topic_id integer, last date)
RETURNS TABLE (id integer, tenant_id integer, parent_id integer, name text, valid_from date, valid_to date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
BEGIN
    IF NOT tuntas.may_write(t) THEN
        RAISE EXCEPTION 'topic_close: tenant % is not being written', t USING ERRCODE = '42501';
    END IF;
    RETURN QUERY UPDATE topic x SET valid_to = last WHERE x.id = topic_id AND x.tenant_id = t
        RETURNING x.id, x.tenant_id, x.parent_id, x.name, x.valid_from, x.valid_to;
END
$$;
