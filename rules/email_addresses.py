"""What counts as an e-mail address, and how it is kept so that one person has one."""

import re
from typing import Final

from rules.errors import bad_input

LONGEST: Final = 254
_ADDRESS: Final = re.compile(r"[^@\s,;<>()\"]{1,64}@[^@\s,;<>()\"]{1,185}\.[^@\s.,;<>()\"]{2,63}")


def email_of(text: str) -> str:
    """The address in lower case. Raises BAD_USER_INPUT for anything that is none."""
    email = text.strip().lower()
    if len(email) > LONGEST or not _ADDRESS.fullmatch(email):
        raise bad_input("email", "This is not an e-mail address.", "Ini bukan alamat surel.")
    return email
