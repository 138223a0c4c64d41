"""A national desk in the tests' database, where the nation's root is shared and everything else is new."""

from uuid import UUID, uuid4

import psycopg

from graph.fresh import fresh_id
from policies.principal import Principal
from rules.identifiers import NATION, Reach
from rules.roles import LABELS, Role
from rules.unit_paths import ROOT
from tenants.bulk import copy_in
from tenants.database import Database
from tests.offices import NOW, SINCE

_ROOT = """
INSERT INTO tuntas.unit (tenant_id, id, parent_id, path, code, name, kind, active_from)
VALUES (0, gen_random_uuid(), NULL, '0001', 'root', 'Nasional', 'ROOT', '2020-01-01')
ON CONFLICT DO NOTHING
"""


def national_desk(database: Database) -> Principal:
    """A new admin of the nation, appointed and with an account."""
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(_ROOT)
        found = owner.execute("SELECT id FROM tuntas.unit WHERE tenant_id = 0 AND path = '0001'").fetchone()
    assert found is not None
    root: UUID = found[0]
    account, position, title = uuid4(), fresh_id(NOW), LABELS[Role.NASIONAL]
    rows = {
        "account": {
            "id": account, "name": "Petugas Nasional", "kind": "STAFF", "password_hash": None, "active": True,
            "created_at": SINCE,
        },
        "position": {
            "tenant_id": NATION, "id": position, "unit_id": root, "unit_path": ROOT, "role": Role.NASIONAL.value,
            "title": title, "active_from": SINCE.date(), "active_to": None,
        },
        "appointment": {
            "tenant_id": NATION, "id": fresh_id(NOW), "position_id": position, "account_id": account,
            "person_name": "Petugas Nasional", "kind": "DEFINITIVE", "sk_number": "SK 1/2024", "sk_date": SINCE.date(),
            "sk_attachment_id": None, "valid_from": SINCE, "valid_to": None, "ended_reason": "",
        },
        "account_position": {"account_id": account, "tenant_id": NATION, "position_id": position},
    }  # fmt: skip
    copy_in(database.owner_url, {table: [row] for table, row in rows.items()})
    return Principal(
        Role.NASIONAL, tenant=NATION, reach=Reach(0, 9999), account=account, name="Petugas Nasional",
        position=position, position_title=title, unit=root, unit_path=ROOT,
    )  # fmt: skip
