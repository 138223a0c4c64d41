"""Who may get more time for completion, how much, and who decides: asked with a reason, decided by the level above."""

from dataclasses import replace
from typing import Final

from rules.case import Case
from rules.clocks import OpenClock
from rules.complaint_states import Clock
from rules.errors import bad_input, move_refused
from rules.facts import Facts
from rules.unit_paths import ROOT, contains

MAX_EXTENSION: Final = 60
"""In all, in the unit of the clock."""


def asked(case: Case, facts: Facts) -> Case:
    """More time is asked for. Raises MOVE_REFUSED after the deadline, and while another request waits."""
    if case.extension_asked:
        raise move_refused("ask once", "More time was asked for already.", "Perpanjangan sudah diminta.")
    running = completion_of(case)
    if running is None or running.due is None or running.due < facts.now:
        raise move_refused(
            "more time is asked for before the deadline",
            "The deadline of completion has passed or does not run.",
            "Tenggat penyelesaian sudah lewat atau tidak berjalan.",
        )
    given = sum(extension.amount for extension in running.extensions)
    if not 0 < facts.days <= MAX_EXTENSION - given:
        raise bad_input(
            "amount",
            f"Between 1 and {MAX_EXTENSION} in all; {given} were given.",
            f"Antara 1 dan {MAX_EXTENSION} seluruhnya; {given} sudah diberikan.",
        )
    return replace(case, extension_asked=facts.days)


def decided(case: Case, facts: Facts) -> Case:
    """The request is decided, one way or the other. Raises MOVE_REFUSED unless the level above decides."""
    if not case.extension_asked:
        raise move_refused("asked, then decided", "Nobody asked for more time.", "Belum ada permintaan perpanjangan.")
    if facts.actor_tenant not in (None, case.tenant_id):
        above = case.desk_path == ROOT  # province and nation decide for the desk of the instansi, for no unit of it
    else:
        above = facts.actor_path != case.desk_path and contains(facts.actor_path, case.desk_path)
    if not above:
        raise move_refused(
            "the level above decides",
            "The desk that asks cannot grant it: the level above decides.",
            "Meja yang meminta tidak dapat memutuskan sendiri: diputuskan oleh atasan.",
        )
    return replace(case, extension_asked=0)


def granted(case: Case, facts: Facts) -> Case:
    """More time is given, as much as was asked for or less."""
    if facts.granted is None or not 0 < facts.granted.amount <= max(case.extension_asked, 1):
        raise bad_input(
            "amount",
            f"Between 1 and the {case.extension_asked} that were asked for.",
            f"Antara 1 dan {case.extension_asked} yang diminta.",
        )
    return decided(case, facts)


def completion_of(case: Case) -> OpenClock | None:
    """The clock of completion of the case itself."""
    found = (clock for clock in case.open_clocks if clock.clock is Clock.COMPLETION and clock.handling is None)
    return next(found, None)
