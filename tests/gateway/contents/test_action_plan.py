"""A plan has its five chapters and its annexes; what is not written yet is said to be."""

from datetime import UTC, datetime

from gateway.contents.action_plan import action_plan, written_words
from gateway.rendering.model import Heading, Items, Paragraph, Signatures
from tests.gateway.contents.told import plan

AT = datetime(2021, 11, 3, tzinfo=UTC)


def headings(**other: object) -> list[str]:
    return [part.text for part in action_plan(plan(**other), AT).parts if isinstance(part, Heading) and part.level == 0]


def test_chapters_and_annexes_are_in_order() -> None:
    assert [text.partition("\n")[0] for text in headings()] == [
        "BAB I", "BAB II", "BAB III", "BAB IV", "BAB V", "LAMPIRAN I", "LAMPIRAN II",
    ]  # fmt: skip
    assert headings(nodes=[])[-1].startswith("LAMPIRAN I\n")


def test_words_become_paragraphs_and_lists() -> None:
    parts = written_words("Pembuka.\n1. satu\n2) dua\n- tiga\n\n2021 adalah tahun.")
    assert parts == [
        Paragraph("Pembuka.", indent=True),
        Items(("satu", "dua", "tiga"), numbered=True),
        Paragraph("2021 adalah tahun.", indent=True),
    ]
    assert written_words("2.1.1. NILAI\n2.1 persen dari " + "semua " * 30)[:1] == [Heading("2.1.1. NILAI", 2)]
    assert isinstance(written_words("2.1 persen dari " + "semua " * 30)[0], Paragraph)
    assert "belum ditulis" in str(written_words("  \n "))


def test_an_enacted_plan_carries_its_decree() -> None:
    document = action_plan(plan(), AT)
    (signatures,) = [part for part in document.parts if isinstance(part, Signatures)]
    assert (document.number, signatures.place_and_date, signatures.signers[0].name) == (
        "Perbup 5/2021", "Uji, 2 November 2021", "Budi",
    )  # fmt: skip


def test_a_draft_says_so_and_is_not_signed() -> None:
    document = action_plan(plan(decree="", decreedOn=None), AT)
    (signatures,) = [part for part in document.parts if isinstance(part, Signatures)]
    assert (document.number, signatures.signers[0].name) == ("RANCANGAN", "")
