-- How people want to be told, and where they are reached: for the accounts that are named, never a list of all.

CREATE OR REPLACE FUNCTION tuntas.notice_settings_of(accounts uuid[])
RETURNS TABLE (account_id uuid, choices jsonb, digest boolean, quiet text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    SELECT s.account_id, s.choices, s.digest, s.quiet FROM notification_setting s
    WHERE s.account_id = ANY (accounts[1:1000])
$$;

CREATE OR REPLACE FUNCTION tuntas.notice_settings_set(
    account uuid, wanted jsonb, bundled boolean, hours text, moment timestamptz
) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    INSERT INTO notification_setting (account_id, choices, digest, quiet, changed_at)
    VALUES (account, wanted, bundled, hours, moment)
    ON CONFLICT (account_id) DO UPDATE SET
        choices = excluded.choices, digest = excluded.digest, quiet = excluded.quiet, changed_at = excluded.changed_at
$$;

-- Only accounts that are switched on: nobody else is written to.
CREATE OR REPLACE FUNCTION tuntas.addresses_of(accounts uuid[])
RETURNS TABLE (account_id uuid, name text, email text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
    SELECT a.id, a.name, min(e.email) FROM account a JOIN account_email e ON e.account_id = a.id
    WHERE a.id = ANY (accounts[1:1000]) AND a.active GROUP BY a.id, a.name
$$;
