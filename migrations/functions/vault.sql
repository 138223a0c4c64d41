-- A pemda's data key, wrapped: useless without the master key. For whoever writes rows of this pemda, since a transfer
-- seals for a pemda that it writes and cannot read. The first key is made by whoever comes first; others wait for it.

CREATE OR REPLACE FUNCTION tuntas.tenant_key_newest(t integer, fresh bytea)
RETURNS TABLE (version smallint, wrapped bytea)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
BEGIN
    IF NOT tuntas.may_write(t) THEN
        RAISE EXCEPTION 'vault: tenant % is not being written', t USING ERRCODE = '42501';
    END IF;
    RETURN QUERY SELECT k.version, k.wrapped FROM tuntas.tenant_key k WHERE k.tenant_id = t
        ORDER BY k.version DESC LIMIT 1;
    IF FOUND THEN
        RETURN;
    END IF;
    INSERT INTO tuntas.tenant_key AS k (tenant_id, version, wrapped, created_at)
        VALUES (t, 1, fresh, statement_timestamp()) ON CONFLICT ON CONSTRAINT pk_tenant_key DO NOTHING;
    RETURN QUERY SELECT k.version, k.wrapped FROM tuntas.tenant_key k WHERE k.tenant_id = t
        ORDER BY k.version DESC LIMIT 1;
END
$$;

CREATE OR REPLACE FUNCTION tuntas.tenant_key_renew(t integer, number integer, fresh bytea) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
BEGIN
    IF NOT tuntas.may_write(t) THEN
        RAISE EXCEPTION 'vault: tenant % is not being written', t USING ERRCODE = '42501';
    END IF;
    INSERT INTO tuntas.tenant_key (tenant_id, version, wrapped, created_at)
        VALUES (t, number, fresh, statement_timestamp());
END
$$;
