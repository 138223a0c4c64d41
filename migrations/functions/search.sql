-- Full text and trigram search: their operators are not leakproof, so under row security no index would serve them.
-- These functions check the reach themselves and name the tenants they read (citus.md 3).

CREATE OR REPLACE FUNCTION tuntas.search_complaints(lo integer, hi integer, words text, most integer)
RETURNS TABLE (tenant_id integer, id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = tuntas, public, pg_temp AS $$
BEGIN
    IF NOT tuntas.may_read(lo, hi) THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT c.tenant_id, c.id FROM tuntas.complaint c
        WHERE c.tenant_id BETWEEN lo AND hi
          AND (c.search @@ websearch_to_tsquery('indonesian', words) OR words <% c.title)
        ORDER BY c.received_at DESC, c.id DESC LIMIT least(most, 2000);
END
$$;

CREATE OR REPLACE FUNCTION tuntas.similar_complaints(
    t integer, itself uuid, of_title text, of_body text, of_topic integer,
    lat double precision, lon double precision, since timestamptz, most integer
) RETURNS TABLE (id uuid, score double precision)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = tuntas, public, pg_temp AS $$
DECLARE
    words tsquery := nullif(replace(plainto_tsquery('indonesian', of_title)::text, '&', '|'), '')::tsquery;
BEGIN
    IF NOT tuntas.may_read(t, t) THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT s.id, s.score FROM (
            SELECT c.id, c.received_at,
                   0.5 * similarity(c.title, of_title)
                   + 0.3 * similarity(left(c.body, 500), left(of_body, 500))
                   + CASE WHEN c.topic_id = of_topic THEN 0.1 ELSE 0 END
                   + CASE WHEN abs(c.latitude - lat) < 0.005 AND abs(c.longitude - lon) < 0.005 THEN 0.2 ELSE 0 END
                   AS score
            FROM tuntas.complaint c
            WHERE c.tenant_id = t AND c.id <> itself AND c.received_at >= since
              AND (c.title % of_title OR c.search @@ words)
            ORDER BY c.received_at DESC LIMIT 500
        ) s WHERE s.score >= 0.35 ORDER BY s.score DESC, s.received_at DESC LIMIT least(most, 20);
END
$$;
