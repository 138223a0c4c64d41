-- Accounts, sessions, tokens, invitations, attempts to sign in. The service has no rights on these tables: it can ask
-- about one secret, one e-mail address or one account at a time, and can never list them.
-- Every function touches the rows of one distribution key at a time, as Citus wants it.

CREATE OR REPLACE FUNCTION tuntas.account_create(
    account uuid, address text, full_name text, account_kind text, hash text, moment timestamptz
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
BEGIN
    INSERT INTO account_email (email, account_id) VALUES (lower(address), account);
    INSERT INTO account (id, name, kind, password_hash, created_at)
    VALUES (account, full_name, account_kind, hash, moment);
END
$$;

-- For signing in: the hash leaves the database, because argon2 is computed by the service.
CREATE OR REPLACE FUNCTION tuntas.account_secret(address text)
RETURNS TABLE (id uuid, name text, kind text, password_hash text, active boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
DECLARE
    found uuid := (SELECT e.account_id FROM account_email e WHERE e.email = lower(address));
BEGIN
    RETURN QUERY SELECT a.id, a.name, a.kind, a.password_hash, a.active FROM account a WHERE a.id = found;
END
$$;

CREATE OR REPLACE FUNCTION tuntas.account_secret_of(account uuid)
RETURNS TABLE (id uuid, name text, kind text, password_hash text, active boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    SELECT a.id, a.name, a.kind, a.password_hash, a.active FROM account a WHERE a.id = account
$$;

CREATE OR REPLACE FUNCTION tuntas.account_of_email(address text)
RETURNS TABLE (id uuid, name text, kind text, active boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    SELECT s.id, s.name, s.kind, s.active FROM tuntas.account_secret(address) s
$$;

CREATE OR REPLACE FUNCTION tuntas.accounts_of(accounts uuid[])
RETURNS TABLE (id uuid, name text, kind text, active boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    SELECT a.id, a.name, a.kind, a.active FROM account a WHERE a.id = ANY(accounts[1:200])
$$;

CREATE OR REPLACE FUNCTION tuntas.account_password(account uuid, hash text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
BEGIN
    UPDATE account a SET password_hash = hash WHERE a.id = account AND a.active;
    RETURN FOUND;
END
$$;

-- An account that is switched off loses its sessions, tokens and invitations at once.
CREATE OR REPLACE FUNCTION tuntas.account_activate(account uuid, on_or_off boolean, moment timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
DECLARE
    done boolean;
BEGIN
    UPDATE account a SET active = on_or_off WHERE a.id = account;
    done := FOUND;
    IF NOT on_or_off THEN
        DELETE FROM session s WHERE s.account_id = account;
        DELETE FROM invitation i WHERE i.account_id = account;
        UPDATE token t SET revoked_at = moment WHERE t.account_id = account AND t.revoked_at IS NULL;
    END IF;
    PERFORM pg_notify('tuntas_access', account::text);
    RETURN done;
END
$$;

-- Which positions an account was ever appointed to: so that its desks are found without asking 546 pemda.
CREATE OR REPLACE FUNCTION tuntas.account_appoint(account uuid, t integer, pos uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
BEGIN
    IF NOT tuntas.may_write(t) THEN
        RAISE EXCEPTION 'account_appoint: tenant % is not being written', t USING ERRCODE = '42501';
    END IF;
    INSERT INTO account_position (account_id, tenant_id, position_id) VALUES (account, t, pos)
    ON CONFLICT (account_id, tenant_id, position_id) DO NOTHING;
END
$$;

-- Where an account was ever appointed; a removal in one tenant asks it.
CREATE OR REPLACE FUNCTION tuntas.tenants_of_account(account uuid) RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    SELECT DISTINCT p.tenant_id FROM account_position p WHERE p.account_id = account
$$;

CREATE OR REPLACE FUNCTION tuntas.invitation_create(
    hash bytea, account uuid, moment timestamptz, until timestamptz
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
BEGIN
    DELETE FROM invitation i WHERE i.account_id = account;
    INSERT INTO invitation (token_hash, account_id, created_at, expires_at) VALUES (hash, account, moment, until);
END
$$;

-- The account that this invitation is for, whose password it becomes; whoever came in before is out: sessions, tokens.
-- Null when it is unknown, used or expired.
CREATE OR REPLACE FUNCTION tuntas.invitation_accept(hash bytea, password text, moment timestamptz) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
DECLARE
    invited uuid;
BEGIN
    DELETE FROM invitation i WHERE i.token_hash = hash AND i.expires_at > moment RETURNING i.account_id INTO invited;
    IF invited IS NULL THEN
        RETURN NULL;
    END IF;
    UPDATE account a SET password_hash = password WHERE a.id = invited AND a.active;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    DELETE FROM session s WHERE s.account_id = invited;
    UPDATE token t SET revoked_at = moment WHERE t.account_id = invited AND t.revoked_at IS NULL;
    PERFORM pg_notify('tuntas_access', invited::text);
    RETURN invited;
END
$$;

CREATE OR REPLACE FUNCTION tuntas.session_open(
    hash bytea, account uuid, csrf_token text, moment timestamptz, until timestamptz
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
BEGIN
    DELETE FROM session s WHERE s.account_id = account AND s.expires_at <= moment;
    INSERT INTO session (token_hash, account_id, csrf, created_at, expires_at)
    VALUES (hash, account, csrf_token, moment, until);
END
$$;

CREATE OR REPLACE FUNCTION tuntas.session_extend(hash bytea, until timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    UPDATE session s SET expires_at = until WHERE s.token_hash = hash AND s.expires_at < until
$$;

CREATE OR REPLACE FUNCTION tuntas.session_close(hash bytea) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
DECLARE
    whose uuid;
BEGIN
    DELETE FROM session s WHERE s.token_hash = hash RETURNING s.account_id INTO whose;
    IF whose IS NOT NULL THEN
        PERFORM pg_notify('tuntas_access', whose::text);
    END IF;
    RETURN whose;
END
$$;

-- After a new password: everywhere else the account has to sign in again.
CREATE OR REPLACE FUNCTION tuntas.sessions_close(account uuid, but bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
BEGIN
    DELETE FROM session s WHERE s.account_id = account AND s.token_hash IS DISTINCT FROM but;
    PERFORM pg_notify('tuntas_access', account::text);
END
$$;

CREATE OR REPLACE FUNCTION tuntas.token_issue(
    hash bytea, token_id uuid, account uuid, called text, moment timestamptz, until timestamptz
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    INSERT INTO token (token_hash, id, account_id, label, created_at, expires_at)
    VALUES (hash, token_id, account, called, moment, until)
$$;

CREATE OR REPLACE FUNCTION tuntas.tokens_of(account uuid, after_created timestamptz, after_id uuid, most integer)
RETURNS TABLE (
    id uuid, account_id uuid, label text, created_at timestamptz, expires_at timestamptz, revoked_at timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    SELECT t.id, t.account_id, t.label, t.created_at, t.expires_at, t.revoked_at FROM token t
    WHERE t.account_id = account AND (after_id IS NULL OR (t.created_at, t.id) < (after_created, after_id))
    ORDER BY t.created_at DESC, t.id DESC LIMIT least(most, 101)
$$;

CREATE OR REPLACE FUNCTION tuntas.token_of(account uuid, token_id uuid)
RETURNS TABLE (
    id uuid, account_id uuid, label text, created_at timestamptz, expires_at timestamptz, revoked_at timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    SELECT t.id, t.account_id, t.label, t.created_at, t.expires_at, t.revoked_at FROM token t
    WHERE t.account_id = account AND t.id = token_id
$$;

CREATE OR REPLACE FUNCTION tuntas.token_revoke(account uuid, token_id uuid, moment timestamptz)
RETURNS TABLE (
    id uuid, account_id uuid, label text, created_at timestamptz, expires_at timestamptz, revoked_at timestamptz
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
BEGIN
    UPDATE token t SET revoked_at = moment
    WHERE t.account_id = account AND t.id = token_id AND t.revoked_at IS NULL;
    IF FOUND THEN
        PERFORM pg_notify('tuntas_access', account::text);
    END IF;
    RETURN QUERY SELECT t.id, t.account_id, t.label, t.created_at, t.expires_at, t.revoked_at FROM token t
        WHERE t.account_id = account AND t.id = token_id;
END
$$;

-- The positions that an account holds at this moment or will hold, in units that are at work, with what their pemda took
-- away from them.
CREATE OR REPLACE FUNCTION tuntas.seats_of(account uuid, moment timestamptz)
RETURNS TABLE (
    tenant_id integer, position_id uuid, role text, title text, unit_id uuid, unit_path text,
    valid_from timestamptz, valid_to timestamptz, restricted text[]
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
DECLARE
    held record;
    today date := (moment AT TIME ZONE 'UTC')::date;
BEGIN
    FOR held IN SELECT p.tenant_id AS t, p.position_id AS p FROM account_position p
                JOIN tenant x ON x.id = p.tenant_id AND x.detached_at IS NULL
                WHERE p.account_id = account ORDER BY p.tenant_id, p.position_id LOOP
        FOR tenant_id, position_id, role, title, unit_id, unit_path, valid_from, valid_to IN
            SELECT p.tenant_id, p.id, p.role, p.title, p.unit_id, p.unit_path, a.valid_from, a.valid_to
            FROM appointment a
            JOIN "position" p ON p.tenant_id = a.tenant_id AND p.id = a.position_id
            JOIN unit u ON u.tenant_id = p.tenant_id AND u.id = p.unit_id
            WHERE a.tenant_id = held.t AND p.tenant_id = held.t AND u.tenant_id = held.t
              AND a.position_id = held.p AND a.account_id = account
              AND (a.valid_to IS NULL OR a.valid_to > moment)
              AND p.active_from <= today AND (p.active_to IS NULL OR p.active_to >= today)
              AND u.active_from <= today AND (u.active_to IS NULL OR u.active_to >= today)
            ORDER BY a.valid_from, a.id
        LOOP
            restricted := ARRAY(
                SELECT r.permission FROM restriction r
                LEFT JOIN unit ru ON ru.tenant_id = r.tenant_id AND ru.id = r.unit_id
                WHERE r.tenant_id = held.t AND r.role = seats_of.role
                  AND r.valid_from <= moment AND (r.valid_to IS NULL OR r.valid_to > moment)
                  AND (r.unit_id IS NULL OR (seats_of.unit_path >= ru.path AND seats_of.unit_path < ru.path || '~'))
            );
            RETURN NEXT;
        END LOOP;
    END LOOP;
END
$$;

-- What a session's or a token's hash opens: first the account (its position columns null), then its seats.
CREATE OR REPLACE FUNCTION tuntas.access_of(hash bytea, moment timestamptz)
RETURNS TABLE (
    account_id uuid, account_name text, account_kind text, csrf text, opened_at timestamptz, expires_at timestamptz,
    tenant_id integer, position_id uuid, role text, title text, unit_id uuid, unit_path text,
    valid_from timestamptz, valid_to timestamptz, restricted text[]
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
BEGIN
    SELECT s.account_id, s.csrf, s.created_at, s.expires_at INTO account_id, csrf, opened_at, expires_at
    FROM session s WHERE s.token_hash = hash AND s.expires_at > moment;
    IF account_id IS NULL THEN
        SELECT t.account_id, t.created_at, t.expires_at INTO account_id, opened_at, expires_at
        FROM token t WHERE t.token_hash = hash AND t.expires_at > moment AND t.revoked_at IS NULL;
    END IF;
    SELECT a.id, a.name, a.kind INTO account_id, account_name, account_kind
    FROM account a WHERE a.id = account_id AND a.active;
    IF account_id IS NULL THEN
        RETURN;
    END IF;
    RETURN NEXT;
    FOR tenant_id, position_id, role, title, unit_id, unit_path, valid_from, valid_to, restricted IN
        SELECT * FROM seats_of(account_id, moment)
    LOOP
        RETURN NEXT;
    END LOOP;
END
$$;

-- How often this subject tried within the window that is open for it now, this time included.
CREATE OR REPLACE FUNCTION tuntas.attempt_count(who text, moment timestamptz, span interval) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
DECLARE
    counted integer;
BEGIN
    INSERT INTO sign_in_attempt AS a (subject, window_start, count) VALUES (who, moment, 1)
    ON CONFLICT (subject) DO UPDATE SET
        count = CASE WHEN a.window_start <= excluded.window_start - span THEN 1 ELSE a.count + 1 END,
        window_start = CASE WHEN a.window_start <= excluded.window_start - span THEN excluded.window_start
                            ELSE a.window_start END
    RETURNING a.count INTO counted;
    RETURN counted;
END
$$;

CREATE OR REPLACE FUNCTION tuntas.attempt_forgive(who text, times integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    UPDATE sign_in_attempt a SET count = greatest(a.count - times, 0) WHERE a.subject = who
$$;

-- Sweeps what no longer says anything; called now and then by whoever signs in.
CREATE OR REPLACE FUNCTION tuntas.access_sweep(moment timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
BEGIN
    DELETE FROM sign_in_attempt a WHERE a.window_start < moment - interval '1 day';
    DELETE FROM session s WHERE s.expires_at <= moment;
    DELETE FROM invitation i WHERE i.expires_at <= moment;
END
$$;
