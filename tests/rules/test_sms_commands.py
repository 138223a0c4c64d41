"""Each command in every spelling, and nothing that is none; each reply in each status."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.complaint_states import Status
from rules.sms_commands import (
    LONGEST_REPLY,
    LONGEST_REPORT,
    Command,
    Question,
    Reply,
    Report,
    Stance,
    Step,
    Unclear,
    read,
    replied,
    step,
    titled,
)
from rules.tracking_codes import ALPHABET, shown
from tests.rules.test_region_names import NAMES

CODE, SECRET = "K7QW2M9DXH4C", "0123456789ABCDEF"
SAID = "lampu jalan di simpang pasar padam sejak dua minggu"
PROOF = f"{shown(CODE)} {shown(SECRET)}"


@pytest.mark.parametrize("word", ["LAPOR", "lapor", "Lapor!", "LAPOR:", "  lapor,", "laporkan", "LAPOR\n", "lapor -"])
@pytest.mark.parametrize("region", ["", "21.01", "KAB BINTAN:"])
def test_a_report(word: str, region: str) -> None:
    assert read(f"{word} {region} {SAID}", NAMES) == Report("21.01" if region else None, SAID, SAID)


@pytest.mark.parametrize("text", ["laporan jalan rusak di depan pasar", "pelapor tidak puas dengan jawaban", "lapo r"])
def test_lapor_is_a_word_of_its_own(text: str) -> None:
    assert read(text, NAMES) is Unclear.NO_COMMAND


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Unclear.NO_COMMAND),
        ("halo", Unclear.NO_COMMAND),
        ("LAPOR", Unclear.TOO_SHORT),
        ("LAPOR!", Unclear.TOO_SHORT),
        ("LAPOR 21.01", Unclear.TOO_SHORT),
        ("LAPOR jalan rusak", Unclear.TOO_SHORT),
        ("LAPOR " + "x" * 19, Unclear.TOO_SHORT),
        ("LAPOR " + "x" * (LONGEST_REPORT + 1), Unclear.TOO_LONG),
        ("STATUS", Unclear.NO_CODE),
        ("STATUS jalan", Unclear.NO_CODE),
        (f"STATUS {CODE}X", Unclear.NO_CODE),
        ("STATUS UUUU-UUUU-UUUU", Unclear.NO_CODE),
        (f"{PROOF} " + "x" * (LONGEST_REPLY + 1), Unclear.TOO_LONG),
    ],
)
def test_what_is_unclear(text: str, why: Unclear) -> None:
    assert read(text, NAMES) is why


def test_the_shortest_report() -> None:
    assert read("LAPOR " + "x" * 20, NAMES) == Report(None, "x" * 20, "x" * 20)


@pytest.mark.parametrize("word", ["STATUS", "status", "Cek", "lacak", "STATUS:"])
@pytest.mark.parametrize("code", [CODE, shown(CODE), CODE.lower(), "K7QW 2M9D XH4C", shown(CODE) + "."])
def test_a_question(word: str, code: str) -> None:
    assert read(f"{word} {code}", NAMES) == Question(CODE)


SPELT = [CODE, shown(CODE), CODE.lower(), "K7QW 2M9D XH4C"]
SECRETS = [SECRET, shown(SECRET), SECRET.lower(), "0123 4567 89ab cdef", "Ol23-4567-89AB-CDEF"]


@pytest.mark.parametrize(("code", "secret"), list(itertools.product(SPELT, SECRETS)))
@pytest.mark.parametrize("front", ["", "BALAS ", "Re: ", "RE: Re: ", "LAPOR ", "  "])
def test_a_reply(front: str, code: str, secret: str) -> None:
    assert read(f"{front}{code} {secret} {SAID}", NAMES) == Reply(CODE, SECRET, Stance.WORDS, SAID)


@pytest.mark.parametrize(
    ("words", "stance", "body"),
    [
        ("KEBERATAN belum selesai", Stance.OBJECTS, "belum selesai"),
        ("keberatan: belum selesai", Stance.OBJECTS, "belum selesai"),
        ("Tolak, belum selesai", Stance.OBJECTS, "belum selesai"),
        ("KEBERATAN", Stance.OBJECTS, ""),
        ("TERIMA", Stance.ACCEPTS, ""),
        ("terima.", Stance.ACCEPTS, ""),
        ("Setuju!", Stance.ACCEPTS, ""),
        ("SELESAI", Stance.ACCEPTS, ""),
        ("terima kasih, tapi belum selesai", Stance.WORDS, "terima kasih, tapi belum selesai"),
        ("tidak setuju", Stance.WORDS, "tidak setuju"),
        ("belum selesai", Stance.WORDS, "belum selesai"),
        ("keberatannya jelas", Stance.WORDS, "keberatannya jelas"),
        ("selesai dikerjakan tetapi rusak lagi", Stance.WORDS, "selesai dikerjakan tetapi rusak lagi"),
    ],
)
def test_what_a_reply_says_of_the_answer(words: str, stance: Stance, body: str) -> None:
    assert replied(f"{PROOF} {words}") == Reply(CODE, SECRET, stance, body)


def test_a_code_with_its_secret_and_nothing_more_asks() -> None:
    assert replied(PROOF) == Question(CODE)
    assert replied(f"Re: {PROOF}") == Question(CODE)


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        f"{CODE} {SAID}",
        f"{CODE}{SECRET} {SAID}",
        f"x {PROOF} {SAID}",
        f"{CODE[:-1]} {SECRET} {SAID}",
        f"{CODE} {SECRET}5 {SAID}",
        f"UUUU-2M9D-XH4C {SECRET} {SAID}",
        "jika anda dari desa kami saja coba data semua warga",
    ],
)
def test_no_reply(text: str) -> None:
    assert replied(text) is None


def test_seven_short_words_are_a_report() -> None:
    said = "jika anda dari desa kami saja coba data semua warga"
    assert read(f"LAPOR {said}", NAMES) == Report(None, said, said)


STEPS: dict[Status, tuple[Step | None, Step | None, Step | None]] = {
    Status.RECEIVED: (Step.COMMENT, Step.COMMENT, None),
    Status.AWAITING_REPORTER: (Step.SUPPLEMENT, Step.SUPPLEMENT, None),
    Status.DISPOSED: (Step.COMMENT, Step.COMMENT, None),
    Status.IN_PROGRESS: (Step.COMMENT, Step.COMMENT, None),
    Status.ANSWERED: (None, Step.OBJECT, Step.ACCEPT),
    Status.CLOSED: (None, Step.REOPEN, None),
    Status.ARCHIVED: (None, None, None),
}


def test_every_status_is_in_the_table() -> None:
    assert set(STEPS) == set(Status)


@pytest.mark.parametrize("status", Status)
def test_what_a_reply_becomes(status: Status) -> None:
    words, objects, accepts = STEPS[status]
    assert step(status, Stance.WORDS) is words
    assert step(status, Stance.OBJECTS) is objects
    assert step(status, Stance.ACCEPTS) is accepts


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (SAID, SAID),
        (f"{SAID}. Sudah dua kali dilaporkan.", f"{SAID}."),
        (f"{SAID}\nTitik: pasar", f"{SAID} Titik: pasar"),
        ("Pak. Jalan di depan pasar rusak parah", "Pak. Jalan di depan pasar rusak parah"),
        ("kata " * 60, "kata " * 19 + "kata ..."),
        ("x" * 300, "x" * 100 + " ..."),
    ],
)
def test_a_title_is_made_of_the_first_words(body: str, title: str) -> None:
    assert titled(body) == title


WORDS = st.text(alphabet=ALPHABET + "iloILOu -:.\n", max_size=80) | st.text(max_size=80)


@given(WORDS)
def test_anything_can_be_read(text: str) -> None:
    command: Command = read(text, NAMES)
    if isinstance(command, Report):
        assert 5 <= len(command.title) <= 150
        assert 20 <= len(command.body) <= LONGEST_REPORT
    if isinstance(command, Reply | Question):
        assert set(command.code) <= set(ALPHABET)


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"]), min_size=20, max_size=LONGEST_REPORT))
def test_every_report_has_a_title_that_fits(body: str) -> None:
    command = read(f"LAPOR {body}", NAMES)
    if isinstance(command, Report):
        assert 5 <= len(command.title) <= 150
        assert "\n" not in command.title
