"""A row of LAPOR!'s export is understood as people write it; what is wrong names its column in both languages."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import lapor_layout as layout
from rules.complaint_states import Status
from rules.errors import Refusal
from rules.lapor_rows import LaporRow, day_of, fingerprint, read, time_of
from rules.vocabulary import Channel, Closer, Kind
from tests.graph.exchange.rows import cells

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)


def row(**other: str) -> LaporRow:
    return read(cells("1", **other), WIB, NOW)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3 Jan 2026", date(2026, 1, 3)),
        ("03 Januari 2026", date(2026, 1, 3)),
        ("17 Agustus 2025", date(2025, 8, 17)),
        ("17 Agu 2025", date(2025, 8, 17)),
        ("17 Agt 2025", date(2025, 8, 17)),
        ("17 aug 2025", date(2025, 8, 17)),
        ("1 Mei 2025", date(2025, 5, 1)),
        ("1 May 2025", date(2025, 5, 1)),
        ("31-Okt-2025", date(2025, 10, 31)),
        ("31 October 2025", date(2025, 10, 31)),
        ("10 Nopember 2025", date(2025, 11, 10)),
        ("25 Des 2025", date(2025, 12, 25)),
        ("3/1/2026", date(2026, 1, 3)),
        ("2026-01-03", date(2026, 1, 3)),
        ("2026-01-03T10:00:00", date(2026, 1, 3)),
        ("46025", date(2026, 1, 3)),
        ("46025.5", date(2026, 1, 3)),
        ("31 Feb 2026", None),
        ("32 Jan 2026", None),
        ("3 Xyz 2026", None),
        ("kemarin", None),
        ("", None),
        ("2026-99-99", None),
    ],
)
def test_dates_are_read(text: str, day: date | None) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("14:05", time(14, 5)), ("14.05.33", time(14, 5, 33)), ("9:00 WIB", time(9, 0)), ("0.5", time(12, 0)),
        ("0", time(0, 0)), ("0.99999999", time(23, 59, 59)), ("25:00", None), ("pagi", None), ("", None),
    ],
)  # fmt: skip
def test_times_are_read(text: str, moment: time | None) -> None:
    assert time_of(text) == moment


@given(st.text(max_size=30))
def test_no_text_breaks_the_readers(text: str) -> None:
    assert day_of(text) is None or isinstance(day_of(text), date)
    assert time_of(text) is None or isinstance(time_of(text), time)


def test_a_row_is_understood() -> None:
    found = row()
    assert found.received_at == datetime(2026, 1, 3, 7, 5, 33, tzinfo=UTC)
    assert (found.kind, found.channel, found.status, found.closed_by) == (
        Kind.PENGADUAN_TIDAK_BERKADAR, Channel.WEB, Status.CLOSED, Closer.SYSTEM,
    )  # fmt: skip
    assert (found.reporter, found.rating, found.anonymous, found.secret) == ("Siti Pelapor", 4, False, False)
    kept = [at for at, cell in enumerate(found.cells) if cell == ""]
    assert {layout.REPORTER, layout.TITLE, layout.FIRST_TEXT, layout.LAST_TEXT} <= set(kept)
    assert found.fingerprint == fingerprint(cells("1"))


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("Ditutup oleh Admin", (Status.CLOSED, Closer.ADMIN)),
        ("ditutup  oleh SISTEM ", (Status.CLOSED, Closer.SYSTEM)),
        ("Selesai", (Status.CLOSED, Closer.ADMIN)),
        ("Diarsipkan oleh Admin", (Status.ARCHIVED, Closer.ADMIN)),
        ("Diarsipkan oleh Sistem", (Status.ARCHIVED, Closer.SYSTEM)),
        ("Ditanggapi oleh Pelapor", (Status.RECEIVED, None)),
        ("Terverifikasi", (Status.RECEIVED, None)),
        ("Proses", (Status.RECEIVED, None)),
    ],
)
def test_statuses_are_mapped(status: str, expected: tuple[Status, Closer | None]) -> None:
    found = row(status=status)
    assert (found.status, found.closed_by) == expected


def test_what_is_empty_is_filled_from_what_is_there() -> None:
    found = row(title="", first_text="", time="", reporter="Anonim", rating="-")
    assert (found.title, found.first_text) == ("Jalan di depan pasar berlubang.", "Jalan di depan pasar berlubang.")
    assert found.received_at == datetime(2026, 1, 2, 17, 0, tzinfo=UTC)
    assert (found.reporter, found.rating) == ("", None)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("date", "besok"), ("date", "5 Mar 2026"), ("date", "1 Jan 1999"), ("time", "siang"), ("kind", "Curhat"),
        ("kind", ""), ("status", "Entah"), ("status", ""), ("rating", "6"), ("rating", "lima"),
        ("rating", "1e999"), ("title", "x" * 501),
        ("reason", "x" * 1_001), ("first_text", "x" * 32_768),
    ],
)  # fmt: skip
def test_what_is_wrong_names_its_column(column: str, value: str) -> None:
    with pytest.raises(Refusal) as refusal:
        row(**{column: value})
    at = getattr(layout, column.upper())
    assert (refusal.value.code, refusal.value.field) == ("BAD_USER_INPUT", layout.FIELDS[at])
    assert refusal.value.rule == f"LAPOR!: {layout.COLUMNS[at]}"
    assert refusal.value.en != refusal.value.id


@pytest.mark.parametrize("tracking_id", ["", "12a", "1.0", "-1", "9" * 19, "\uff11\uff12"])
def test_tracking_ids_are_digits(tracking_id: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read([tracking_id, *cells("1")[1:]], WIB, NOW)
    assert refusal.value.field == "trackingId"


@pytest.mark.parametrize("width", [0, 25, 27])
def test_rows_have_as_many_columns_as_the_layout(width: int) -> None:
    with pytest.raises(Refusal):
        read([*cells("1"), "x"][:width], WIB, NOW)


def test_there_must_be_a_report_in_it() -> None:
    with pytest.raises(Refusal) as refusal:
        row(first_text=" ", last_text="")
    assert refusal.value.field == "firstText"


@given(st.integers(0, layout.WIDTH - 1), st.text(min_size=1, max_size=5))
def test_any_change_changes_the_fingerprint(at: int, more: str) -> None:
    changed = cells("1")
    changed[at] += more
    assert fingerprint(changed) != fingerprint(cells("1"))
