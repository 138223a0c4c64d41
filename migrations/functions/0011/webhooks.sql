-- One message for each webhook of this pemda that wants to hear of a move, in the transaction of the move. For whoever
-- writes rows of this pemda: a transfer tells the webhooks of a pemda that it writes and cannot read.
CREATE OR REPLACE FUNCTION tuntas.webhook_queue(
    t integer, complaint uuid, code text, what text, became text, number integer, hidden boolean, happened timestamptz
) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = tuntas, pg_temp AS $$
BEGIN
    IF NOT tuntas.may_write(t) THEN
        RAISE EXCEPTION 'webhook_queue: tenant % is not being written', t USING ERRCODE = '42501';
    END IF;
    INSERT INTO tuntas.webhook_delivery (tenant_id, id, webhook_id, complaint_id, tracking_code, move, status, version,
        secret, at, state, queued_at, next_attempt_at)
    SELECT t, gen_random_uuid(), w.id, complaint, code, what, became, number, hidden, happened, 'PENDING', happened,
        happened
    FROM tuntas.webhook w WHERE w.tenant_id = t AND w.active AND what = ANY (w.kinds);
END
$$;
