"""How is it noted that a reporter lets the Ombudsman or the APIP know who they are, or does no longer?

It stands where the openings of the identity stand: whoever asks later who was named to whom finds both in one list.
"""

from typing import Final

from graph.context import Context
from graph.fresh import fresh_id
from rules.roles import LABELS, Role
from tenants.rows import ComplaintRow, IdentityAccessRow
from tenants.session import Transaction
from tenants.stores import reporters

_AGREED: Final = "Mengizinkan identitas disertakan dalam berkas untuk Ombudsman RI dan APIP."
_WITHDRAWN: Final = "Mencabut izin menyertakan identitas dalam berkas untuk Ombudsman RI dan APIP."


def note_consent(context: Context, tx: Transaction, row: ComplaintRow, *, agree: bool) -> None:
    """Queue the line: by the reporter, through the office's position where an officer typed it in."""
    who = context.principal
    noted = IdentityAccessRow(
        tenant_id=row.tenant_id,
        id=fresh_id(context.now),
        complaint_id=row.id,
        position_id=who.position if who.is_staff else None,
        person_name="",
        title=f"{LABELS[Role.PELAPOR]}, dicatat oleh {who.position_title}" if who.is_staff else LABELS[Role.PELAPOR],
        reason=_AGREED if agree else _WITHDRAWN,
        at=context.now,
    )
    reporters.note_access(tx, noted)
