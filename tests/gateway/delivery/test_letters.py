"""A letter says what happened, where it stands and where to read on; nothing in it can become markup or a header."""

from datetime import UTC, datetime
from typing import Any

import pytest

from gateway.delivery.letters import MOST_LISTED, digest, local_time, notice
from rules.notices import LABELS, NoticeKind
from rules.time_zones import WIB, WIT, WITA

LINK = "https://tuntas.uji.test/meja/laporan/AAAA-BBBB-CCCC"
SEEN = {
    "trackingCode": "AAAA-BBBB-CCCC",
    "status": "DISPOSED",
    "secret": False,
    "dueAt": "2026-03-11T16:59:59+00:00",
    "pemda": {"name": "Kabupaten Bintan", "code": "21.01"},
    "unit": {"name": "Dinas Kesehatan"},
}


def letter(**changed: Any) -> Any:
    given = {"title": None, "office": True, **changed}
    seen = {**SEEN, **given.get("seen", {})}
    return notice(NoticeKind.ARRIVED, seen, given["title"], link=LINK, zone=WIB, office=given["office"])


def test_it_is_complete_and_in_the_pemdas_own_time() -> None:
    assert letter(title="Lampu padam").text == (
        "Laporan masuk ke meja Anda\n"
        "Nomor laporan: AAAA-BBBB-CCCC\n"
        "Judul: Lampu padam\n"
        "Keadaan: Terdisposisi, belum ditindaklanjuti\n"
        "Unit: Dinas Kesehatan\n"
        "Instansi: Kabupaten Bintan\n"
        "Tenggat: 11 Maret 2026 23.59 WIB\n"
        "\n"
        f"Buka: {LINK}\n"
        "\n"
        "Surat ini dikirim otomatis oleh Tuntas. Jangan dibalas: tanggapi melalui tautan di atas.\n"
        "Cara Anda menerima pemberitahuan dapat diatur di konsol.\n"
    )
    assert letter().subject == "Laporan masuk ke meja Anda: AAAA-BBBB-CCCC"


def test_a_reporter_reads_no_unit_and_what_is_unknown_is_left_out() -> None:
    text = letter(office=False, seen={"dueAt": None, "pemda": None}).text
    assert "Unit" not in text
    assert "Tenggat" not in text
    assert "Instansi" not in text


def test_words_cannot_become_markup() -> None:
    html = letter(title='<script>alert("x")</script> & "lampu"').html
    assert "<script>" not in html
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &quot;lampu&quot;" in html
    assert html.count("<a href=") == 1
    assert 'lang="id"' in html


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_every_kind_has_its_subject(kind: NoticeKind) -> None:
    made = notice(kind, SEEN, None, link=LINK, zone=WIB, office=False)
    assert made.subject == f"{LABELS[kind]}: AAAA-BBBB-CCCC"
    assert "\n" not in made.subject


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        (WIB, "31 Desember 2026 23.30 WIB"),
        (WITA, "1 Januari 2027 00.30 WITA"),
        (WIT, "1 Januari 2027 01.30 WIT"),
    ],
)
def test_times_are_those_of_the_pemda(zone: Any, written: str) -> None:
    assert local_time(datetime(2026, 12, 31, 16, 30, tzinfo=UTC), zone) == written


def case(number: int) -> dict[str, Any]:
    return {"trackingCode": f"CODE-{number}", "status": "DISPOSED", "dueAt": None}


def parts(**given: Any) -> dict[str, Any]:
    return {"overdue": [], "today": [], "fresh": [], "waiting": [], **given}


def test_a_desk_with_nothing_on_it_gets_no_summary() -> None:
    assert digest(parts(), day="04-03-2026", more=7, link=LINK, zone=WIB) is None


def test_a_long_list_is_cut_and_says_so() -> None:
    many = [case(number) for number in range(MOST_LISTED + 3)]
    made = digest(parts(overdue=many, today=[case(99)]), day="04-03-2026", more=4, link=LINK, zone=WIB)
    assert made is not None
    assert made.subject == "Ringkasan meja pagi ini, 04-03-2026"
    lines = made.text.splitlines()
    assert lines[0] == f"Lewat tenggat: {MOST_LISTED + 3}"
    assert lines[MOST_LISTED + 1] == "dan 3 lainnya"
    assert "Jatuh tempo hari ini: 1" in lines
    assert "Laporan lain di meja ini: 4" in lines
    assert f"CODE-{MOST_LISTED}" not in made.text


def test_a_calendar_that_lacks_a_year_is_said_first_and_alone() -> None:
    alarm = "Hari libur nasional dan cuti bersama 2028 belum ditetapkan."
    made = digest(parts(), day="01-11-2027", more=0, link=LINK, zone=WIB, alarms=[alarm])
    assert made is not None
    assert made.text.splitlines()[:2] == ["Kalender belum lengkap", alarm]
