-- Full text and trigram search: their operators are not leakproof, so under row security no index would serve them.
-- The function checks the reach itself and names the tenants it reads (citus.md 3).
--
-- What has the very words comes whatever else is spelled alike: among thousands of lamps in the same street the one house
-- must be found. Of what is only alike, the newest 200. Each part has a limit of its own, and neither asks whether the
-- other found anything: from that, somebody could tell that words stand where he may not read them.

CREATE OR REPLACE FUNCTION tuntas.search_complaints(lo integer, hi integer, words text, most integer)
RETURNS TABLE (tenant_id integer, id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = tuntas, public, pg_temp AS $$
BEGIN
    IF NOT tuntas.may_read(lo, hi) THEN
        RETURN;
    END IF;
    RETURN QUERY
        (SELECT c.tenant_id, c.id FROM tuntas.complaint c
         WHERE c.tenant_id BETWEEN lo AND hi AND c.search @@ websearch_to_tsquery('indonesian', words)
         ORDER BY c.received_at DESC, c.id DESC LIMIT least(most, 2000))
        UNION
        (SELECT c.tenant_id, c.id FROM tuntas.complaint c
         WHERE c.tenant_id BETWEEN lo AND hi AND words <% c.title
         ORDER BY c.received_at DESC, c.id DESC LIMIT least(most, 200));
END
$$;
