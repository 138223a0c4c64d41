"""The subject bears the command, the text the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.mail_commands import read_mail
from rules.sms_commands import LONGEST_REPORT, Question, Reply, Report, Stance, Unclear
from rules.tracking_codes import shown
from tests.rules.test_region_names import NAMES

CODE, SECRET = "K7QW2M9DXH4C", "0123456789ABCDEF"
PROOF = f"{shown(CODE)} {shown(SECRET)}"
SAID = "Lampu jalan di simpang pasar padam sejak dua minggu."


@pytest.mark.parametrize(
    ("subject", "region", "title"),
    [
        ("Lampu jalan padam", None, "Lampu jalan padam"),
        ("LAPOR: Lampu jalan padam", None, "Lampu jalan padam"),
        ("Fwd: LAPOR 21.01 Lampu jalan padam", "21.01", "Lampu jalan padam"),
        ("Kab. Bintan: lampu jalan padam", "21.01", "lampu jalan padam"),
        ("Bintan lampu jalan padam", "21.01", "Bintan lampu jalan padam"),
        ("", None, SAID),
        ("Pak", None, SAID),
        ("x" * 400, None, "x" * 150),
    ],
)
def test_a_report(subject: str, region: str | None, title: str) -> None:
    assert read_mail(subject, f"{SAID}\n-- \nBudi", NAMES) == Report(region, title, SAID)


def test_a_text_may_begin_with_a_command() -> None:
    assert read_mail("Laporan", f"LAPOR 21.01 {SAID}", NAMES) == Report("21.01", SAID, SAID)
    assert read_mail("Tanya", f"STATUS {CODE}", NAMES) == Question(CODE)
    assert read_mail("Laporan saya", f"{PROOF} {SAID}", NAMES) == Reply(CODE, SECRET, Stance.WORDS, SAID)


@pytest.mark.parametrize("front", ["", "Re: ", "RE: Re: ", "Balas: "])
@pytest.mark.parametrize(
    ("words", "stance", "body"),
    [
        (SAID, Stance.WORDS, SAID),
        ("KEBERATAN masih padam", Stance.OBJECTS, "masih padam"),
        ("Terima.\n\nOn Tue, Mar 3, 2026 Tuntas <l@uji.test> wrote:\n> x", Stance.ACCEPTS, ""),
    ],
)
def test_a_reply_by_its_subject(front: str, words: str, stance: Stance, body: str) -> None:
    assert read_mail(f"{front}{PROOF}", words, NAMES) == Reply(CODE, SECRET, stance, body)


def test_a_subject_alone_asks() -> None:
    assert read_mail(f"Re: {PROOF}", "> kutipan", NAMES) == Question(CODE)
    assert read_mail(f"STATUS {CODE}", "", NAMES) == Question(CODE)
    assert read_mail(f"Re: status {shown(CODE)}", "Sudah sampai mana?", NAMES) == Question(CODE)


@pytest.mark.parametrize(
    ("subject", "text", "why"),
    [
        ("", "", Unclear.TOO_SHORT),
        ("Halo", "apa kabar", Unclear.TOO_SHORT),
        ("Lampu", "LAPOR", Unclear.TOO_SHORT),
        ("Lampu jalan padam", "x" * (LONGEST_REPORT + 1), Unclear.TOO_LONG),
    ],
)
def test_what_is_unclear(subject: str, text: str, why: Unclear) -> None:
    assert read_mail(subject, text, NAMES) is why


def test_a_short_text_is_completed_by_its_subject() -> None:
    assert read_mail("Lampu jalan padam di pasar", "Mohon segera", NAMES) == Report(
        None, "Lampu jalan padam di pasar", "Lampu jalan padam di pasar\nMohon segera"
    )


def test_a_forwarded_complaint_is_not_lost() -> None:
    quoted = "> Lampu jalan di simpang pasar padam."
    assert read_mail("Fwd: lampu padam", quoted, NAMES) == Report(None, "lampu padam", quoted)


@given(st.text(max_size=120), st.text(max_size=300))
def test_anything_can_be_read(subject: str, text: str) -> None:
    command = read_mail(subject, text, NAMES)
    if isinstance(command, Report):
        assert 1 <= len(command.title) <= 150
        assert 20 <= len(command.body) <= LONGEST_REPORT
