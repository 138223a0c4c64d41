"""What is said to make accounts, tokens and restrictions."""

from typing import Final

import strawberry

from graph.declarations import attribute
from graph.inputs import input_type, text, whole
from graph.move_input import OnceInput, reason_text
from graph.people_vocabulary import Role
from policies.decisions import may
from policies.permissions import Permission
from policies.principal import Principal
from rules.errors import bad_input
from rules.identifiers import NATION
from rules.roles import POSITION_ROLES

PERMISSION_LENGTH: Final = 40
_NEVER_TAKEN: Final = frozenset({"session", "node", "account", "token"})
_NATIONS: Final = frozenset({Role.NASIONAL, Role.OMBUDSMAN})


@input_type
class CreateStaffAccountInput(OnceInput):
    """An account for somebody who will hold a position (akun petugas)."""

    position: strawberry.ID = attribute("The position that the person will hold; it is not filled by this (jabatan).")
    name: str = text("The person's name (nama).", at_least=2, at_most=120)
    email: str = text("The person's e-mail address (surel).", at_least=6, at_most=254)


@input_type
class InviteAgainInput(OnceInput):
    """Another code for an official who has to set a password anew (undangan ulang)."""

    account: strawberry.ID = attribute("The account (akun).")


@input_type
class SwitchAccountInput(OnceInput):
    """An account is switched off, or on again (nonaktifkan akun)."""

    account: strawberry.ID = attribute("The account (akun).")
    active: bool = attribute("May it sign in? (aktif).")
    reason: str = reason_text("Why (alasan).")


@input_type
class IssueTokenInput(OnceInput):
    """A bearer token for a program of yours (token akses)."""

    label: str = text("What you call it (nama token).", at_least=2, at_most=80)
    days: int = whole("For how many days it works (masa berlaku dalam hari).", at_least=1, at_most=366, default=90)


@input_type
class RevokeTokenInput(OnceInput):
    """A token is to end (pencabutan token)."""

    token: strawberry.ID = attribute("The token (token).")


@input_type
class RestrictInput(OnceInput):
    """Something is taken away from a role of your pemda; rehearse it first (pembatasan wewenang)."""

    role: Role = attribute("From which role (peran).")
    permission: str = text("What, such as complaint:return (izin).", at_least=3, at_most=PERMISSION_LENGTH)
    unit: strawberry.ID | None = attribute("In this unit and below; everywhere when absent (unit).", default=None)
    reason: str = reason_text("Why (alasan).")


@input_type
class LiftRestrictionInput(OnceInput):
    """What was taken away is given back (pencabutan pembatasan)."""

    restriction: strawberry.ID = attribute("The restriction (pembatasan).")


def restrictable(tenant: int, role: Role, permission: str) -> Permission:
    """The permission, if this pemda may take it from this role. Raises BAD_USER_INPUT for any other."""
    if role not in POSITION_ROLES or (role in _NATIONS and tenant != NATION):
        raise bad_input("role", "This role is not yours to restrict.", "Peran ini di luar kewenangan Anda.")
    found = next((known for known in Permission if known.value == permission), None)
    if found is None or not may(Principal(role), found):
        raise bad_input("permission", f"{role} has no such permission.", "Peran ini tidak memiliki izin tersebut.")
    if found.object in _NEVER_TAKEN or (role in (Role.INSTANSI, Role.NASIONAL) and found.object == "restriction"):
        raise bad_input(
            "permission",
            "This cannot be taken away: nobody could come in, or give it back.",
            "Izin ini tidak dapat dibatasi: pengguna tidak dapat masuk atau memulihkannya.",
        )
    return found
