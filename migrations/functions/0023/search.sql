-- Full text and trigram search: their operators are not leakproof, so under row security no index would serve them.
-- The function checks the reach itself and names the tenants it reads (citus.md 3).
--
-- What has the very words comes whatever else is spelled alike: among thousands of lamps in the same street the one house
-- must be found. Of what is only alike, the newest 200. Each part has a limit of its own, and neither asks whether the
-- other found anything: from that, somebody could tell that words stand where he may not read them.
--
-- One pemda is named as one: then its complaints can be read newest first, and where much is alike the planner looks at
-- few of them until there are enough, instead of at all that are alike.
--
-- Several pemda are read a stretch of time after the other, until there are enough: what is common is found in the last
-- week, and what is rare costs an index little each time. Looking at all ten million at once, what is common took longer
-- than a statement may. Across provinces, what is only alike is of the last month: trigrams of three years take seconds.

CREATE OR REPLACE FUNCTION tuntas.search_complaints(lo integer, hi integer, words text, most integer)
RETURNS TABLE (tenant_id integer, id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = tuntas, public, pg_temp AS $$
DECLARE
    asked CONSTANT tsquery := websearch_to_tsquery('indonesian', words);
    exact CONSTANT integer := least(most, 2000);
    alike CONSTANT integer := least(most, 200);
    everything CONSTANT timestamptz := '-infinity';
    week CONSTANT timestamptz := now() - interval '7 days';
    month CONSTANT timestamptz := now() - interval '31 days';
    quarter CONSTANT timestamptz := now() - interval '92 days';
    since timestamptz;
    until timestamptz := 'infinity';
    enough integer := 0;
    found integer[];
    found_ids uuid[];
    tenants integer[] := '{}';
    ids uuid[] := '{}';
BEGIN
    IF NOT tuntas.may_read(lo, hi) THEN
        RETURN;
    END IF;
    IF lo = hi THEN
        RETURN QUERY
            (SELECT c.tenant_id, c.id FROM tuntas.complaint c
             WHERE c.tenant_id = lo AND c.search @@ asked
             ORDER BY c.received_at DESC, c.id DESC LIMIT exact)
            UNION
            (SELECT c.tenant_id, c.id FROM tuntas.complaint c
             WHERE c.tenant_id = lo AND words <% c.title
             ORDER BY c.received_at DESC, c.id DESC LIMIT alike);
        RETURN;
    END IF;
    FOREACH since IN ARRAY ARRAY[week, quarter, everything] LOOP
        SELECT array_agg(n.tenant_id), array_agg(n.id) INTO found, found_ids FROM (
            SELECT c.tenant_id, c.id FROM tuntas.complaint c
            WHERE c.tenant_id BETWEEN lo AND hi AND c.search @@ asked
              AND c.received_at >= since AND c.received_at < until
            ORDER BY c.received_at DESC, c.id DESC LIMIT exact - enough) n;
        tenants := tenants || found;
        ids := ids || found_ids;
        enough := cardinality(ids);
        EXIT WHEN enough >= exact;
        until := since;
    END LOOP;
    until := 'infinity';
    enough := 0;
    FOREACH since IN ARRAY CASE WHEN lo / 100 = hi / 100 THEN ARRAY[week, everything] ELSE ARRAY[week, month] END LOOP
        SELECT array_agg(n.tenant_id), array_agg(n.id) INTO found, found_ids FROM (
            SELECT c.tenant_id, c.id FROM tuntas.complaint c
            WHERE c.tenant_id BETWEEN lo AND hi AND words <% c.title
              AND c.received_at >= since AND c.received_at < until
            ORDER BY c.received_at DESC, c.id DESC LIMIT alike - enough) n;
        tenants := tenants || found;
        ids := ids || found_ids;
        enough := enough + coalesce(cardinality(found_ids), 0);
        EXIT WHEN enough >= alike;
        until := since;
    END LOOP;
    RETURN QUERY SELECT DISTINCT n.tenant_id, n.id FROM unnest(tenants, ids) AS n (tenant_id, id);
END
$$;
