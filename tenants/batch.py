"""How one statement answers many keys: rows put back in the order of the keys, and keys as parameters."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from tenants.session import Sessions, Transaction

K = TypeVar("K", bound=Hashable)
R = TypeVar("R")
Reader: TypeAlias = Sessions | Transaction
"""What can read: the sessions of a principal, or an open transaction."""

OfTenant: TypeAlias = tuple[int, UUID]
"""The key of a tenant-owned row: the tenant's number and the row's id."""


def one_per_key(keys: Sequence[K], rows: Iterable[R], key: Callable[[R], K]) -> list[R | None]:
    """For each key its row, or None."""
    found = {key(row): row for row in rows}
    return [found.get(wanted) for wanted in keys]


def many_per_key(keys: Sequence[K], rows: Iterable[R], key: Callable[[R], K]) -> list[list[R]]:
    """For each key its rows, in the order in which they came."""
    found: dict[K, list[R]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return [found.get(wanted, []) for wanted in keys]


def pairs(keys: Sequence[tuple[int, Any]]) -> dict[str, list[Any]]:
    """Keys as parameters of `(tenant_id, x) IN (SELECT * FROM unnest(%(tenants)s, %(values)s))`.

    The tenants are given apart too (`tenant_id = ANY(%(tenants)s)`): only that prunes shards and partitions.
    """
    unique = list(dict.fromkeys(keys))
    return {"tenants": [tenant for tenant, _ in unique], "values": [value for _, value in unique]}
