-- The calendars and limits of pemda are public law: everybody reads everybody's, whatever the reach. Written are the
-- tables themselves, inside the write list. Whose position set something is left out; its title is public.
-- Each statement looks at one pemda, as Citus wants it.

CREATE OR REPLACE FUNCTION tuntas.calendars_of(tenants integer[])
RETURNS TABLE (tenant_id integer, versions jsonb, days jsonb, rules jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
DECLARE
    t integer;
BEGIN
    FOREACH t IN ARRAY tenants[1:600] LOOP
        tenant_id := t;
        SELECT coalesce(jsonb_agg(jsonb_build_object(
                'version', v.version, 'week', v.week, 'note', v.note, 'set_by_title', v.set_by_title, 'at', v.at,
                'settles_at', v.settles_at, 'settled', v.settles_at <= clock_timestamp()
            ) ORDER BY v.version), '[]') INTO versions
        FROM calendar_version v WHERE v.tenant_id = t;
        SELECT coalesce(jsonb_agg(jsonb_build_array(d.day, d.kind, d.name, d.since, d.until)
            ORDER BY d.day, d.since), '[]') INTO days
        FROM day_off d WHERE d.tenant_id = t;
        SELECT coalesce(jsonb_agg(jsonb_build_object(
                'number', r.number, 'from_date', r.from_date, 'limits', r.limits, 'ladder', r.ladder,
                'source', r.source, 'set_by_title', r.set_by_title, 'at', r.at
            ) ORDER BY r.number), '[]') INTO rules
        FROM clock_rules r WHERE r.tenant_id = t;
        RETURN NEXT;
    END LOOP;
END
$$;
