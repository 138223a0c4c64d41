"""How do a hundred thousand complaints come into a database, then a million? By INSERT .. SELECT, skewed as life."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter
from typing import Final, LiteralString

import psycopg

from bench.offices import CITIZENS, UNITS
from bench.site import Place

MAIN_SHARE: Final = 0.2
_CHUNK: Final = 100_000
_FRESH: Final[LiteralString] = """
CREATE TEMP TABLE fresh ON COMMIT DROP AS
WITH dice AS MATERIALIZED (
    SELECT s.tenant_id, n, random() AS a, random() AS b, random() AS c, random() AS d, random() AS e, random() AS f
    FROM unnest(%(tenants)s::int[], %(first)s::int[], %(last)s::int[]) s (tenant_id, lo, hi),
        generate_series(s.lo, s.hi) n
), stage AS (
    SELECT *, CASE WHEN a < .06 THEN 'RECEIVED' WHEN a < .08 THEN 'AWAITING_REPORTER' WHEN a < .17 THEN 'DISPOSED'
            WHEN a < .30 THEN 'IN_PROGRESS' WHEN a < .40 THEN 'ANSWERED' WHEN a < .93 THEN 'CLOSED'
            ELSE 'ARCHIVED' END AS status,
        CASE WHEN a < .06 THEN 1 WHEN a < .08 THEN 3 WHEN a < .17 THEN 3 WHEN a < .30 THEN 4 WHEN a < .40 THEN 5
            WHEN a < .93 THEN 6 ELSE 2 END AS steps,
        CASE WHEN a >= .08 AND a < .93 THEN 1 + floor(b * b * %(units)s)::int END AS unit_no,
        %(now)s::timestamptz - CASE WHEN a < .30 THEN interval '40 days' ELSE interval '400 days' END * c AS received,
        (ARRAY['Lampu jalan padam','Jalan berlubang','Sampah menumpuk','Air PDAM mati','Drainase tersumbat',
            'Pelayanan puskesmas lambat','Pungutan liar di sekolah','Pohon tumbang','Banjir di permukiman',
            'Bansos belum diterima','KTP belum selesai','Izin usaha tertunda','Trotoar rusak','Parkir liar',
            'Kebisingan pabrik'])[1 + floor(d * 15)::int] AS thing,
        (ARRAY['Batu Aji','Sagulung','Nongsa','Sekupang','Lubuk Baja','Bengkong','Sungai Beduk','Galang',
            'Belakang Padang','Bulang','Tanjung Uban','Kijang','Toapaya','Gunung Kijang'])
            [1 + floor(e * 14)::int] AS area,
        (ARRAY['Mawar','Melati','Kenanga','Anggrek','Cempaka','Flamboyan','Dahlia','Teratai','Sudirman','Diponegoro',
            'Hang Tuah','Raja Ali Haji'])[1 + floor(f * 12)::int] AS street
    FROM dice
)
SELECT *, md5('c' || tenant_id || ':' || n)::uuid AS id,
    CASE WHEN unit_no IS NULL THEN NULL ELSE md5('u' || tenant_id || ':' || unit_no)::uuid END AS unit_id,
    CASE WHEN unit_no IS NULL THEN '0001' ELSE '0001' || lpad(unit_no::text, 4, '0') END AS path,
    steps + CASE WHEN e < .03 THEN 20 + floor(f * 10)::int WHEN e < .4 THEN 1 ELSE 0 END AS version,
    translate(upper(substr(md5('k' || tenant_id || ':' || n), 1, 12)), 'ILOU', '1100') AS code,
    thing || ' di Jalan ' || street || ' nomor ' || floor(b * 300)::int || ', ' || area AS title,
    CASE WHEN a < .4 THEN %(now)s::timestamptz + (d - .2) * interval '40 days' END AS due_at,
    md5('w' || 1 + floor(f * %(citizens)s)::int)::uuid AS account
FROM stage
"""
_ROWS: Final[tuple[LiteralString, ...]] = (
    """
