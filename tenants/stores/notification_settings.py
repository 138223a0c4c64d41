"""How people want to be told and where they are reached: of the accounts that are named, through functions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import orjson

from tenants.batch import Reader, one_per_key
from tenants.notification_rows import AddressRow, SettingRow
from tenants.session import Transaction

_OF: Final = "SELECT account_id, choices, digest, quiet FROM tuntas.notice_settings_of(%(accounts)s)"
_SET: Final = """
SELECT tuntas.notice_settings_set(%(account)s, %(choices)s::jsonb, %(digest)s, %(quiet)s, %(now)s)
"""
_ADDRESSES: Final = "SELECT account_id, name, email FROM tuntas.addresses_of(%(accounts)s)"


async def of(reader: Reader, accounts: Sequence[UUID]) -> list[SettingRow | None]:
    """The settings of these accounts; None for who never chose."""
    rows = await reader.read(_OF, {"accounts": list(dict.fromkeys(accounts))}, SettingRow)
    return one_per_key(accounts, rows, lambda row: row.account_id)


def choose(tx: Transaction, row: SettingRow, now: datetime) -> None:
    """Keep what an account chose."""
    choices = orjson.dumps(row.choices).decode()
    values = {"account": row.account_id, "choices": choices, "digest": row.digest, "quiet": row.quiet, "now": now}
    tx.execute(_SET, values)


async def addresses(reader: Reader, accounts: Sequence[UUID]) -> list[AddressRow | None]:
    """Where these accounts are reached; None for one that is switched off."""
    rows = await reader.read(_ADDRESSES, {"accounts": list(dict.fromkeys(accounts))}, AddressRow)
    return one_per_key(accounts, rows, lambda row: row.account_id)
