"""How a pemda's kode wilayah becomes the number of its tenant, and which range of numbers it reaches."""

import re
from typing import Final, NamedTuple, NewType

from rules.errors import Refusal, bad_input

TenantId = NewType("TenantId", int)
"""Nation 0, province 21 -> 2100, Kabupaten Bintan 21.01 -> 2101. Minted here, checked by tenants.registry."""

NATION: Final = TenantId(0)
REACH_OF_NATION_HIGH: Final = 9999
_CODE = re.compile(r"(?P<province>[0-9]{2})(?:\.(?P<regency>[0-9]{2}))?")


class Reach(NamedTuple):
    """An inclusive range of tenant numbers: a pemda alone, a province with its regencies, or the nation."""

    lo: int
    hi: int

    def covers(self, tenant: int) -> bool:
        """Is this tenant inside?"""
        return self.lo <= tenant <= self.hi


NOWHERE: Final = Reach(1, 0)


def _refuse_code(code: str, field: str) -> Refusal:
    return bad_input(
        field,
        f"'{code}' is not a region code: write 00, 21 or 21.01.",
        f"'{code}' bukan kode wilayah: tulis 00, 21 atau 21.01.",
        rule="Kepmendagri: kode wilayah administrasi pemerintahan",
    )


def tenant_id_of(code: str, *, field: str = "code") -> TenantId:
    """The tenant number of a kode wilayah (00, PP or PP.RR). Raises BAD_USER_INPUT naming the field."""
    match = _CODE.fullmatch(code)
    if match is None:
        raise _refuse_code(code, field)
    province, regency = int(match["province"]), int(match["regency"] or 0)
    if province == 0 and regency:
        raise _refuse_code(code, field)
    return TenantId(province * 100 + regency)


def code_of(tenant: int) -> str:
    """The kode wilayah of a tenant number: 0 -> 00, 2100 -> 21, 2101 -> 21.01."""
    province, regency = divmod(tenant, 100)
    return f"{province:02d}" if regency == 0 else f"{province:02d}.{regency:02d}"


def reach_of(tenant: int) -> Reach:
    """What a desk of this tenant oversees: the nation all, a province itself and its regencies, a regency itself."""
    if tenant == NATION:
        return Reach(0, REACH_OF_NATION_HIGH)
    if tenant % 100 == 0:
        return Reach(tenant, tenant + 99)
    return Reach(tenant, tenant)
