-- Published statistics are everybody's, whatever the reach. Who published them is shown by the title of the position.

-- Releases without their tables, the latest period first and of each the newest version first, after one of them.
CREATE OR REPLACE FUNCTION tuntas.releases_page(after_period text, after_version integer, most integer)
RETURNS TABLE (period text, version integer, made_at timestamptz, made_by_title text, note text, as_of timestamptz, sha256 bytea,
    licence text, newest boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    SELECT r.period, r.version, r.made_at, r.made_by_title, r.note, r.as_of, r.sha256, r.licence,
        r.version = (SELECT max(n.version) FROM statistic_release n WHERE n.tenant_id = 0 AND n.period = r.period)
    FROM statistic_release r
    WHERE r.tenant_id = 0 AND (after_period IS NULL
        OR r.period COLLATE "C" <= after_period COLLATE "C")
    ORDER BY r.period COLLATE "C" DESC, r.version DESC
    OFFSET CASE WHEN after_period IS NULL THEN 0 ELSE (
        SELECT count(*) FROM statistic_release s
        WHERE s.tenant_id = 0 AND s.period = after_period AND s.version >= after_version) END
    LIMIT least(most, 101)
$$;

-- One release with its tables: the newest version, or the one that is named.
CREATE OR REPLACE FUNCTION tuntas.release_of(wanted text, number integer)
RETURNS TABLE (period text, version integer, made_at timestamptz, made_by_title text, note text, as_of timestamptz, sha256 bytea,
    licence text, newest boolean, content text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    SELECT r.period, r.version, r.made_at, r.made_by_title, r.note, r.as_of, r.sha256, r.licence,
        NOT EXISTS (SELECT 1 FROM statistic_release s
            WHERE s.tenant_id = 0 AND s.period = wanted AND s.version > r.version), r.content
    FROM statistic_release r
    WHERE r.tenant_id = 0 AND r.period = wanted AND (number IS NULL OR r.version = number)
    ORDER BY r.version DESC LIMIT 1
$$;