INSERT INTO tuntas.complaint (tenant_id, id, tracking_code, status, outcome, kind, channel, topic_id, title, body,
    public_title, public_body, place, anonymous, secret, published, handed_over, verified, reporter_account, unit_id,
    unit_path, desk_id, desk_path, clock, due_at, returns, returned_by, ruling_required, ruled,
    objections, reopenings, handlings_open, answered_at, closed_at, closed_by, priority, tags, received_at, entered_at,
    version, last_event_at, head_hash)
SELECT tenant_id, id, code, status, CASE WHEN status IN ('ANSWERED', 'CLOSED') THEN 'SOLVED' END,
    (ARRAY['PENGADUAN_TIDAK_BERKADAR','PENGADUAN_TIDAK_BERKADAR','PENGADUAN_TIDAK_BERKADAR','PENGADUAN_BERKADAR',
        'PERMINTAAN_INFORMASI','ASPIRASI'])[1 + floor(d * 6)::int],
    (ARRAY['WEB','APP','APP','SMS_1708','WHATSAPP'])[1 + floor(e * 5)::int],
    (SELECT array_agg(t.id ORDER BY t.id) FROM tuntas.topic t WHERE t.tenant_id = 0)[1 + floor(b * 40)::int],
    title, words, title, words, area, f < .1, f > .96, f <= .96 AND status NOT IN ('AWAITING_REPORTER', 'ARCHIVED'),
    false, unit_id IS NOT NULL, account, unit_id, path, unit_id, path,
    CASE status WHEN 'RECEIVED' THEN 'INSTANSI_VERIFICATION' WHEN 'AWAITING_REPORTER' THEN 'REPORTER_COMPLETION'
        WHEN 'DISPOSED' THEN 'FIRST_RESPONSE' WHEN 'IN_PROGRESS' THEN 'COMPLETION'
        WHEN 'ANSWERED' THEN 'REPORTER_REACTION' END,
    due_at, 0, '{}', false, false, 0, 0, 0,
    CASE WHEN status IN ('ANSWERED', 'CLOSED') THEN received + interval '4 days' END,
    CASE WHEN status IN ('CLOSED', 'ARCHIVED') THEN received + interval '9 days' END,
    CASE status WHEN 'CLOSED' THEN 'REPORTER' WHEN 'ARCHIVED' THEN 'ADMIN' END,
    'NORMAL', '{}', received, received, version, received + version * interval '9 hours', '\\x00'
FROM (SELECT *, title || '. Sudah ' || 1 + floor(c * 20)::int || ' hari keadaan ini mengganggu warga sekitar, '
    || 'terutama anak sekolah dan pedagang di ' || area || '. Kami sudah menyampaikan kepada ketua RT dan kelurahan, '
    || 'tetapi belum ada tindak lanjut. Mohon dinas terkait segera turun ke lapangan dan memperbaiki. '
    || 'Lokasi tepat di depan toko ' || street || ' ' || floor(f * 900)::int || '.' AS words FROM fresh) s
    """,
    """
INSERT INTO tuntas.complaint_event (tenant_id, complaint_id, seq, move, actor_role, actor_tenant, actor_position,
    actor_unit, actor_title, actor_name, from_status, to_status, reason, changes, data, at, hash)
SELECT tenant_id, id, seq, CASE WHEN seq = 1 THEN 'SUBMIT' WHEN seq > steps THEN 'NOTE' WHEN seq = 6 THEN 'ACCEPT'
        ELSE (ARRAY['VERIFY','DISPOSE','PROGRESS','ANSWER'])[seq - 1] END,
    CASE WHEN seq = 1 THEN 'PELAPOR' WHEN seq < 4 THEN 'INSTANSI' ELSE 'PENGHUBUNG' END, tenant_id,
    CASE WHEN seq > 1 THEN unit_id END, unit_id, CASE WHEN seq = 1 THEN 'Pelapor' ELSE 'Admin Instansi' END,
    CASE WHEN seq = 1 THEN '' ELSE 'Petugas ' || seq END, CASE WHEN seq > 1 THEN 'RECEIVED' END, status,
    CASE WHEN seq = 3 THEN 'Mohon ditindaklanjuti sesuai kewenangan.' ELSE '' END,
    jsonb_build_object('status', status), '{}', received + seq * interval '9 hours',
    decode(md5(id::text || seq), 'hex')
