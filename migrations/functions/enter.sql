-- Opens the reach of the current transaction: which tenants it may read (lo..hi) and which it may write (at most two).
-- SET LOCAL and not set_config: only the statement reaches the workers of a Citus cluster, and only when propagation
-- is on; plain PostgreSQL takes citus.propagate_set_commands as a placeholder.
CREATE OR REPLACE FUNCTION tuntas.enter(lo integer, hi integer, writes integer[]) RETURNS void
LANGUAGE plpgsql VOLATILE
AS $$
BEGIN
    IF lo IS NULL OR hi IS NULL OR writes IS NULL OR cardinality(writes) > 2 THEN
        RAISE EXCEPTION 'enter(%, %, %): two bounds and at most two tenants', lo, hi, writes
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    SET LOCAL citus.propagate_set_commands = 'local';
    EXECUTE format('SET LOCAL tuntas.reach_lo = %L', lo::text);
    EXECUTE format('SET LOCAL tuntas.reach_hi = %L', hi::text);
    EXECUTE format('SET LOCAL tuntas.write_a = %L', coalesce(writes[1]::text, ''));
    EXECUTE format('SET LOCAL tuntas.write_b = %L', coalesce(writes[2]::text, ''));
END
$$;
