-- Where one tracking code lives, and what one account filed. Nobody can list the directory.

CREATE OR REPLACE FUNCTION tuntas.may_write(t integer) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(t = nullif(current_setting('tuntas.write_a', true), '')::integer
                 OR t = nullif(current_setting('tuntas.write_b', true), '')::integer, false)
$$;

CREATE OR REPLACE FUNCTION tuntas.may_read(lo integer, hi integer) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(lo <= hi
                AND lo >= nullif(current_setting('tuntas.reach_lo', true), '')::integer
                AND hi <= nullif(current_setting('tuntas.reach_hi', true), '')::integer, false)
$$;

CREATE OR REPLACE FUNCTION tuntas.directory_register(
    code text, t integer, complaint uuid, account uuid, receipt bytea, external text, moment timestamptz
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
BEGIN
    IF NOT tuntas.may_write(t) THEN
        RAISE EXCEPTION 'directory: tenant % is not being written', t USING ERRCODE = '42501';
    END IF;
    INSERT INTO directory (tracking_code, tenant_id, complaint_id, account_id, receipt_hash, external_id, entered_at)
    VALUES (code, t, complaint, account, receipt, external, moment);
END
$$;

CREATE OR REPLACE FUNCTION tuntas.directory_find(code text)
RETURNS TABLE (tenant_id integer, complaint_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    SELECT d.tenant_id, d.complaint_id FROM directory d WHERE d.tracking_code = code
$$;

CREATE OR REPLACE FUNCTION tuntas.directory_find_external(external text)
RETURNS TABLE (tenant_id integer, complaint_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    SELECT d.tenant_id, d.complaint_id FROM directory d WHERE d.external_id = external LIMIT 1
$$;

CREATE OR REPLACE FUNCTION tuntas.directory_receipt(code text, receipt bytea)
RETURNS TABLE (tenant_id integer, complaint_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    SELECT d.tenant_id, d.complaint_id FROM directory d
    WHERE d.tracking_code = code AND d.receipt_hash IS NOT NULL AND d.receipt_hash = receipt
$$;

CREATE OR REPLACE FUNCTION tuntas.directory_of_account(account uuid, before timestamptz, before_code text, most integer)
RETURNS TABLE (tracking_code text, tenant_id integer, complaint_id uuid, entered_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    SELECT d.tracking_code, d.tenant_id, d.complaint_id, d.entered_at FROM directory d
    WHERE d.account_id = account AND (before IS NULL OR (d.entered_at, d.tracking_code) < (before, before_code))
    ORDER BY d.entered_at DESC, d.tracking_code DESC LIMIT least(most, 101)
$$;

CREATE OR REPLACE FUNCTION tuntas.directory_move(code text, from_tenant integer, to_tenant integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
BEGIN
    IF NOT (tuntas.may_write(from_tenant) AND tuntas.may_write(to_tenant)) THEN
        RAISE EXCEPTION 'directory: a transfer writes both tenants' USING ERRCODE = '42501';
    END IF;
    UPDATE directory SET tenant_id = to_tenant WHERE tracking_code = code AND tenant_id = from_tenant;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'directory: % is not in tenant %', code, from_tenant USING ERRCODE = 'P0002';
    END IF;
END
$$;
