from enum import StrEnum

from rules import vocabulary
from rules.vocabulary import ANSWERED_DIRECTLY, CHOSEN_BY_CITIZEN, Audience, Check, Closer, Kind, Nature, Part


def test_every_word_is_spelt_as_it_is_named() -> None:
    """It is stored and printed as it stands: a word with another value would be two words."""
    words = [each for each in vars(vocabulary).values() if isinstance(each, type) and issubclass(each, StrEnum)]
    assert len(words) > 10
    assert all(word.name == word.value for kind in words for word in kind)


def test_four_kinds_of_which_the_citizen_chooses_three() -> None:
    """Only an office classifies as berkadar pengawasan (Permendagri 8/2023)."""
    assert len(Kind) == 4
    assert set(Kind) - CHOSEN_BY_CITIZEN == {Kind.PENGADUAN_BERKADAR}
    assert {Kind.ASPIRASI, Kind.PERMINTAAN_INFORMASI} == ANSWERED_DIRECTLY


def test_the_checks_that_the_regulation_names() -> None:
    assert {str(check) for check in Check} == {
        "IDENTITY", "SUBSTANCE", "EVIDENCE", "NATURE", "SUBJECT_OBJECT", "ANONYMITY", "SECRECY", "ELIGIBILITY",
    }  # fmt: skip
    assert {str(nature) for nature in Nature} == {"SENGKETA", "INDIKASI_PELANGGARAN", "BUKAN_KEDUANYA"}


def test_ways_to_take_part_to_close_and_to_listen() -> None:
    assert [str(part) for part in Part] == ["HOLDER", "HANDLER", "TEMBUSAN"]
    assert [str(closer) for closer in Closer] == ["ADMIN", "SYSTEM", "REPORTER"]
    assert [str(audience) for audience in Audience] == ["PUBLIC", "REPORTER", "OFFICES"]
