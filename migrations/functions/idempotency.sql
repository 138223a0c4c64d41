-- One client key at a time: the second request waits for the first and then sees what it did.

CREATE OR REPLACE FUNCTION tuntas.recall(t integer, who text, key text)
RETURNS TABLE (mutation text, fingerprint bytea, result jsonb)
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = tuntas, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(who || ' ' || key, t));
    RETURN QUERY SELECT i.mutation, i.fingerprint, i.result FROM tuntas.idempotency i
        WHERE i.tenant_id = t AND i.actor = who AND i.client_key = key;
END
$$;
