-- Did this installation issue a packet with this fingerprint, of its manifest or of the whole file? Whoever has the file
-- knows it already; nobody learns whose it is.

CREATE OR REPLACE FUNCTION tuntas.packet_issued(fingerprint bytea) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    SELECT min(p.made_at) FROM packet p WHERE p.manifest_sha256 = fingerprint OR p.sha256 = fingerprint
$$;
