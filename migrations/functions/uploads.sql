-- Uploads on their way to a complaint. Nobody can list them: who knows an id may look at that one, who owns it claims it.
-- Those without an owner belong to the sweep.

CREATE OR REPLACE FUNCTION tuntas.upload_staged(upload uuid)
RETURNS TABLE (id uuid, owner text, name text, media_type text, size bigint, sha256 bytea, storage_key text,
               created_at timestamptz, expires_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    SELECT s.id, s.owner, s.name, s.media_type, s.size, s.sha256, s.storage_key, s.created_at, s.expires_at
    FROM tuntas.staged_upload s WHERE s.id = upload AND s.owner <> ''
$$;

-- The same id again is the same upload, whatever name comes with it: the caller compares. It may then wait longer, but
-- not when it is complete: its bytes may be on their way out.
CREATE OR REPLACE FUNCTION tuntas.upload_stage(upload uuid, uploader text, file_name text, at timestamptz, until timestamptz)
RETURNS TABLE (id uuid, owner text, name text, media_type text, size bigint, sha256 bytea, storage_key text,
               created_at timestamptz, expires_at timestamptz)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    INSERT INTO tuntas.staged_upload (id, owner, name, created_at, expires_at)
        VALUES (upload, uploader, file_name, at, until)
        ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at
        WHERE staged_upload.owner = excluded.owner AND staged_upload.sha256 IS NULL;
    SELECT s.id, s.owner, s.name, s.media_type, s.size, s.sha256, s.storage_key, s.created_at, s.expires_at
    FROM tuntas.staged_upload s WHERE s.id = upload AND s.owner = uploader
$$;

-- An attempt writes down where its bytes will lie before they do, so that a crash leaves none that nobody knows of.
-- Answers the key of an earlier attempt, which came to nothing; no row when the upload is complete or gone.
CREATE OR REPLACE FUNCTION tuntas.upload_begin(upload uuid, key text) RETURNS TABLE (earlier text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
DECLARE
    before text;
BEGIN
    SELECT s.storage_key INTO before FROM tuntas.staged_upload s
        WHERE s.id = upload AND s.sha256 IS NULL AND s.owner <> '' FOR UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    UPDATE tuntas.staged_upload s SET storage_key = key WHERE s.id = upload;
    RETURN QUERY SELECT before;
END
$$;

-- Only the newest attempt completes an upload, and only once.
CREATE OR REPLACE FUNCTION tuntas.upload_complete(
    upload uuid, key text, file_name text, kind text, bytes bigint, digest bytea
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
BEGIN
    UPDATE tuntas.staged_upload s SET name = file_name, media_type = kind, size = bytes, sha256 = digest
        WHERE s.id = upload AND s.storage_key = key AND s.sha256 IS NULL AND s.owner <> '';
    RETURN FOUND;
END
$$;

-- A refused file: the upload is over.
CREATE OR REPLACE FUNCTION tuntas.upload_discard(upload uuid) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    DELETE FROM tuntas.staged_upload s WHERE s.id = upload AND s.sha256 IS NULL
$$;

-- In the transaction that attaches them: of two that claim the same upload, one gets it.
CREATE OR REPLACE FUNCTION tuntas.upload_claim(uploads uuid[], uploader text)
RETURNS TABLE (id uuid, owner text, name text, media_type text, size bigint, sha256 bytea, storage_key text,
               created_at timestamptz, expires_at timestamptz)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    DELETE FROM tuntas.staged_upload s
    WHERE s.id = ANY (uploads) AND s.owner = uploader AND s.owner <> '' AND s.sha256 IS NOT NULL
    RETURNING s.id, s.owner, s.name, s.media_type, s.size, s.sha256, s.storage_key, s.created_at, s.expires_at
$$;

-- The sweep takes what expired: from then on nobody can complete or claim it. Then its bytes go, and at last its row, so
-- that nothing is left that nobody knows of; what an interrupted sweep took is taken again.
CREATE OR REPLACE FUNCTION tuntas.uploads_take_expired(before timestamptz, most integer)
RETURNS TABLE (id uuid, storage_key text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
DECLARE
    taken uuid[];
BEGIN
    SELECT array_agg(e.id) INTO taken FROM (
        SELECT s.id FROM tuntas.staged_upload s
        WHERE s.expires_at < least(before, statement_timestamp()) ORDER BY s.expires_at, s.id LIMIT least(most, 1000)
    ) e;
    RETURN QUERY UPDATE tuntas.staged_upload s SET owner = ''
        WHERE s.id = ANY (taken) AND s.expires_at < least(before, statement_timestamp())
        RETURNING s.id, s.storage_key;
END
$$;

CREATE OR REPLACE FUNCTION tuntas.uploads_forget(uploads uuid[]) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
DECLARE
    gone bigint;
BEGIN
    DELETE FROM tuntas.staged_upload s WHERE s.id = ANY (uploads) AND s.owner = '';
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END
$$;