FROM fresh, generate_series(1, version) seq
    """,
    """
INSERT INTO tuntas.complaint_party (tenant_id, complaint_id, unit_id, part, unit_path, since)
SELECT tenant_id, id, unit_id, 'HOLDER', path, received FROM fresh WHERE unit_id IS NOT NULL
UNION ALL
SELECT tenant_id, id, md5('u' || tenant_id || ':' || other)::uuid, 'TEMBUSAN', '0001' || lpad(other::text, 4, '0'),
    received FROM (SELECT *, 1 + unit_no %% %(units)s AS other FROM fresh WHERE unit_id IS NOT NULL AND d < .1) s
    """,
    """
INSERT INTO tuntas.complaint_body (tenant_id, complaint_id, revision, title, body, reason, at)
SELECT tenant_id, id, 1, title, title || '. ' || repeat('Mohon segera ditindaklanjuti. ', 12), '', received FROM fresh
    """,
    """
INSERT INTO tuntas.message (tenant_id, id, complaint_id, event_seq, kind, audience, author_role, author_title, body, at)
SELECT tenant_id, md5('m' || id)::uuid, id, 5, 'ANSWER', 'PUBLIC', 'PENGHUBUNG', 'Penghubung',
    'Terima kasih atas laporannya. Petugas kami sudah memperbaiki pada hari yang sama.', received + interval '4 days'
FROM fresh WHERE status IN ('ANSWERED', 'CLOSED')
    """,
    """
INSERT INTO tuntas.directory (tracking_code, tenant_id, complaint_id, account_id, entered_at)
SELECT code, tenant_id, id, account, received FROM fresh ON CONFLICT DO NOTHING
    """,
)


@dataclass(frozen=True, slots=True)
class Filled:
    """What it took."""

    rows: int
    seconds: float
    size: int


def shares(tenants: tuple[int, ...], main: int, total: int) -> dict[int, int]:
    """How many complaints each pemda has: the main one always the same share, the others as Zipf has it."""
    others = [tenant for tenant in tenants if tenant != main]
    weights = {tenant: 1 / (rank + 3) for rank, tenant in enumerate(others)}
    rest, whole = total - round(total * MAIN_SHARE), sum(weights.values())
    return {main: round(total * MAIN_SHARE)} | {tenant: round(rest * weights[tenant] / whole) for tenant in others}


def fill(place: Place, total: int, already: int = 0) -> Filled:
    """Bring a database from `already` complaints to `total`; foreign keys are true by construction, not checked."""
    began = perf_counter()
    with psycopg.connect(place.database.admin_url, cursor_factory=psycopg.ClientCursor) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        connection.commit()
        done = already
        while done < total:
            until = min(done + _CHUNK, total)
            _grow(connection, shares(place.tenants, place.main, done), shares(place.tenants, place.main, until))
            connection.commit()
            done = until
        connection.autocommit = True
        connection.execute("VACUUM (ANALYZE) tuntas.complaint, tuntas.complaint_event, tuntas.complaint_party")
        connection.execute("VACUUM (ANALYZE) tuntas.complaint_body, tuntas.message, tuntas.directory")
        connection.execute("CHECKPOINT")
    return Filled(total - already, perf_counter() - began, place.size())


def _grow(connection: psycopg.Connection, before: Mapping[int, int], after: Mapping[int, int]) -> None:
    values = {
        "tenants": list(after),
        "first": [before[tenant] + 1 for tenant in after],
        "last": list(after.values()),
        "units": UNITS,
        "citizens": CITIZENS,
        "now": datetime.now(UTC),
    }
    connection.execute(_FRESH, values)
    for statement in _ROWS:
        connection.execute(statement, values)
