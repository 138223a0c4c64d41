"""What a list of complaints is narrowed by."""

from datetime import date, datetime, time, timedelta
from typing import Any

import strawberry

from graph.context import Context
from graph.declarations import attribute
from graph.inputs import input_type, several
from graph.inputs import text as words
from graph.nodes import parse_id
from graph.scalars import Text
from graph.vocabulary import Channel, Kind, Outcome, Priority, Status
from policies.principal import Principal
from rules.errors import bad_input
from rules.time_zones import zone_of


@input_type
class ComplaintFilter:
    """Every condition given must hold; lists mean any of (saringan)."""

    text: str | None = words(
        "Words: the newest 2,000 by Indonesian stems, the newest 200 with titles spelled alike, across provinces these"
        " of the last month. Other conditions choose among them (kata kunci).",
        at_most=200,
        default=None,
    )
    statuses: list[Status] | None = several("Any of these statuses (status).", at_most=10, default=None)
    outcomes: list[Outcome] | None = several("Any of these outcomes (hasil).", at_most=10, default=None)
    kinds: list[Kind] | None = several("Any of these kinds (klasifikasi).", at_most=10, default=None)
    channels: list[Channel] | None = several("Any of these channels (sumber laporan).", at_most=20, default=None)
    priorities: list[Priority] | None = several("Any of these priorities (prioritas).", at_most=10, default=None)
    topics: list[strawberry.ID] | None = several(
        "Any of these topics or their subtopics (kategori).", at_most=50, each=Text(1, 200), default=None
    )
    unit: strawberry.ID | None = attribute("Disposed to this unit or one below it (unit kerja).", default=None)
    mine: bool | None = attribute("Only what your own desk must act on now (kotak masuk meja).", default=None)
    overdue: bool | None = attribute("True: only what is past its deadline (lewat tenggat).", default=None)
    ruling_required: bool | None = attribute("Only what waits for a ruling, or only the rest (putusan).", default=None)
    tag: str | None = words("With this tag (tag).", at_most=40, default=None)
    parent: strawberry.ID | None = attribute("Merged into this complaint (kasus induk).", default=None)
    entered_until: datetime | None = attribute(
        "Entered here at this moment or before, whenever it was received (dicatat sampai).", default=None
    )
    received_from: date | None = attribute("Received on this day or later, local time (masuk sejak).", default=None)
    received_until: date | None = attribute("Received on this day or before, local time (masuk sampai).", default=None)


@input_type
class ComplaintListInput:
    """Which complaints a document is to list, as `complaints` is asked for them (daftar pengaduan)."""

    pemda: str | None = words("Kode wilayah; your own when absent (instansi).", at_most=5, default=None)
    include_below: bool = attribute(
        "Also the regencies of a province, or the whole nation (termasuk wilayah di bawahnya).", default=False
    )
    filter: ComplaintFilter | None = attribute("What to narrow it by (saringan).", default=None)


def conditions(given: ComplaintFilter | None, context: Context, tenant: int) -> dict[str, Any]:
    """The filter as the store takes it. Raises BAD_USER_INPUT naming the field."""
    if given is None:
        return {}
    found: dict[str, Any] = {}
    for name in ("statuses", "outcomes", "kinds", "channels", "priorities"):
        values = getattr(given, name)
        if values is not None:
            found[name] = [value.value for value in values]
    found.update(_dates(given, tenant))
    found.update(_words(given, context.principal))
    if given.tag:
        found["tag"] = given.tag
    if given.parent is not None:
        found["parent"] = parse_id(given.parent, "Complaint", field="filter.parent").uuid
    if given.ruling_required is not None:
        found["ruling_required"] = given.ruling_required
    if given.entered_until is not None:
        found["entered_until"] = given.entered_until
    if given.overdue:
        found["overdue_at"] = context.now
    if given.mine:
        found["desk_path"] = _desk(context.principal)
    return found


def _words(given: ComplaintFilter, principal: Principal) -> dict[str, str]:
    """What is searched for. Who may not read a text or a field may not ask which complaints have it, either."""
    found = {"text": given.text} if given.text else {}
    if principal.is_staff:
        return found
    for name, value in (("priorities", given.priorities), ("tag", given.tag)):
        if value:
            raise bad_input(f"filter.{name}", "Only offices filter by this.", "Saringan ini hanya untuk instansi.")
    return {**found, "public_text": given.text} if given.text else found


def _desk(principal: Principal) -> str:
    if not principal.is_staff:
        raise bad_input("filter.mine", "Only a position has a desk.", "Hanya jabatan yang memiliki meja.")
    return principal.unit_path


def _dates(given: ComplaintFilter, tenant: int) -> dict[str, datetime]:
    zone = zone_of(tenant)
    found = {}
    if given.received_from is not None:
        found["received_from"] = datetime.combine(given.received_from, time(), zone)
    if given.received_until is not None:
        if given.received_from is not None and given.received_until < given.received_from:
            raise bad_input("filter.receivedUntil", "It lies before receivedFrom.", "Lebih awal dari tanggal mulai.")
        if given.received_until.year > 9000:  # noqa: PLR2004 - a day later must still be a date
            raise bad_input("filter.receivedUntil", "No such day yet.", "Tanggal tidak wajar.")
        found["received_until"] = datetime.combine(given.received_until + timedelta(days=1), time(), zone)
    return found
